"""The ground that follows the catalogue is the ground that would be laid anew."""

import random
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest
from django.utils import timezone

from projects.briefs.requirements import Subject
from projects.matching.engine.ground.ground import Ground
from projects.matching.engine.ground.laying import GROUNDS, brought_up_to, ground_of, lay_out
from providers.models import Provider, Site
from services.actions.catalogue import refresh_provider
from services.models import Offering
from services.search import kinds
from services.selectors.catalogue import Catalogue, current_catalogue
from tests.catalogue import offering, seller
from tests.matching.needs import any_requirement, must, ranked
from tests.matching.test_criteria import certificate

pytestmark = pytest.mark.django_db
ROUNDS = 8
WORDS = ("isolator", "mammalian", "microtablet", "perfusion", "bremen")


def changed_figures(lot: random.Random) -> Provider:
    chosen = an_offering(lot)
    chosen.lead_weeks_min, chosen.scale_max = lot.randint(1, 60), Decimal(lot.choice([10, 2000, 15_000]))
    chosen.price_model, chosen.price_min, chosen.currency = (
        lot.choice(["fixed", "per-batch"]),
        Decimal(lot.randint(1, 9)),
        "EUR",
    )
    chosen.lead_weeks_max, chosen.scale_min, chosen.price_max = None, None, None
    chosen.scale_unit_id = "l-bioreactor"
    chosen.save()
    return chosen.provider


def changed_words(lot: random.Random) -> Provider:
    chosen = an_offering(lot)
    chosen.description_en = lot.choice(["Microtablets in an isolator.", "Perfusion.", ""])
    chosen.save()
    chosen.standards.set(lot.sample(["eu-gmp", "nmpa-gmp", "iso-9001"], 2))
    return chosen.provider


def changed_texts(lot: random.Random) -> Provider:
    profile = lot.choice(list(Provider.objects.order_by("slug")))
    profile.summary, profile.summary_zh = (
        lot.choice(["Perfusion of mammalian cells.", "Isolators"]),
        lot.choice(["", "灌装"]),
    )
    profile.save()
    Site.objects.filter(provider=profile).update(note=lot.choice(["", "Microtablets."]))
    return profile


def renamed(lot: random.Random) -> Provider:
    profile = lot.choice(list(Provider.objects.order_by("slug")))
    profile.name = lot.choice(["Bremen Isolators", "Perfusion Bremen"])
    profile.save()
    return profile


def withdrawn(lot: random.Random) -> Provider:
    chosen = an_offering(lot)
    Offering.objects.filter(pk=chosen.pk).update(status="paused")
    return chosen.provider


def come_back(lot: random.Random) -> Provider:
    Offering.objects.filter(status="paused").update(status="published")
    return an_offering(lot).provider


def suspended(lot: random.Random) -> Provider:
    profile = lot.choice(list(Provider.objects.filter(state="unclaimed").order_by("slug")))
    Provider.objects.filter(pk=profile.pk).update(state="suspended")
    return profile


def reinstated(lot: random.Random) -> Provider:
    profile = lot.choice([*Provider.objects.filter(state="suspended").order_by("slug"), an_offering(lot).provider])
    Provider.objects.filter(pk=profile.pk, state="suspended").update(state="unclaimed")
    return profile


def planned(lot: random.Random) -> Provider:
    place = lot.choice(list(Site.objects.order_by("pk")))
    Site.objects.filter(pk=place.pk).update(status="planned" if place.status != "planned" else "operating")
    return place.provider


def joined(lot: random.Random) -> Provider:
    place = seller(f"Bremen Vials {lot.randint(0, 10**9)}", city=lot.choice(["Bremen", "Halle"]))
    return offering(place, line="aseptic-vial-filling", modalities=["mab"], scale_max=lot.randint(1, 99)).provider


def certified(lot: random.Random) -> Provider:
    """Held for a day: what the clock ends, no row says."""
    place = lot.choice(list(Site.objects.exclude(status="planned").filter(offerings__isnull=False).order_by("pk")))
    certificate(place, until=timezone.now().date() + timedelta(days=lot.randint(0, 9)))
    return place.provider


CHANGES: tuple[Callable[[random.Random], Provider], ...] = (
    changed_figures, changed_words, changed_texts, renamed, withdrawn, come_back, suspended, reinstated, planned, joined, certified,
)  # fmt: skip


def an_offering(lot: random.Random) -> Offering:
    return lot.choice(list(Offering.objects.filter(status="published").select_related("provider").order_by("pk")))


def test_a_ground_that_followed_random_changes_equals_one_laid_anew(catalogue: Catalogue):
    lot = random.Random(9)
    ground = ground_of(catalogue)
    for number in range(ROUNDS):
        ask(lot, catalogue)
        several = [*CHANGES, *lot.choices(CHANGES, k=9)] if number == 0 else lot.sample(CHANGES, lot.randint(0, 4))
        touched = {change(lot).pk for change in several}
        for pk in sorted(touched):
            refresh_provider(pk)
        catalogue = current_catalogue()
        followed, before = ground_of(catalogue), ground
        assert followed.terms is before.terms
        assert_same(followed, lay_out(catalogue.index, catalogue.vocabulary))
        ground = followed


def ask(lot: random.Random, catalogue: Catalogue) -> None:
    """So that something is known of the ground which may not be true of the next."""
    for _ in range(4):
        ranked([any_requirement(lot, catalogue) for _ in range(3)], catalogue, words=WORDS)


def assert_same(one: Ground, other: Ground) -> None:
    for name in ("entries", "starts", "providers"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
    assert (one.revision, one.slugs, one.plans, one.named) == (other.revision, other.slugs, other.plans, other.named)
    assert {key: found for key, found in one.postings.items() if found} == {
        key: found for key, found in other.postings.items() if found
    }
    for name, column in other.columns.items():
        assert np.array_equal(one.columns[name], column, equal_nan=name in {"scale", "lead"}), name
    assert np.array_equal(one.prices.least, other.prices.least, equal_nan=True)
    assert one.prices.currency.tolist() == other.prices.currency.tolist()
    assert one.prices.per_batch.tolist() == other.prices.per_batch.tolist()
    assert_same_texts(one, other)
    everything = np.ones(len(one.entries), dtype=bool)
    for kind in (kinds.CITY, kinds.COUNTRY):
        for countries in (None, {"DE", "US"}):
            asked = [(everything, countries)]
            assert np.array_equal(one.count_places(kind, asked), other.count_places(kind, asked))
    for key, flags in one.known.items():
        if key[0] != "said":
            *of, kind, codes = key
            assert np.array_equal(flags, (other.offering if of else other.having)(kind, codes)), key


def assert_same_texts(one: Ground, other: Ground) -> None:
    assert one.texts.names == other.texts.names
    assert {word: who.tolist() for word, who in one.texts.holders.items()} == {
        word: who.tolist() for word, who in other.texts.holders.items()
    }
    assert np.array_equal(one.texts.lengths, other.texts.lengths)
    for phrase in (("perfusion",), ("mammalian", "cell"), ("灌", "装")):
        assert one.texts.saying([phrase]).tolist() == other.texts.saying([phrase]).tolist()


def test_what_is_known_of_a_ground_is_kept_where_nothing_changed(catalogue: Catalogue):
    """Sets of terms that no changed offering has are the same objects, and what was made of them is not made again."""
    asked = [must(Subject.MODALITY, "mab"), must(Subject.SERVICE_LINE, "aseptic-vial-filling")]
    before = ranked(asked, catalogue).ground
    marken = Provider.objects.get(slug="marken")
    Offering.objects.filter(provider=marken).update(lead_weeks_min=3)
    refresh_provider(marken.pk)
    after = ranked(asked, current_catalogue()).ground
    assert after is not before
    assert after.texts is before.texts
    key = (kinds.SERVICE_LINE, "aseptic-vial-filling")
    assert after.postings[key] is before.postings[key]
    assert after.known.get((key[0], (key[1],))) is before.known.get((key[0], (key[1],)))


def test_an_index_that_was_read_anew_has_its_ground_laid_anew(catalogue: Catalogue):
    ground = ground_of(catalogue)
    GROUNDS.forget()
    assert_same(ground_of(catalogue), brought_up_to(ground, catalogue.index, catalogue.vocabulary))
