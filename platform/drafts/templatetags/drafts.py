"""The tag that lets a form remember."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def draft_attributes(key: str) -> SafeString:
    """Attributes for an empty element inside the form, which sends what stands in the form while it is filled in.

    Inside, not on the form itself: htmx would hold the request back until every required field is filled in, and send the
    chosen files along with every keystroke. The form's own way to be sent is untouched; without script nothing is kept.
    """
    return format_html(
        'hidden hx-post="{}" hx-trigger="input from:closest form delay:800ms, change from:closest form" hx-swap="none" '
        'hx-sync="this:queue last"',
        reverse("draft_keep", args=[key]),
    )
