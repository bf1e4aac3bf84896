"""Addresses of the pages."""

from django.urls import path

from projects.briefs.views import contradiction, intake, package, project

urlpatterns = [
    path("projects/", project.project_list, name="project_list"),
    path("projects/new/", intake.project_create, name="project_create"),
    path("projects/new/template/", intake.project_from_template, name="project_from_template"),
    path("intake/<uuid:pk>/", intake.intake_detail, name="intake_detail"),
    path("intake/<uuid:pk>/judge/", intake.intake_judge, name="intake_judge"),
    path("intake/<uuid:pk>/switch/", intake.intake_switch, name="intake_switch"),
    path("intake/<uuid:pk>/say/", intake.intake_say, name="intake_say"),
    path("projects/<uuid:pk>/", project.project_detail, name="project_detail"),
    path("projects/<uuid:pk>/edit/", project.project_edit, name="project_edit"),
    path("projects/<uuid:pk>/contradictions/dismiss/", contradiction.contradiction_dismiss, name="contradiction_dismiss"),
    path("projects/<uuid:pk>/contradictions/restore/", contradiction.contradiction_restore, name="contradiction_restore"),
    path("projects/<uuid:pk>/packages/new/", package.package_create, name="package_create"),
    path("projects/<uuid:pk>/packages/<uuid:package_pk>/", package.package_edit, name="package_edit"),
    path("projects/<uuid:pk>/packages/<uuid:package_pk>/move/", package.package_move, name="package_move"),
    path("projects/<uuid:pk>/packages/<uuid:package_pk>/remove/", package.package_remove, name="package_remove"),
]
