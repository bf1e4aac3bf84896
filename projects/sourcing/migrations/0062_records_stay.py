"""What was sent, opened, agreed, awarded and told stays as it was, whoever asks and by whatever statement."""

from django.db import migrations

CHANGES = {
    # An agreement, an opening, an award and an outcome are acts: their rows are written once.
    "sourcing_cda": ("TRUE", "updated_at", "notice_due_at"),
    "sourcing_opening": ("TRUE", "updated_at"),
    "sourcing_award": ("TRUE", "updated_at"),
    "sourcing_outcome": ("TRUE", "updated_at"),
    # Of a version that was sent: what the opening opened, and the edition that it was confirmed for.
    "sourcing_quoteversion": ("OLD.sent_at IS NOT NULL", "updated_at", "payload", "edition"),
    # Of a quote that has ended: when people are told, and of what.
    "sourcing_quote": (
        "OLD.status IN ('awarded', 'not-selected', 'not-qualified', 'withdrawn')",
        "updated_at", "version", "notice_due_at", "missed_version",
    ),
}  # fmt: skip
"""By table when a row stays as it is, and the columns that may change all the same."""

OPENED = """
CREATE TRIGGER record_once BEFORE UPDATE ON sourcing_quote FOR EACH ROW WHEN (
    NEW.invitation_id <> OLD.invitation_id OR NEW.round <> OLD.round
    OR OLD.opened_at IS NOT NULL AND NEW.opened_at IS DISTINCT FROM OLD.opened_at
    OR OLD.submitted_at IS NOT NULL AND NEW.submitted_at IS NULL
) EXECUTE FUNCTION record_stays('updated_at');
"""
"""Whose quote it is, and that it was sent and opened, never changes."""

DELETED = {table: "TRUE" for table in CHANGES} | {"sourcing_quoteversion": "OLD.sent_at IS NOT NULL"}


def _guards(table: str, when: str, *columns: str) -> str:
    named = ", ".join(f"'{one}'" for one in columns)
    return f"""
CREATE TRIGGER record_rows BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION record_stays({named});
CREATE TRIGGER record_kept BEFORE DELETE ON {table} FOR EACH ROW WHEN ({DELETED[table]}) EXECUTE FUNCTION record_stays();
CREATE TRIGGER record_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION record_stays();
"""


UNDO = "".join(
    f"DROP TRIGGER {name} ON {table};" for table in CHANGES for name in ("record_rows", "record_kept", "record_truncate")
)


class Migration(migrations.Migration):
    dependencies = [("sourcing", "0061_paused_with_its_sponsor"), ("events", "0003_rows_that_stay")]
    operations = [
        migrations.RunSQL(
            "".join(_guards(table, *how) for table, how in CHANGES.items()) + OPENED,
            UNDO + "DROP TRIGGER record_once ON sourcing_quote;",
        )
    ]
