"""Who is reminded of what, how often, and when the editors are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from pytest_django import Settings

from tracker.actions.lateness import read_clocks
from tracker.actions.notes import assign_record
from tracker.actions.reminders import tell_desk
from tracker.actions.statements import retire_statement
from tracker.actions.tracking import add_message
from tracker.choices import Custody, EventKind, LetterKind, Origin, ReplyKind
from tracker.models import Contact, Event, Letter, Statement, Submission, User
from tracker.queries.desk import escalated
from tracker.tests.cast import Cast, make_user
from tracker.tests.contacts import hosted, with_contact
from tracker.tests.offers import secret_in
from tracker.tests.outbox import NOON

MANY = 25


def on(days: float) -> Any:
    """The clock so many days after NOON, standing still."""
    return time_machine.travel(NOON + timedelta(days=days), tick=False)


def tick(days: float) -> None:
    with on(days):
        for _read in read_clocks():
            pass
        tell_desk()


def letters(*kinds: LetterKind) -> list[Letter]:
    return list(Letter.objects.filter(kind__in=kinds).order_by("pk"))


def to(kind: LetterKind) -> list[str]:
    return [letter.to for letter in letters(kind)]


def waiting(cast: Cast, **values: Any) -> Submission:
    """A public offer of NOON's day: its receipt is due in 7 days, the decision in 30."""
    with on(0):
        offer: Submission = cast.release(hosted(cast, **values))
    return offer


def asked(cast: Cast) -> Submission:
    """A question of day 1, to somebody whose address is known."""
    offer = with_contact(waiting(cast))
    with on(1):
        cast.replied(ReplyKind.QUESTION, offer, dated="2026-05-05")
    return offer


# The issuer's clocks


def test_the_desk_is_reminded_twice_and_then_told(cast: Cast) -> None:
    offer = waiting(cast)
    sent = {}
    for day in range(60):
        before = Letter.objects.count()
        tick(day)
        tick(day)
        if Letter.objects.count() > before:
            sent[day] = sorted({letter.kind for letter in Letter.objects.order_by("pk")[before:]})

    # Acknowledging: due on day 7, late on 8. Deciding: due on day 30, late on 31.
    assert sent == {8: ["chaser"], 15: ["chaser"], 22: ["escalation"], 31: ["chaser"]}
    first = letters(LetterKind.CHASER)[0]
    assert first.origin == Origin.CLOCK
    assert first.subject == "1 submission waits longer than promised"
    assert (
        f"“Ferry Letter”\n{offer.reference}: no receipt acknowledged; overdue since 12 May 2026"
        in first.body
    )
    assert "Ríos" not in first.body
    assert set(to(LetterKind.CHASER)) == {"anna@desk.example", "ben@desk.example"}
    assert to(LetterKind.ESCALATION) == ["ben@desk.example"]


def test_what_was_missed_is_not_sent_all_at_once(cast: Cast) -> None:
    waiting(cast)
    tick(100)

    assert to(LetterKind.CHASER) == []
    assert to(LetterKind.ESCALATION) == ["ben@desk.example"]
    told = Event.objects.filter(kind__in=[EventKind.REMINDED, EventKind.ESCALATED])
    assert [event.facts["clock"] for event in told.order_by("pk")] == ["acknowledging", "deciding"]


@pytest.mark.parametrize(
    "reminders, expected", [(0, {8: "escalation"}), (1, {8: "chaser", 15: "escalation"})]
)
def test_as_many_reminders_as_are_set(
    cast: Cast, settings: Settings, reminders: int, expected: dict[int, str]
) -> None:
    settings.REMINDERS_PER_CLOCK = reminders
    waiting(cast)
    sent = {}
    for day in range(30):
        before = Letter.objects.count()
        tick(day)
        for letter in Letter.objects.order_by("pk")[before:]:
            sent[day] = letter.kind

    assert sent == expected


def test_an_answer_ends_the_reminders(cast: Cast) -> None:
    offer = waiting(cast)
    tick(8)
    assert to(LetterKind.CHASER) == ["anna@desk.example", "ben@desk.example"]
    with on(9):
        cast.replied(ReplyKind.REFUSAL, offer, dated="2026-05-13")
    tick(200)

    assert len(letters(LetterKind.CHASER, LetterKind.ESCALATION)) == 2


def test_one_letter_tells_of_many(cast: Cast) -> None:
    for number in range(MANY):
        waiting(cast, signatory=cast.signatory(f"Mill {number}"))
    User.objects.exclude(pk=cast.ben.pk).update(email="")
    tick(8)

    (letter,) = letters(LetterKind.CHASER)
    assert letter.subject == "25 submissions wait longer than promised"
    assert letter.body.count("overdue since 12 May 2026") == 20
    assert "and 5 more" in letter.body
    assert "/admin/tracker/submission/?awaiting=issuer" in letter.body


def test_who_looks_after_it_is_reminded_alone(cast: Cast) -> None:
    offer = waiting(cast)
    with on(0):
        assign_record(offer, cast.cleo, by=cast.ben)
        other = cast.release(hosted(cast, cast.fleuves))
        assign_record(cast.letter, cast.anna, by=cast.ben)
    tick(8)

    told = {letter.to: letter.body for letter in letters(LetterKind.CHASER)}
    assert set(told) == {"cleo@desk.example", "anna@desk.example"}
    assert (
        offer.reference in told["cleo@desk.example"],
        other.reference in told["cleo@desk.example"],
    ) == (True, False)
    assert (
        offer.reference in told["anna@desk.example"],
        other.reference in told["anna@desk.example"],
    ) == (False, True)


def test_accounts_that_may_not_act_or_have_no_address_get_nothing(cast: Cast) -> None:
    waiting(cast)
    gone = make_user("gone", "publisher")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    User.objects.filter(pk=cast.ben.pk).update(email="")
    assert cast.aud
    tick(8)

    assert to(LetterKind.CHASER) == ["anna@desk.example"]


def test_nobody_at_the_desk_with_an_address_is_no_error(cast: Cast) -> None:
    waiting(cast)
    User.objects.update(email="")
    tick(8)
    tick(50)

    assert Letter.objects.count() == 0


def test_observed_parties_are_never_reminded(cast: Cast) -> None:
    offer = cast.offered(offered="2026-05-04")
    with on(50):
        cast.release(cast.check(offer, dated="2026-06-20"))
    tick(50)
    tick(90)

    assert offer.statement.custody == Custody.OBSERVED
    assert Event.objects.filter(kind=EventKind.LATENESS_RECORDED).exists()
    assert Letter.objects.count() == 0


def test_nobody_is_reminded_at_a_statement_that_is_not_public(cast: Cast) -> None:
    waiting(cast)
    with on(1):
        retire_statement(Statement.objects.get(slug="ferry-letter"), "mistake", by=cast.ben)
    tick(8)

    assert Letter.objects.count() == 0


def test_the_queue_of_the_desk_shows_what_nobody_acted_on(cast: Cast) -> None:
    offer = waiting(cast)
    tick(21)
    assert list(escalated(Submission.objects.all())) == []
    tick(22)
    assert list(escalated(Submission.objects.all())) == [offer]

    with on(23):
        promised = (NOON + timedelta(days=60)).date()
        cast.replied(ReplyKind.DEFERRAL, offer, dated="2026-05-27", promised_on=promised)
    tick(23)
    assert list(escalated(Submission.objects.all())) == []


def test_a_question_in_between_reminds_of_nothing_twice(cast: Cast) -> None:
    offer = waiting(cast)
    with on(2):
        cast.replied(ReplyKind.ACKNOWLEDGEMENT, offer, dated="2026-05-06")
    tick(31)
    with on(32):
        cast.replied(ReplyKind.QUESTION, offer, dated="2026-06-05")
    tick(32)
    with on(34):
        cast.replied(ReplyKind.ANSWER, offer, dated="2026-06-07")
    tick(34)
    tick(60)

    assert len(letters(LetterKind.CHASER)) == 2  # one day, two people
    tick(61)
    assert len(letters(LetterKind.CHASER)) == 4


# A question waits for the signatory


def test_a_question_is_reminded_of_twice_and_then_told_to_editors(cast: Cast) -> None:
    offer = asked(cast)
    sent = {}
    for day in range(40):
        before = Letter.objects.count()
        tick(day)
        if Letter.objects.count() > before:
            sent[day] = [letter.to for letter in Letter.objects.order_by("pk")[before:]]

    mara, ben = "mara@rios.example", "ben@desk.example"
    assert sent == {9: [mara], 16: [mara], 23: [ben]}
    letter = letters(LetterKind.CHASER)[0]
    assert letter.submission == offer
    assert f"/track/{secret_in(letter)}/" in letter.body
    assert "on 5 May 2026" in letter.body
    assert (
        "a question is not answered; reminded since 13 May 2026"
        in letters(LetterKind.ESCALATION)[0].body
    )
    assert list(escalated(Submission.objects.all())) == [offer]


def test_an_answer_stops_the_reminders_of_a_question(cast: Cast) -> None:
    offer = asked(cast)
    tick(9)
    with on(10):
        add_message(offer, "Here is the answer.")
    tick(20)

    assert to(LetterKind.CHASER) == ["mara@rios.example"]


def test_without_an_address_only_the_editors_are_told(cast: Cast) -> None:
    offer = asked(cast)
    Contact.objects.filter(submission=offer).delete()
    for day in range(40):
        tick(day)

    assert to(LetterKind.CHASER) == []
    assert to(LetterKind.ESCALATION) == ["ben@desk.example"]


def test_letters_about_answers_have_an_address_to_answer_to_if_there_is_one(
    cast: Cast, settings: Settings
) -> None:
    settings.REPLY_ADDRESS = ""
    asked(cast)
    tick(9)

    assert letters(LetterKind.CHASER)[0].reply_to == ""
    assert "You can answer this letter." not in letters(LetterKind.CHASER)[0].body
