"""Every address of the API, version 1."""

from django.urls import URLPattern, URLResolver, path, re_path
from rest_framework.routers import SimpleRouter

from api.views import DocsView, SchemaView, no_such_address, problem_types

router = SimpleRouter(use_regex_path=False)

urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", SchemaView.as_view(), name="api_schema"),
    path("docs/", DocsView.as_view(url_name="api_schema"), name="api_docs"),
    path("problems/", problem_types, name="api_problems"),
    path("problems/<slug:code>", problem_types, name="api_problem"),
    *router.urls,
    re_path(r"^(?P<rest>.*)$", no_such_address),
]
