"""What was told before: whoever has only ever belonged to one organisation was told in its affairs. Of others it is not known, and stays."""

from django.db import migrations

SETTLE = """
UPDATE {table} SET organization_id = house.one
FROM (
    SELECT user_id, (array_agg(organization_id))[1] AS one FROM organizations_membership
    GROUP BY user_id HAVING count(DISTINCT organization_id) = 1
) house
WHERE house.user_id = person_id AND organization_id IS NULL
  AND kind NOT IN ('membership.roles_changed', 'membership.ended', 'token.created')
"""


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0032_organization'),
    ]

    operations = [
        migrations.RunSQL(SETTLE.format(table=table), migrations.RunSQL.noop)
        for table in ('notifications_notification', 'notifications_digestline')
    ]
