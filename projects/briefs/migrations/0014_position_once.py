"""Each place in a project is one package's. Where two had the same, all of the project are numbered anew in their order."""

from django.db import migrations, models

NUMBER_ANEW = """
    UPDATE briefs_workpackage AS package SET position = numbered.position
    FROM (
        SELECT id, row_number() OVER (PARTITION BY project_id ORDER BY position, created_at, id) AS position
        FROM briefs_workpackage
        WHERE project_id IN (SELECT project_id FROM briefs_workpackage GROUP BY project_id, position HAVING count(*) > 1)
    ) AS numbered
    WHERE package.id = numbered.id AND package.position <> numbered.position
"""


class Migration(migrations.Migration):
    dependencies = [("briefs", "0013_wishes_and_notes")]

    operations = [
        migrations.RunSQL(NUMBER_ANEW, migrations.RunSQL.noop),
        migrations.AlterModelOptions(
            name="workpackage",
            options={
                "ordering": ["position", "id"],
                "verbose_name": "work package",
                "verbose_name_plural": "work packages",
            },
        ),
        migrations.AddConstraint(
            model_name="workpackage",
            constraint=models.UniqueConstraint(
                deferrable=models.Deferrable.DEFERRED, fields=("project", "position"), name="workpackage_position_once"
            ),
        ),
    ]
