"""Keeping cards: drawn once, never many at once, and gone after a while."""

import os
from pathlib import Path
from time import time

import pytest
from pytest_django import Settings

from tracker.actions import cards
from tracker.actions.cards import (
    BURST,
    KEPT_SECONDS,
    CardsBusy,
    Pace,
    card_bytes,
    expire_cards,
    folder,
)
from tracker.rules.cards import Card

CARD = Card("Open letter", "Ferry Letter", "Harbour Assembly", "", "Undersigned", "en")


class Drawer:
    """Stands in for drawing: counts, and can do something meanwhile."""

    def __init__(self) -> None:
        self.drawn: list[str] = []

    def __call__(self, card: Card) -> bytes:
        self.drawn.append(card.title)
        return card.title.encode()


@pytest.fixture
def drawer(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drawer:
    settings.VAR_DIR = tmp_path
    drawer = Drawer()
    monkeypatch.setattr(cards, "card_picture", drawer)
    monkeypatch.setattr(cards, "PACE", Pace())
    return drawer


def titled(title: str) -> Card:
    return Card("Letter", title, "x", "", "Undersigned", "en")


def age(card: Card, seconds: float) -> None:
    then = time() - seconds
    os.utime(folder() / f"{card.name}.png", (then, then))


def test_card_is_drawn_once(drawer: Drawer) -> None:
    assert [card_bytes(CARD), card_bytes(CARD)] == [b"Ferry Letter"] * 2
    assert drawer.drawn == ["Ferry Letter"]
    assert [one.name for one in folder().iterdir()] == [f"{CARD.name}.png"]


def test_card_is_drawn_anew_after_a_week(drawer: Drawer) -> None:
    card_bytes(CARD)
    age(CARD, KEPT_SECONDS + 1)
    card_bytes(CARD)

    assert len(drawer.drawn) == 2


def test_many_different_cards_are_not_drawn_at_once(
    drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(cards, "monotonic", lambda: now)
    monkeypatch.setattr(cards, "PACE", Pace())
    for number in range(BURST):
        card_bytes(titled(str(number)))
    with pytest.raises(CardsBusy):
        card_bytes(CARD)
    assert card_bytes(titled("0")) == b"0"

    now += 1.5
    assert card_bytes(CARD) == b"Ferry Letter"
    with pytest.raises(CardsBusy):
        card_bytes(titled("another"))
    assert len(drawer.drawn) == BURST + 1


def test_nobody_draws_while_somebody_does(drawer: Drawer) -> None:
    with cards.PACE.drawing, pytest.raises(CardsBusy):
        card_bytes(CARD)

    assert card_bytes(CARD) == b"Ferry Letter"


def test_drawing_that_fails_lets_the_next_one_draw(
    drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(card: Card) -> bytes:
        raise OSError(card.title)

    monkeypatch.setattr(cards, "card_picture", fail)
    with pytest.raises(OSError, match="Ferry Letter"):
        card_bytes(CARD)
    monkeypatch.setattr(cards, "card_picture", drawer)

    assert card_bytes(CARD) == b"Ferry Letter"


def test_card_is_given_out_where_it_cannot_be_kept(
    drawer: Drawer, caplog: pytest.LogCaptureFixture
) -> None:
    folder().write_bytes(b"a file where the folder should be")

    with pytest.raises(NotADirectoryError):
        card_bytes(CARD)
    folder().unlink()
    folder().mkdir()
    (folder() / f"{CARD.name}.png").mkdir()
    age(CARD, KEPT_SECONDS + 1)
    assert card_bytes(CARD) == b"Ferry Letter"
    assert "could not be kept" in caplog.text


def test_old_cards_and_the_oldest_of_too_many_expire(
    drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert expire_cards() == 0
    for number in range(5):
        card_bytes(titled(str(number)))
        age(titled(str(number)), 100 - number)
    age(titled("4"), KEPT_SECONDS + 1)
    monkeypatch.setattr(cards, "MOST_FILES", 3)

    assert expire_cards() == 2
    left = {one.read_bytes() for one in folder().iterdir()}
    assert left == {b"1", b"2", b"3"}


def test_file_that_another_process_deletes_is_no_error(
    drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    card_bytes(CARD)
    there = list(folder().glob("*"))
    (folder() / f"{CARD.name}.png").unlink()
    monkeypatch.setattr(Path, "glob", lambda self, pattern: there)

    assert expire_cards() == 1


def test_card_that_is_deleted_while_it_is_read_is_drawn_anew(
    drawer: Drawer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "_drawn_at", lambda path: time())

    assert card_bytes(CARD) == b"Ferry Letter"
