"""Revisions come from a sequence, which gives no number twice."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("services", "0001_initial")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE services_catalogue_revision", "DROP SEQUENCE services_catalogue_revision")
    ]
