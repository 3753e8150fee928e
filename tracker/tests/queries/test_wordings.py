"""The wordings of one statement, and how two differ."""

from typing import Any

import pytest

from tracker.actions.revisions import add_revision
from tracker.queries.wordings import BadChoice, Comparison, compared, wordings_of
from tracker.rules.differences import Change
from tracker.tests.cast import Cast


@pytest.fixture
def reworded(cast: Cast) -> None:
    clauses = [{"number": "1", "kind": "point", "text": "Rivers run down to the sea."}]
    values = {"language": "en", "text": "Ferry Letter.", "closing": "The end."}
    add_revision(cast.letter, values, clauses, by=cast.ben)


def comparison(cast: Cast, older: str = "", newer: str = "") -> Comparison | None:
    return compared(wordings_of(cast.letter), older, newer)


@pytest.mark.usefixtures("reworded")
def test_compared_tells_the_changes_of_text_and_clauses(cast: Cast) -> None:
    found = comparison(cast)

    assert found is not None
    assert (found.older.number, found.newer.number) == (1, 2)
    assert "".join(one.text for one in found.changes if one.kind != "added") == (
        "Ferry Letter.\n\n1. Rivers run to the sea.\n\n2. No river is for sale.\n\na. Let it flow!"
    )
    assert "".join(one.text for one in found.changes if one.kind != "removed") == (
        "Ferry Letter.\n\n1. Rivers run down to the sea.\n\nThe end."
    )


@pytest.mark.usefixtures("reworded")
def test_compared_takes_any_two_in_either_order(cast: Cast) -> None:
    found = comparison(cast, "2", "1")
    same = comparison(cast, "2", "2")

    assert found is not None
    assert (found.older.number, found.newer.number) == (2, 1)
    assert same is not None
    assert {one.kind for one in same.changes} == {"same"}
    assert isinstance(same.changes[0], Change)


@pytest.mark.usefixtures("reworded")
def test_compared_asks_twice(cast: Cast, django_assert_num_queries: Any) -> None:
    revisions = wordings_of(cast.letter)

    with django_assert_num_queries(2):
        compared(revisions, "1", "2")


def test_compared_of_one_wording_is_nothing(cast: Cast) -> None:
    assert comparison(cast) is None


@pytest.mark.parametrize("older, newer", [("1", "3"), ("0", ""), ("", "x"), ("-1", "1")])
@pytest.mark.usefixtures("reworded")
def test_compared_refuses_numbers_that_none_has(cast: Cast, older: str, newer: str) -> None:
    with pytest.raises(BadChoice, match="There is no such revision"):
        comparison(cast, older, newer)


def test_compared_of_no_wording_refuses_a_number(cast: Cast) -> None:
    with pytest.raises(BadChoice):
        compared([], "1", "")
