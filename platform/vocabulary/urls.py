"""Addresses of the pages."""

from django.urls import path

from vocabulary.views import term

urlpatterns = [
    path("vocabulary/", term.term_index, name="term_index"),
    path("vocabulary/<slug:kind>/", term.term_list, name="term_list"),
    path("vocabulary/<slug:kind>/<slug:code>/", term.term_detail, name="term_detail"),
]
