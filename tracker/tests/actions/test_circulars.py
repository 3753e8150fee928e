"""Letters to everybody who signed: drafted, reviewed by another, sent once to each, stopped."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import Settings

from tracker.actions import circulars
from tracker.actions.circulars import (
    change_circular,
    end_circulars_to,
    release_circular,
    stop_circular,
    write_circulars,
)
from tracker.actions.tellings import AHEAD
from tracker.actions.tracking import withdraw_offer
from tracker.choices import CircularState, EventKind, LetterKind, LetterState, Origin
from tracker.models import Circular, Contact, Event, Letter
from tracker.proof.tokens import new_token
from tracker.queries.circulars import stop_token
from tracker.rules.refusals import Conflict, NotAllowed, Refused
from tracker.tests.cast import Cast
from tracker.tests.circulars import drafted, released, signed
from tracker.tests.offers import AGREED, offered
from tracker.tests.outbox import queued

pytestmark = pytest.mark.django_db


def written() -> list[Letter]:
    """All letters of circulars, after all have been written."""
    while write_circulars(timezone.now()):
        Letter.objects.update(state=LetterState.SENT)
    return list(Letter.objects.filter(kind=LetterKind.CIRCULAR).order_by("pk"))


def newest(kind: EventKind) -> Event:
    return Event.objects.filter(kind=kind).order_by("-pk")[0]


def test_everybody_who_agreed_gets_one_letter(cast: Cast) -> None:
    first, second = signed(cast), signed(cast, "bo@delta.example")
    circular = released(cast)

    letters = written()

    assert [(one.to, one.submission, one.circular) for one in letters] == [
        ("mara@delta.example", first, circular),
        ("bo@delta.example", second, circular),
    ]
    assert letters[0].subject == "A meeting: Ferry Letter"
    assert "To Keepers of mara@delta.example" in letters[0].body
    assert f"“Ferry Letter” ({first.reference})" in letters[0].body
    assert letters[0].unsubscribe_url in letters[0].body
    assert letters[0].unsubscribe_url.endswith(
        f"/circulars/{first.reference}/{stop_token(first)}/stop/"
    )
    circular.refresh_from_db()
    assert (circular.state, circular.told, circular.recipients) == (CircularState.SENT, 2, 2)


def test_only_whose_endorsement_stands_and_who_agreed_is_told(cast: Cast) -> None:
    signed(cast)
    signed(cast, "quiet@delta.example", consents=AGREED)
    withdraw_offer(signed(cast, "gone@delta.example"))
    offered(cast.letter_wording, email="slow@delta.example", name="Slow")

    circular = released(cast)

    assert circular.recipients == 1
    assert [letter.to for letter in written()] == ["mara@delta.example"]


def test_address_with_several_signatures_gets_one_letter(cast: Cast) -> None:
    signed(cast, "mara@delta.example", name="Delta Keepers")
    signed(cast, "Mara@Delta.example", name="Mara's own")

    assert released(cast).recipients == 1
    assert len(written()) == 1


def test_who_signs_after_the_release_is_not_told(cast: Cast) -> None:
    signed(cast)
    released(cast)
    signed(cast, "late@delta.example")

    assert [letter.to for letter in written()] == ["mara@delta.example"]


def test_who_withdraws_while_letters_are_written_is_left_out(cast: Cast) -> None:
    signed(cast)
    second = signed(cast, "bo@delta.example")
    circular = released(cast)
    withdraw_offer(second)

    assert [letter.to for letter in written()] == ["mara@delta.example"]
    circular.refresh_from_db()
    assert (circular.told, circular.recipients) == (1, 2)


def test_second_signature_of_an_address_is_not_told_when_the_first_is_withdrawn(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = signed(cast, name="Delta Keepers")
    signed(cast, "bo@delta.example")
    signed(cast, name="Mara's own")
    circular = released(cast)
    Circular.objects.update(last_contact=Contact.objects.order_by("-pk")[0].pk)
    monkeypatch.setattr(circulars, "room_in_outbox", lambda now: 1)
    write_circulars(timezone.now())
    withdraw_offer(first)

    letters = written()

    assert [letter.to for letter in letters] == ["mara@delta.example", "bo@delta.example"]
    circular.refresh_from_db()
    assert circular.told == 2


def test_letters_are_written_in_batches_and_go_on_where_they_stopped(cast: Cast) -> None:
    for number in range(3):
        signed(cast, f"s{number}@delta.example")
    Letter.objects.update(state=LetterState.SENT)
    for _time in range(AHEAD - 2):
        queued()
    circular = released(cast)

    assert write_circulars(timezone.now()) == 2
    assert write_circulars(timezone.now()) == 0
    circular.refresh_from_db()
    assert (circular.state, circular.told) == (CircularState.SENDING, 2)
    Letter.objects.update(state=LetterState.SENT)
    assert write_circulars(timezone.now()) == 1
    assert write_circulars(timezone.now()) == 0
    assert len({letter.to for letter in written()}) == 3


def test_worker_that_dies_before_its_end_writes_each_once(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(cast)
    released(cast)

    def dies(*_given: Any, **_values: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(circulars, "_record", dies)
        with pytest.raises(SystemExit):
            write_circulars(timezone.now())
    assert not Letter.objects.filter(kind=LetterKind.CIRCULAR).exists()

    assert len(written()) == 1


def test_second_worker_finds_nothing_to_write(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    signed(cast)
    circular = released(cast)
    assert len(written()) == 1

    assert circulars._write_some(AHEAD, timezone.now()) == 0
    assert Circular.objects.get(pk=circular.pk).told == 1


def test_whoever_wrote_it_last_cannot_release_it(cast: Cast) -> None:
    signed(cast)
    circular = change_circular(drafted(cast), {"subject": "Another"}, by=cast.ben)

    with pytest.raises(Refused, match="somebody else must review"):
        release_circular(circular, by=cast.ben)
    with pytest.raises(NotAllowed):
        release_circular(circular, by=cast.anna)

    assert release_circular(circular, by=cast.cleo).state == CircularState.SENDING
    event = newest(EventKind.CIRCULAR_RELEASED)
    assert (event.facts["recipients"], event.is_public) == (1, False)
    assert event.changes == {"state": ["drafted", "sending"]}
    assert "delta.example" not in f"{event.facts} {event.changes}"


def test_letter_that_nobody_agreed_to_is_not_released(cast: Cast) -> None:
    signed(cast, consents=AGREED)

    with pytest.raises(Refused, match="Nobody"):
        released(cast)


def test_released_letter_cannot_be_changed_or_released_again(cast: Cast) -> None:
    signed(cast)
    circular = released(cast)

    with pytest.raises(Refused, match="Being sent"):
        change_circular(circular, {"subject": "Another"}, by=cast.anna)
    with pytest.raises(Refused, match="Being sent"):
        release_circular(circular, by=cast.cleo)


def test_change_over_somebody_elses_is_told(cast: Cast) -> None:
    circular = drafted(cast)
    change_circular(circular, {"subject": "Another"}, by=cast.ben, seen=1)

    with pytest.raises(Conflict):
        change_circular(circular, {"subject": "A third"}, by=cast.anna, seen=1)
    same = change_circular(circular, {"subject": "Another"}, by=cast.anna, seen=2)

    assert same.written_by == cast.ben
    assert newest(EventKind.CIRCULAR_CHANGED).facts == {"texts": ["subject"], "version": 2}


@pytest.mark.parametrize(
    "values",
    [{"subject": "Dear {nobody}"}, {"body": "{address}"}, {"body": "a\x07b"}, {"subject": ""}],
)
def test_text_that_no_letter_can_have_is_refused(cast: Cast, values: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as told:
        drafted(cast, **values)

    assert set(told.value.error_dict) == set(values)
    assert not Circular.objects.exists()


def test_stopping_cancels_what_waits_and_writes_no_more(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        signed(cast, f"s{number}@delta.example")
    circular = released(cast)
    monkeypatch.setattr(circulars, "room_in_outbox", lambda now: 2)
    write_circulars(timezone.now())
    sent = Letter.objects.filter(circular=circular).order_by("pk")[0]
    Letter.objects.filter(pk=sent.pk).update(state=LetterState.SENT)

    stop_circular(circular, by=cast.anna)

    assert write_circulars(timezone.now()) == 0
    states = Letter.objects.filter(circular=circular).order_by("pk").values_list("state", flat=True)
    assert list(states) == [LetterState.SENT, LetterState.CANCELLED]
    event = newest(EventKind.CIRCULAR_STOPPED)
    assert (event.facts["letters"], event.facts["cancelled"]) == (2, 1)
    with pytest.raises(Refused, match="Stopped"):
        stop_circular(circular, by=cast.anna)


def test_draft_can_be_given_up(cast: Cast) -> None:
    assert stop_circular(drafted(cast), by=cast.anna).state == CircularState.STOPPED


def test_link_in_the_letter_ends_them_for_that_address_and_statement(cast: Cast) -> None:
    first = signed(cast, name="Delta Keepers")
    signed(cast, name="Mara's own")
    other = signed(cast, "bo@delta.example")
    released(cast)
    write_circulars(timezone.now())

    for _time in range(2):
        end_circulars_to(first.reference, stop_token(first))

    agreed = {one.submission for one in Contact.objects.all() if "events" in one.consents}
    assert agreed == {other}
    assert set(Contact.objects.get(submission=first).consents) == {"record", "letters"}
    states = dict(Letter.objects.filter(kind="circular").values_list("to", "state"))
    assert states == {"mara@delta.example": "cancelled", "bo@delta.example": "queued"}
    events = Event.objects.filter(kind=EventKind.CONSENT_ENDED)
    assert [(one.origin, one.facts["purpose"]) for one in events] == [(Origin.LINK, "events")] * 2


def test_links_that_are_made_up_or_of_another_end_nothing(cast: Cast) -> None:
    first, second = signed(cast), signed(cast, "bo@delta.example")

    for reference, token in (
        (first.reference, new_token()),
        (first.reference, stop_token(second)),
        (first.reference, "é"),
        ("FL-0000-0000", stop_token(first)),
    ):
        with pytest.raises(Refused):
            end_circulars_to(reference, token)

    assert all("events" in one.consents for one in Contact.objects.all())


def test_link_made_with_an_earlier_key_goes_on_to_work(cast: Cast, settings: Settings) -> None:
    submission = signed(cast)
    token = stop_token(submission)
    earlier = settings.SECRET_KEY
    settings.SECRET_KEY = "another key, as long as the one that was there before it was changed"
    with pytest.raises(Refused):
        end_circulars_to(submission.reference, token)
    settings.SECRET_KEY_FALLBACKS = [earlier]

    end_circulars_to(submission.reference, token)

    assert "events" not in Contact.objects.get().consents
