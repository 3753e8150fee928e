"""Lines put together into blocks: what is joined, and what is kept apart."""

import pytest

from tracker.readers.blocks import Block, make_blocks
from tracker.readers.lines import split_lines


def blocks(text: str) -> list[Block]:
    return make_blocks(split_lines(text)).blocks


def shapes(text: str) -> list[tuple[str, str]]:
    return [(block.shape, block.text) for block in blocks(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("T\n\nIt frightens the\n\npeople. Yes.", ["T", "It frightens the people. Yes."]),
        ("T\n\nThey claim that\n\nVillages are one.", ["T", "They claim that Villages are one."]),
        ("T\n\nIt is one\ntown.", ["T", "It is one town."]),
        ("T\n\nIt is one\n\n“town” still.", ["T", "It is one “town” still."]),
        ("T\n\nIt ends.\n\nand goes on.", ["T", "It ends.", "and goes on."]),
        ("T\n\nIt ends.\nAnother begins.", ["T", "It ends.", "Another begins."]),
        ("T\n\nA heading\nA text begins.", ["T", "A heading", "A text begins."]),
        ("A title\n\nand a text.", ["A title", "and a text."]),
        ("A title of the\n\nkind that breaks", ["A title of the kind that breaks"]),
        ("T\n\nDear friends,\n\nwe write.", ["T", "Dear friends,", "we write."]),
        ("T\n\nDear friends,\n\nWe write.", ["T", "Dear friends,", "We write."]),
        ("T\n\nFirst this and that and more, as people write who like it,\n\nBut no.",
         ["T", "First this and that and more, as people write who like it,", "But no."]),
        ("T\n\nFirst this and that and more of it, as people write it,\n\nso on.",
         ["T", "First this and that and more of it, as people write it,", "so on."]),
        ("T\n\nFirst this and that and more of it, as people who like it write,\n\nso on.",
         ["T", "First this and that and more of it, as people who like it write, so on."]),
        ("T\n\nSee our site\n\nwww.example.org", ["T", "See our site", "www.example.org"]),
        ("T\n\nSee our site\nwww.example.org", ["T", "See our site www.example.org"]),
        ("T\n\nFirst this,\nThen that.", ["T", "First this, Then that."]),
        ("T\n\nThe imperi-\nalist Imperialist.", ["T", "The imperialist Imperialist."]),
        ("T\n\nThe Marxist-\nLeninist one.", ["T", "The Marxist-Leninist one."]),
        ("T\n\nThe Marxist-\n\nLeninist one.", ["T", "The Marxist-", "Leninist one."]),
        ("T\n\nThe fossil-\n\nfuel one. Fossil-fuel.", ["T", "The fossil-fuel one. Fossil-fuel."]),
        ("T\n\nsoft\u00ad\nware is hard.", ["T", "software is hard."]),
        ("T\n\nIt ends soft\u00ad\n\nNew.", ["T", "It ends soft", "New."]),
        ("T\n\n그들은 말한다\n\n전쟁은 끝났다.", ["T", "그들은 말한다", "전쟁은 끝났다."]),
    ],
)  # fmt: skip
def test_make_blocks_joins_broken_sentences_only(text: str, expected: list[str]) -> None:
    assert [block.text for block in blocks(text)] == expected


WRAPPED = """\
The rivers belong to everybody who lives beside
them, said the League. In the year after 1990 -
as everybody remembers - it was the Town of
Bath that built the first dam, in the year
1914. The League was against it then, and so it
is against it today: dams last longer than the
people who ask for them.
- one point
- another point that goes on and on and on to
the end of the line
New paragraph here."""


def test_make_blocks_unwraps_text_that_was_wrapped_by_hand() -> None:
    assert shapes(WRAPPED) == [
        (
            "text",
            "The rivers belong to everybody who lives beside them, said the League. In the year "
            "after 1990 - as everybody remembers - it was the Town of Bath that built the first "
            "dam, in the year 1914. The League was against it then, and so it is against it "
            "today: dams last longer than the people who ask for them.",
        ),
        ("bullet", "one point"),
        ("bullet", "another point that goes on and on and on to the end of the line"),
        ("text", "New paragraph here."),
    ]


def test_make_blocks_takes_a_dash_at_a_wrapped_line_for_a_dash() -> None:
    text = WRAPPED.replace("year after 1990 -\nas", "years after 1990s\n- as")

    assert shapes(text)[0][1].startswith("The rivers")
    assert "after 1990s - as everybody" in shapes(text)[0][1]


def test_make_blocks_unwraps_text_without_spaces() -> None:
    line = "我们反对战争并且支持和平因为战争是罪恶的"

    assert shapes(f"{line}\n{line}\n{line}\n{line}\n结束。") == [("text", line * 4 + "结束。")]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("# One\nText", [("heading", "One"), ("text", "Text")]),
        ("One\n===\nText", [("heading", "One"), ("text", "Text")]),
        ("One\n---\nText", [("heading", "One"), ("text", "Text")]),
        ("One,\ntwo\n---", [("text", "One, two"), ("rule", "---")]),
        ("One\n\n---", [("text", "One"), ("rule", "---")]),
        ("---\nOne", [("rule", "---"), ("text", "One")]),
        ("- One\n---", [("bullet", "One"), ("rule", "---")]),
        ("**One**\n\nText", [("heading", "One"), ("text", "Text")]),
        ("One the\n\n12\n\ntwo", [("text", "One the two"), ("page", "12")]),
        ("One\n12", [("text", "One"), ("text", "12")]),
        ("Page 1 of 3\n\nOne", [("page", "Page 1 of 3"), ("text", "One")]),
        ("• One\n  and more\nTwo", [("bullet", "One and more"), ("text", "Two")]),
        ("- One.\n  Two", [("bullet", "One."), ("text", "Two")]),
        ("1. One\n   And more", [("item", "One And more")]),
        ("Article 1\n\nOne.", [("item", "One.")]),
        ("Article 1\n\n- One.", [("item", ""), ("bullet", "One.")]),
        ("1. Mai 2022\n\nOne", [("text", "1. Mai 2022"), ("text", "One")]),
        ("7. One", [("text", "7. One")]),
        ("-", [("text", "-")]),
        ("First, one.\n\nSecond, two.", [("item", "First, one."), ("item", "Second, two.")]),
        ("First, one.\n\nThen.\n\nSecond, two.",
         [("text", "First, one."), ("text", "Then."), ("text", "Second, two.")]),
    ],
)  # fmt: skip
def test_make_blocks_tells_shapes_apart(text: str, expected: list[tuple[str, str]]) -> None:
    assert shapes(text) == expected


def test_make_blocks_notes_marks_and_doubts() -> None:
    text = "## One ##\n\n• two.\n\nThe imperi-\nalist and never-\nseen imperialist."

    heading, bullet, paragraph = blocks(text)

    assert heading.marks == [(1, "## ##")]
    assert (bullet.marks, bullet.printed) == ([(3, "•")], "•")
    assert paragraph.marks == [(5, "-")]
    assert paragraph.divided == [(6, "never-seen")]


def test_keep_mark_makes_the_mark_text_again() -> None:
    (bullet,) = blocks("• two\u00ad\n  or imperi-\n  al imperial")
    bullet.keep_mark()
    bullet.keep_mark()

    assert (bullet.text, bullet.marks) == ("• twoor imperial imperial", [(2, "-")])
