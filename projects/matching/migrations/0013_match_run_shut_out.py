from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0012_match_run_capacity"),
    ]

    operations = [
        migrations.AddField(
            model_name="matchrun",
            name="shut_out",
            field=models.JSONField(default=list, verbose_name="what shuts out most"),
        ),
    ]
