from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0013_match_run_shut_out")]

    operations = [migrations.AddField(model_name="match", name="takes_all", field=models.BooleanField(db_default=False, default=False))]
