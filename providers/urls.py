"""Addresses of the pages."""

from django.urls import path

from providers.views import provider

urlpatterns = [
    path("providers/", provider.provider_list, name="provider_list"),
    path("providers/<slug:slug>/", provider.provider_detail, name="provider_detail"),
]
