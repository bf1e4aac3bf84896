"""Countries by ISO code, named in the reader's language."""

from core.countries import country_choices, country_codes, country_name


def test_the_249_assigned_codes_are_known_and_no_other():
    assert len(country_codes()) == 249
    assert {"DE", "CN", "GB", "TW", "HK"} <= country_codes()
    assert country_codes().isdisjoint({"EU", "UN", "XK", "ZZ"})


def test_a_country_is_named_in_the_readers_language():
    assert country_name("DE", "en") == "Germany"
    assert country_name("DE", "zh-hans") == "德国"


def test_choices_are_sorted_by_name():
    names = [name for _, name in country_choices("en")]
    assert names == sorted(names)
    assert len(names) == 249
