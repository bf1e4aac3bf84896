"""Addresses of the pages."""

from django.urls import path

from services.views import catalogue, coverage, imports, own_offering

urlpatterns = [
    path("", coverage.home, name="home"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("offerings/", catalogue.catalogue, name="catalogue"),
    path("offerings/suggest/", catalogue.suggestions, name="suggestions"),
    path("offerings/compare/", catalogue.compare, name="compare"),
    path("offerings/<uuid:pk>/", catalogue.offering_detail, name="offering_detail"),
    path("my/offerings/", own_offering.my_offerings, name="my_offerings"),
    path("my/offerings/new/", own_offering.my_offering_create, name="my_offering_create"),
    path("my/offerings/confirm/", own_offering.my_offerings_confirm, name="my_offerings_confirm"),
    path("my/offerings/<uuid:pk>/", own_offering.my_offering, name="my_offering"),
    path("my/offerings/<uuid:pk>/edit/", own_offering.my_offering_edit, name="my_offering_edit"),
    path("my/offerings/<uuid:pk>/<slug:step>/", own_offering.my_offering_move, name="my_offering_move"),
    path("my/import/", imports.my_import, name="my_import"),
    path("my/import/<uuid:pk>/", imports.my_import_run, name="my_import_run"),
    path("my/import/<uuid:pk>/report.csv", imports.my_import_report, name="my_import_report"),
    path("my/export/", imports.my_export, name="my_export"),
]
