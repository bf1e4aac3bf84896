"""The digest of the question can be told from the question."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0014_match_takes_all")]

    operations = [
        migrations.RemoveField(model_name="matchrun", name="digest"),
        migrations.AddField(model_name="matchrun", name="inspected", field=models.CharField(blank=True, max_length=64)),
    ]
