"""What may happen to a letter, when it is tried again, and what may not stand in one."""

from datetime import timedelta

import pytest

from tracker.choices import LetterState
from tracker.rules.letters import (
    ADDRESS_LIMIT,
    ALLOWED,
    BACK_OFF,
    BODY_LIMIT,
    SUBJECT_LIMIT,
    Outcome,
    Verb,
    hide,
    may,
    next_try,
    printable,
    refused,
    require_address,
    require_body,
    require_headers,
    require_line,
    require_link,
    require_possible,
    without_addresses,
)
from tracker.rules.refusals import Refused


@pytest.mark.parametrize(
    "verb, states",
    [
        (Verb.APPROVE, {"drafted"}),
        (Verb.CHANGE, {"drafted", "queued"}),
        (Verb.CANCEL, {"drafted", "queued", "unknown", "failed"}),
        (Verb.HURRY, {"queued"}),
        (Verb.RETRY, {"failed", "unknown"}),
        (Verb.SETTLE, {"sending", "unknown"}),
        (Verb.BOUNCE, {"sent", "unknown"}),
    ],
)
def test_each_verb_is_for_certain_states(verb: Verb, states: set[str]) -> None:
    assert {state for state in LetterState if may(verb, state)} == states


def test_every_verb_is_in_the_table() -> None:
    assert set(ALLOWED) == set(Verb)


def test_require_possible_says_what_the_letter_is() -> None:
    require_possible(Verb.CANCEL, "queued")
    with pytest.raises(Refused, match="“Being sent”"):
        require_possible(Verb.CANCEL, "sending")


@pytest.mark.parametrize(
    "code, expected",
    [
        (421, Outcome(LetterState.QUEUED, 421, "no", is_unreached=True)),
        (450, Outcome(LetterState.QUEUED, 450, "no")),
        (550, Outcome(LetterState.FAILED, 550, "no")),
        (354, Outcome(LetterState.FAILED, 354, "no")),
    ],
)
def test_refusals_in_the_four_hundreds_are_for_now(code: int, expected: Outcome) -> None:
    assert refused(code, "no") == expected


def test_back_off_grows_and_gives_up_between_four_and_five_days() -> None:
    pauses = [next_try(tries) for tries in range(1, len(BACK_OFF) + 1)]

    assert pauses == sorted(BACK_OFF)
    assert pauses[0] == timedelta(minutes=1)
    assert next_try(len(BACK_OFF) + 1) is None
    assert timedelta(days=4) < sum(BACK_OFF, timedelta()) < timedelta(days=5)


@pytest.mark.parametrize(
    "words, expected",
    [
        ("550 5.1.1 <mara@rios.example>: unknown\r\nuser", "550 5.1.1 <…>: unknown user"),
        ("to=mara@rios.example; no", "…; no"),
        ("mara@[192.0.2.1] is full", "… is full"),
        ("Mailbox is full", "Mailbox is full"),
        ("x" * 400, "x" * 300),
        ("a\x00b", "a b"),
    ],
)
def test_reasons_name_no_address(words: str, expected: str) -> None:
    assert without_addresses(words) == expected


def test_hide_replaces_every_secret() -> None:
    assert hide(["abc", "xyz"], "/abc and /xyz and /abc") == "/… and /… and /…"
    assert hide([], "/abc") == "/abc"


@pytest.mark.parametrize("value", ["Hello", "Ñandú, 한국어", "x" * SUBJECT_LIMIT])
def test_require_line_passes(value: str) -> None:
    require_line(value, "subject", SUBJECT_LIMIT)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "  ",
        "Hello\nBcc: all@rios.example",
        "Hello\rBcc: all@rios.example",
        "Hello\x00",
        "Hello\u2028there",
        "Hello\x85there",
        "Hello\ud800",
        "x" * (SUBJECT_LIMIT + 1),
    ],
)
def test_require_line_refuses_header_injection(value: str) -> None:
    with pytest.raises(Refused) as caught:
        require_line(value, "subject", SUBJECT_LIMIT)
    assert list(caught.value.message_dict) == ["subject"]


@pytest.mark.parametrize(
    "value", ["mara@rios.example", "m+x.y@xn--ros-rma.example", "m@ríos.example"]
)
def test_require_address_passes(value: str) -> None:
    require_address(value, "to")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "mara",
        "mara@rios.example, all@rios.example",
        "Mara <mara@rios.example>",
        "mara@rios.example\nBcc: all@rios.example",
        "márta@rios.example",
        "m" * ADDRESS_LIMIT + "@rios.example",
    ],
)
def test_require_address_refuses(value: str) -> None:
    with pytest.raises(Refused) as caught:
        require_address(value, "reply_to")
    assert list(caught.value.message_dict) == ["reply_to"]


def test_require_body_passes_lines_and_tabs() -> None:
    require_body("One\n\n\tTwo\n")


@pytest.mark.parametrize("value", ["", " \n", "a\x00b", "a\rb", "x" * (BODY_LIMIT + 1)])
def test_require_body_refuses(value: str) -> None:
    with pytest.raises(Refused):
        require_body(value)


def test_require_headers_passes_what_a_draft_may_set() -> None:
    require_headers(
        {
            "In-Reply-To": "<a@rios.example>",
            "References": "<a@rios.example> <b@rios.example>",
            "List-Id": "Ferry Letter <ferry-letter.record.example>",
        }
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"Bcc": "all@rios.example"},
        {"In-Reply-To": "a"},
        {"References": "<a> b"},
        {"References": "<a@rios.example>\nBcc: all@rios.example"},
        {"List-Id": "Ferry Létter <ferry>"},
        {"in-reply-to": "<a@rios.example>"},
    ],
)
def test_require_headers_refuses(headers: dict[str, str]) -> None:
    with pytest.raises(Refused):
        require_headers(headers)


def test_require_link_passes_a_page() -> None:
    require_link("https://record.example/follow/stop/0123abc/?x=1&y=2")


@pytest.mark.parametrize(
    "url",
    [
        "mailto:stop@record.example",
        "https://record.example/a b",
        "https://record.example/>\nBcc: all@rios.example",
        "https://record.example/>, <mailto:x@y.example",
        "https://record.example/é",
        "https://record.example/" + "x" * 4000,
    ],
)
def test_require_link_refuses(url: str) -> None:
    with pytest.raises(Refused):
        require_link(url)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("one\n\ttwo", "one\n\ttwo"),
        ("one\r\ntwo", "one \ntwo"),
        ("a\x00b\x07c\u2028d\ud800", "a b c d "),
        ("Ríos – 강", "Ríos – 강"),
    ],
)
def test_printable_leaves_what_a_letter_can_hold(text: str, expected: str) -> None:
    assert printable(text) == expected
    require_body(printable(text))
