"""Both sides are told before the validity of an opened quote ends, and of agreements a second time."""

from django.db import migrations, models
from django.db.models import Q

# A quote that was opened before is told of once its validity has ended, or a week before; one whose week has begun, at the end.
PLAN_QUOTES = """
    UPDATE sourcing_quote SET notice_due_at = CASE
        WHEN (valid_until - 6)::timestamp AT TIME ZONE 'UTC' > now() THEN (valid_until - 6)::timestamp AT TIME ZONE 'UTC'
        ELSE (valid_until + 1)::timestamp AT TIME ZONE 'UTC' END
    WHERE status IN ('opened', 'shortlisted') AND valid_until IS NOT NULL AND valid_until >= (now() AT TIME ZONE 'UTC')::date
"""
PLAN_AGREEMENTS = """
    UPDATE sourcing_cda SET notice_due_at = expires_at - interval '7 days'
    WHERE notice_due_at IS NULL AND expires_at - interval '7 days' > now()
"""


class Migration(migrations.Migration):
    dependencies = [("sourcing", "0023_entered_quotes")]

    operations = [
        migrations.AddField(
            model_name="quote",
            name="notice_due_at",
            field=models.DateTimeField(blank=True, db_index=True, editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="quote",
            constraint=models.CheckConstraint(
                condition=Q(("notice_due_at", None), ("opened_at__isnull", False), _connector="OR"), name="quote_notice_sealed"
            ),
        ),
        migrations.RunSQL(PLAN_QUOTES, migrations.RunSQL.noop),
        migrations.RunSQL(PLAN_AGREEMENTS, migrations.RunSQL.noop),
    ]
