"""Addresses of the pages."""

from django.urls import path

from core.views import again, health, how, pages

urlpatterns = [
    path("how-it-works/", how.how_it_works, name="how_it_works"),
    path("again/", again.signed_in_again, name="signed_in_again"),
    path("again/discard/", again.held_discard, name="held_discard"),
    path("ui/", pages.gallery, name="ui_gallery"),
    path("theme/", pages.theme, name="theme"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
