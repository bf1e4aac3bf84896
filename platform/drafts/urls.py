"""Addresses of the pages."""

from django.urls import path

from drafts import views

urlpatterns = [
    path("drafts/<path:key>/discard/", views.draft_discard, name="draft_discard"),
    path("drafts/<path:key>/", views.draft_keep, name="draft_keep"),
]
