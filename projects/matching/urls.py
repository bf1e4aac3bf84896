"""Addresses of the pages."""

from django.urls import path

from projects.matching.views import chain_plan, mirror, preview, project

urlpatterns = [
    path("match/", preview.match, name="match"),
    path("my/matching/", mirror.my_matching, name="my_matching"),
    path("projects/<uuid:pk>/matches/", project.project_matches, name="project_matches"),
    path("projects/<uuid:pk>/match/", project.project_match, name="project_match"),
    path("projects/<uuid:pk>/chain-plans/", chain_plan.chain_plans, name="chain_plans"),
    path("match-runs/<uuid:pk>/since/<uuid:since>/", project.match_comparison, name="match_comparison"),
]
