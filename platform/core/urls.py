"""Addresses of the pages."""

from django.urls import path

from core.views import health, pages

urlpatterns = [
    path("ui/", pages.gallery, name="ui_gallery"),
    path("theme/", pages.theme, name="theme"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
