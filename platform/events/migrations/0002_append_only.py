"""The database itself refuses to change the trail, whoever asks."""

from django.db import migrations

TABLES = ("events_event", "events_seal")

FUNCTION = """
CREATE FUNCTION trail_refuses_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The trail is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
"""

GUARDS = "".join(
    f"""
CREATE TRIGGER trail_rows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION trail_refuses_change();
CREATE TRIGGER trail_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION trail_refuses_change();
"""
    for table in TABLES
)

UNDO = "".join(f"DROP TRIGGER trail_rows ON {table}; DROP TRIGGER trail_truncate ON {table};" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]
    operations = [migrations.RunSQL(FUNCTION + GUARDS, UNDO + "DROP FUNCTION trail_refuses_change();")]
