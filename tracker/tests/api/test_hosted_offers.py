"""Offers passed on from a campaign site's own form: as by the form of this site."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tracker.actions.confirmations import confirm_offer
from tracker.actions.erasures import erase_submission
from tracker.actions.revisions import add_revision
from tracker.actions.sender_rules import record_sender_rule
from tracker.actions.waiting_offers import take_next_offer
from tracker.choices import ErasureGround, EventKind, LetterKind, Origin, Scope, Status
from tracker.models import ApiAnswer, Event, Letter, Statement, Submission, WaitingOffer
from tracker.rules import limits
from tracker.rules.limits import DAY, HOUR, Counted, Limit
from tracker.rules.offers import CONSENTS, Purpose
from tracker.tests.api.writing import Answer, Program
from tracker.tests.cast import Cast
from tracker.tests.offers import contact_of, newest_letter, secret_in

pytestmark = pytest.mark.django_db
EMAIL = "mara@delta.example"
AGREED = {purpose.value: str(CONSENTS[purpose]) for purpose in (Purpose.RECORD, Purpose.LETTERS)}


@pytest.fixture
def program(cast: Cast) -> Program:
    return Program("hosted-offers", cast.anna, Scope.HOSTED_OFFERS)


def typed(cast: Cast, **values: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "statement": cast.letter.slug,
        "revision": 1,
        "kind": "organisation",
        "name": "Delta Keepers",
        "country": "NG",
        "representative": "Mara Okonjo",
        "capacity": "secretary",
        "authority": True,
        "email": EMAIL,
        "consents": AGREED,
    }
    return given | values


def test_offer_waits_for_the_link_in_its_letter(cast: Cast, program: Program) -> None:
    answer = program.post(typed(cast))

    assert answer.status == 202
    assert answer.told == {
        "state": "letter-sent",
        "confirm_days": 7,
        "statement": "http://127.0.0.1:8000/statements/ferry-letter/",
    }
    offer, letter = Submission.objects.get(), newest_letter()
    assert (offer.status, offer.is_public, offer.held_because) == (Status.UNCONFIRMED, False, "")
    assert letter.to == EMAIL
    assert contact_of(offer).consents.keys() == AGREED.keys()
    assert contact_of(offer).consents["record"]["words"] == AGREED["record"]
    confirm_offer(secret_in(letter))
    offer.refresh_from_db()
    assert offer.status == Status.ACKNOWLEDGED


def test_it_came_by_a_form_and_by_no_account(cast: Cast, program: Program) -> None:
    program.post(typed(cast))

    event = Event.objects.get(kind=EventKind.SUBMISSION_OFFERED)
    assert (event.by, event.origin) == (None, Origin.FORM)
    assert Submission.objects.get().recorded_by is None


def test_exceptions_are_taken_in_its_own_words(cast: Cast, program: Program) -> None:
    exception = {"clause": "point-2", "kind": "objection", "text": "Some are."}
    program.post(typed(cast, positions=[exception]))

    assert Submission.objects.get().positions.get().text == "Some are."


def test_the_answer_is_the_same_whoever_signed_before(cast: Cast, program: Program) -> None:
    first, again = program.post(typed(cast)), program.post(typed(cast))

    assert (first.status, first.told) == (again.status, again.told)
    assert Submission.objects.count() == 1
    assert Letter.objects.filter(kind=LetterKind.CONFIRMATION).count() == 2


def test_a_token_stands_in_for_the_proof_of_work(
    cast: Cast, program: Program, settings: Settings
) -> None:
    settings.ALTCHA = True
    program.post(typed(cast))

    assert Submission.objects.get().held_because == ""


def test_in_a_rush_offers_are_put_in_line_and_taken_in_later(
    cast: Cast, program: Program, settings: Settings
) -> None:
    settings.ALTCHA, settings.RUSH_FROM = True, -1
    answer = program.post(typed(cast, client_address="192.0.2.7"))

    assert answer.told["state"] == "in-line"
    assert WaitingOffer.objects.get().network == "192.0.2.7"
    assert not Submission.objects.exists()
    assert take_next_offer(timezone.now())
    assert Submission.objects.get().held_because == ""


def test_limits_count_whoever_sent_the_form(
    cast: Cast, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.LIMITS, Counted.NETWORK, Limit(HOUR, 1, 2))

    answers = [
        program.post(
            typed(cast, email=f"{number}@delta.example", client_address=f"192.0.2.{network}")
        )
        for number, network in enumerate([1, 1, 1, 2])
    ]

    assert [one.status for one in answers] == [202, 202, 429, 202]
    held = Submission.objects.order_by("pk").values_list("held_because", flat=True)
    assert list(held) == ["", "many offers from one network", ""]


def test_one_address_gets_only_so_many_letters(
    cast: Cast, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.LIMITS, Counted.ADDRESS, Limit(DAY, 1, 1))
    program.post(typed(cast))

    answer = program.post(typed(cast))

    assert (answer.status, answer.kind) == (429, "too-often")
    assert Letter.objects.count() == 1


def test_whom_the_editors_block_is_blocked_here_too(cast: Cast, program: Program) -> None:
    rule = {"verdict": "block", "field": "domain", "pattern": "delta.example", "note": "Seen."}
    record_sender_rule(rule, by=cast.anna)

    answer = program.post(typed(cast))

    assert (answer.status, answer.kind) == (403, "not-allowed")
    assert not Submission.objects.exists()


def test_a_wording_that_is_no_longer_the_newest_is_refused(cast: Cast, program: Program) -> None:
    add_revision(cast.letter, {"language": "en", "text": "Anew."}, [], by=cast.ben)

    answer = program.post(typed(cast))

    assert (answer.status, answer.kind) == (409, "conflict")
    assert "number 2" in answer.told["detail"]


@pytest.mark.parametrize(
    "terms", [{"openness": "nobody"}, {"openness": "invited"}, {"closes_on": "2001-01-01"}]
)
def test_a_closed_statement_takes_none(cast: Cast, program: Program, terms: dict[str, str]) -> None:
    Statement.objects.filter(pk=cast.letter.pk).update(**terms)

    answer = program.post(typed(cast))

    assert (answer.status, answer.kind) == (409, "conflict")
    assert not Submission.objects.exists()


def test_an_observed_statement_takes_none(cast: Cast, program: Program) -> None:
    answer = program.post(typed(cast, statement=cast.declaration.slug))

    assert (answer.status, answer.kind) == (409, "conflict")


@pytest.mark.parametrize(
    "values, names",
    [
        ({"colour": "red"}, ["colour"]),
        ({"statement": "no-such"}, ["statement"]),
        ({"kind": "god"}, ["kind"]),
        ({"name": ""}, ["name"]),
        ({"country": "ZZ"}, ["country"]),
        ({"representative": ""}, ["representative"]),
        ({"capacity": " "}, ["capacity"]),
        ({"authority": False}, ["authority"]),
        ({"email": "mara"}, ["email"]),
        ({"email": "mara@mailinator.com"}, ["email"]),
        ({"email": "mara\x00@delta.example"}, ["email"]),
        ({"language": "tlh"}, ["language"]),
        ({"consents": {"record": AGREED["record"], "letters": "Yes."}}, ["consents"]),
        ({"consents": {"everything": "Yes."}}, ["consents.everything.[key]"]),
        ({"positions": [{"clause": "point-7", "kind": "objection", "text": "No."}]}, ["positions"]),
        ({"visibility": "loud"}, ["visibility"]),
    ],
)
def test_what_the_form_would_refuse_is_refused_by_its_name(
    cast: Cast, program: Program, values: dict[str, Any], names: list[str]
) -> None:
    answer = program.post(typed(cast, **values))

    assert (answer.status, answer.told["names"]) == (422, names)
    assert not Submission.objects.exists()
    assert not Letter.objects.exists()


def test_without_both_consents_nothing_is_taken(cast: Cast, program: Program) -> None:
    answer = program.post(typed(cast, consents={"record": AGREED["record"]}))

    assert (answer.status, answer.kind) == (422, "refused")
    assert "Without both of these" in answer.told["detail"]


def test_kind_that_may_not_sign_is_refused(cast: Cast, program: Program) -> None:
    Statement.objects.filter(pk=cast.letter.pk).update(openness="people")

    assert program.post(typed(cast)).told["names"] == ["kind"]


def test_a_person_represents_nobody_but_itself(cast: Cast, program: Program) -> None:
    program.post(typed(cast, kind="person", name="Mara Okonjo", authority=False))

    assert Submission.objects.get().representative == ""


def test_replay_sends_no_second_letter_and_erasing_forgets_the_answer(
    cast: Cast, program: Program
) -> None:
    first, again = (program.post(typed(cast), key="form-1") for _ in range(2))
    assert (first.told, Letter.objects.count()) == (again.told, 1)
    assert again.headers["Idempotent-Replayed"] == "true"
    confirm_offer(secret_in(newest_letter()))

    erase_submission(Submission.objects.get(), ErasureGround.OBJECTION, "", by=cast.ben)

    assert ApiAnswer.objects.get().answer == ""
    after = program.post(typed(cast), key="form-1")
    assert (after.status, after.kind) == (409, "conflict")
    assert Submission.objects.count() == 1


# --- What a form has to show ----------------------------------------------------------------------


def terms_of(slug: str, query: str = "") -> Answer:
    response = Client().get(f"/api/v1/hosted-offers/{slug}/{query}")
    return Answer(response.status_code, response.json(), dict(response.headers))


def test_terms_tell_what_a_form_has_to_show(cast: Cast) -> None:
    told = terms_of(cast.letter.slug).told

    assert (told["is_open"], told["closed_because"], told["revision"]) == (True, None, 1)
    assert told["clauses"] == ["point-1", "point-2", "slogan-a"]
    assert [one["purpose"] for one in told["consents"]] == ["record", "letters", "events"]
    assert [one["is_required"] for one in told["consents"]] == [True, True, False]
    assert told["consents"][0]["words"] == AGREED["record"]
    assert "en" in told["languages"]


def test_an_offer_made_of_the_terms_is_taken(cast: Cast, program: Program) -> None:
    told = terms_of(cast.letter.slug).told
    consents = {one["purpose"]: one["words"] for one in told["consents"]}

    assert program.post(typed(cast, revision=told["revision"], consents=consents)).status == 202


def test_terms_of_a_closed_statement_say_why(cast: Cast) -> None:
    told = terms_of(cast.declaration.slug).told

    assert (told["is_open"], told["closed_because"]) == (False, "observed")


@pytest.mark.parametrize("slug", ["no-such", "draft"])
def test_terms_of_what_is_not_public_are_not_found(cast: Cast, slug: str) -> None:
    cast.draft("Draft", "draft")

    assert terms_of(slug).status == 404


@pytest.mark.parametrize("query", ["?colour=red", "?language=tlh"])
def test_terms_take_no_other_question(cast: Cast, query: str) -> None:
    assert terms_of(cast.letter.slug, query).status in (400, 422)
