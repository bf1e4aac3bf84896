"""Addresses of the pages."""

from django.urls import path

from providers.views import claim, provider

urlpatterns = [
    path("providers/", provider.provider_list, name="provider_list"),
    path("providers/<slug:slug>/", provider.provider_detail, name="provider_detail"),
    path("providers/<slug:slug>/claim/", claim.claim_create, name="claim_create"),
    path("my/claims/", claim.my_claims, name="my_claims"),
    path("my/claims/<uuid:pk>/answer/", claim.my_claim_answer, name="my_claim_answer"),
    path("my/claims/<uuid:pk>/withdraw/", claim.my_claim_withdraw, name="my_claim_withdraw"),
    path("my/provider/new/", claim.my_provider_create, name="my_provider_create"),
    path("my/provider/submit/", claim.my_provider_submit, name="my_provider_submit"),
]
