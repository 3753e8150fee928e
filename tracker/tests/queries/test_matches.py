"""Pages of what very many names contain: every match once, the newest first, however far apart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from tracker.actions.tallies import fold_events
from tracker.choices import ReplyKind
from tracker.models import Signatory, Submission
from tracker.queries import matches, search, signed
from tracker.queries.matches import NEWEST, Matches
from tracker.queries.pages import BadCursor, Page, cursor_at
from tracker.queries.search import find, numbered, submissions_named
from tracker.queries.signatories import SignatoryFilters
from tracker.queries.signed import SignedFilters
from tracker.queries.walks import is_walked
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd

TODAY = date(2022, 6, 1)
ZINNIAS = [f"Zinnia 000{number}" for number in (4, 3, 2, 1, 0)]


@pytest.fixture(autouse=True)
def crowds(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two are many."""
    crowd(cast, 5, stem="Zinnia")
    crowd(cast, 4, stem="Aspen")
    monkeypatch.setattr(search, "FEW", 2)


def found(text: str) -> Matches:
    return Matches(Submission.objects.all(), text, find(Submission.objects.all(), text))


def among(rows: Any) -> Any:
    """How a list reads what stands under numbers."""
    return lambda numbers, order, is_back: numbered(rows, numbers).order_by(
        *order.by(is_reversed=is_back)
    )


def names_of(page: Page[Any]) -> list[str]:
    return [row.signed_name for row in page.rows]


def all_pages(text: str, rows: Any = None) -> list[list[str]]:
    """The names on every page of two, forwards; and the same backwards."""
    rows = Submission.objects.public() if rows is None else rows
    pages = [found(text).page(among(rows), after="", before="", size=2)]
    while pages[-1].next:
        pages.append(found(text).page(among(rows), after=pages[-1].next, before="", size=2))
    back = [pages[-1]]
    while back[-1].previous:
        back.append(found(text).page(among(rows), after="", before=back[-1].previous, size=2))
    again = [name for page in reversed(back) for name in names_of(page)]
    assert again == [name for page in pages for name in names_of(page)]
    return [names_of(page) for page in pages]


def narrow(monkeypatch: pytest.MonkeyPatch, *, first: int, farthest: int) -> None:
    monkeypatch.setattr(matches, "FIRST", first)
    monkeypatch.setattr(matches, "FARTHEST", farthest)


@pytest.mark.parametrize("first, farthest", [(1, 100), (3, 100), (100, 100), (2, 3), (1, 1)])
@pytest.mark.parametrize("worth", [0, 1000])
@pytest.mark.parametrize("text", ["innia 0", "nn"])
def test_matches_are_each_given_once_from_the_newest_on(
    monkeypatch: pytest.MonkeyPatch, first: int, farthest: int, worth: int, text: str
) -> None:
    """By number, by index or on a walk; however far is looked at a time."""
    monkeypatch.setattr(search, "WORTH", worth)
    narrow(monkeypatch, first=first, farthest=farthest)

    assert [name for page in all_pages(text) for name in page] == ZINNIAS


def test_a_page_is_as_long_as_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    narrow(monkeypatch, first=3, farthest=100)

    assert all_pages("innia") == [ZINNIAS[:2], ZINNIAS[2:4], ZINNIAS[4:]]


@pytest.mark.parametrize("text", ["000", "00"])
def test_a_page_says_how_far_it_looked(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Nine match, the newest four are not among the rows: the first page finds none of them."""
    monkeypatch.setattr(search, "WORTH", 0)
    narrow(monkeypatch, first=2, farthest=2)
    rows = Submission.objects.public().filter(signed_name__startswith="Zinnia")
    first = found(text).page(among(rows), after="", before="")

    assert (names_of(first), first.is_cut, first.previous) == ([], True, None)
    assert [name for page in all_pages(text, rows) for name in page] == ZINNIAS


def test_a_page_refuses_the_cursor_of_another_order() -> None:
    with pytest.raises(BadCursor):
        found("zinnia").page(among(Submission.objects.public()), after="nonsense", before="")
    page = found("zinnia").page(
        among(Submission.objects.public()), after=cursor_at(0, NEWEST), before=""
    )
    assert (page.rows, page.is_cut) == ([], False)


def test_few_are_looked_up_and_many_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find(Submission.objects.all(), "zinnia 0001").is_many is False
    assert find(Submission.objects.all(), "zinnia").is_many is True
    assert find(Submission.objects.all(), "nobody").numbers == []

    monkeypatch.setattr(search, "FEW", 5)
    assert find(Submission.objects.all(), "zinnia").is_many is False
    assert find(Submission.objects.all(), "nn").is_many is False


def test_names_of_the_newest_alone_are_few_on_both_databases(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of the newest four all are Aspens, and there are no more."""
    monkeypatch.setattr(search, "SAMPLE", 4)
    monkeypatch.setattr(search, "FREQUENT", 2)
    monkeypatch.setattr(search, "FEW", 4)

    assert find(Submission.objects.all(), "aspen").is_many is False
    assert find(Submission.objects.all(), "00").is_many is True


def signed_by(cast: Cast, text: str) -> SignedFilters:
    return SignedFilters(QueryDict(f"q={text}"), today=TODAY, statement=cast.letter)


def accept_all(cast: Cast) -> None:
    cast.release(cast.reply(ReplyKind.ACCEPTANCE, *Submission.objects.public()))
    fold_events()


def test_who_signed_a_short_list_is_shown_by_name(cast: Cast) -> None:
    accept_all(cast)
    filters = signed_by(cast, "innia")

    assert filters.matches is None
    assert is_walked(filters.found())
    assert names_of(filters.page(after="", before="")) == ZINNIAS[::-1]


def test_who_signed_a_long_list_is_shown_newest_first(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signed, "FARTHEST", 8)
    accept_all(cast)
    filters = signed_by(cast, "innia")

    assert names_of(filters.page(after="", before="")) == ZINNIAS
    assert filters.order() is NEWEST
    assert {row.signed_name for row in filters.found()} == set(ZINNIAS)
    assert names_of(signed_by(cast, "innia 0003").page(after="", before="")) == ["Zinnia 0003"]


def test_signatories_are_narrowed_besides(cast: Cast) -> None:
    cast.signatory("Zinnia of Kenya", country="KE")
    cast.offered(Signatory.objects.get(name="Zinnia of Kenya"))
    filters = SignatoryFilters(QueryDict("q=zinnia&country=KE"), today=TODAY)

    assert filters.matches is not None
    assert [row.name for row in filters.page(after="", before="").rows] == ["Zinnia of Kenya"]


def test_nothing_is_found_while_a_filter_is_wrong() -> None:
    filters = SignatoryFilters(QueryDict("q=zinnia&country=XX"), today=TODAY)

    assert filters.page(after="", before="").rows == []


def test_titles_are_met_on_a_walk_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "WORTH", 0)
    rows = submissions_named(Submission.objects.public(), "ferry")

    assert is_walked(rows)
    assert rows.count() == 9
