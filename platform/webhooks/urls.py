"""Addresses of the pages."""

from django.urls import path

from webhooks.views import delivery, endpoint

urlpatterns = [
    path("organization/webhooks/", endpoint.webhook_list, name="webhook_list"),
    path("organization/webhooks/new/", endpoint.webhook_create, name="webhook_create"),
    path("organization/webhooks/<uuid:pk>/", endpoint.webhook_detail, name="webhook_detail"),
    path("organization/webhooks/<uuid:pk>/edit/", endpoint.webhook_edit, name="webhook_edit"),
    path("organization/webhooks/<uuid:pk>/rotate/", endpoint.webhook_rotate, name="webhook_rotate"),
    path("organization/webhooks/<uuid:pk>/pause/", endpoint.webhook_pause, name="webhook_pause"),
    path("organization/webhooks/<uuid:pk>/resume/", endpoint.webhook_resume, name="webhook_resume"),
    path("organization/webhooks/<uuid:pk>/test/", endpoint.webhook_test, name="webhook_test"),
    path("organization/webhooks/<uuid:pk>/delete/", endpoint.webhook_delete, name="webhook_delete"),
    path(
        "organization/webhooks/<uuid:pk>/deliveries/<uuid:delivery_pk>/",
        delivery.webhook_delivery,
        name="webhook_delivery",
    ),
    path(
        "organization/webhooks/<uuid:pk>/deliveries/<uuid:delivery_pk>/redeliver/",
        delivery.webhook_redeliver,
        name="webhook_redeliver",
    ),
]
