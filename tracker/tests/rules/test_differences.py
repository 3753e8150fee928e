"""The word-level difference: that it is right, readable and quick."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.rules.differences import Change, difference, same_after_whitespace

SIGNS = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}


def marked(old: str, new: str) -> str:
    """The difference on one line, as a person would mark it."""
    return "".join(SIGNS[change.kind].format(change.text) for change in difference(old, new))


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ("", "", ""),
        ("", "new", "[+new+]"),
        ("old", "", "[-old-]"),
        ("the same", "the same", "the same"),
        ("We want peace now.", "We want a just peace now.", "We want [+a just +]peace now."),
        ("one two three four", "one 2 three four", "one [-two-][+2+] three four"),
        ("The cat sat on it", "A dog lay on that", "[-The cat sat on it-][+A dog lay on that+]"),
        ("First.\n\nSecond.\n\nThird.", "First.\n\nThird.", "First.\n\n[-Second.\n\n-]Third."),
        ("反对战争，支持和平。", "反对侵略战争，支持和平。", "反对[+侵略+]战争，支持和平。"),
        ("war, peace", "war. peace", "war[-,-][+.+] peace"),
        ("전쟁을 반대한다", "전쟁을 찬성한다", "전쟁을 [-반대한다-][+찬성한다+]"),
    ],
)
def test_difference_marks_words(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


def test_difference_keeps_paragraphs_apart() -> None:
    old, new = "One thing.\n\nTwo things here.", "One thing.\n\nTwo other things here."

    assert difference(old, new) == [
        Change("same", "One thing.\n\nTwo "),
        Change("added", "other "),
        Change("same", "things here."),
    ]


def test_difference_takes_a_lone_surviving_word_into_the_change() -> None:
    assert marked("big old red house here", "small new red hut here") == (
        "[-big old red house-][+small new red hut+] here"
    )


texts = st.text(alphabet="ab. \n,", max_size=60)


@settings(deadline=None)
@given(texts, texts)
def test_difference_spells_both_texts(old: str, new: str) -> None:
    changes = difference(old, new)

    assert "".join(change.text for change in changes if change.kind != "added") == old
    assert "".join(change.text for change in changes if change.kind != "removed") == new
    assert all(change.text for change in changes)
    assert all(one.kind != two.kind for one, two in pairwise(changes))


def test_difference_of_long_texts_is_found_word_by_word() -> None:
    old = " ".join(f"word{number} and so on." for number in range(12_000))
    new = old.replace("word6000 ", "other ")

    assert len(old) > 200_000
    assert [change.text for change in difference(old, new) if change.kind != "same"] == [
        "word6000",
        "other",
    ]


def test_difference_of_long_texts_without_anything_common_is_whole() -> None:
    old, new = "a " * 100_000, "b " * 100_000

    assert difference(old, new) == [Change("removed", old), Change("added", new)]


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ("a b\nc", "a\tb  c\r\n", True),
        ("a b", "ab", False),
        ("", " \n", True),
        ("a", "A", False),
    ],
)
def test_same_after_whitespace(old: str, new: str, expected: bool) -> None:
    assert same_after_whitespace(old, new) is expected
