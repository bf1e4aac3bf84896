"""What a verified or revoked certificate says stays as it was reviewed: an edit takes it back to its beginning first."""

from django.db import migrations

GUARDS = """
CREATE TRIGGER record_rows BEFORE UPDATE ON providers_certificate FOR EACH ROW
    WHEN (OLD.status IN ('verified', 'revoked') AND NEW.status = OLD.status)
    EXECUTE FUNCTION record_stays('updated_at', 'version', 'notice_due_at', 'site_id');
CREATE TRIGGER record_ended BEFORE UPDATE ON providers_certificate FOR EACH ROW
    WHEN (OLD.status IN ('revoked', 'rejected') AND NEW.status <> OLD.status)
    EXECUTE FUNCTION record_stays('updated_at');
CREATE TRIGGER record_kept BEFORE DELETE ON providers_certificate FOR EACH ROW
    WHEN (OLD.status IN ('under-review', 'verified', 'revoked')) EXECUTE FUNCTION record_stays();
CREATE TRIGGER record_truncate BEFORE TRUNCATE ON providers_certificate FOR EACH STATEMENT EXECUTE FUNCTION record_stays();
"""
"""Two profiles that are made one take their certificates along to the site that stays."""

UNDO = "".join(
    f"DROP TRIGGER {name} ON providers_certificate;"
    for name in ("record_rows", "record_ended", "record_kept", "record_truncate")
)


class Migration(migrations.Migration):
    dependencies = [("providers", "0005_compiled_on_by_the_common_clock"), ("events", "0003_rows_that_stay")]
    operations = [migrations.RunSQL(GUARDS, UNDO)]
