"""Whole texts read into drafts, as people write them."""

import pytest

from tracker.choices import ClauseKind
from tracker.readers.drafts import Clause, Link, Section, StatementDraft, Unplaced
from tracker.readers.errors import ReadError
from tracker.readers.statements import as_json, closing_text, read_statement, statement_text

# An article that prints a declaration further down, as web pages do.
ARTICLE = """\
River League endorses the Harbour Declaration although nobody answered

30th January 2022

In the autumn the League read the Harbour Declaration. It agreed with all of it.

We wrote to the Harbour Assembly. Nobody answered.

Harbour Declaration: the rivers and those who live by them

The rivers are getting warmer, and the towns beside them poorer.

We, the undersigned, agree that these points should be made clear:

  1. That the rivers belong to everybody.
  2. That no dam may be built without asking; dams last longer than those who ask for them.
  3. That the slogans of all who live by rivers must be: Clean water! Open banks! No new dams!

More information about the Harbour Declaration can be found on the Assembly's website
"""
ARTICLE_START, ARTICLE_END = 9, 17

# Headed sections, a sentence broken over an empty line, demands at the end.
SECTIONED = """\
We Say "Water For Water"



Nobody has opened the well since spring.

A closed well

Closing it was a decision of the council. It used the drought to scare the

people. The fossil-fuel works and the fossilfuel lobby asked for it.

Everybody has heard the council claim that

Villages are "one town" and need one well.

Who drinks?

Is the well empty, then? We say no.

- Open the well! Do it now.
- Repair the pump!

- Free water!
"""


def clauses(draft: StatementDraft) -> list[tuple[str, str, str]]:
    return [(clause.kind.value, clause.number, clause.text) for clause in draft.clauses]


def test_read_statement_finds_a_declaration_inside_an_article() -> None:
    draft = read_statement(ARTICLE)

    assert draft.title == "River League endorses the Harbour Declaration although nobody answered"
    assert draft.date_as_printed == "30th January 2022"
    assert draft.language == "en"
    assert len(draft.preamble) == 2
    assert [section.heading for section in draft.sections] == [
        "Harbour Declaration: the rivers and those who live by them"
    ]
    assert [len(section.paragraphs) for section in draft.sections] == [2]
    assert [number for kind, number, _text in clauses(draft) if kind == "point"] == ["1", "2", "3"]
    assert draft.after == (
        "More information about the Harbour Declaration can be found on the Assembly's website",
    )
    assert draft.unplaced == ()


def test_read_statement_of_some_lines_reads_the_declaration_alone() -> None:
    draft = read_statement(ARTICLE, from_line=ARTICLE_START, to_line=ARTICLE_END)

    assert draft.title == "Harbour Declaration: the rivers and those who live by them"
    assert draft.date_as_printed == ""
    assert draft.preamble == (
        "The rivers are getting warmer, and the towns beside them poorer.",
        "We, the undersigned, agree that these points should be made clear:",
    )
    assert (draft.sections, draft.after, draft.unplaced) == ((), (), ())
    assert draft.clauses[0] == Clause(
        "1", ClauseKind.POINT, "That the rivers belong to everybody.", (15, 15), mark="1."
    )
    assert {line.role for line in draft.lines[: ARTICLE_START - 1]} == {"outside"}
    assert {line.role for line in draft.lines[ARTICLE_END:]} == {"outside"}


def test_read_statement_sets_slogans_beside_their_point() -> None:
    draft = read_statement(ARTICLE)

    assert draft.clauses[2].text.endswith("must be: Clean water! Open banks! No new dams!")
    assert draft.clauses[3:] == (
        Clause("3.1", ClauseKind.SLOGAN, "Clean water!", (17, 17), parent="3"),
        Clause("3.2", ClauseKind.SLOGAN, "Open banks!", (17, 17), parent="3"),
        Clause("3.3", ClauseKind.SLOGAN, "No new dams!", (17, 17), parent="3"),
    )


def test_read_statement_reads_headed_sections_and_closing_demands() -> None:
    draft = read_statement(SECTIONED)

    assert draft.title == 'We Say "Water For Water"'
    assert draft.preamble == ("Nobody has opened the well since spring.",)
    assert draft.sections == (
        Section(
            "A closed well",
            (
                "Closing it was a decision of the council. It used the drought to scare the "
                "people. The fossil-fuel works and the fossilfuel lobby asked for it.",
                'Everybody has heard the council claim that Villages are "one town" and need one '
                "well.",
            ),
            7,
        ),
        Section("Who drinks?", ("Is the well empty, then? We say no.",), 17),
    )
    assert clauses(draft) == [
        ("demand", "1", "Open the well! Do it now."),
        ("demand", "2", "Repair the pump!"),
        ("demand", "3", "Free water!"),
    ]


def test_statement_text_is_what_a_revision_stores() -> None:
    draft = read_statement(SECTIONED)

    assert statement_text(draft).split("\n\n") == [
        draft.preamble[0],
        "## A closed well",
        *draft.sections[0].paragraphs,
        "## Who drinks?",
        *draft.sections[1].paragraphs,
    ]
    assert closing_text(draft) == ""


def test_closing_text_holds_what_follows_the_clauses() -> None:
    text = "Title\n\nWe agree.\n\n1. One.\n2. Two.\n\nWe go on.\n\nWhat now\n\nJoin us."

    draft = read_statement(text)

    assert statement_text(draft) == "We agree."
    assert closing_text(draft) == "We go on.\n\n## What now\n\nJoin us."


def test_statement_text_without_clauses_holds_everything() -> None:
    draft = read_statement("Title\n\nWe agree.\n\nWhat now\n\nJoin us.")

    assert statement_text(draft) == "We agree.\n\n## What now\n\nJoin us."
    assert closing_text(draft) == ""


def test_as_json_has_exactly_the_promised_keys() -> None:
    text = "Title\n\nParis, 14 October 2022\n\nWe agree.\n\n1. One.\n\nThe end\n\nBye.\n\nRead more"

    assert as_json(read_statement(text)) == {
        "title": "Title",
        "date_as_printed": "14 October 2022",
        "language": "en",
        "clauses": [{"number": "1", "kind": "point", "text": "One."}],
        "sections": [
            {"heading": "", "paragraphs": ["We agree."]},
            {"heading": "The end", "paragraphs": ["Bye."]},
        ],
        "unplaced": [{"line": 3, "text": "Paris,"}, {"line": 13, "text": "Read more"}],
    }


def test_as_json_without_preamble_has_no_empty_section() -> None:
    assert as_json(read_statement("Title\n\n1. One.\n2. Two."))["sections"] == []


def test_read_statement_keeps_links_of_the_chosen_lines() -> None:
    links = [Link("the site", "https://example.org/a", 3), Link("no", "https://example.org/b", 1)]

    draft = read_statement("Title\n\nSee the site.", from_line=2, links=links)

    assert draft.links == (links[0],)


@pytest.mark.parametrize(
    "chosen", [{"from_line": 9}, {"to_line": 0}, {"from_line": 2, "to_line": 2}]
)
def test_read_statement_of_lines_without_text_is_refused(chosen: dict[str, int]) -> None:
    with pytest.raises(ReadError, match="The input has 3 lines"):
        read_statement("Title\n\nText.", **chosen)


LANGUAGES = {
    "en": ("We demand that the war ends.", ("1. Peace.", "2. Bread.")),
    "es": ("Exigimos el fin de la guerra.", ("1º Paz.", "2º Pan.")),
    "pt": ("Nós exigimos o fim da guerra e não uma trégua.", ("1) Paz.", "2) Pão.")),
    "fr": ("Nous exigeons la fin de la guerre.", ("Article 1 : La paix.", "Article 2 : Le pain.")),
    "de": ("Wir fordern das Ende des Krieges.", ("Erstens, Frieden.", "Zweitens, Brot.")),
    "ru": ("Мы требуем прекращения войны и мира.", ("Статья 1. Мир.", "Статья 2. Хлеб.")),
    "uk": ("Ми вимагаємо припинення війни та миру.", ("а) Мир.", "б) Хліб.")),
    "ko": ("우리는 전쟁 중단을 요구한다.", ("첫째, 평화.", "둘째, 빵.")),
    "zh": ("我们要求停止战争。", ("一、和平。", "二、面包。")),
    "ja": ("私たちは戦争の終結を求める。", ("第1条 平和。", "第2条 パン。")),
    "ar": ("نحن نطالب بوقف الحرب في كل مكان.", ("١. السلام.", "٢. الخبز.")),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_read_statement_reads_numbered_points_in_many_languages(language: str) -> None:
    sentence, points = LANGUAGES[language]

    draft = read_statement("\r\n\r\n".join([sentence, *points]))

    assert draft.language == language
    assert [clause.kind for clause in draft.clauses] == [ClauseKind.POINT] * 2
    assert draft.preamble == (sentence,)


def test_read_statement_lists_rules_and_page_numbers_as_unplaced() -> None:
    draft = read_statement("Title\n\nWe go over the\n\n3\n\npage.\n\n* * *\n\nThe end.")

    assert draft.preamble == ("We go over the page.", "The end.")
    assert draft.unplaced == (Unplaced(5, "3"), Unplaced(9, "* * *"))
