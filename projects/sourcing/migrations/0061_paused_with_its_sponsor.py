"""A request that was paused as its organisation was deactivated runs on with it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("sourcing", "0051_two_envelopes_are_sealed"),
    ]

    operations = [
        migrations.AddField(
            model_name="rfq",
            name="paused_with_sponsor",
            field=models.BooleanField(default=False, editable=False, verbose_name="paused with its sponsor"),
        ),
        migrations.AddConstraint(
            model_name="rfq",
            constraint=models.CheckConstraint(
                condition=models.Q(("paused_with_sponsor", False), ("status", "paused"), _connector="OR"),
                name="rfq_paused_with_its_sponsor",
            ),
        ),
    ]
