import pytest

from vocabulary.phrases import normalised


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fill–Finish", "fill / finish"),
        ("fill_finish", "FILL  FINISH"),
        ("ＣＨＯ 细胞", "cho细胞"),
        ("m³", "m3"),
        ("people's", "people’s"),
        ("I 期 临床", "i期临床"),
        ("mRNA (LNP)", "mrna-lnp"),
        ("μg", "µg"),
    ],
)
def test_spellings_that_mean_the_same_are_one_phrase(one: str, other: str) -> None:
    assert normalised(one) == normalised(other) != ""


@pytest.mark.parametrize(("one", "other"), [("GLP-1", "GLP"), ("phase 1", "phase 11"), ("cell line", "cellline")])
def test_different_phrases_stay_apart(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


@pytest.mark.parametrize("text", ["", "  ", "-/", "\0", "()"])
def test_nothing_is_nothing(text: str) -> None:
    assert normalised(text) == ""
