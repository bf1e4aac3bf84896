"""Addresses of the pages."""

from django.urls import path

from providers.views import capability, capacity, certificate, claim, own_profile, own_site, slot

urlpatterns = [
    path("my/certificates/", certificate.certificate_list, name="my_certificates"),
    path("my/certificates/new/", certificate.certificate_create, name="my_certificate_create"),
    path("my/certificates/<uuid:pk>/", certificate.certificate_edit, name="my_certificate_edit"),
    path("my/certificates/<uuid:pk>/submit/", certificate.certificate_submit, name="my_certificate_submit"),
    path("my/certificates/<uuid:pk>/remove/", certificate.certificate_remove, name="my_certificate_remove"),
    path("my/sites/<uuid:site_pk>/capabilities/", capability.capability_list, name="my_site_capabilities"),
    path("my/sites/<uuid:site_pk>/capabilities/new/", capability.capability_create, name="my_site_capability_create"),
    path("my/sites/<uuid:site_pk>/capabilities/<uuid:pk>/", capability.capability_edit, name="my_site_capability_edit"),
    path(
        "my/sites/<uuid:site_pk>/capabilities/<uuid:pk>/remove/",
        capability.capability_remove,
        name="my_site_capability_remove",
    ),
    path("my/capacity/", capacity.capacity, name="my_capacity"),
    path("my/suites/new/", capacity.suite_create, name="my_capacity_suite_create"),
    path("my/suites/<uuid:pk>/", capacity.suite_edit, name="my_capacity_suite_edit"),
    path("my/suites/<uuid:pk>/close/", capacity.suite_close, name="my_capacity_suite_close"),
    path("my/suites/<uuid:pk>/reopen/", capacity.suite_reopen, name="my_capacity_suite_reopen"),
    path("my/suites/<uuid:pk>/windows/new/", slot.slot_create, name="my_capacity_window_create"),
    path("my/slots/<uuid:pk>/", slot.slot_edit, name="my_capacity_window_edit"),
    path("my/slots/<uuid:pk>/remove/", slot.slot_remove, name="my_capacity_window_remove"),
    path("my/slots/<uuid:pk>/<slug:step>/", slot.slot_move, name="my_capacity_window_move"),
    path("providers/<slug:slug>/claim/", claim.claim_create, name="claim_create"),
    path("my/claims/", claim.my_claims, name="my_claims"),
    path("my/claims/<uuid:pk>/answer/", claim.my_claim_answer, name="my_claim_answer"),
    path("my/claims/<uuid:pk>/withdraw/", claim.my_claim_withdraw, name="my_claim_withdraw"),
    path("my/provider/new/", claim.my_provider_create, name="my_provider_create"),
    path("my/provider/submit/", claim.my_provider_submit, name="my_provider_submit"),
    path("my/provider/", own_profile.my_provider, name="my_provider"),
    path("my/provider/edit/", own_profile.my_provider_edit, name="my_provider_edit"),
    path("my/sites/", own_site.my_sites, name="my_sites"),
    path("my/sites/new/", own_site.my_site_create, name="my_site_create"),
    path("my/sites/<uuid:pk>/", own_site.my_site, name="my_site"),
    path("my/sites/<uuid:pk>/edit/", own_site.my_site_edit, name="my_site_edit"),
    path("my/sites/<uuid:pk>/close/", own_site.my_site_close, name="my_site_close"),
    path("my/sites/<uuid:pk>/reopen/", own_site.my_site_reopen, name="my_site_reopen"),
]
