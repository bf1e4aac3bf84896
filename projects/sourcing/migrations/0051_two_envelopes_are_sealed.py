"""Two envelopes are sealed: where they were not, they are from now on, and nobody reads a price before the scope is judged."""

from typing import Any

from django.db import migrations, models


def seal_two_envelopes(apps: Any, schema_editor: Any) -> None:
    apps.get_model("sourcing", "Rfq").objects.filter(envelopes=2, is_sealed=False).update(is_sealed=True)


class Migration(migrations.Migration):

    dependencies = [
        ("sourcing", "0043_countries_and_reaching"),
    ]

    operations = [
        migrations.RunPython(seal_two_envelopes, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="rfq",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_sealed", True), models.Q(("envelopes", 2), _negated=True), _connector="OR"),
                name="rfq_two_envelopes_are_sealed",
                violation_error_message="With two envelopes the quotes are sealed: no price is read before the scope is judged.",
            ),
        ),
    ]
