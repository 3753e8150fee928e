"""Names found by any part of them: the same on both databases, however many match."""

import pytest

from tracker.actions.signatories import add_alias, change_signatory
from tracker.models import Signatory, Submission
from tracker.queries import search
from tracker.queries.search import named, submissions_named
from tracker.rules.names import fold
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd

NAMES = [
    "Ríos Libres",
    "Fleuves Vivants",
    "강과 바다 연대",
    "L'Eau “100 %” / Öl_2",
    "Zzyzx",
    "김민준",
    "王伟",
    "أنهار حرة",
]


@pytest.fixture
def offers(cast: Cast) -> list[Submission]:
    return [cast.offered(cast.signatory(name)) for name in NAMES]


def found_submissions(text: str) -> list[str]:
    rows = submissions_named(Submission.objects.public(), fold(text))
    return [row.signed_name for row in rows.order_by("pk")]


def found_signatories(text: str) -> list[str]:
    rows = named(Signatory.objects.all(), fold(text))
    return [row.name for row in rows.order_by("pk")]


# What is typed, and the places of the names it finds.
TABLE = {
    "rios": [0],
    "RÍOS LIB": [0],
    "os li": [0],
    "바다 연": [2],
    "바다": [2],
    "100 %": [3],
    "öl 2": [3],
    "zyz": [4],
    "zz": [4],
    "xy": [],
    "fl": [1],
    "ivant": [1],
    "libres vivants": [],
    "민준": [5],
    "김민": [5],
    "王伟": [6],
    "伟王": [],
    "حر": [7],
    "ره": [7],
    "es": [0, 1],
    "zx": [4],
    "2z": [],
    '" OR folded:*': [],
    "%%": [],
    "__": [],
    "\\\\": [],
    "zyzzyva": [],
}


def by_place(names: list[str]) -> list[int]:
    return [NAMES.index(name) for name in names if name in NAMES]


@pytest.mark.usefixtures("offers")
def test_submissions_named_finds_parts_of_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same, whether few match and are looked up, or many and are met on the way."""
    assert {text: by_place(found_submissions(text)) for text in TABLE} == TABLE
    monkeypatch.setattr(search, "WORTH", 0)
    assert {text: by_place(found_submissions(text)) for text in TABLE} == TABLE


@pytest.mark.usefixtures("offers")
def test_signatories_named_finds_parts_of_names() -> None:
    assert {text: by_place(found_signatories(text)) for text in TABLE} == TABLE


@pytest.mark.usefixtures("offers")
def test_submissions_named_finds_by_the_statements_title(cast: Cast) -> None:
    crowd(cast, 2)

    assert found_submissions("erry let") == ["Mill 0000", "Mill 0001"]
    assert found_submissions("rivers decl") == NAMES


def test_submissions_named_joins_names_and_titles(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.offered(cast.signatory("Ferry Letters Society"))
    crowd(cast, 2)
    expected = ["Ferry Letters Society", "Mill 0000", "Mill 0001"]

    assert found_submissions("ferry letter") == expected
    monkeypatch.setattr(search, "WORTH", 1)
    assert found_submissions("ferry letter") == expected


def test_signers_named_asks_for_names_only(cast: Cast) -> None:
    crowd(cast, 1)
    rows = Submission.objects.public()

    assert list(named(rows, "ferry letter")) == []
    assert [row.signed_name for row in named(rows, "ill 00")] == ["Mill 0000"]
    assert [row.signed_name for row in named(rows, "mi")] == ["Mill 0000"]


def test_names_follow_aliases_and_changes(cast: Cast) -> None:
    cast.offered()
    add_alias(cast.rios, {"name": "Rivières Libres", "kind": "translation"}, by=cast.anna)
    assert found_submissions("rivieres") == ["Ríos Libres"]

    change_signatory(cast.rios, {"name": "Ríos y Lagos"}, by=cast.anna, why="Renamed.")
    assert found_signatories("lagos") == ["Ríos y Lagos"]
    assert "Ríos y Lagos" not in found_signatories("rios libres")


def test_names_of_rows_that_are_gone_are_not_found(cast: Cast) -> None:
    gone = Signatory(name="Vanishing Vale", slug="vale", folded="vanishing vale")
    gone.recorded_by = cast.anna
    gone.save()
    assert found_signatories("vanishing") == ["Vanishing Vale"]

    gone.delete()
    assert found_signatories("vanishing") == []


def test_two_letters_are_found_at_the_end_of_another_name(cast: Cast) -> None:
    cast.offered()
    add_alias(cast.rios, {"name": "Aguas Xq", "kind": "alias"}, by=cast.anna)

    assert found_signatories("xq") == ["Ríos Libres"]
    assert found_submissions("xq") == ["Ríos Libres"]


@pytest.mark.parametrize(
    "text, is_long_enough", [("", False), ("a.", False), ("王", False), ("王伟", True)]
)
def test_one_letter_is_not_searched_for(text: str, is_long_enough: bool) -> None:
    assert search.is_searchable(fold(text)) is is_long_enough


def test_withheld_names_are_not_found(cast: Cast) -> None:
    offer = cast.offered(visibility="withheld")
    assert offer.signed_name == "Ríos Libres"

    assert found_submissions("rios") == []
    assert found_submissions("os") == []
