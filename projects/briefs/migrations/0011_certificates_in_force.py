"""A work package can ask for certificates in force."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("briefs", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="workpackage",
            name="certificates_in_force",
            field=models.BooleanField(
                default=False,
                help_text="Verified here, and not ended.",
                verbose_name="a certificate in force for each required standard",
            ),
        ),
    ]
