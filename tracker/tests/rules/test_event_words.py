"""Public events in words."""

from typing import Any

import pytest

from tracker.choices import EventKind, ReplyKind
from tracker.rules.event_words import GROUPS, REPLIES, Told, event_sentence


def sentence(kind: EventKind, facts: dict[str, Any] | None = None, **values: str) -> str:
    return event_sentence(Told(kind, facts or {}, issuer="Harbour Assembly", **values))


def replied(kind: ReplyKind, speaker: str, submissions: int = 1, name: str = "Ríos Libres") -> str:
    facts = {
        "kind": kind,
        "speaker": speaker,
        "dated": "2022-03-05?",
        "submissions": list(range(submissions)),
    }
    return sentence(EventKind.REPLY_RELEASED, facts, name=name)


def test_every_reply_kind_has_a_sentence() -> None:
    assert set(REPLIES) == set(ReplyKind)


def test_groups_name_each_kind_once() -> None:
    kinds = [kind for _label, group in GROUPS.values() for kind in group]

    assert len(kinds) == len(set(kinds))


@pytest.mark.parametrize(
    "direction, expected",
    [
        ("offer", "Ríos Libres offered to sign, dated 1 March 2022"),
        ("invitation", "Harbour Assembly invited Ríos Libres to sign, dated 1 March 2022"),
    ],
)
def test_event_sentence_of_a_submission(direction: str, expected: str) -> None:
    told = sentence(
        EventKind.SUBMISSION_RELEASED,
        name="Ríos Libres",
        direction=direction,
        offered="2022-03-01",
    )

    assert told == expected


@pytest.mark.parametrize(
    "kind, speaker, expected",
    [
        (ReplyKind.DEFERRAL, "issuer", "Harbour Assembly needs more time to decide on {offer}"),
        (ReplyKind.LISTING, "issuer", "Harbour Assembly listed Ríos Libres"),
        (ReplyKind.ANSWER, "signatory", "Ríos Libres answered a question about the offer"),
        (ReplyKind.WITHDRAWAL, "signatory", "Ríos Libres withdrew"),
        (ReplyKind.DISPUTE, "issuer", "Harbour Assembly disputed the record of {offer}"),
        (ReplyKind.DISPUTE, "signatory", "Ríos Libres disputed the record of the offer"),
    ],
)
def test_event_sentence_of_a_reply(kind: ReplyKind, speaker: str, expected: str) -> None:
    expected = expected.format(offer="the submission of Ríos Libres")

    assert replied(kind, speaker) == f"{expected}, dated 5 March 2022 (uncertain)"


@pytest.mark.parametrize(
    "kind, speaker, expected",
    [
        (ReplyKind.ACCEPTANCE, "issuer", "Harbour Assembly accepted 6 submissions"),
        (ReplyKind.LISTING, "issuer", "Harbour Assembly listed 6 signatories"),
        (ReplyKind.REMINDER, "signatory", "6 signatories sent a reminder about the offer"),
    ],
)
def test_event_sentence_of_a_reply_to_many_counts_them(
    kind: ReplyKind, speaker: str, expected: str
) -> None:
    told = replied(kind, speaker, submissions=6, name="")

    assert told == f"{expected}, dated 5 March 2022 (uncertain)"


@pytest.mark.parametrize(
    "looked_for, submissions, expected",
    [
        ("reply", [1], "A check found no reply to 1 submission, dated 1 June 2022"),
        ("reply", [1, 2], "A check found no reply to 2 submissions, dated 1 June 2022"),
        (
            "listing",
            [1, 2],
            "A check found 2 signatories not on the issuer's list, dated 1 June 2022",
        ),
    ],
)
def test_event_sentence_of_a_check(looked_for: str, submissions: list[int], expected: str) -> None:
    facts = {"looked_for": looked_for, "dated": "2022-06-01", "submissions": submissions}

    assert sentence(EventKind.CHECK_RELEASED, facts) == expected


@pytest.mark.parametrize(
    "kind, facts, expected",
    [
        (EventKind.STATEMENT_PUBLISHED, {}, "The statement entered the public record"),
        (EventKind.REVISION_ADDED, {"number": 2}, "Revision 2 was added"),
        (
            EventKind.STATEMENT_RETIRED,
            {"reason": "law"},
            "The statement was taken from the public record, for a time",
        ),
        (EventKind.CORRECTION_RELEASED, {}, "A correction was published"),
        (EventKind.TRANSLATION_ADDED, {}, "Translation added"),
    ],
)
def test_event_sentence_of_the_rest(kind: EventKind, facts: dict[str, Any], expected: str) -> None:
    assert sentence(kind, facts) == expected


def test_event_sentence_without_a_readable_date_says_so() -> None:
    facts = {"looked_for": "reply", "dated": "", "submissions": [1]}

    assert sentence(EventKind.CHECK_RELEASED, facts) == (
        "A check found no reply to 1 submission, date not stated"
    )


@pytest.mark.parametrize(
    "answer, expected",
    [
        ("endorsed", "Ríos Libres endorses revision 3 in place of revision 1"),
        ("kept", "Ríos Libres keeps to revision 1, also after revision 3"),
    ],
)
def test_event_sentence_of_an_answer_about_a_new_wording(answer: str, expected: str) -> None:
    facts = {"answer": answer, "number": 3, "earlier": 1}

    assert sentence(EventKind.RENEWAL_ANSWERED, facts, name="Ríos Libres") == expected


@pytest.mark.parametrize(
    "clock, step, expected",
    [
        ("acknowledging", "overdue", "The acknowledgement of {offer} became overdue on {day}"),
        (
            "acknowledging",
            "long-overdue",
            "The acknowledgement of {offer} became long overdue on {day}",
        ),
        ("deciding", "overdue", "The decision on {offer} became overdue on {day}"),
        ("deciding", "long-overdue", "The decision on {offer} became long overdue on {day}"),
    ],
)
def test_event_sentence_of_lateness(clock: str, step: str, expected: str) -> None:
    facts = {"clock": clock, "step": step, "dated": "2022-03-09"}
    told = sentence(EventKind.LATENESS_RECORDED, facts, name="Ríos Libres")

    assert told == expected.format(offer="the submission of Ríos Libres", day="9 March 2022")
