"""A work package can be a wish, and a project has notes of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("briefs", "0012_contradictions_meant_so")]

    operations = [
        migrations.AddField(
            model_name="workpackage",
            name="is_wish",
            field=models.BooleanField(default=False, verbose_name="a wish"),
        ),
        migrations.AddField(
            model_name="project",
            name="notes",
            field=models.TextField(blank=True, max_length=5000, verbose_name="notes"),
        ),
    ]
