"""Taking offers by the form: unconfirmed, never public, and one letter whoever offered before."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tracker.actions.confirmations import confirm_offer
from tracker.actions.offers import offer_endorsement
from tracker.choices import (
    Channel,
    EventKind,
    LetterKind,
    Openness,
    Origin,
    PositionKind,
    Status,
    Visibility,
)
from tracker.models import Contact, Event, Letter, Signatory, Submission
from tracker.proof.tokens import token_sha256
from tracker.rules.refusals import Refused
from tracker.tests.cast import Cast
from tracker.tests.offers import (
    AGREED,
    EMAIL,
    an_offer,
    contact_of,
    newest_letter,
    offered,
    secret_in,
)
from tracker.tests.outbox import noon as noon

pytestmark = pytest.mark.django_db
STEERING = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def queries_of(captured: CaptureQueriesContext) -> list[str]:
    """What was asked of the database, without the beginning and end of transactions."""
    asked = [one["sql"] for one in captured.captured_queries]
    return [sql for sql in asked if not sql.startswith(STEERING) and "advisory" not in sql]


def test_offer_is_unconfirmed_and_nobody_sees_it(cast: Cast) -> None:
    submission = offered(cast.letter_wording)

    assert submission.status == Status.UNCONFIRMED
    assert submission.channel == Channel.FORM
    assert (submission.signed_name, submission.representative) == ("Delta Keepers", "Mara Okonjo")
    assert not submission.is_public
    assert submission.recorded_by is None
    assert not Submission.objects.visible_to(None).exists()
    assert not Submission.objects.unreleased().exists()
    assert not Signatory.objects.visible_to(None).filter(name="Delta Keepers").exists()


def test_offer_keeps_what_was_agreed_to_word_for_word(cast: Cast) -> None:
    contact = contact_of(offered(cast.letter_wording, email="Mara@Delta.example"))

    assert (contact.email, contact.email_folded) == ("Mara@Delta.example", EMAIL)
    assert {name: one["words"] for name, one in contact.consents.items()} == AGREED
    assert all(one["at"].endswith("+00:00") for one in contact.consents.values())


def test_offer_writes_one_letter_and_keeps_only_the_hash_of_its_link(cast: Cast) -> None:
    contact = contact_of(offered(cast.letter_wording))

    letter = Letter.objects.get()
    assert (letter.kind, letter.to) == (LetterKind.CONFIRMATION, EMAIL)
    assert contact.confirm_sha256 == token_sha256(secret_in(letter))
    assert "/not-me/" in letter.body


def test_offer_leaves_two_events_without_contact_data(cast: Cast) -> None:
    cast.letter_wording  # noqa: B018 - made before
    before = Event.objects.count()

    offered(cast.letter_wording, visibility=Visibility.WITHHELD)

    left = list(Event.objects.order_by("pk")[before:])
    assert [one.kind for one in left] == [EventKind.SUBMISSION_OFFERED, EventKind.LETTER_QUEUED]
    assert {(one.by, one.origin, one.is_public) for one in left} == {(None, Origin.FORM, False)}
    assert EMAIL not in str([(one.changes, one.facts, one.subject_label) for one in left])


def test_offer_keeps_exceptions_in_their_own_words(cast: Cast) -> None:
    clause = cast.letter_wording.clauses.first()
    exception = {"clause": clause, "kind": PositionKind.OBJECTION, "text": "Not this one."}

    submission = offered(cast.letter_wording, exception)

    kept = submission.positions.values_list("clause", "kind", "text")
    assert list(kept) == [(clause.pk, PositionKind.OBJECTION, "Not this one.")]  # type: ignore[union-attr]


def test_offer_with_an_exception_to_another_wording_is_refused(cast: Cast) -> None:
    exception = {
        "clause": cast.wording.clauses.first(),
        "kind": PositionKind.OBJECTION,
        "text": "Not this one.",
    }

    with pytest.raises(Refused, match="another wording"):
        offered(cast.letter_wording, exception)
    assert not Contact.objects.exists()


def test_offer_costs_ten_queries(cast: Cast) -> None:
    clause = cast.letter_wording.clauses.first()
    exception = {"clause": clause, "kind": PositionKind.RESERVATION, "text": "Partly."}

    with CaptureQueriesContext(connection) as captured:
        offer_endorsement(cast.letter_wording, an_offer(), [exception], network="192.0.2.7")

    # The page that takes it asks one more: the wording and its clauses.
    assert len(queries_of(captured)) == 10


@pytest.mark.parametrize("openness", [Openness.NOBODY, Openness.INVITED])
def test_offer_to_a_closed_statement_is_refused(cast: Cast, openness: str) -> None:
    wording = cast.letter_wording
    wording.statement.openness = openness
    wording.statement.save()

    with pytest.raises(Refused, match="takes no offers"):
        offered(wording)


def test_offer_to_an_observed_statement_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="takes no offers"):
        offered(cast.wording)


def test_offer_outside_who_may_sign_is_refused(cast: Cast) -> None:
    wording = cast.letter_wording
    wording.statement.openness = Openness.PEOPLE
    wording.statement.save()

    with pytest.raises(Refused, match="open to people"):
        offered(wording)


@pytest.mark.parametrize(
    "values, message",
    [
        ({"email": "mara@"}, "not an e-mail address"),
        ({"email": "mara@mailinator.com"}, "throw-away"),
        ({"email": "mara@sub.mailinator.com"}, "throw-away"),
        ({"consents": {"record": "Record it."}}, "cannot be taken"),
    ],
)
def test_offer_that_cannot_be_taken_is_refused(
    cast: Cast, values: dict[str, Any], message: str
) -> None:
    with pytest.raises(Refused) as refused:
        offered(cast.letter_wording, **values)
    assert message in refused.value.messages[0]
    assert not Letter.objects.exists()


# --- Offered again --------------------------------------------------------------------------------


def test_second_offer_before_confirming_gets_another_link_and_ends_the_first(cast: Cast) -> None:
    first = offered(cast.letter_wording)
    old = secret_in(newest_letter())

    offered(cast.letter_wording, name="DELTA  keepers", email="MARA@delta.example")

    assert Submission.objects.get() == first
    assert [one.kind for one in Letter.objects.all()] == [LetterKind.CONFIRMATION] * 2
    assert contact_of(first).confirm_sha256 == token_sha256(secret_in(newest_letter()))
    with pytest.raises(Refused):
        confirm_offer(old)


def test_second_offer_after_confirming_only_gets_a_letter(cast: Cast) -> None:
    first = offered(cast.letter_wording)
    confirm_offer(secret_in(newest_letter()))

    offered(cast.letter_wording)

    assert Submission.objects.get() == first
    letter = newest_letter(LetterKind.DUPLICATE)
    assert letter.to == EMAIL
    assert contact_of(first).track_sha256 == token_sha256(secret_in(letter))


def test_second_offer_finds_its_page_after_the_sites_key_was_changed(
    cast: Cast, settings: Settings
) -> None:
    first = offered(cast.letter_wording)
    confirm_offer(secret_in(newest_letter()))
    settings.SECRET_KEY = "another key, long enough to please whoever checks its length"

    offered(cast.letter_wording)

    token = secret_in(newest_letter(LetterKind.DUPLICATE))
    assert contact_of(first).track_sha256 == token_sha256(token)


def test_other_names_and_other_addresses_make_other_offers(cast: Cast) -> None:
    offered(cast.letter_wording)
    offered(cast.letter_wording, name="Delta Friends")
    offered(cast.letter_wording, email="ana@delta.example")

    assert Submission.objects.count() == 3
    assert Signatory.objects.filter(name__startswith="Delta").count() == 3


def test_offer_after_a_void_one_is_new(cast: Cast) -> None:
    offered(cast.letter_wording)
    Submission.objects.update(status=Status.VOID)

    offered(cast.letter_wording)

    assert Submission.objects.count() == 2


def second_statement(cast: Cast) -> Any:
    draft = cast.draft("Quay Letter", "quay-letter", custody="hosted")
    return cast.publish(draft).revisions.get()


def test_same_address_and_name_at_another_statement_is_the_same_signatory(cast: Cast) -> None:
    first = offered(cast.letter_wording)
    confirm_offer(secret_in(newest_letter()))

    assert offered(second_statement(cast)).signatory == first.signatory


def test_unconfirmed_offer_proves_nothing_about_the_next(cast: Cast) -> None:
    first = offered(cast.letter_wording)

    assert offered(second_statement(cast)).signatory != first.signatory


def test_another_country_is_another_signatory(cast: Cast) -> None:
    first = offered(cast.letter_wording)
    confirm_offer(secret_in(newest_letter()))

    assert offered(second_statement(cast), country="GH").signatory != first.signatory


def test_signatory_with_a_recorded_submission_is_not_taken_again(cast: Cast) -> None:
    first = offered(cast.letter_wording)
    confirm_offer(secret_in(newest_letter()))
    second = second_statement(cast)
    cast.offer(first.signatory, revision=second)

    assert offered(second).signatory != first.signatory
