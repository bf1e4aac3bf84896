"""The tags that templates are made of. No query, no rule."""

from django import template

register = template.Library()
