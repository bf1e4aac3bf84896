from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0011_chain_plan"),
    ]

    operations = [
        migrations.AddField(
            model_name="matchrun",
            name="capacity",
            field=models.CharField(blank=True, default="", max_length=64),
            preserve_default=False,
        ),
    ]
