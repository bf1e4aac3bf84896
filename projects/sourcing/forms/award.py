"""What a recommendation of an award asks for, with the prices beside the choices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.languages import joined
from projects.sourcing.enums import Answer, OutcomeReason
from projects.sourcing.forms.fields import NONE, area
from projects.sourcing.models import Quote
from projects.sourcing.rules.award import quotes_with_outdated_scores
from projects.sourcing.selectors.comparison import Cell, Comparison


class AwardForm(forms.Form):
    """Which quote gets which line, why, and what every bidder is told. No reason is chosen beforehand: it is told as one's own."""

    template_name = "sourcing/award_form.html"

    reason = area(_("Why"), required=True, most=3000)

    def __init__(self, *args: Any, comparison: Comparison, with_lines: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quotes = quotes = [column.quote for column in comparison.columns]
        rows = comparison.rows if with_lines else ()
        self.lines = [line for line, _cells in rows]
        for line, cells in rows:
            offers = [(str(quote.pk), _offer(quote, cell)) for quote, cell in zip(quotes, cells, strict=True)]
            choices = [("", _("Nobody")), *offers]
            self.fields[f"line-{line.pk}"] = forms.ChoiceField(label=str(line), choices=choices, required=False)
        for quote in quotes:
            name = str(quote.invitation.provider)
            label = _("Reason for %(name)s") % {"name": name}
            self.fields[f"reason-{quote.pk}"] = forms.ChoiceField(label=label, choices=[NONE, *OutcomeReason.choices])
            self.fields[f"feedback-{quote.pk}"] = area(_("Feedback to %(name)s") % {"name": name}, required=True, most=3000)
        outdated = quotes_with_outdated_scores(quotes) if with_lines else []
        if outdated:
            self.fields["confirm_outdated_scores"] = forms.BooleanField(
                label=_("Award on scores that were given for earlier versions"),
                required=False,
                help_text=_(
                    "A newer version was opened since these quotes were scored: %(names)s. Score again, or confirm."
                )
                % {"names": joined(str(one.invitation.provider) for one in outdated)},
            )

    def parts(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings, as they are shown."""
        bidders = [
            (str(one.invitation.provider), [self[f"reason-{one.pk}"], self[f"feedback-{one.pk}"]]) for one in self.quotes
        ]
        lines = [(str(_("Who gets which line")), [self[f"line-{line.pk}"] for line in self.lines])] if self.lines else []
        return [*lines, *bidders]

    @property
    def lines_to(self) -> dict[str, str]:
        """Lines that somebody gets."""
        values = {str(line.pk): self.cleaned_data[f"line-{line.pk}"] for line in self.lines}
        return {line: quote for line, quote in values.items() if quote}

    @property
    def outcomes(self) -> dict[str, dict[str, str]]:
        """What each is told."""
        data = self.cleaned_data
        return {
            str(one.pk): {"reason": data[f"reason-{one.pk}"], "feedback": data[f"feedback-{one.pk}"]} for one in self.quotes
        }


def _offer(quote: Quote, cell: Cell) -> str:
    """Who, and for how much: as quoted, in the sponsor's currency where that is another; without a price, how it answers."""
    name = str(quote.invitation.provider)
    if cell.state not in {Answer.PRICED, Answer.OPTIONAL}:
        return _("%(name)s: does not offer it") % {"name": name}
    if cell.amount is None:
        return _("%(name)s: no price") % {"name": name}
    parts = [cell.amount.display()]
    if cell.converted is not None and cell.converted.currency != cell.amount.currency:
        parts.append(cell.converted.display())
    if cell.state == Answer.OPTIONAL:
        parts.append(cell.label)
    return f"{name}: {' · '.join(parts)}"
