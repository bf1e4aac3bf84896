"""Saving a row that the database may refuse, with a sentence for the person when it does."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from core.clock import OUT_OF_REACH, is_in_reach
from core.errors import Invalid


def save_sound(row: models.Model) -> None:
    """Save a row; what its fields or named constraints refuse is told in their own words.

    The constraints are asked by saving, so that of two at once the slower is told the same as somebody who comes later.
    Raises Invalid; a constraint without words of its own guards against us, not against people, and is raised as it is.
    """
    relations = {field.name for field in row._meta.fields if field.is_relation}
    try:
        row.clean_fields(exclude=relations)
    except ValidationError as error:
        raise Invalid(errors=error.message_dict) from error
    days = {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
    far = [name for name, day in days.items() if isinstance(day, date) and not is_in_reach(day)]
    if far:
        raise Invalid(errors={name: [OUT_OF_REACH] for name in far})
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        broken = _broken_constraint(row, error)
        if broken is None:
            raise
        raise Invalid(errors={_field_of(broken): [str(broken.get_violation_error_message())]}) from error


def _broken_constraint(row: models.Model, error: IntegrityError) -> models.BaseConstraint | None:
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for constraint in row._meta.constraints:
        if constraint.name == name:
            has_words = constraint.violation_error_message != models.BaseConstraint.default_violation_error_message
            return constraint if has_words else None
    return None


def _field_of(constraint: models.BaseConstraint) -> str:
    """What must be once is shown beside the last of its fields, which is the one that names the row."""
    return constraint.fields[-1] if isinstance(constraint, models.UniqueConstraint) and constraint.fields else ""
