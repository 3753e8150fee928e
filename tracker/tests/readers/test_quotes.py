"""What is new in a mail and what it quotes."""

from __future__ import annotations

import pytest

from tracker.readers.quotes import own_words, passages


def marked(text: str) -> list[tuple[bool, str]]:
    return [(one.is_quoted, one.text) for one in passages(text)]


def test_passages_keep_answers_between_quotations() -> None:
    text = "On 7 March 2022, Mara wrote:\n> One?\n\n> Two?\nYes.\n\n> Three?\nNo."

    assert marked(text) == [
        (True, "On 7 March 2022, Mara wrote:\n> One?\n\n> Two?"),
        (False, "Yes."),
        (True, "> Three?"),
        (False, "No."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "-----Original Message-----",
        "---------- Forwarded message ---------",
        "-----Mensaje original-----",
        "-----Mensagem original-----",
        "-----원본 메시지-----",
        "________________________________",
        "*From:* Mara\n*Sent:* Monday",
        "From: Mara\nTo: Ana\nCc: all\nDate: Monday",
    ],
)
def test_passages_quote_a_printed_mail_to_the_end(line: str) -> None:
    assert marked(f"Yes.\n\n{line}\n\nPlease.\nMara") == [
        (False, "Yes."),
        (True, f"{line}\n\nPlease.\nMara"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "From: the sea\nwe come.",
        "From: the sea\n1\n2\n3\nDate: never",
        "He wrote:\nOn it goes.",
        "On 7 March 2022 Mara wrote:\nPlease.",
        "Yes.\n________________________________",
        "a\n" * 2 + "x" * 600 + " 2022 wrote:",
    ],
)
def test_passages_leave_what_only_looks_like_it(text: str) -> None:
    assert marked(text) == [(False, text)]


def test_passages_fold_an_introduction_of_nothing() -> None:
    assert own_words("Yes.\n\nOn 7 March 2022 at\n10:15 Mara\nwrote:\n\n") == "Yes."


def test_own_words_are_all_where_nothing_is_new() -> None:
    assert own_words("> Please.") == "> Please."
    assert own_words("") == ""
    assert marked("") == []
