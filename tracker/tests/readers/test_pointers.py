"""What comes after a statement."""

import pytest

from tracker.readers.statements import read_statement

BODY = "Title\n\nWe agree.\n\n1. One.\n2. Two."


@pytest.mark.parametrize(
    "line",
    [
        "More information about the statement can be found on the website",
        "Read more",
        "Source: The League",
        "https://example.org/declaration",
        "Originally published in The River",
        "Sign the declaration here",
        "Más información en la página de la Liga",
        "Weitere Informationen auf der Seite der Liga",
        "Подробнее на сайте Лиги",
        "자세한 내용은 홈페이지를 참조",
        "更多信息请访问网站",
    ],
)
def test_mark_after_takes_pointers_below_the_points(line: str) -> None:
    draft = read_statement(f"{BODY}\n\n{line}")

    assert draft.after == (line,)
    assert [clause.text for clause in draft.clauses] == ["One.", "Two."]


@pytest.mark.parametrize(
    "line",
    [
        "We call on everybody to sign this statement.",
        "Find more friends!",
        "More information can be found on our site. " * 9,
    ],
)
def test_mark_after_leaves_the_statements_own_words(line: str) -> None:
    draft = read_statement(f"{BODY}\n\n{line.strip()}")

    assert draft.after == ()
    assert draft.sections[0].paragraphs == (line.strip(),)


def test_mark_after_takes_pointers_at_the_end_and_next_to_the_points() -> None:
    text = f"{BODY}\n\nRead more\n\nA closing word.\n\n12\n\nSource: The League\n\n12\n\nwww.x.org"

    draft = read_statement(text)

    assert draft.after == ("Read more", "Source: The League", "www.x.org")
    assert draft.sections[0].paragraphs == ("A closing word.",)


@pytest.mark.parametrize(
    "lead",
    ["Signed by:", "Signatories", "Firmantes:", "Erstunterzeichnende", "Подписали:", "서명 단체"],
)
def test_mark_after_takes_the_list_of_signers(lead: str) -> None:
    draft = read_statement(f"{BODY}\n\nA closing word.\n\n{lead}\n\n- League\n- Assembly")

    assert draft.after == (lead, "League", "Assembly")
    assert [clause.kind.value for clause in draft.clauses] == ["point", "point"]


def test_mark_after_takes_a_numbered_list_of_signers() -> None:
    draft = read_statement(f"{BODY}\n\nSignatories:\n\n1. League\n2. Assembly\n3. Wood")

    assert draft.after == ("Signatories:", "League", "Assembly", "Wood")
    assert [clause.text for clause in draft.clauses] == ["One.", "Two."]
    assert draft.doubts == ()


def test_mark_after_leaves_points_below_a_line_on_signing() -> None:
    draft = read_statement("T\n\n1. One.\n2. Two.\n\nSigned statements matter\n\n3. Three.")

    assert [clause.text for clause in draft.clauses] == ["One.", "Two.", "Three."]


def test_mark_after_takes_signers_of_a_text_without_points_from_its_second_half_only() -> None:
    text = "Title\n\nSigned statements matter\n\nWe agree.\n\nIt is so.\n\nSigned by\n\nLeague"

    draft = read_statement(text)

    assert draft.after == ("Signed by", "League")
    assert draft.sections[0].heading == "Signed statements matter"


def test_mark_after_leaves_a_long_sentence_that_begins_like_a_list() -> None:
    line = "Signed by us today, this statement will be sent to all the ministers of the country."

    assert read_statement(f"{BODY}\n\n{line}").after == ()


def test_mark_after_of_nothing_but_a_pointer_keeps_it() -> None:
    assert read_statement("https://example.org").after == ()
