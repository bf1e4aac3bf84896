"""Addresses of the pages."""

from django.urls import path

from services.views import catalogue, coverage

urlpatterns = [
    path("", coverage.home, name="home"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("offerings/", catalogue.catalogue, name="catalogue"),
    path("offerings/suggest/", catalogue.suggestions, name="suggestions"),
    path("offerings/compare/", catalogue.compare, name="compare"),
    path("offerings/<uuid:pk>/", catalogue.offering_detail, name="offering_detail"),
]
