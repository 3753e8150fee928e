"""What an issuer's answer is, when it may be given, and when it becomes public."""

from __future__ import annotations

import pytest

from tracker.choices import Custody, LetterState, Party, ReplyKind, Status
from tracker.rules.answering import (
    ANSWERS,
    SAID_BY_LINK,
    Telling,
    is_told_first,
    require_answer,
    require_movable,
    require_sayable,
    telling,
)
from tracker.rules.refusals import Refused
from tracker.rules.status import SPEAKERS

STATE = LetterState


@pytest.mark.parametrize(
    "custody, speaker, kind, expected",
    [
        (Custody.HOSTED, Party.ISSUER, ReplyKind.REFUSAL, True),
        (Custody.OBSERVED, Party.ISSUER, ReplyKind.REFUSAL, False),
        (Custody.HOSTED, Party.SIGNATORY, ReplyKind.NOTE, False),
        (Custody.HOSTED, Party.ISSUER, ReplyKind.LISTING, False),
    ],
)
def test_only_answers_at_hosted_statements_are_told_first(
    custody: str, speaker: str, kind: str, expected: bool
) -> None:
    assert is_told_first(custody, speaker, kind) is expected


@pytest.mark.parametrize(
    "states, expected",
    [
        ([STATE.SENT], Telling.TOLD),
        ([STATE.KEPT], Telling.TOLD),
        ([STATE.FAILED], Telling.TOLD),
        ([STATE.UNKNOWN], Telling.TOLD),
        ([STATE.BOUNCED], Telling.TOLD),
        ([STATE.SENT, STATE.CANCELLED], Telling.TOLD),
        ([STATE.CANCELLED], Telling.TAKEN_BACK),
        ([STATE.SENT, STATE.QUEUED], Telling.WAITS),
        ([STATE.CANCELLED, STATE.DRAFTED], Telling.WAITS),
        ([STATE.SENDING], Telling.WAITS),
    ],
)
def test_telling_ends_when_no_letter_is_on_its_way(states: list[str], expected: Telling) -> None:
    assert telling(states) == expected


def test_require_answer_passes_every_answer() -> None:
    for kind in ANSWERS:
        require_answer(Custody.HOSTED, kind, "Why?")


@pytest.mark.parametrize(
    "custody, kind, words",
    [
        (Custody.OBSERVED, ReplyKind.REFUSAL, "does not use this site"),
        (Custody.HOSTED, ReplyKind.DISPUTE, "Choose what to answer"),
        (Custody.HOSTED, "", "Choose what to answer"),
        (Custody.HOSTED, ReplyKind.QUESTION, "Write the question"),
    ],
)
def test_require_answer_refuses(custody: str, kind: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        require_answer(custody, kind, " ")


@pytest.mark.parametrize(
    "party, kind, text",
    [
        (Party.ISSUER, ReplyKind.ACKNOWLEDGEMENT, ""),
        (Party.ISSUER, ReplyKind.DISPUTE, "We did answer."),
        (Party.SIGNATORY, ReplyKind.WITHDRAWAL, ""),
    ],
)
def test_require_sayable_passes(party: str, kind: str, text: str) -> None:
    require_sayable(party, kind, text)


@pytest.mark.parametrize(
    "party, kind, text, words",
    [
        (Party.ISSUER, ReplyKind.WITHDRAWAL, "", "Choose what to say"),
        (Party.SIGNATORY, ReplyKind.ACCEPTANCE, "", "Choose what to say"),
        (Party.ISSUER, ReplyKind.DISPUTE, " ", "in your words"),
    ],
)
def test_require_sayable_refuses(party: str, kind: str, text: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        require_sayable(party, kind, text)


def test_every_party_says_only_what_it_may() -> None:
    for party, kinds in SAID_BY_LINK.items():
        assert all(party in SPEAKERS[kind] for kind in kinds)


def test_require_movable_names_those_that_would_not_move() -> None:
    require_movable(ReplyKind.ACCEPTANCE, [("A-1", Status.UNANSWERED), ("A-2", Status.REFUSED)])

    with pytest.raises(Refused, match=r"A-2 \(Withdrawn\)") as caught:
        require_movable(
            ReplyKind.ACCEPTANCE, [("A-1", Status.UNANSWERED), ("A-2", Status.WITHDRAWN)]
        )
    assert "A-1" not in str(caught.value)
