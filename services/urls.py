"""Addresses of the pages."""

from django.urls import path

from services.views import catalogue, coverage, directory, eudragmdp, imports, offering, own_offering, saving, shortlist

urlpatterns = [
    path("", coverage.home, name="home"),
    path("coverage/", coverage.coverage, name="coverage"),
    path("providers/", directory.provider_list, name="provider_list"),
    path("providers/<slug:slug>/", directory.provider_detail, name="provider_detail"),
    path("offerings/", catalogue.catalogue, name="catalogue"),
    path("offerings/suggest/", catalogue.suggestions, name="suggestions"),
    path("offerings/compare/", offering.compare, name="compare"),
    path("offerings/<uuid:pk>/", offering.offering_detail, name="offering_detail"),
    path("shortlists/", shortlist.shortlist_list, name="shortlist_list"),
    path("shortlists/save/", saving.shortlist_save, name="shortlist_save"),
    path("shortlists/<uuid:pk>/", shortlist.shortlist_detail, name="shortlist_detail"),
    path("shortlists/<uuid:pk>/rename/", shortlist.shortlist_rename, name="shortlist_rename"),
    path("shortlists/<uuid:pk>/delete/", shortlist.shortlist_delete, name="shortlist_delete"),
    path("shortlists/<uuid:pk>/items/<uuid:item_pk>/note/", shortlist.item_note, name="shortlist_note"),
    path("shortlists/<uuid:pk>/items/<uuid:item_pk>/remove/", shortlist.item_remove, name="shortlist_remove"),
    path("shortlists/<uuid:pk>/items/<uuid:item_pk>/restore/", shortlist.item_restore, name="shortlist_restore"),
    path("shortlists/<uuid:pk>/items/<uuid:item_pk>/accept/", shortlist.item_accept, name="shortlist_accept"),
    path("my/offerings/", own_offering.my_offerings, name="my_offerings"),
    path("my/offerings/new/", own_offering.my_offering_create, name="my_offering_create"),
    path("my/offerings/confirm/", own_offering.my_offerings_confirm, name="my_offerings_confirm"),
    path("my/offerings/<uuid:pk>/", own_offering.my_offering, name="my_offering"),
    path("my/offerings/<uuid:pk>/edit/", own_offering.my_offering_edit, name="my_offering_edit"),
    path("my/offerings/<uuid:pk>/<slug:step>/", own_offering.my_offering_move, name="my_offering_move"),
    path("my/import/", imports.my_import, name="my_import"),
    path("my/import/<uuid:pk>/", imports.my_import_run, name="my_import_run"),
    path("my/import/<uuid:pk>/report.csv", imports.my_import_report, name="my_import_report"),
    path("my/certificates/import/", eudragmdp.my_certificates_import, name="my_certificates_import"),
    path("my/export/", imports.my_export, name="my_export"),
]
