"""Operators see how matching goes, and nothing of what was asked."""

import uuid
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from projects.briefs.models import Project, WorkPackage
from projects.matching.admin import MatchRunAdmin
from projects.matching.models import MatchRun
from tests.factories import actor
from tests.factories.providers import operator, service_line

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SECRET = "canary-5521"


@pytest.fixture
def admin(client: Client) -> Client:
    chief = operator()
    User.objects.filter(pk=chief.user_id).update(is_staff=True)
    TOTP.activate(chief.user, "JBSWY3DPEHPK3PXP")
    client.force_login(chief.user, backend=BACKEND)
    return client


def run(number: int) -> MatchRun:
    owner = actor()
    by = {"organization": owner.organization, "created_by": owner.user}
    project = Project.objects.create(number=number, codename=f"Heron {number}", title=SECRET, **by)
    WorkPackage.objects.create(project=project, position=1, service_line=service_line(), questions=SECRET)
    return MatchRun.objects.create(project=project, engine="1", asked={"words": [SECRET]}, failure=SECRET, count=7, **by)


def test_a_run_is_shown_by_state_and_counts_without_a_word_of_the_sponsor(admin: Client):
    made = run(1)
    for address in ("/admin/matching/matchrun/", f"/admin/matching/matchrun/{made.pk}/change/"):
        page = admin.get(address).content.decode()
        assert "Heron 1" in page
        assert "Waiting" in page
        assert SECRET not in page
    assert admin.get("/admin/matching/matchrun/add/").status_code == 403
    assert admin.post(f"/admin/matching/matchrun/{made.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_run_that_is_not_among_the_newest_is_marked(admin: Client, settings: Any):
    settings.MATCH_RUNS_KEPT = 1
    first = run(1)
    admin_page = "/admin/matching/matchrun/"
    assert admin.get(admin_page).context["cl"].queryset.get(pk=first.pk).newer_total == 0
    first.pk, first.id, first._state.adding = None, uuid.uuid4(), True
    first.save()
    marks = {one.newer_total for one in admin.get(admin_page).context["cl"].queryset}
    assert marks == {0, 1}
    assert {MatchRunAdmin.is_kept(None, one) for one in admin.get(admin_page).context["cl"].queryset} == {True, False}


def test_more_runs_take_no_more_queries(admin: Client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            admin.get("/admin/matching/matchrun/")
        return len(asked)

    run(1)
    queries()
    one = queries()
    run(2)
    run(3)
    assert queries() == one


def test_nobody_else_comes_in(client: Client):
    person = actor()
    client.force_login(person.user, backend=BACKEND)
    assert client.get("/admin/matching/matchrun/").status_code == 302
