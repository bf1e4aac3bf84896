"""A company that is not in the directory makes its own profile; one that is there is offered it."""

from typing import Any

import pytest

from core.errors import Forbidden, Invalid, WrongState
from events.models import Event
from organizations.actor import Actor
from organizations.enums import Role
from providers.actions.profile_create import create_profile
from providers.enums import ProviderState, ProviderType
from providers.likeness import domain_of, likeness, plain_name
from providers.models import Provider
from providers.selectors.similar import likely_duplicates, similar_providers
from tests.factories.providers import claimed, country, operator, provider, provider_side

pytestmark = pytest.mark.django_db


def make(owner: Actor, **values: Any) -> Provider:
    fields: dict[str, Any] = {
        "name": "Harbour Fill & Finish", "country": country(), "city": "Rostock", "website": "https://www.harbour-ff.example/x",
        "types": [ProviderType.CDMO], "summary": "Fills vials.",
    }  # fmt: skip
    return create_profile(actor=owner, **{**fields, **values})


def test_a_profile_is_claimed_from_its_beginning_and_names_who_wrote_it():
    owner = provider_side()
    made = make(owner)
    assert (made.state, made.organization, made.slug) == (ProviderState.CLAIMED, owner.organization, "harbour-fill-finish")
    assert (made.domain, made.editor_ids) == ("harbour-ff.example", [owner.user_id])
    assert Event.objects.get().kind == "provider.created"


def test_an_address_is_given_once_and_a_name_in_chinese_has_one_too():
    first = make(provider_side())
    assert make(provider_side(), website="", is_new=True).slug == f"{first.slug}-2"
    assert make(provider_side(), name="港口生物", website="", is_new=True).slug == "provider"


def test_an_organisation_has_one_profile():
    owner = provider_side()
    claimed(owner)
    with pytest.raises(WrongState, match="has a profile already"):
        make(owner)


@pytest.mark.parametrize("who", [operator, lambda: provider_side(Role.VIEWER)])
def test_who_may_not_make_one(who: Any):
    with pytest.raises(Forbidden):
        make(who())


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"city": "x" * 101}, "city"),
        ({"summary": ""}, "summary"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"types": []}, "types"),
    ],
)
def test_what_is_wrong_is_named(values: dict[str, Any], field: str):
    with pytest.raises(Invalid) as caught:
        make(provider_side(), **values)
    assert list(caught.value.errors) == [field]


@pytest.mark.parametrize(
    "known",
    [
        {"name": "Harbour Fill & Finish GmbH"},
        {"name": "Other", "domain": "harbour-ff.example"},
        {"name": "Other", "other_names": ["HARBOUR FILL-FINISH"]},
        {"name": "Harbor Fill Finish"},
    ],
)
def test_a_similar_company_is_asked_about_first(known: dict[str, Any]):
    there = provider(**known)
    owner = provider_side()
    with pytest.raises(Invalid) as caught:
        make(owner)
    assert list(caught.value.errors) == ["is_new"]
    assert [one.provider for one in similar_providers(["Harbour Fill & Finish"], "harbour-ff.example")] == [there]
    assert make(owner, is_new=True).organization == owner.organization


def test_a_merged_profile_is_nothing_to_be_asked_about():
    provider("Harbour Fill & Finish", merged_into=provider("Other"))
    assert make(provider_side()).pk is not None


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Wacker Biotech GmbH", "Wacker Biotech", True),
        ("Boehringer Ingelheim BioXcellence", "BioXcellence Boehringer Ingelheim", True),
        ("Évotec SE", "Evotec", True),
        ("药明康德新药开发有限公司", "药明康德新药开发股份有限公司", True),
        ("WuXi Biologics", "WuXi AppTec", False),
        ("Lonza", "Catalent", False),
        ("AGC Biologics", "WuXi Biologics", False),
    ],
)
def test_names_are_alike_without_their_legal_forms(one: str, other: str, alike: bool):
    assert (likeness(plain_name(one), [plain_name(other)]) >= 86) is alike


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("https://www.wacker.com/biotech", "wacker.com"),
        ("WACKER.COM", "wacker.com"),
        ("www.例子.中国", "例子.中国"),
        ("", ""),
        ("localhost", ""),
        ("https://10.0.0.1/", ""),
        ("javascript:alert(1)", ""),
        ("http://[", ""),
    ],
)
def test_a_website_is_its_host(website: str, domain: str):
    assert domain_of(website) == domain


def test_profiles_that_may_be_there_twice_are_found_by_website_and_name():
    twice = [provider("Alpha", domain="alpha.example"), provider("Beta", domain="alpha.example")]
    twice += [provider("Gamma Biologics GmbH"), provider("Gamma Biologics")]
    provider("Delta")
    assert likely_duplicates() == {str(one.pk) for one in twice}
