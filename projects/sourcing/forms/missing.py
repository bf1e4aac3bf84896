"""What is missing of a request while it is written."""

from typing import Any

from projects.sourcing.enums import Audience
from projects.sourcing.forms.rfq import RfqForms
from projects.sourcing.models import Rfq
from projects.sourcing.rules.completeness import Completeness, LineThere, Typed, completeness_of


def missing_of(forms: RfqForms, rfq: Rfq | None, chosen: int = 0) -> Completeness:
    """Of the forms as they stand, sent or not; ``chosen`` providers are invited with a new one.

    What does not validate is not there.
    """
    forms.is_valid()
    values = _values(forms.rfq)
    typed = Typed(
        teaser=str(values.get("teaser") or ""),
        brief=str(values.get("brief") or ""),
        audience=str(values.get("audience") or Audience.SELECTED.value),
        needs_cda=bool(values.get("needs_cda")),
        decision_on=values.get("decision_on") or None,
    )
    lines = [_line(row) for row in map(_values, forms.lines) if row.get("title")]
    criteria = any(_values(form).get("label") for form in forms.criteria)
    invited = rfq.invitations.count() if rfq else chosen
    is_offered = rfq is not None and rfq.cda_offered_at is not None
    return completeness_of(typed, lines, criteria=criteria, invited=invited, is_offered=is_offered)


def _values(form: Any) -> dict[str, Any]:
    if form.is_bound:
        return dict(getattr(form, "cleaned_data", {}))
    return {name: form[name].value() for name in form.fields}


def _line(row: dict[str, Any]) -> LineThere:
    amount = row.get("quantity_value") not in (None, "") or bool(row.get("batches"))
    window = any(row.get(name) for name in ("starts_on", "latest_start", "ends_on"))
    return LineThere(bool(row.get("service_line")), amount, window, bool(row.get("standards")))
