"""A score says for which version of a quote it was given. Older scores stay without one: it cannot be known."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sourcing', '0032_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='evaluation',
            name='version',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='sourcing.quoteversion'),
        ),
    ]
