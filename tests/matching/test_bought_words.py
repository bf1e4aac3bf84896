"""No place is bought with words, and words are quoted whole."""

import pytest
from django.test import Client

from projects.matching.engine.found import first_matches
from projects.matching.engine.ground.texts import spelled_in
from projects.matching.engine.judging.ranking import Ranking
from projects.matching.enums import Criterion
from projects.matching.preview import preview_of
from providers.models import Provider
from services.models import Offering
from services.selectors.catalogue import Catalogue, current_catalogue
from tests.catalogue import offering, refresh, seller
from tests.matching.needs import TODAY

BRIEF = "GMP plasmid DNA, 10 g, Phase I, in Germany, made in isolators with batches kept apart"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]


def ranking_of(catalogue: Catalogue) -> Ranking:
    return preview_of(BRIEF, catalogue, today=TODAY).ranking


def words_score(ranking: Ranking, slug: str) -> float:
    return float(ranking.scores[Criterion.WORDS][ranking.ground.slugs.index(slug)])


def test_what_the_vocabularies_name_counts_for_nothing_in_the_description_of_an_offering():
    for name in ("writer", "other"):
        offering(seller(name, "Lyon", "FR"), line="aseptic-vial-filling", modalities=["mab"])
    Provider.objects.update(summary="Work done with batches kept in isolators.")
    refresh(Provider.objects.get(slug="other"))
    before = ranking_of(current_catalogue())
    own = "We have no site in Germany and do not make plasmid DNA. GMP plasmid DNA Germany, Phase I."
    Offering.objects.filter(provider__slug="writer").update(description_en=own)
    refresh(Provider.objects.get(slug="writer"))
    after = ranking_of(current_catalogue())
    assert words_score(before, "writer") == words_score(before, "other")
    assert words_score(after, "writer") == words_score(after, "other")
    assert after.order == before.order


def test_words_are_quoted_whole_as_the_brief_has_them():
    site = seller("filler", "Berlin", "DE")
    offering(site, line="plasmid-gmp", modalities=["plasmid-dna"])
    Provider.objects.update(summary="All batches are kept apart.")
    offering(site, line="aseptic-vial-filling")
    catalogue = current_catalogue()
    ranking = preview_of("Plasmid, with batches kept", catalogue, today=TODAY).ranking
    (one,) = first_matches(ranking, catalogue, 1)
    reason = next(each.reason for each in one.criteria if each.criterion == Criterion.WORDS)
    assert "batches" in reason
    assert "batche" not in reason.replace("batches", "")


def test_a_stem_leads_back_to_the_word():
    found = spelled_in("Sourcing SPPS batches, Analyses of Filling")
    assert {"Sourcing", "SPPS", "batches"} <= set(found.values())
    assert not {"sorcing", "spp"} & set(found.values())


def test_what_several_could_do_together_is_said_with_a_way_to_go_on(client: Client):
    offering(seller("bulk", "Visp", "CH"), line="mammalian-ds-commercial", modalities=["mab"])
    offering(seller("filler", "Vienna", "AT"), line="aseptic-vial-filling", modalities=["mab"])
    text = "Commercial mAb drug substance at 2,000 L and aseptic filling of 20,000 vials."
    found = preview_of(text, current_catalogue(), today=TODAY)
    assert (found.count_eligible, found.is_for_several) == (0, True)
    page = client.post("/match/", {"text": text}).content.decode()
    assert "several together could do it" in page
    assert "Sign up to plan it" in page
    site = seller("both", "Zug", "CH")
    for line in ("mammalian-ds-commercial", "aseptic-vial-filling"):
        offering(site, line=line, modalities=["mab"])
    found = preview_of(text, current_catalogue(), today=TODAY)
    assert (found.count_eligible, found.is_for_several) == (1, False)
