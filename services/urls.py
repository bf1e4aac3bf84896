"""Addresses of the pages."""

from django.urls import path

from services.views import catalogue, coverage, directory

urlpatterns = [
    path("", coverage.home, name="home"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("providers/", directory.provider_list, name="provider_list"),
    path("providers/<slug:slug>/", directory.provider_detail, name="provider_detail"),
    path("offerings/", catalogue.catalogue, name="catalogue"),
    path("offerings/suggest/", catalogue.suggestions, name="suggestions"),
    path("offerings/compare/", catalogue.compare, name="compare"),
    path("offerings/<uuid:pk>/", catalogue.offering_detail, name="offering_detail"),
]
