"""Every address of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

admin.autodiscover()
# The password is changed on allauth's page alone, which tells the person and the trail.
setattr(admin.site, "password_change", RedirectView.as_view(pattern_name="account_change_password"))  # noqa: B010
# allauth's sign-in, with its second factor and rate limits, stands before the admin site.
setattr(admin.site, "login", secure_admin_login(admin.site.login))  # noqa: B010 - a method, replaced as allauth documents

urlpatterns = [
    path("api/v1/", include("config.api_urls")),  # first: programs ask the most, and each line above costs them
    path("", include("services.urls")),  # what visitors see
    path("", include("core.urls")),
    path("", include("accounts.urls")),
    path("", include("organizations.urls")),
    path("", include("documents.urls")),
    path("", include("drafts.urls")),
    path("", include("notifications.urls")),
    path("", include("webhooks.urls")),
    path("", include("vocabulary.urls")),
    path("", include("providers.urls")),
    path("", include("projects.briefs.urls")),
    path("", include("projects.matching.urls")),
    path("", include("projects.sourcing.urls")),
    path("account/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "core.views.errors.bad_request"
handler403 = "core.views.errors.forbidden"
handler404 = "core.views.errors.not_found"
handler500 = "core.views.errors.server_error"
