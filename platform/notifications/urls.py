"""Addresses of the pages."""

from django.urls import path

from notifications import views

urlpatterns = [
    path("notifications/", views.notification_list, name="notification_list"),
    path("notifications/preferences/", views.preferences, name="notification_preferences"),
    path("notifications/read-all/", views.notification_read_all, name="notification_read_all"),
    path("notifications/<uuid:pk>/open/", views.notification_open, name="notification_open"),
]
