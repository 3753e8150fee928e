"""Each letter goes out once: claimed before, settled after, unknown in between."""

from datetime import timedelta

import pytest
import time_machine

from tracker.actions.carriers import SmtpCarrier
from tracker.actions.deliveries import deliver_next, give_up_abandoned, record_bounce
from tracker.actions.letters import cancel_letter, queue_letter, retry_letter
from tracker.choices import EventKind, LetterState, Origin
from tracker.models import Event, Letter
from tracker.models.letters import LetterQuerySet
from tracker.rules.letters import ABANDONED_AFTER, Outcome
from tracker.tests.cast import Cast
from tracker.tests.outbox import (
    LATER,
    NOON,
    SENT,
    Scripted,
    Sink,
    draft,
    last_event,
    queued,
)
from tracker.tests.outbox import noon as noon
from tracker.tests.outbox import sink as sink

pytestmark = pytest.mark.django_db


def test_nothing_due_is_nothing_done(noon: object) -> None:
    queue_letter(draft(), by=None, origin=Origin.FORM, undo_seconds=1)

    assert deliver_next(Scripted(), "w") is None


def test_letter_is_claimed_before_it_is_carried(noon: object) -> None:
    queued()
    carrier = Scripted(SENT)

    assert deliver_next(carrier, "host:7") == SENT

    (seen,) = carrier.carried
    assert (seen.state, seen.claimed_by, seen.claimed_at) == ("sending", "host:7", NOON)
    assert (seen.tries, seen.settled_at) == (1, None)


@pytest.mark.parametrize(
    "outcome, kind",
    [
        (SENT, EventKind.LETTER_SENT),
        (Outcome(LetterState.KEPT), EventKind.LETTER_KEPT),
        (Outcome(LetterState.FAILED, 550, "no"), EventKind.LETTER_FAILED),
        (Outcome(LetterState.UNKNOWN, 0, "gone"), EventKind.LETTER_LOST),
        (LATER, EventKind.LETTER_DELAYED),
    ],
)
def test_outcome_is_kept_and_told(
    cast: Cast, noon: object, outcome: Outcome, kind: EventKind
) -> None:
    letter = queued(cast.offer())
    deliver_next(Scripted(outcome), "w")

    letter.refresh_from_db()
    event = last_event(letter)
    assert (letter.state, letter.code, letter.reason) == (
        outcome.state,
        outcome.code,
        outcome.reason,
    )
    assert letter.settled_at == NOON
    assert (event.kind, event.origin, event.by) == (kind, Origin.CLOCK, None)
    assert event.submission == letter.submission
    assert event.facts == {"letter": "receipt", "code": outcome.code}
    assert deliver_next(Scripted(), "w") is None


def test_letter_that_another_worker_took_meanwhile_is_left_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(LetterQuerySet, "exists", lambda self: True)

    assert deliver_next(Scripted(), "w") is None


def test_longest_waiting_goes_first(noon: time_machine.Traveller) -> None:
    second = queue_letter(draft(), by=None, origin=Origin.FORM, undo_seconds=60)
    first = queued()
    noon.shift(60)
    carrier = Scripted(SENT, SENT)
    while deliver_next(carrier, "w"):
        pass

    assert carrier.carried == [first, second]


def test_sent_letter_forgets_its_links_and_a_delayed_one_keeps_them(noon: object) -> None:
    sent = queued(body="Open /track/0abc", secrets=("0abc",))
    deliver_next(Scripted(SENT), "w")
    delayed = queued(body="Open /track/0abc", secrets=("0abc",))
    deliver_next(Scripted(LATER), "w")

    sent.refresh_from_db()
    delayed.refresh_from_db()
    assert (sent.body, sent.secrets) == ("Open /track/…", [])
    assert (delayed.body, delayed.secrets) == ("Open /track/0abc", ["0abc"])


def test_a_day_of_refusal_ends_in_one_delivery(sink: Sink, noon: time_machine.Traveller) -> None:
    letter = queued()
    carrier = SmtpCarrier()
    sink.answers["RCPT"] = ["450 4.7.1 come back later"] * 100
    for _minute in range(24 * 60):
        deliver_next(carrier, "w")
        noon.shift(60)
    letter.refresh_from_db()
    tries = letter.tries
    assert (letter.state, letter.code, sink.messages) == ("queued", 450, [])
    assert tries == 9

    sink.answers.clear()
    for _minute in range(24 * 60):
        deliver_next(carrier, "w")
        noon.shift(60)
    carrier.rest()

    letter.refresh_from_db()
    assert (letter.state, letter.tries) == ("sent", tries + 1)
    assert [message["Message-ID"] for message in sink.messages] == [letter.message_id]


def test_five_days_of_refusal_end_in_failure(noon: time_machine.Traveller) -> None:
    letter = queued()
    carrier = Scripted(*[LATER] * 50)
    for _hour in range(6 * 24):
        deliver_next(carrier, "w")
        noon.shift(3600)

    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.reason) == ("failed", 13, "later")
    assert last_event(letter).kind == EventKind.LETTER_FAILED


def test_letter_of_a_dead_worker_becomes_unknown_and_stays(
    noon: time_machine.Traveller,
) -> None:
    letter = queued()

    def die(letter: Letter) -> Outcome:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver_next(Scripted(die), "w")
    noon.shift(ABANDONED_AFTER - timedelta(seconds=1))
    assert give_up_abandoned() == 0

    noon.shift(1)
    assert give_up_abandoned() == 1

    letter.refresh_from_db()
    assert letter.state == LetterState.UNKNOWN
    assert last_event(letter).kind == EventKind.LETTER_LOST
    noon.shift(timedelta(days=30))
    assert deliver_next(Scripted(), "other") is None
    assert give_up_abandoned() == 0


def test_slow_worker_still_says_what_became_of_its_letter(
    noon: time_machine.Traveller,
) -> None:
    letter = queued()

    def take_long(letter: Letter) -> Outcome:
        noon.shift(ABANDONED_AFTER)
        give_up_abandoned()
        return SENT

    deliver_next(Scripted(take_long), "w")

    letter.refresh_from_db()
    assert letter.state == LetterState.SENT
    kinds = [event.kind for event in Event.objects.about(letter)]
    assert kinds == [EventKind.LETTER_QUEUED, EventKind.LETTER_LOST, EventKind.LETTER_SENT]


def test_slow_worker_does_not_undo_what_a_person_decided(
    cast: Cast, noon: time_machine.Traveller
) -> None:
    cancelled, again = queued(), queued()

    def decide(letter: Letter) -> Outcome:
        noon.shift(ABANDONED_AFTER)
        give_up_abandoned()
        cancel_letter(letter, by=cast.anna)
        return SENT

    def send_again(letter: Letter) -> Outcome:
        noon.shift(ABANDONED_AFTER)
        give_up_abandoned()
        retry_letter(letter, by=cast.anna)
        deliver_next(Scripted(LATER), "other")
        noon.shift(3600)
        deliver_next(Scripted(die_later), "other")
        return SENT

    def die_later(letter: Letter) -> Outcome:
        return Outcome(LetterState.UNKNOWN)

    deliver_next(Scripted(decide), "w")
    deliver_next(Scripted(send_again), "w")

    cancelled.refresh_from_db()
    again.refresh_from_db()
    assert cancelled.state == LetterState.CANCELLED
    assert (again.state, again.claimed_by) == ("unknown", "other")


def test_bounced_letter_says_so_without_the_address(cast: Cast, noon: object) -> None:
    letter = queued(cast.offer())
    deliver_next(Scripted(SENT), "w")

    assert record_bounce(letter, code=550, reason="5.1.1 <mara@rios.example> unknown") is True

    letter.refresh_from_db()
    event = last_event(letter)
    assert (letter.state, letter.code, letter.reason) == ("bounced", 550, "5.1.1 <…> unknown")
    assert (event.kind, event.origin) == (EventKind.LETTER_BOUNCED, Origin.MAIL)
    assert event.facts == {"letter": "receipt", "code": 550}
    assert record_bounce(letter, code=550, reason="again") is False
    assert Event.objects.about(letter).count() == 3
