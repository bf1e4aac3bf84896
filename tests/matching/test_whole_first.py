"""Of a project with several work packages, who can take all of them stands before who can take some."""

from dataclasses import replace

import pytest

from projects.briefs.requirements import Subject
from projects.matching.engine.asked import packages_of
from projects.matching.engine.found import first_matches
from projects.matching.engine.judging.ranking import Question, rank
from projects.matching.enums import Criterion
from services.selectors.catalogue import current_catalogue
from tests.catalogue import offering, seller
from tests.matching.needs import TODAY, must, order_of, wish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("terms")]

ASKED = [
    must(Subject.SERVICE_LINE, "mammalian-ds-commercial"),
    must(Subject.SERVICE_LINE, "aseptic-vial-filling"),
    must(Subject.MODALITY, "mab"),
    wish(Subject.STANDARD, "eu-gmp"),
]


def test_who_lacks_the_main_service_stands_below_who_lacks_nothing_whatever_the_score():
    plain, shiny = seller("takes all", "Visp", "CH"), seller("fills only", "Vienna", "AT")
    for line in ("mammalian-ds-commercial", "aseptic-vial-filling"):
        offering(plain, line=line, modalities=["mab"])
    offering(shiny, line="aseptic-vial-filling", modalities=["mab"], standards=["eu-gmp"])
    offering(seller("does neither", "Zug", "CH"), line="toxicology", modalities=["mab"])
    catalogue = current_catalogue()
    question = Question(packages_of(ASKED, catalogue.vocabulary), (), TODAY, is_split=True)
    ranking = rank(question, catalogue, {Criterion.STANDARDS: 9.0, Criterion.SERVICE: 0.1})
    by_name = {one.slug: one for one in first_matches(ranking, catalogue, 3)}
    assert by_name["fills-only"].score > by_name["takes-all"].score
    assert order_of(ranking) == ["takes-all", "fills-only", "does-neither"]
    assert by_name["fills-only"].is_eligible
    assert [ranking.takes_all(one) for one in ranking.order] == [True, False, False]
    alone = rank(replace(question, is_split=False), catalogue, {})
    assert [alone.takes_all(one) == alone.is_eligible(one) for one in alone.order] == [True, True, True]
