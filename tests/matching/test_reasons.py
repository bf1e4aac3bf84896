"""What is said of a provider is true of the catalogue. The oracle reads the tables, not the index."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import Q
from django.utils.translation import override

from projects.briefs.requirements import Force, Requirement, Subject
from projects.matching.engine.asked import packages_of
from projects.matching.engine.found import Judged, Match, first_matches, near_misses_of
from projects.matching.engine.ground.promised import says_planned
from projects.matching.engine.judging.ranking import Question, rank
from projects.matching.enums import Criterion
from projects.matching.preview import preview_of
from providers.models import Provider, Site, Slot, Suite
from services.actions.catalogue import refresh_provider
from services.models import Offering
from services.search.text import words_of
from services.selectors.catalogue import DOCUMENTS, Catalogue, current_catalogue
from tests.matching.needs import TODAY, at_least, must, wish
from vocabulary.models import Country, Modality, ServiceLine, Stage, Standard, Term

pytestmark = pytest.mark.django_db

BRIEFS: dict[str, list[Requirement]] = {
    "antibody": [
        must(Subject.MODALITY, "mab"),
        must(Subject.SERVICE_LINE, "mammalian-ds-commercial"),
        must(Subject.SERVICE_LINE, "aseptic-vial-filling"),
        must(Subject.STANDARD, "eu-gmp"),
        must(Subject.COUNTRY, "AT"),
        wish(Subject.STAGE, "phase-3"),
        must(Subject.SYSTEM, "cho"),
        at_least(2000, "l-bioreactor"),
    ],
    "mRNA": [
        must(Subject.MODALITY, "mrna"),
        must(Subject.SERVICE_LINE, "mrna-ds-gmp"),
        wish(Subject.SERVICE_LINE, "lnp-encapsulation-gmp"),
        must(Subject.COUNTRY, "europe"),
        Requirement(Subject.COUNTRY, Force.EXCLUDED, "DE"),
        must(Subject.JURISDICTION, "us"),
    ],
    "cells": [
        must(Subject.MODALITY, "autologous-car-t"),
        must(Subject.SERVICE_LINE, "autologous-gmp-manufacture"),
        must(Subject.SERVICE_LINE, "lentivirus-gmp-manufacture"),
        wish(Subject.COUNTRY, "CN"),
        wish(Subject.STAGE, "commercial-manufacture"),
    ],
    "peptide": [must(Subject.MODALITY, "peptide"), must(Subject.SERVICE_LINE, "peptide-gmp-api"), at_least(5000, "l-spps")],
    "toxicology": [
        must(Subject.SERVICE_LINE, "toxicology"),
        must(Subject.STANDARD, "glp-oecd"),
        wish(Subject.COUNTRY, "GB"),
    ],
    "microbe": [
        must(Subject.SYSTEM, "e-coli"),
        must(Subject.SERVICE_LINE, "fermentation"),
        must(Subject.MODALITY, "recombinant-protein"),
        at_least(300, "l-fermenter"),
        wish(Subject.STANDARD, "fda-cgmp-210-211"),
    ],
}


def matches(asked: list[Requirement], catalogue: Catalogue, words: tuple[str, ...] = ()) -> list[Match]:
    ranking = rank(Question(packages_of(asked, catalogue.vocabulary), words, TODAY), catalogue, {})
    return [*first_matches(ranking, catalogue, 20), *near_misses_of(ranking, catalogue, 20)]


def said(match: Match, criterion: Criterion) -> Judged:
    return next(one for one in match.criteria if one.criterion == criterion)


def offerings_with(slug: str, term: Term) -> Q:
    fields = {ServiceLine: "service_line", Modality: "modalities", Stage: "stages", Standard: "standards"}
    own = Q(provider__slug=slug)
    if isinstance(term, ServiceLine):
        return own & Q(service_line__path__contains=[term.code])
    if isinstance(term, Modality):
        return own & Q(modalities__path__contains=[term.code])
    if isinstance(term, Country):
        return own & Q(sites__country=term) & ~Q(sites__status="planned")
    return own & Q(**{fields[type(term)]: term})


def has(slug: str, *terms: Term) -> bool:
    rows = Offering.objects.published()
    for term in terms:
        rows = rows.filter(offerings_with(slug, term))
    return rows.exists()


MODELS: dict[Subject, type[Term]] = {
    Subject.SERVICE_LINE: ServiceLine,
    Subject.MODALITY: Modality,
    Subject.STAGE: Stage,
    Subject.STANDARD: Standard,
}


def terms_asked(asked: list[Requirement], subject: Subject) -> list[Term]:
    model = MODELS[subject]
    return [model.objects.get(pk=one.code) for one in asked if one.subject == subject and one.force != Force.EXCLUDED]


def sentences(reason: str) -> list[str]:
    return re.split(r"(?<=[.;]) (?=[A-Z])", reason)


@pytest.mark.parametrize("name", BRIEFS)
def test_every_sentence_is_true_of_the_tables(catalogue: Catalogue, name: str):
    asked = BRIEFS[name]
    found = matches(asked, catalogue, ("isolator", "mammalian"))
    assert len(found) == 40
    for match in found:
        assert_services(match, asked)
        assert_modalities(match, asked)
        assert_listed(match, asked, Subject.STAGE, Criterion.STAGE)
        assert_listed(match, asked, Subject.STANDARD, Criterion.STANDARDS)
        assert_places(match, asked)
        assert_scale(match, asked)
        assert_sites(match, asked)
        assert_words(match)
        assert_quality(match, asked)
        assert match.is_eligible == (not match.missing)


def assert_services(match: Match, asked: list[Requirement]) -> None:
    reason = said(match, Criterion.SERVICE).reason
    modalities = terms_asked(asked, Subject.MODALITY)
    for term in terms_asked(asked, Subject.SERVICE_LINE):
        for sentence in sentences(reason):
            if term.label_en in sentence:
                assert has(match.slug, term) == (not sentence.startswith("Does not offer")), (match.slug, sentence)
                if "but not for" in sentence:
                    assert not any(has(match.slug, term, one) for one in modalities)
        assert (f"Does not offer {term.label_en}." in match.missing) <= (not has(match.slug, term))


def assert_modalities(match: Match, asked: list[Requirement]) -> None:
    terms = terms_asked(asked, Subject.MODALITY)
    lines = terms_asked(asked, Subject.SERVICE_LINE)
    for term in terms:
        for sentence in sentences(said(match, Criterion.MODALITY).reason):
            if term.label_en in sentence:
                assert has(match.slug, term) == (not sentence.startswith("Does not list")), (match.slug, sentence)
                if sentence.endswith("in other services."):
                    assert not any(has(match.slug, term, line) for line in lines)


def assert_listed(match: Match, asked: list[Requirement], subject: Subject, criterion: Criterion) -> None:
    lines = terms_asked(asked, Subject.SERVICE_LINE)
    for term in terms_asked(asked, subject):
        for sentence in sentences(said(match, criterion).reason):
            if term.label_en in sentence and not sentence.startswith("Does not"):
                assert any(has(match.slug, term, line) for line in lines), (match.slug, sentence)


def assert_places(match: Match, asked: list[Requirement]) -> None:
    if not any(one.subject == Subject.COUNTRY for one in asked):
        return
    reason = said(match, Criterion.PLACE).reason
    for city, country in re.findall(r"([^,.()]+) \(([^)]+)\)", reason.replace("Done in ", "")):
        site = Site.objects.get(provider__slug=match.slug, city=city.strip(), country__label_en=country)
        assert site.status != "planned"
        assert site.offerings.filter(status="published").exists()
    for place in re.findall(r"Not offered in ([^.]+)\.", reason):
        countries = Country.objects.filter(Q(label_en=place) | Q(region__label_en=place))
        lines, modalities = (terms_asked(asked, one) for one in (Subject.SERVICE_LINE, Subject.MODALITY))
        there = Site.objects.filter(country__in=countries).exclude(status="planned").values("offerings")
        for line in lines:
            rows = Offering.objects.published().filter(offerings_with(match.slug, line)).filter(pk__in=there)
            for modality in modalities:
                assert not rows.filter(offerings_with(match.slug, modality)), (match.slug, place)


def assert_scale(match: Match, asked: list[Requirement]) -> None:
    """The figure is the largest of the sites that do it, for the medicine, where it may be done."""
    amounts = [one for one in asked if one.subject == Subject.SCALE]
    if not amounts:
        return
    judged = said(match, Criterion.SCALE)
    known = re.match(r"(?:Up to )?([\d,.]+) \S+?(?: in total)?(?: in ([^;]+))?; you asked for ([\d,]+)", judged.reason)
    sites = sites_measured(match.slug, asked, amounts[0].unit)
    largest = max((site.scale_value for site in sites if site.scale_value), default=None)
    if known is None:
        assert judged.reason.startswith("Scale not known")
        assert judged.score is None
        assert largest is None
        return
    assert Decimal(known[1].replace(",", "")) == largest
    assert Decimal(known[3].replace(",", "")) == amounts[0].low
    assert {site.city for site in sites if site.scale_value == largest} == set(known[2].split(", "))


def sites_measured(slug: str, asked: list[Requirement], unit: str) -> list[Site]:
    lines, medicines, there = Q(), Q(), ~Q(status="planned")
    for line in terms_asked(asked, Subject.SERVICE_LINE):
        lines |= Q(service_line__path__contains=[line.code])
    for medicine in terms_asked(asked, Subject.MODALITY):
        medicines |= Q(modalities__path__contains=[medicine.code])
    for one in asked:
        if one.subject == Subject.COUNTRY and one.force != Force.WISH:
            there &= ~Q(country=one.code) if one.force == Force.EXCLUDED else Q(country=one.code)
    rows = Offering.objects.published().filter(lines, provider__slug=slug, scale_unit=unit)
    for_it = rows.filter(medicines)
    sites = Site.objects.filter(there, offerings__in=for_it or rows, scale_unit=unit).distinct()
    measured = list(sites.filter(medicines).distinct() if for_it else sites)
    return [one for one in measured if not one.scale_value or not says_planned(one.scale_note, one.scale_value)]


def assert_sites(match: Match, asked: list[Requirement]) -> None:
    reason = said(match, Criterion.SITES).reason
    sites = Site.objects.filter(provider__slug=match.slug).exclude(status="planned")
    if "that you allow" in reason:
        named = [one for one in asked if one.subject == Subject.COUNTRY and one.force != Force.WISH]
        wanted = Q()
        for one in named:
            within = Q(country__region="europe") if one.code == "europe" else Q(country=one.code)
            wanted &= ~within if one.force == Force.EXCLUDED else within
        assert named
        sites = sites.filter(wanted)
    counted = re.match(r"Done in (\d+) (?:city|cities) of (\d+) (?:country|countries)(?: that you allow)?\.", reason)
    places = set(sites.values_list("city", "country"))
    if counted is None:
        assert reason in {
            "No site for this is known.",
            "No site for this is known in the countries that you allow.",
        }
    else:
        assert 1 <= int(counted[1]) <= len(places)
        assert 1 <= int(counted[2]) <= len({country for _city, country in places})


def assert_words(match: Match) -> None:
    judged = said(match, Criterion.WORDS) if any(one.criterion == Criterion.WORDS for one in match.criteria) else None
    if judged and "these words too:" in judged.reason:
        provider = Provider.objects.get(slug=match.slug)
        sites, offerings = provider.sites.all(), provider.offerings.filter(status="published")
        texts = [
            provider.summary,
            *(f"{site.note} {site.scale_note} {site.city} {site.country.label_en}" for site in sites),
        ]
        texts += [offering.service_line.label_en for offering in offerings]
        for name in ("modalities", "stages", "standards", "systems"):
            texts += offerings.values_list(f"{name}__label_en", flat=True).distinct()
        for word in re.sub(r" and \d+ more", "", judged.reason.rstrip(".")).split(": ")[1].split(", "):
            assert word in words_of(" ".join(filter(None, texts)))


def assert_quality(match: Match, asked: list[Requirement]) -> None:
    judged = said(match, Criterion.QUALITY)
    lines = Q()
    for line in terms_asked(asked, Subject.SERVICE_LINE):
        lines |= Q(service_line__path__contains=[line.code])
    for name in re.sub(r" and \d+ more", "", judged.reason.removeprefix("Lists for this: ").rstrip(".")).split(", "):
        rows = Offering.objects.published().filter(lines, provider__slug=match.slug, standards__label_en=name)
        assert rows.exists() == (judged.score is not None), (match.slug, name)


def test_the_scale_names_the_site_that_the_figure_comes_from(catalogue: Catalogue):
    asked = [
        must(Subject.MODALITY, "mab"),
        must(Subject.SERVICE_LINE, "mammalian-ds-commercial"),
        at_least(2000, "l-bioreactor"),
    ]
    found = next(one for one in matches(asked, catalogue) if one.slug == "boehringer-bioxcellence")
    figure, note = said(found, Criterion.SCALE).reason.split(". Its profile says of the figure: ")
    assert figure == "Up to 185,000 L in Vienna; you asked for 2,000 L"
    assert note.startswith("“Large Scale Cell Culture plant")
    assert found.best[0].site is not None
    assert found.best[0].site.city == "Vienna"


def test_who_is_too_small_is_a_near_miss_that_says_so(catalogue: Catalogue):
    asked = [must(Subject.SERVICE_LINE, "microbial-ds-clinical"), at_least(2000, "l-fermenter")]
    found = next(one for one in matches(asked, catalogue) if one.slug == "wacker-biotech")
    assert not found.is_eligible
    assert found.missing == ("At most 1,500 L is known; at least 2,000 L is needed.",)


def test_what_is_not_known_is_neither_missing_nor_a_pass(catalogue: Catalogue):
    asked = [must(Subject.SERVICE_LINE, "mammalian-ds-clinical"), at_least(2000, "l-bioreactor")]
    found = next(one for one in matches(asked, catalogue) if said(one, Criterion.SCALE).score is None)
    assert found.is_eligible
    judged = said(found, Criterion.SCALE)
    assert (judged.score, judged.weight) == (None, 1.5)
    assert judged.reason.startswith("Scale not known; you asked for 2,000 L.")


def test_a_unit_that_the_service_is_not_counted_in_judges_nobody(catalogue: Catalogue):
    found = matches([must(Subject.SERVICE_LINE, "oral-solid-manufacture"), at_least(2000, "l-bioreactor")], catalogue)
    assert all(one.criterion != Criterion.SCALE for match in found for one in match.criteria)


def test_a_narrower_term_serves_and_a_sibling_is_a_near_miss(catalogue: Catalogue):
    group = matches([must(Subject.MODALITY, "antibody-protein")], catalogue)
    assert group[0].is_eligible
    wanted = matches([must(Subject.MODALITY, "circrna")], catalogue)
    sibling = next(one for one in wanted if not one.is_eligible and said(one, Criterion.MODALITY).score)
    assert sibling.missing == ("Does not list Circular RNA.",)
    assert said(sibling, Criterion.MODALITY).score == 0.35


def test_lead_time_and_price_are_held_against_window_and_budget(catalogue: Catalogue):
    owner = Provider.objects.get(slug="wacker-biotech")
    Offering.objects.filter(provider=owner, service_line="mrna-ds-gmp").update(
        lead_weeks_min=12, price_model="per-batch", price_min=400_000, currency="EUR"
    )
    refresh_provider(owner.pk)
    asked = [
        must(Subject.SERVICE_LINE, "mrna-ds-gmp"),
        Requirement(Subject.WINDOW, starts_on=TODAY.replace(year=2027, month=1, day=5)),
        Requirement(Subject.BATCHES, low=Decimal(3)),
        Requirement(Subject.BUDGET, high=Decimal(2_000_000), unit="EUR"),
    ]
    found = {one.slug: one for one in matches(asked, current_catalogue())}
    time, budget = (said(found["wacker-biotech"], one) for one in (Criterion.TIME, Criterion.BUDGET))
    assert time.reason == "Starts 12 weeks after the order; your window opens in 6 weeks."
    assert time.score == 0.0
    assert budget.reason == "Indicative price from EUR 1,200,000.00; your budget goes up to EUR 2,000,000.00."
    assert budget.score == 1.0
    other = found["etherna"]
    assert (said(other, Criterion.TIME).score, said(other, Criterion.TIME).reason) == (None, "Lead time not known.")
    assert said(other, Criterion.BUDGET).reason == "No price that compares with your budget; ask for one."


def test_a_free_slot_in_the_window_is_as_good_as_a_short_lead_time(catalogue: Catalogue):
    site = Site.objects.get(provider__slug="wacker-biotech", city="Halle")
    suite = Suite.objects.create(site=site, name="Line 1")
    suite.service_lines.set(["mrna-ds-gmp"])
    slot = Slot.objects.create(suite=suite, starts_on=date(2027, 3, 1), ends_on=date(2027, 6, 30))
    window = Requirement(Subject.WINDOW, starts_on=date(2027, 2, 1), ends_on=date(2027, 5, 1))

    def judged(*asked: Requirement) -> Judged:
        found = matches([*asked, window], catalogue)
        return said(next(one for one in found if one.slug == "wacker-biotech"), Criterion.TIME)

    assert judged(must(Subject.SERVICE_LINE, "mrna-ds-gmp")).reason == "Free from 1 Mar 2027 to 30 Jun 2027 in Halle."
    assert judged(must(Subject.SERVICE_LINE, "mrna-ds-gmp")).score == 1.0
    assert judged(must(Subject.SERVICE_LINE, "plasmid-gmp")).score is None
    Slot.objects.filter(pk=slot.pk).update(status="confirmed")
    assert judged(must(Subject.SERVICE_LINE, "mrna-ds-gmp")).reason == "Lead time not known."


def test_a_lead_time_is_counted_to_the_latest_start(catalogue: Catalogue):
    owner = Provider.objects.get(slug="wacker-biotech")
    Offering.objects.filter(provider=owner, service_line="mrna-ds-gmp").update(lead_weeks_min=12)
    refresh_provider(owner.pk)

    def judged(**days: date) -> Judged:
        asked = [must(Subject.SERVICE_LINE, "mrna-ds-gmp"), Requirement(Subject.WINDOW, **days)]
        found = {one.slug: one for one in matches(asked, current_catalogue())}
        return said(found["wacker-biotech"], Criterion.TIME)

    late = judged(starts_on=date(2027, 1, 5), latest_start=TODAY + timedelta(weeks=20))
    assert late.reason == "Starts 12 weeks after the order; you want it begun within 20 weeks."
    assert late.score == 1.0
    assert judged(latest_start=date(2027, 1, 5)).score == 0.0


def test_a_free_slot_that_begins_after_the_latest_start_is_none(catalogue: Catalogue):
    site = Site.objects.get(provider__slug="wacker-biotech", city="Halle")
    suite = Suite.objects.create(site=site, name="Line 1")
    suite.service_lines.set(["mrna-ds-gmp"])
    Slot.objects.create(suite=suite, starts_on=date(2027, 3, 1), ends_on=date(2027, 6, 30))

    def judged(**days: date) -> Judged:
        asked = [must(Subject.SERVICE_LINE, "mrna-ds-gmp"), Requirement(Subject.WINDOW, **days)]
        return said(next(one for one in matches(asked, catalogue) if one.slug == "wacker-biotech"), Criterion.TIME)

    assert judged(latest_start=date(2027, 3, 1)).reason == "Free from 1 Mar 2027 to 30 Jun 2027 in Halle."
    assert judged(latest_start=date(2027, 2, 28)).reason == "Lead time not known."
    assert judged(latest_start=date(2027, 2, 28), ends_on=date(2027, 9, 1)).reason == "Lead time not known."


def test_each_of_several_services_of_one_family_shows_the_offering_that_does_it(catalogue: Catalogue):
    asked = [must(Subject.SERVICE_LINE, "exosome-manufacture"), must(Subject.SERVICE_LINE, "msc-tissue-engineering")]
    found = next(one for one in matches(asked, catalogue) if one.slug == "roosterbio")
    lines = [best.offering.document["service_line"] for best in found.best]
    assert sorted(lines) == ["exosome-manufacture", "msc-tissue-engineering"]
    (alone,) = next(one for one in matches(asked[:1], catalogue) if one.slug == "roosterbio").best
    assert alone.offering.document["service_line"] == "exosome-manufacture"


def test_sentences_come_in_chinese_too(catalogue: Catalogue):
    with override("zh-hans"):
        found = matches(BRIEFS["antibody"], catalogue)[0]
    assert "单克隆抗体" in said(found, Criterion.MODALITY).reason


def test_words_that_a_brief_did_not_say_are_called_names_of_what_it_asks(catalogue: Catalogue):
    def words(text: str) -> str:
        return said(preview_of(text, catalogue).first(1)[0], Criterion.WORDS).reason

    chinese = words("商业化单抗原液生产，CHO，2000L，用于欧盟上市。")
    assert chinese.startswith("Its profile has words of the English names of what you ask for: ")
    assert "these words too" not in chinese
    english = words("Commercial drug substance of a monoclonal antibody at 2,000 L for the European market.")
    assert english.startswith("Its profile has these words too: ")
    assert "English names" not in english


@pytest.mark.parametrize("count", [1, 3, 20])
def test_showing_more_providers_asks_no_more_queries(catalogue: Catalogue, django_assert_num_queries, count: int):
    ranking = rank(Question(packages_of(BRIEFS["antibody"], catalogue.vocabulary), (), TODAY), catalogue, {})
    DOCUMENTS.forget()
    ranking.ground.sites.forget()
    with django_assert_num_queries(2):
        assert len(first_matches(ranking, catalogue, count)) == count
