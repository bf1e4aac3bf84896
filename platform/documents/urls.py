"""Addresses of the pages."""

from django.urls import path

from documents import views

urlpatterns = [
    path("documents/<uuid:pk>/", views.document_open, name="document_open"),
]
