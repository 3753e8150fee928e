"""Broken sentences and divided words: joined when sure, left alone otherwise."""

import pytest

from tracker.readers.joins import (
    Join,
    dangles,
    ends_sentence,
    is_divided,
    join,
    starts_lower,
    text_words,
)


@pytest.mark.parametrize(
    "text",
    [
        "Done.",
        "Done!”",
        "Done.)",
        "Why?",
        "these:",
        "one;",
        "结束。",
        "انتهى؟",
        "and so on…",
        "So.[1] [2]",
        "So.²",
        "*So.*",
    ],
)
def test_ends_sentence(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["", "not", "not,", "(not)", "“not”", "2011–", "see [1]"])
def test_ends_sentence_not(text: str) -> None:
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("small", True),
        ("“small”", True),
        ("(ключ)", True),
        ("Big", False),
        ("9", False),
        ("战", False),
    ],
)
def test_starts_lower(text: str, expected: bool) -> None:
    assert starts_lower(text) is expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("asserting that", True),
        ("against the", True),
        ("выступаем против и", True),
        ("this,", True),
        ("نحن،", True),
        ("Where we come from", False),
        ("Macht mit", False),
        ("Vitamin A", False),
        ("what?", False),
        ("", False),
    ],
)
def test_dangles(text: str, expected: bool) -> None:
    assert dangles(text) is expected


@pytest.mark.parametrize(
    "first, second, expected",
    [
        ("imperi-", "alist", True),
        ("imperi\u00ad", "alist", True),
        ("self‐", "rule", True),
        ("war -", "peace", False),
        ("war–", "peace", False),
        ("imperi-", "(alist)", False),
        ("-", "x", False),
    ],
)
def test_is_divided(first: str, second: str, expected: bool) -> None:
    assert is_divided(first, second) is expected


WORDS = text_words("Imperialists of self-rule: imperialist. Coop and co-op; soft")


@pytest.mark.parametrize(
    "first, second, expected",
    [
        ("one", "two", Join("one", " ")),
        ("反对", "战争", Join("反对")),
        ("反对", "war", Join("反对", " ")),
        ("전쟁", "반대", Join("전쟁", " ")),
        ("the imperi-", "alist war", Join("the imperi", dropped="-")),
        ("the na-", "tion", Join("the na", dropped="-")),
        ("self-", "rule now", Join("self-")),
        ("co-", "op", Join("co-")),
        ("Marxist-", "Leninist", Join("Marxist-")),
        ("in 1914-", "x", Join("in 1914-")),
        ("pre-", "and post-war", Join("pre-", " ")),
        ("never-", "seen", Join("never-", divided="never-seen")),
        ("soft\u00ad", "ware", Join("soft")),
        ("end\u00ad", "(x)", Join("end", " ")),
        ("see 2011-", "12", Join("see 2011-")),
    ],
)
def test_join_leaves_a_hyphen_out_only_when_sure(first: str, second: str, expected: Join) -> None:
    assert join(first, second, WORDS) == expected


def test_text_words_keeps_compounds_whole() -> None:
    assert text_words("Fossil-fuel, fossil‐FUEL and fossilfuel_2") == {
        "fossil-fuel",
        "and",
        "fossilfuel",
        "2",
    }


def test_join_looks_no_further_than_a_word() -> None:
    assert join("x" * 1_000_000 + "-", "y" * 1_000_000, WORDS).divided.startswith("xxx")
