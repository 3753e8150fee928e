"""Nothing is lost: every character of a text is in its draft, in a mark, or listed as unplaced."""

from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.choices import ClauseKind
from tracker.readers.drafts import StatementDraft
from tracker.readers.errors import ReadError
from tracker.readers.lines import is_blank
from tracker.readers.statements import read_statement

PIECES = st.sampled_from(
    [
        "1.", "2. ", "3)", "(4)", "a)", "b) ", "i.", "II. ", "First, ", "Second, ", "Article 1",
        "Point 2: ", "- ", "• ", "* ", "# ", "## ", "===", "---", "***", "12", "Page 3 of 4",
        "14 October 2022", "Paris, ", "We agree", "that", "the slogans: ", "Peace! ", "“Bread” ",
        "imperi-", "alist", "self-", "\u00ad", "\u200b", "\u00a0", "\t", "  ", ". ", "?", ":", ",",
        "Signed by", "More information can be found on our site", "https://example.org/a). ",
        "[x](https://example.org)", "战争。", "一、", "第一条", "전쟁 ", "첫째, ", "война ",
        "الحرب ", "١. ",
    ]
)  # fmt: skip
LINES = st.lists(PIECES, max_size=4).map("".join)
TEXTS = st.lists(LINES, max_size=14).map("\n".join)


def visible(text: str) -> Counter[str]:
    return Counter(character for character in text if not is_blank(character))


def placed(draft: StatementDraft) -> Counter[str]:
    """All visible characters of the draft; slogans quoted from a point are the point's."""
    parts = [draft.title, *draft.preamble, *draft.after]
    parts += [text for one in draft.sections for text in (one.heading, *one.paragraphs)]
    parts += [
        clause.text
        for clause in draft.clauses
        if clause.mark or clause.kind != ClauseKind.SLOGAN or not clause.parent
    ]
    if any(line.role == "date" for line in draft.lines):
        parts.append(draft.date_as_printed)
    parts += [line.mark for line in draft.lines]
    parts += [part.text for part in draft.unplaced]
    return visible("".join(parts))


@settings(deadline=None)
@given(st.one_of(TEXTS, st.text()))
@example("T\n\n1. A\n\nmore\n2. B: the slogans:\n- x!\n- y!\n\n3.\n")
@example("a-\nb\n\nT\n==\n\nimperi-\nalist imperialist\n\nA-\u00ad\nb")
def test_read_statement_loses_no_character(text: str) -> None:
    try:
        draft = read_statement(text)
    except ReadError:
        assert not visible(text)
        return

    assert placed(draft) == visible(text)


@settings(deadline=None)
@given(TEXTS, st.integers(1, 6), st.integers(5, 14))
def test_read_statement_accounts_for_every_line(text: str, first: int, last: int) -> None:
    try:
        draft = read_statement(text, from_line=first, to_line=last)
    except ReadError:
        return

    chosen = [line for line in draft.lines if first <= line.number <= last]
    assert [line.number for line in draft.lines] == list(range(1, len(draft.lines) + 1))
    assert placed(draft) == visible("".join(line.text for line in chosen))
    assert all((line.role == "outside") == (line not in chosen) for line in draft.lines)
    assert all((line.role == "blank") == (not visible(line.text)) for line in chosen)
    assert {part.line for part in draft.unplaced} <= {line.number for line in chosen}


@settings(deadline=None)
@given(TEXTS)
def test_read_statement_gives_no_number_twice_within_a_kind(text: str) -> None:
    try:
        draft = read_statement(text)
    except ReadError:
        return

    counts = Counter((clause.kind, clause.number) for clause in draft.clauses)
    assert set(counts.values()) <= {1}
    numbers = {clause.number for clause in draft.clauses}
    assert {clause.parent for clause in draft.clauses} - {""} <= numbers


def test_read_statement_takes_fifty_thousand_lines() -> None:
    wrapped = ["a line of a long text that somebody wrapped by hand to send it", "by e-mail."]
    lines = [
        *(f"{number % 900 + 1}. Number {number}." for number in range(15_000)),
        *(line for _ in range(5_000) for line in ("", "A heading", "", "A sentence follows it.")),
        *(line for _ in range(5_000) for line in wrapped),
        *("- bullet" for _ in range(5_000)),
    ]
    text = "\n".join(lines)

    draft = read_statement(text)

    assert len(draft.lines) == 50_000
    assert placed(draft) == visible(text)
