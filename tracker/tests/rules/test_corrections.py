"""What a correction says of a text: the whole, or the part that differs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.rules.corrections import AROUND, LONGEST, passages

LONG = "The river runs on and on. " * 40


@pytest.mark.parametrize("old, new", [("30 May", "31 May"), ("", LONG), (LONG, ""), ("", "")])
def test_passages_of_short_or_empty_texts_are_whole(old: str, new: str) -> None:
    assert passages(old, new) == (old, new)


def test_passages_of_long_texts_are_what_differs_with_some_words_around() -> None:
    old, new = f"{LONG}No dam. {LONG}", f"{LONG}One dam. {LONG}"

    was, now = passages(old, new)

    assert (was[0], was[-1]) == ("…", "…")
    assert "on. No dam. The river" in was
    assert "on. One dam. The river" in now
    assert max(len(was), len(now)) < 2 * AROUND + 20
    assert was[1:].split(" ")[0] in {"The", "river", "runs", "on", "and", "on."}


def test_passages_keep_the_end_where_the_end_differs() -> None:
    was, now = passages(f"{LONG}No dam.", f"{LONG}No dams.")

    assert (was[-8:], now[-9:]) == (" No dam.", " No dams.")


def test_passages_of_one_long_word_begin_somewhere() -> None:
    was, now = passages("a" * LONGEST + "b", "a" * LONGEST + "c")

    assert (was, now) == ("…" + "a" * AROUND + "b", "…" + "a" * AROUND + "c")


@given(st.text("ab ", max_size=900), st.text("ab ", max_size=900))
def test_passages_differ_wherever_the_texts_do(old: str, new: str) -> None:
    was, now = passages(old, new)

    assert (was == now) == (old == new)
