"""What only pages could do before: beginning from a project, the sourcing policy, a profile of one's own."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from organizations.enums import Kind, Role
from projects.briefs.actions.package import PackageFacts, add_package
from projects.briefs.actions.project import ProjectFacts, create_project
from projects.sourcing.models import Rfq
from providers.models import Provider
from tests.factories import actor
from tests.providers.house import Program, vocabulary
from vocabulary.models import ServiceLine

pytestmark = pytest.mark.django_db


def soon() -> str:
    return (timezone.now() + timedelta(days=20)).isoformat()


def do(program: Program, method: str, path: str, body: Any, expected: int) -> Any:
    answer = program.send(method, f"/api/v1/{path}", body)
    assert answer.status_code == expected, answer.content
    return answer.json()


def test_a_request_begins_from_a_project_and_what_is_sent_stands_before_what_the_project_says():
    vocabulary()
    sponsor = actor(Role.OWNER)
    project = create_project(actor=sponsor, facts=ProjectFacts(codename="Kite", asset="A secret asset", currency="USD"))
    package = add_package(
        actor=sponsor, project=project, facts=PackageFacts(service_line=ServiceLine.objects.get(pk="mab-gmp"), batches=3)
    )
    program = Program(sponsor)
    made = do(program, "post", "rfqs/", {"project": str(project.pk), "deadline": soon()}, 201)
    assert (made["codename"], made["brief"], made["currency"]) == ("Kite", "A secret asset", "USD")
    assert [(one["service_line"], one["batches"]) for one in made["lines"]] == [("mab-gmp", 3)]
    rfq = Rfq.objects.get(pk=made["id"])
    assert (rfq.project_id, rfq.lines.get().work_package_id) == (project.pk, package.pk)
    own = {"project": str(project.pk), "deadline": soon(), "codename": "Egret", "lines": [], "min_validity_days": 10}
    other = do(program, "post", "rfqs/", own, 201)
    assert (other["codename"], other["lines"], other["min_validity_days"]) == ("Egret", [], 10)


def test_a_project_of_others_is_refused_and_without_one_a_codename_is_needed():
    theirs = create_project(actor=actor(Role.OWNER), facts=ProjectFacts(codename="Kite"))
    program = Program(actor(Role.OWNER))
    refused = do(program, "post", "rfqs/", {"project": str(theirs.pk), "deadline": soon()}, 400)
    assert refused["errors"][0]["pointer"] == "#/project"
    refused = do(program, "post", "rfqs/", {"deadline": soon()}, 400)
    assert refused["errors"][0]["pointer"] == "#/codename"


def test_the_sourcing_policy_is_read_and_changed_field_by_field():
    owner = actor(Role.OWNER)
    program = Program(owner)
    standing = do(program, "patch", "sourcing-policy/", {"quote_limit": "5000", "quote_limit_currency": "EUR"}, 200)
    assert (standing["quote_limit"], standing["quiet_days"]) == ("5000.000", 7)
    assert do(program, "patch", "sourcing-policy/", {"quiet_days": 0}, 200)["quote_limit"] == "5000.000"
    assert program.get("/api/v1/sourcing-policy/").json()["quiet_days"] == 0
    do(program, "patch", "sourcing-policy/", {"quiet_days": 61}, 400)
    viewer = Program(actor(Role.VIEWER, organization=owner.organization))
    do(viewer, "patch", "sourcing-policy/", {"quiet_days": 1}, 403)


def test_a_company_makes_its_profile_and_asks_for_its_verification():
    vocabulary()
    program = Program(actor(Role.OWNER, kind=Kind.PROVIDER))
    asked = {"name": "Lakeside Biologics", "country": "DE", "city": "Konstanz", "types": ["cdmo"], "summary": "What we do."}
    made = do(program, "post", "my/provider/", asked, 201)
    assert (made["city"], Provider.objects.get().slug) == ("Konstanz", "lakeside-biologics")
    do(program, "post", "my/provider/", asked, 409)
    # Incomplete: it is told what is missing.
    assert program.send("post", "/api/v1/my/provider/submit/", {}).status_code in {400, 409}
