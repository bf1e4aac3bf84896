"""A provider sees how a brief finds it: its own row of the ranking that everybody gets, and why it misses what it misses."""

import random
import re
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.actor import Actor
from organizations.enums import Kind, Role
from projects.briefs.models import Intake
from projects.briefs.requirements import Subject
from projects.matching.enums import Cause
from projects.matching.models import MatchRun
from projects.matching.preview import preview_of
from projects.matching.selectors.mirror import Mirror, mirror_of
from providers.enums import ProviderState, SiteStatus
from providers.models import Certificate, Provider, Site
from services.enums import OfferingStatus
from services.models import Offering
from services.selectors.catalogue import current_catalogue
from tests.catalogue import offering, refresh
from tests.catalogue import seller as new_seller
from tests.factories import actor
from tests.matching.needs import any_requirement, must
from tests.selling import Program, seller, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

API, PAGE = "/api/v1/my/matching/", "/my/matching/"
BRIEFS = [
    "We need GMP drug substance of an antibody from CHO cells for Phase 2 at 2,000 L in Europe, not in Germany. EU GMP is a must.",
    "Plasmid DNA under GMP for a gene therapy, 50 L fermentation in E. coli, and mRNA with it, in the United States or Germany.",
    "我们需要质粒DNA的GMP生产，用于I期临床，最好在欧洲。",
    "A medical writer for a clinical study report, from January 2027, with a budget of EUR 50,000.",
]


def manager(slug: str = "wacker-biotech") -> Actor:
    return seller(Role.MANAGER, slug=slug)


def owner_of(site: Site) -> Actor:
    """Somebody whose organisation has claimed the profile of a site."""
    person = actor(Role.MANAGER, kind=Kind.PROVIDER)
    Provider.objects.filter(pk=site.provider_id).update(state=ProviderState.CLAIMED, organization=person.organization)
    return person


def public(text: str) -> Any:
    return Client().post("/api/v1/matches/preview/", {"text": text, "limit": 100}, content_type="application/json").json()


def mirrored(person: Actor, text: str) -> Mirror:
    return mirror_of(person, text, current_catalogue())


# The same numbers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", BRIEFS)
@pytest.mark.parametrize("slug", ["wacker-biotech", "lonza"])
def test_a_program_gets_just_the_row_that_everybody_sees_of_it(slug: str, text: str):
    everybody = public(text)
    answer = Program(manager(slug)).send("POST", API, {"text": text}).json()
    (row,) = [one for one in everybody["results"] if one["provider"]["slug"] == slug]
    assert answer["result"] == row
    assert [one["text"] for one in answer["missed"]] == row["missing"]
    assert {name: answer[name] for name in ("understood", "unclear", "count", "count_eligible")} == {
        name: everybody[name] for name in ("understood", "unclear", "count", "count_eligible")
    }
    same_group = [one["provider"]["slug"] for one in everybody["results"] if one["eligible"] == row["eligible"]]
    assert answer["place"] == same_group.index(slug) + 1


def test_requirements_and_weights_are_taken_as_the_preview_takes_them():
    body = {
        "requirements": {"modality": ["mab"], "service_line": ["mammalian-ds-clinical"]},
        "weights": {"place": 0, "sites": 10},
    }
    everybody = Client().post("/api/v1/matches/preview/", body | {"limit": 100}, content_type="application/json").json()
    program = Program(manager("lonza"))
    assert program.send("POST", API, body).json()["result"] in everybody["results"]
    nothing = dict.fromkeys(["service", "modality", "coverage", "sites", "quality", "focus", "core", "words"], 0)
    assert program.send("POST", API, body | {"weights": nothing}).status_code == 400
    assert program.send("POST", API, {}).status_code == 400


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_asked_each_thing_missed_has_a_cause_and_an_address_that_is_there(seed: int):
    lot, person, catalogue = random.Random(seed), manager(), current_catalogue()
    asked = [any_requirement(lot, catalogue) for _ in range(5)]
    asked.append(must(Subject.STANDARD, "eu-gmp", in_force=lot.random() < 0.5))
    mirror = mirror_of(person, "", catalogue, requirements=asked)
    assert mirror.match is not None
    assert tuple(one.text for one in mirror.missed) == mirror.match.missing
    browser = signed_in(person)
    for address in {*(one.link for one in mirror.missed), *mirror.where.values()}:
        assert browser.get(address).status_code == 200


def test_the_page_says_place_score_weights_and_reasons_and_names_nobody_else():
    person = manager("lonza")
    preview = preview_of(BRIEFS[0], current_catalogue())
    own = next(one for one in preview.first(preview.count) if one.slug == "lonza")
    assert own.is_eligible
    page = signed_in(person).post(PAGE, {"text": BRIEFS[0]}).content.decode()
    assert f"Place {own.rank} of {preview.count_eligible} who miss nothing" in page
    assert f"{round(own.score * 100)} of 100" in page
    for one in own.criteria:
        assert str(one.criterion.label) in page
        assert f"{one.criterion.label} <small>weight {one.weight:g}</small>" in page
    assert "Say it" in page  # of what is not known, such as the scale at that place
    others = Provider.objects.exclude(slug="lonza").values_list("slug", flat=True)
    assert [slug for slug in others if f"/providers/{slug}/" in page] == []


def test_a_near_miss_is_told_how_many_stand_before_it_whatever_its_score():
    text = "Commercial antibody drug substance at 2,000 L in Singapore; EU GMP is a must."
    mirror = mirrored(manager(), text)
    assert mirror.match is not None
    assert not mirror.match.is_eligible
    assert mirror.place == mirror.match.rank - mirror.preview.count_eligible
    page = signed_in(manager()).post(PAGE, {"text": text}).content.decode()
    assert f"A near miss: place {mirror.place} of {mirror.count_near} who miss something" in page


def test_a_requirement_taken_away_is_gone_for_the_mirror_as_for_the_page_of_sponsors():
    browser = signed_in(manager())
    first = browser.post(PAGE, {"text": BRIEFS[0]}).content.decode()
    key = re.search(r'name="remove" value="(country\.excluded[^"]*)"', first)
    assert key
    second = browser.post(PAGE, {"text": BRIEFS[0], "remove": key[1]}).content.decode()
    assert "not Germany" in first
    assert "not Germany" not in second


def test_one_of_ones_own_offerings_is_asked_for_with_a_link():
    person = manager()
    own = Offering.objects.published().filter(provider__slug="wacker-biotech", service_line="plasmid-gmp").get()
    page = signed_in(person).get(PAGE, {"offering": own.pk}).content.decode()
    assert own.service_line.label in re.findall(r"<textarea[^>]*>([^<]*)<", page)[0]
    assert re.search(r"Place \d+ of \d+ who miss nothing", page)
    assert f"{PAGE}?offering={own.pk}" in signed_in(person).get(f"/my/offerings/{own.pk}/").content.decode()


# Why something is missed ---------------------------------------------------------------------------------------------


def causes(person: Actor, text: str) -> dict[str, tuple[Cause, str]]:
    return {one.text: (one.cause, one.link) for one in mirrored(person, text).missed}


def test_a_service_that_nobody_lists_is_unsaid_and_one_in_a_draft_is_told_as_unpublished():
    site = new_seller("Elbe Biologics")
    person = owner_of(site)
    offering(site, line="aseptic-vial-filling", modalities=["mab"], stages=["phase-1"])
    text = "We need GMP plasmid DNA manufacture."
    sentence = "Does not offer GMP plasmid DNA."
    assert causes(person, text)[sentence] == (Cause.UNSAID, "/my/offerings/new/")
    draft = Offering.objects.create(provider=site.provider, service_line_id="plasmid-gmp", status=OfferingStatus.DRAFT)
    assert causes(person, text)[sentence] == (Cause.UNPUBLISHED, f"/my/offerings/{draft.pk}/")


def test_a_medicine_is_unsaid_where_none_is_listed_and_otherwise_where_others_are():
    site = new_seller("Elbe Biologics")
    person = owner_of(site)
    made = offering(site, line="aseptic-vial-filling", stages=["phase-1"])
    text = "Aseptic vial filling of a monoclonal antibody is a must."
    ((cause, link),) = causes(person, text).values()
    assert (cause, link) == (Cause.UNSAID, f"/my/offerings/{made.pk}/edit/#id_modalities")
    made.modalities.set(["aav"])
    refresh(site.provider)
    ((cause, _link),) = causes(person, text).values()
    assert cause == Cause.OTHERWISE


def test_a_place_a_standard_and_a_scale_are_missed_by_what_the_profile_says_otherwise():
    site = new_seller("Elbe Biologics")
    person = owner_of(site)
    offering(
        site, line="mammalian-ds-clinical", modalities=["mab"], stages=["phase-1"], standards=["iso-9001"], scale_max=200
    )
    text = "Clinical mammalian drug substance of a mAb at 2,000 L. It must be in Singapore. EU GMP is a must."
    found = causes(person, text)
    assert {cause for cause, _link in found.values()} == {Cause.OTHERWISE}
    assert {link.partition("#id_")[2] for _cause, link in found.values()} == {"sites", "standards", "scale_max"}


def test_a_place_is_unsaid_where_the_only_site_is_planned():
    site = new_seller("Elbe Biologics")
    person = owner_of(site)
    Site.objects.filter(pk=site.pk).update(status=SiteStatus.PLANNED)
    offering(site, line="aseptic-vial-filling", modalities=["mab"], stages=["phase-1"])
    ((cause, link),) = causes(person, "Aseptic vial filling of a mAb; it must be in Germany.").values()
    assert (cause, link.partition("#id_")[2]) == (Cause.UNSAID, "sites")


def test_a_certificate_is_unsaid_where_none_is_kept_and_otherwise_where_one_is_not_in_force():
    site = new_seller("Elbe Biologics")
    person = owner_of(site)
    offering(site, line="aseptic-vial-filling", modalities=["mab"], stages=["phase-1"], standards=["eu-gmp"])
    asked: dict[str, Any] = {
        "requirements": [
            {"subject": "service-line", "code": "aseptic-vial-filling"},
            {"subject": "standard", "code": "eu-gmp", "in_force": True},
        ]
    }
    program = Program(person)
    assert {one["cause"] for one in program.send("POST", API, asked).json()["missed"]} == {"unsaid"}
    Certificate.objects.create(site=site, standard_id="eu-gmp", issuer="Somebody", number="1", valid_until=date(2020, 1, 1))
    assert {one["cause"] for one in program.send("POST", API, asked).json()["missed"]} == {"otherwise"}


# Whose it is, and what is kept ---------------------------------------------------------------------------------------


def test_nothing_is_stored():
    person = manager()
    browser, program = signed_in(person), Program(person)
    browser.post(PAGE, {"text": BRIEFS[0]})
    program.send("POST", API, {"text": BRIEFS[0]})
    with CaptureQueriesContext(connection) as asked:
        assert browser.post(PAGE, {"text": BRIEFS[1]}).status_code == 200
        assert program.send("POST", API, {"text": BRIEFS[1]}).status_code == 200
    written = [one["sql"] for one in asked if not one["sql"].lstrip().upper().startswith(("SELECT", "EXECUTE"))]
    assert written == []
    assert (Intake.objects.count(), MatchRun.objects.count()) == (0, 0)


def test_nobody_asks_for_the_provider_of_another_organisation():
    person = manager()
    others = Offering.objects.published().exclude(provider__slug="wacker-biotech").first()
    assert others is not None
    assert signed_in(person).get(PAGE, {"offering": others.pk}).status_code == 404
    assert signed_in(person).get(PAGE, {"offering": "lonza"}).status_code == 404
    assert Program(person).send("POST", API, {"text": BRIEFS[0], "provider": "lonza"}).status_code == 400


@pytest.mark.parametrize("role", [Role.VIEWER, Role.APPROVER, Role.EVALUATOR])
def test_only_who_may_edit_offerings_sees_it(role: Role):
    person = seller(role)
    assert signed_in(person).get(PAGE).status_code == 403
    assert Program(person).get(API).status_code == 403
    assert Program(person).send("POST", API, {"text": BRIEFS[0]}).status_code == 403
    assert PAGE not in signed_in(person).get("/dashboard/").content.decode()
    assert PAGE not in signed_in(person).get("/my/offerings/").content.decode()


def test_a_sponsor_and_a_visitor_have_no_such_page():
    assert signed_in(actor()).get(PAGE).status_code == 403
    assert Program(actor()).get(API).status_code == 403
    assert Client().get(PAGE).status_code == 302
    assert Client().get(API).status_code == 401


def test_its_people_find_it_from_the_dashboard_and_from_their_offerings():
    browser = signed_in(manager())
    for path in ("/dashboard/", "/my/offerings/", "/my/provider/"):
        assert f'href="{PAGE}"' in browser.get(path).content.decode()


def test_an_organisation_without_a_profile_is_told_what_to_do():
    person = actor(Role.MANAGER, kind=Kind.PROVIDER)
    assert "has no profile yet" in signed_in(person).get(PAGE).content.decode()
    assert Program(person).get(API).status_code == 404
    assert Program(person).send("POST", API, {"text": BRIEFS[0]}).status_code == 404


def test_who_has_published_nothing_is_told_so_and_compared_with_nobody():
    site = new_seller("Elbe Biologics")
    person = owner_of(site)
    Offering.objects.create(provider=site.provider, service_line_id="plasmid-gmp", status=OfferingStatus.DRAFT)
    page = signed_in(person).get(PAGE).content.decode()
    assert "No offering of yours stands in the catalogue" in page
    answer = Program(person).send("POST", API, {"text": BRIEFS[0]}).json()
    assert (answer["in_catalogue"], answer["result"], answer["place"], answer["missed"]) == (False, None, None, [])


def test_a_suspended_profile_is_told_why_no_brief_finds_it():
    person = manager()
    profile = Provider.objects.get(slug="wacker-biotech")
    Provider.objects.filter(pk=profile.pk).update(state=ProviderState.SUSPENDED)
    refresh(profile)
    assert "Your profile is suspended" in signed_in(person).get(PAGE).content.decode()
    assert Program(person).send("POST", API, {"text": BRIEFS[0]}).json()["in_catalogue"] is False


# What is sent --------------------------------------------------------------------------------------------------------


def test_a_text_that_is_too_short_is_said_so_beside_the_box_and_what_is_open_stays():
    page = signed_in(manager()).post(PAGE, {"text": "mAb"})
    assert page.status_code == 422
    content = page.content.decode()
    assert "these are 3" in content
    assert 'aria-invalid="true"' in content
    assert "What your profile leaves open" in content


def test_a_text_that_tells_nobody_apart_gives_no_place():
    content = signed_in(manager()).post(PAGE, {"text": "?" * 25}).content.decode()
    assert "Nothing in it tells providers apart" in content
    assert "who miss" not in content.replace("who misses", "")
    answer = Program(manager()).send("POST", API, {"text": "?" * 25}).json()
    assert (answer["count"], answer["in_catalogue"], answer["result"]) == (0, True, None)


def test_htmx_gets_the_region_that_a_reload_shows():
    browser = signed_in(manager())
    whole = browser.post(PAGE, {"text": BRIEFS[0]}).content.decode()
    part = browser.post(PAGE, {"text": BRIEFS[0]}, headers={"HX-Request": "true"}).content.decode()
    assert part.strip() in whole


def test_it_counts_with_the_requests_of_the_preview(settings: Any):
    cache.clear()
    settings.THROTTLE_SCALE = 3 / 30
    person = manager()
    browser, program = signed_in(person), Program(person)
    own = Offering.objects.published().filter(provider__slug="wacker-biotech").first()
    assert own is not None
    assert browser.post("/match/", {"text": BRIEFS[0]}).status_code == 200
    assert browser.post(PAGE, {"text": BRIEFS[0]}).status_code == 200
    assert program.send("POST", API, {"text": BRIEFS[0]}).status_code == 200
    refused = program.send("POST", API, {"text": BRIEFS[0]})
    assert (refused.status_code, int(refused["Retry-After"]) >= 1) == (429, True)
    assert browser.post(PAGE, {"text": BRIEFS[0]}).status_code == 429
    assert browser.get(PAGE, {"offering": own.pk}).status_code == 429
    assert browser.get(PAGE).status_code == 200
    cache.clear()
