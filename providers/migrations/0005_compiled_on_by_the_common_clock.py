"""A source was compiled on the day it is in UTC, not in the server's zone."""

from django.db import migrations, models

import core.clock


class Migration(migrations.Migration):
    dependencies = [("providers", "0004_certificate_issue_and_reference")]

    operations = [
        migrations.AlterField(
            model_name="source", name="compiled_on", field=models.DateField(default=core.clock.today)
        ),
    ]
