"""Addresses of the pages."""

from django.urls import path

from projects.matching.views import preview

urlpatterns = [path("match/", preview.match, name="match")]
