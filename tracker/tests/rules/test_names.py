"""Names folded, compared, blocked and made into addresses."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.rules.names import LONGEST_SLUG, blocking_keys, fold, name_slug, similarity


@pytest.mark.parametrize(
    "name, folded",
    [
        ("Women’s Institute", "womens institute"),
        ("Womens'  INSTITUTE", "womens institute"),
        ("St.Albans – Friends & Co", "st albans friends co"),
        ("Łódź Straße Œuvre Ærø Þór", "lodz strasse oeuvre aero thor"),
        ("İstanbul Iğdır", "istanbul igdir"),
        ("Frédéric Joliot‑Curie", "frederic joliot curie"),
        ("Ёлка и Йод", "елка и иод"),
        ("ﬁnal ＡＢＣ①", "final abc1"),
        ("الحزب الشيوعيّ ١٢", "الحزب الشيوعي 12"),
        ("حزب توده ایران", "حزب توده ايران"),
        ("한국노총", "한국노총"),
        ("北京大学", "北京大学"),
        ("がっこう", "がっこう"),
        ("हिन्दी", "हिन्दी"),
        ("zero\u200bwidth and\u00adsoft", "zerowidth andsoft"),
        ("C++ Users", "c++ users"),
    ],
)
def test_fold_leaves_what_tells_names_apart(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    "part, name", [("한국", "한국노총"), ("大学", "北京大学"), ("شيوعي", "الحزب الشيوعيّ")]
)
def test_fold_of_a_part_is_part_of_the_fold(part: str, name: str) -> None:
    assert fold(part) in fold(name)


@pytest.mark.parametrize("one, other", [("李明", "黎明"), ("!!!", "???"), ("C++", "C")])
def test_fold_keeps_different_names_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@settings(deadline=None)
@given(st.text())
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_fold_of_every_latin_letter_is_folded() -> None:
    latin = [
        letter
        for letter in map(chr, range(0x20000))
        if unicodedata.category(letter)[0] == "L"
        and unicodedata.name(letter, "").startswith("LATIN")
    ]

    assert len(latin) > 1000
    assert [one for one in latin if fold(fold(one)) != fold(one)] == []
    assert (fold("Ꝁ"), fold("ꝱ"), fold("ẝ")) == ("k", "d", "s")


@settings(deadline=None)
@given(st.text(alphabet="abcdeéñü '-."), st.text(alphabet="abcdeéñü"), st.text(alphabet="abc '-."))
def test_fold_finds_words_inside(before: str, word: str, after: str) -> None:
    assert not word or fold(word) in fold(f"{before}{word}{after}")


@pytest.mark.parametrize(
    "one, other, score",
    [
        ("Friends of the Earth", "FRIENDS OF THE EARTH", 100),
        ("Earth, Friends of the", "Friends of the Earth", 100),
        ("Universität Bonn", "Universität Köln", 88),
        ("Cats", "Dogs", 25),
    ],
)
def test_similarity_ignores_case_accents_and_order(one: str, other: str, score: int) -> None:
    assert similarity(one, other) == similarity(other, one) == score


def test_blocking_keys_are_beginnings_and_ends_of_words() -> None:
    assert blocking_keys("of womens institute") == {"of-", "wome-", "-mens", "inst-", "-tute"}


def test_blocking_keys_of_similar_names_meet() -> None:
    assert blocking_keys(fold("Mothers Climate Aaction")) & blocking_keys(fold("Climate Action"))


@pytest.mark.parametrize(
    "name, slug",
    [
        ("Women’s Institute", "womens-institute"),
        ("Łódź – Zürich", "lodz-zurich"),
        ("北京", "beijing"),
        ("한국노총", "hangugnochong"),
        ("Путин", "putin"),
        ("x" * 59 + " y", "x" * 59),
    ],
)
def test_name_slug_is_plain(name: str, slug: str) -> None:
    assert name_slug(name) == slug


@settings(deadline=None)
@given(st.text())
def test_name_slug_is_never_empty_or_long(name: str) -> None:
    slug = name_slug(name)

    assert 0 < len(slug) <= LONGEST_SLUG
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_name_slug_of_signs_differs_by_name() -> None:
    assert name_slug("!!!") != name_slug("???")
