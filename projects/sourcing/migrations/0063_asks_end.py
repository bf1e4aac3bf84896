"""What was asked of a quote and not answered before the decision has ended with it."""

from django.db import migrations, models

END = """
UPDATE sourcing_ask AS ask SET status = 'ended', ended_at = coalesce(rfq.decided_at, rfq.cancelled_at)
FROM sourcing_quote AS quote
JOIN sourcing_invitation AS invitation ON invitation.id = quote.invitation_id
JOIN sourcing_rfq AS rfq ON rfq.id = invitation.rfq_id
WHERE ask.quote_id = quote.id AND ask.status = 'open'
  AND rfq.status IN ('awarded', 'closed-without-award', 'cancelled')
"""


class Migration(migrations.Migration):

    dependencies = [
        ("sourcing", "0062_records_stay"),
    ]

    operations = [
        migrations.AlterField(
            model_name="ask",
            name="status",
            field=models.CharField(
                choices=[
                    ("open", "Waits for an answer"),
                    ("answered", "Answered with a new version"),
                    ("declined", "Declined"),
                    ("withdrawn", "Taken back"),
                    ("ended", "Ended, unanswered"),
                ],
                default="open",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.RunSQL(END, migrations.RunSQL.noop),
    ]
