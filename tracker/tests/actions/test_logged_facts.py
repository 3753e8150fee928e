"""What the log tells of every event: nothing personal in clear, and what opens for whom."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tracker.actions.confirmations import confirm_offer
from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.happened import Happened
from tracker.actions.logged_facts import logged_facts
from tracker.actions.logged_facts_of_replies import MOST_NAMED, references_sha256
from tracker.actions.positions import record_position, remove_position
from tracker.actions.releases import release_submissions, void_submission
from tracker.actions.renewals import endorse_new_wording
from tracker.actions.replies import change_reply, release_reply, void_reply
from tracker.actions.revisions import add_revision
from tracker.actions.sources import add_source
from tracker.actions.statements import change_statement, publish_statement, retire_statement
from tracker.actions.submissions import change_submission, record_submissions
from tracker.actions.tracking import set_visibility
from tracker.actions.translations import add_translation
from tracker.choices import (
    ClockName,
    EventKind,
    PositionKind,
    ReplyKind,
    StepKind,
    Visibility,
    VoidReason,
)
from tracker.models import Event, Reply, Step
from tracker.proof.canonical import canonical_bytes
from tracker.proof.commitments import opening, part_salt
from tracker.proof.leaves import instant, leaf_bytes
from tracker.rules.log_kinds import PERSONAL, Audience, audience_of
from tracker.tests.actions.calls import Call, Outside
from tracker.tests.actions.calls_from_outside import OUTSIDE
from tracker.tests.actions.every_action import CALLS, CORRECTION, allowed
from tracker.tests.actions.test_offers import queries_of
from tracker.tests.cast import POINTS, SOURCE, Cast
from tracker.tests.contacts import hosted, with_contact
from tracker.tests.offers import newest_letter, offered, secret_in
from tracker.tests.renewals import revised

# Whatever could tell who somebody is, or is in somebody's words, in any call of any action.
WORDS = (
    *("Ríos", "Fleuves", "Mara", "Okonjo", "Delta", "Harbour", "Living Rivers", "Aguas"),
    *("Ann", "Bo", "Chair", "secretary", "Not all rivers", "city of", "pages.example", "A page"),
    *("@", "Rivers Declaration", "Ferry Letter", "anna", "ben", "cleo", "Let it flow"),
)
COUNTRIES = {"CL", "FR", "KE", "NL", "NG"}
LEAFLESS = {"kept", "shown"}


def leaf_of(event: Event) -> dict[str, Any]:
    told = leaf_bytes(
        event=event.pk,
        recorded_at=event.recorded_at,
        shown_sha256=event.shown_sha256,
        kept_sha256=event.kept_sha256,
        kind=event.kind,
        open_facts=event.open_facts,
    )
    leaf: dict[str, Any] = json.loads(told)
    return leaf


def values_in(value: Any) -> Iterator[Any]:
    """Every value and every name that stands in some JSON, however deep."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from values_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from values_in(inner)
    else:
        yield value


def require_impersonal(event: Event) -> None:
    leaf = {name: value for name, value in leaf_of(event).items() if name not in LEAFLESS}
    told = list(values_in(leaf))
    assert COUNTRIES.isdisjoint(told)
    assert [word for word in WORDS if any(word in str(one) for one in told)] == []
    assert PERSONAL.isdisjoint(event.open_facts or {})


def require_openable(event: Event) -> None:
    """The opening that whom it concerns is given fits the leaf, and says the kind of event."""
    salt = part_salt(bytes(event.salt), "shown")
    made = opening(salt, canonical_bytes(event.shown_facts))
    assert made.opens(leaf_of(event)["shown"])
    assert event.shown_facts["kind"] == event.kind
    assert (event.open_facts or {}).items() <= event.shown_facts.items()


def require_kept_apart(event: Event) -> None:
    """What is nobody's business is told to nobody; what concerns somebody stands in no leaf."""
    audience = audience_of(event.kind)
    if audience == Audience.NOBODY:
        assert event.shown_facts == {"kind": event.kind}
    if audience != Audience.EVERYBODY:
        assert event.open_facts is None


def require_all(events: list[Event]) -> None:
    assert events
    for event in events:
        require_impersonal(event)
        require_openable(event)
        require_kept_apart(event)


def named(action: Callable[..., object]) -> str:
    return f"{action.__module__.rpartition('.')[2]}.{action.__name__}"


@pytest.mark.parametrize("call", CALLS.values(), ids=[named(one) for one in CALLS])
def test_no_action_of_an_editor_tells_the_log_who_somebody_is(cast: Cast, call: Call) -> None:
    it, by = call.prepare(cast), allowed(cast, call.right)

    call.act(it, by)

    require_all(list(Event.objects.all()))


@pytest.mark.parametrize(
    "call", [one for _action, one in OUTSIDE], ids=[named(one) for one, _call in OUTSIDE]
)
def test_no_action_from_outside_tells_the_log_who_somebody_is(cast: Cast, call: Outside) -> None:
    it = call.prepare(cast)

    call.act(it)

    require_all(list(Event.objects.all()))


def newest(kind: EventKind) -> Event:
    return Event.objects.filter(kind=kind).order_by("-pk")[0]


def opened(kind: EventKind) -> dict[str, Any]:
    facts = newest(kind).open_facts
    assert facts is not None
    return facts


def closed(kind: EventKind) -> dict[str, Any]:
    event = newest(kind)
    assert event.open_facts is None
    shown: dict[str, Any] = event.shown_facts
    return shown


# Submissions.


def test_what_is_not_public_has_neither_reference_nor_address_in_its_leaf(cast: Cast) -> None:
    offer = cast.offer(revision=cast.draft("Secret Draft", "secret-draft").revisions.get())
    change_submission(offer, {"capacity": "chair"}, by=cast.anna)
    cast.reply(ReplyKind.DEFERRAL, offer)
    cast.release(offer)

    leaves = [json.dumps(leaf_of(event)) for event in Event.objects.all()]

    assert [leaf for leaf in leaves if offer.reference in leaf or "secret" in leaf] == []
    assert closed(EventKind.SUBMISSION_RELEASED)["reference"] == offer.reference


def test_the_receipt_of_an_offer_shows_what_was_sent(cast: Cast) -> None:
    clause = cast.letter_wording.clauses.get(number="1")
    exception = {"clause": clause, "kind": PositionKind.OBJECTION, "text": "Not this."}
    submission = offered(cast.letter_wording, exception, visibility=Visibility.WITHHELD)

    assert closed(EventKind.SUBMISSION_OFFERED) == {
        "kind": "submission-offered",
        "statement": "ferry-letter",
        "revision": cast.letter_wording.sha256,
        "reference": submission.reference,
        "direction": "offer",
        "offered": submission.offered,
        "channel": "form",
        "status": "unconfirmed",
        "visibility": "withheld",
        "is_contested": False,
        "released": False,
        "claimed": submission.offered,
        "received": instant(submission.recorded_at),
        "name": "Delta Keepers",
        "name_kind": "organisation",
        "country": "NG",
        "representative": "Mara Okonjo",
        "capacity": "secretary",
        "positions": [{"clause": "point-1", "position": "objection", "text": "Not this."}],
    }


def test_the_receipt_of_a_confirmation_shows_when_it_was_received_and_confirmed(
    cast: Cast,
) -> None:
    submission = offered(cast.letter_wording)
    confirm_offer(secret_in(newest_letter()))
    submission.refresh_from_db()

    shown = closed(EventKind.SUBMISSION_CONFIRMED)

    assert submission.confirmed_at is not None
    assert shown["received"] == instant(submission.recorded_at)
    assert shown["confirmed"] == instant(submission.confirmed_at)
    assert (shown["name"], shown["status"]) == ("Delta Keepers", "acknowledged")
    assert "positions" not in shown


def test_a_released_offer_is_told_in_clear_and_its_name_under_a_commitment(cast: Cast) -> None:
    offer = cast.offered(message="We sign.", signed_country_words="Chile")

    facts, shown = opened(EventKind.SUBMISSION_RELEASED), newest(EventKind.SUBMISSION_RELEASED)

    assert facts == {
        "statement": "rivers-declaration",
        "revision": cast.wording.sha256,
        "reference": offer.reference,
        "direction": "offer",
        "offered": "2022-03-01",
        "channel": "email",
        "status": "unanswered",
        "visibility": "named",
        "is_contested": False,
        "released": True,
    }
    told = {name: shown.shown_facts[name] for name in PERSONAL & shown.shown_facts.keys()}
    assert told == {
        "name": "Ríos Libres",
        "name_kind": "organisation",
        "country": "CL",
        "country_words": "Chile",
        "message": "We sign.",
    }


def test_a_withheld_name_stands_in_nothing_that_a_stranger_may_open(cast: Cast) -> None:
    offer = cast.offered(visibility=Visibility.WITHHELD, message="We, Ríos Libres, sign.")
    cast.replied(ReplyKind.REFUSAL, offer, text="Ríos Libres may not.")
    cast.release(cast.check(offer, note="Ríos Libres told us."))
    clause = cast.wording.clauses.get(number="1")
    values = {"clause": clause, "kind": PositionKind.RESERVATION, "text": "As Ríos Libres says."}
    record_position(offer, values, by=cast.anna, why="Missed.")
    release_correction(
        record_correction(offer, CORRECTION | {"was": "Ríos"}, by=cast.anna), by=cast.ben
    )

    public = [one for one in Event.objects.all() if audience_of(one.kind) == Audience.EVERYBODY]

    assert {one.kind for one in public} >= {
        EventKind.SUBMISSION_RELEASED,
        EventKind.REPLY_RELEASED,
        EventKind.CHECK_RELEASED,
        EventKind.POSITION_RECORDED,
        EventKind.CORRECTION_RELEASED,
    }
    secret = [one for one in Event.objects.all() if "Ríos" in str(one.shown_facts)]
    assert secret
    assert [one.kind for one in secret if one in public] == []


def test_withholding_a_name_is_told_and_from_then_on_it_is_not_shown(cast: Cast) -> None:
    offer = with_contact(cast.release(hosted(cast)))
    assert newest(EventKind.SUBMISSION_RELEASED).shown_facts["name"] == offer.signed_name

    set_visibility(offer, Visibility.WITHHELD)

    assert opened(EventKind.SUBMISSION_CHANGED)["visibility"] == "withheld"
    assert "name" not in newest(EventKind.SUBMISSION_CHANGED).shown_facts


def test_voiding_what_was_public_is_told_with_its_reason_and_without_the_name(cast: Cast) -> None:
    offer = cast.offered()
    void_submission(offer, VoidReason.NOT_AUTHORISED, by=cast.ben)

    facts = opened(EventKind.SUBMISSION_VOIDED)

    assert (facts["reference"], facts["status"]) == (offer.reference, "void")
    assert (facts["void_reason"], facts["released"]) == ("not-authorised", True)
    assert "name" not in newest(EventKind.SUBMISSION_VOIDED).shown_facts


def test_voiding_what_was_never_public_stays_closed(cast: Cast) -> None:
    void_submission(cast.offer(), VoidReason.SPAM, by=cast.ben)

    assert not closed(EventKind.SUBMISSION_VOIDED)["released"]


def test_an_answer_about_a_new_wording_tells_both_and_the_exceptions_that_went_over(
    cast: Cast,
) -> None:
    offer = with_contact(cast.release(hosted(cast)))
    clause = offer.revision.clauses.get(number="1")
    values = {"clause": clause, "kind": PositionKind.RESERVATION, "text": "Not all rivers."}
    kept = record_position(offer, values, by=cast.anna, why="Missed.")
    wording = revised(cast)
    endorse_new_wording(offer, wording.pk, [kept.pk])

    facts = opened(EventKind.RENEWAL_ANSWERED)
    shown = newest(EventKind.RENEWAL_ANSWERED).shown_facts

    assert (facts["answer"], facts["earlier"], facts["number"]) == ("endorsed", 1, wording.number)
    assert facts["revision"] == wording.sha256
    assert [one["text"] for one in shown["positions"]] == ["Not all rivers."]


def test_an_exception_is_told_by_its_clause_and_its_words_until_it_is_removed(cast: Cast) -> None:
    clause = cast.wording.clauses.get(number="a")
    values = {"clause": clause, "kind": PositionKind.RESERVATION, "text": "Not all rivers."}
    position = record_position(cast.offered(), values, by=cast.anna, why="Missed.")
    told = opened(EventKind.POSITION_RECORDED), newest(EventKind.POSITION_RECORDED).shown_facts
    remove_position(position, by=cast.anna, why="Misread.")

    assert (told[0]["clause"], told[0]["position"]) == ("slogan-a", "reservation")
    assert not told[0]["is_removed"]
    assert told[1]["text"] == "Not all rivers."
    assert opened(EventKind.POSITION_REMOVED)["is_removed"]
    assert "text" not in newest(EventKind.POSITION_REMOVED).shown_facts


def test_many_submissions_cost_one_query_more_than_one(cast: Cast) -> None:
    def asked(count: int, start: int) -> int:
        names = [f"Signatory {number}" for number in range(start, start + count)]
        rows = [
            {"revision": cast.letter_wording, "signatory": cast.signatory(name), "offered": "2022"}
            for name in names
        ]
        made = record_submissions(rows, by=cast.anna)
        with CaptureQueriesContext(connection) as captured:
            release_submissions(made, by=cast.ben)
        return len([one for one in queries_of(captured) if "tracker_revision" in one])

    assert (asked(1, 0), asked(30, 1)) == (1, 1)


# Replies and checks.


def test_a_released_reply_tells_where_it_leaves_the_submissions_that_are_public(
    cast: Cast,
) -> None:
    first, second, secret = (
        cast.offered(),
        cast.offered(cast.fleuves),
        cast.offer(cast.mara),
    )
    reply = cast.reply(
        ReplyKind.DEFERRAL, first, second, secret, text="Later.", promised_on=date(2022, 5, 1)
    )
    assert closed(EventKind.REPLY_RECORDED)["count"] == 2
    cast.release(reply)

    facts = opened(EventKind.REPLY_RELEASED)

    assert facts == {
        "reply": reply.pk,
        "reply_kind": "deferral",
        "speaker": "issuer",
        "dated": "2022-03-05",
        "promised_on": "2022-05-01",
        "statement": "rivers-declaration",
        "released": True,
        "count": 2,
        "standing": {"deferred": sorted([first.reference, second.reference])},
    }
    assert newest(EventKind.REPLY_RELEASED).shown_facts["text"] == "Later."


def test_text_to_several_is_not_shown_where_the_name_of_one_is_withheld(cast: Cast) -> None:
    offers = [cast.offered(), cast.offered(cast.fleuves, visibility=Visibility.WITHHELD)]
    cast.replied(ReplyKind.DEFERRAL, *offers, text="Later, Fleuves Vivants.")

    assert "text" not in newest(EventKind.REPLY_RELEASED).shown_facts


def test_a_reply_taken_from_a_submission_tells_where_that_one_stands(cast: Cast) -> None:
    offers = [cast.offered(), cast.offered(cast.fleuves)]
    cast.replied(ReplyKind.ACKNOWLEDGEMENT, *offers)
    change_reply(Reply.objects.get(), {}, offers[:1], by=cast.ben, why="Misread.")

    assert opened(EventKind.REPLY_CHANGED)["standing"] == {
        "acknowledged": [offers[0].reference],
        "unanswered": [offers[1].reference],
    }


def test_a_void_reply_that_was_public_is_told_with_its_reason(cast: Cast) -> None:
    offer = cast.offered()
    reply = cast.replied(ReplyKind.ACKNOWLEDGEMENT, offer)
    void_reply(reply, VoidReason.MISTAKE, by=cast.ben)

    facts = opened(EventKind.REPLY_VOIDED)

    assert (facts["void_reason"], facts["reply"]) == ("mistake", reply.pk)
    assert facts["standing"] == {"unanswered": [offer.reference]}


def test_a_reply_to_more_than_a_leaf_can_name_is_told_by_a_hash(cast: Cast) -> None:
    rows = [
        {"revision": cast.letter_wording, "signatory": one, "offered": "2022"}
        for one in [cast.signatory(f"Signatory {n}") for n in range(MOST_NAMED + 1)]
    ]
    offers = release_submissions(record_submissions(rows, by=cast.anna), by=cast.ben)
    release_reply(cast.reply(ReplyKind.DEFERRAL, *offers, dated="2023"), by=cast.ben)

    facts = opened(EventKind.REPLY_RELEASED)
    shown = newest(EventKind.REPLY_RELEASED).shown_facts

    references = sorted(one.reference for one in offers)
    assert facts["count"] == MOST_NAMED + 1
    assert facts["references_sha256"] == references_sha256(reversed(references))
    assert "standing" not in facts
    assert shown["standing"] == {"deferred": references}
    require_openable(newest(EventKind.REPLY_RELEASED))


def test_a_check_tells_what_was_looked_for_and_of_whom(cast: Cast) -> None:
    offer = cast.offered()
    check = cast.release(cast.check(offer, note="By post."))

    facts = opened(EventKind.CHECK_RELEASED)
    shown = newest(EventKind.CHECK_RELEASED).shown_facts

    assert (facts["check"], facts["looked_for"], facts["dated"]) == (
        check.pk,
        "reply",
        "2022-06-01",
    )
    assert facts["standing"] == {"unanswered": [offer.reference]}
    assert (shown["note"], shown["by_whom"]) == ("By post.", "Ann A.")


# Statements and what hangs on them.


def test_publishing_tells_what_was_promised_and_all_wordings(cast: Cast) -> None:
    draft = cast.draft("Ferry Letter", "ferry-letter", custody="hosted", issued="2022-01")
    add_revision(draft, {"language": "en", "text": "Better."}, POINTS, by=cast.anna)
    assert not closed(EventKind.REVISION_ADDED)["released"]
    cast.publish(draft)

    facts = opened(EventKind.STATEMENT_PUBLISHED)

    wordings = draft.revisions.order_by("-number")
    assert facts == {
        "statement": "ferry-letter",
        "statement_kind": "declaration",
        "stage": "published",
        "custody": "hosted",
        "policy": "elsewhere",
        "openness": "anyone",
        "issued": "2022-01",
        "acknowledge_days": 7,
        "decide_days": 30,
        "wordings": [{"number": one.number, "revision": one.sha256} for one in wordings],
        "released": True,
    }
    shown = newest(EventKind.STATEMENT_PUBLISHED).shown_facts
    assert (shown["title"], shown["issuer"]) == ("Ferry Letter", "Harbour Assembly")


def test_a_statement_is_told_as_long_as_it_is_public_and_when_it_ends(cast: Cast) -> None:
    statement = change_statement(cast.letter, {"place": "Delta"}, by=cast.ben, why="Moved.")
    assert opened(EventKind.STATEMENT_CHANGED)["stage"] == "published"
    statement = retire_statement(statement, by=cast.ben)
    assert opened(EventKind.STATEMENT_RETIRED)["stage"] == "retired"
    change_statement(statement, {"place": "Dam"}, by=cast.ben, why="Moved.")

    assert not closed(EventKind.STATEMENT_CHANGED)["released"]


def test_what_happens_while_a_statement_is_retired_is_closed_but_can_be_opened(
    cast: Cast,
) -> None:
    offer = cast.offered()
    statement = retire_statement(cast.declaration, by=cast.ben)
    offer.refresh_from_db()
    change_submission(offer, {"offered": "2022-02-01"}, by=cast.ben, why="Misread.")
    publish_statement(statement, by=cast.ben)

    shown = closed(EventKind.SUBMISSION_CHANGED)

    assert (shown["released"], shown["offered"]) == (True, "2022-02-01")


def test_wordings_and_translations_of_what_is_public_are_told(cast: Cast) -> None:
    wording = add_revision(cast.letter, {"language": "en", "text": "New."}, POINTS, by=cast.ben)
    values = {"language": "fr", "title": "Lettre", "text": "Bac.", "translator": "Luc"}
    add_translation(wording, values, by=cast.anna)

    revision, translation = (
        opened(EventKind.REVISION_ADDED),
        opened(EventKind.TRANSLATION_ADDED),
    )

    assert (revision["number"], revision["revision"]) == (2, wording.sha256)
    assert (translation["number"], translation["language"]) == (2, "fr")
    assert newest(EventKind.TRANSLATION_ADDED).shown_facts["translator"] == "Luc"


def test_lateness_is_told_where_it_may_be(cast: Cast) -> None:
    offer = cast.offered()
    step = Step(
        submission=offer,
        clock=ClockName.DECIDING,
        kind=StepKind.OVERDUE,
        since=offer.offered_latest,
    )
    late = Happened(EventKind.LATENESS_RECORDED, step, statement=offer.statement, submission=offer)
    hidden = logged_facts([late])[0]
    step.is_public = True
    shown = logged_facts([late])[0]

    assert hidden.open is None
    assert (
        shown.open
        == hidden.shown
        == {
            "statement": "rivers-declaration",
            "reference": step.submission.reference,
            "clock": "deciding",
            "step": "overdue",
            "dated": "2022-03-01",
        }
    )


def test_corrections_and_sources_tell_what_they_are_about(cast: Cast) -> None:
    offer = cast.offered()
    reply = cast.replied(ReplyKind.REFUSAL, offer)
    release_correction(record_correction(reply, CORRECTION, by=cast.anna), by=cast.ben)
    facts = opened(EventKind.CORRECTION_RELEASED)
    add_source(offer, SOURCE, by=cast.anna, file=("a.txt", b"text"))
    source = opened(EventKind.SOURCE_ADDED)

    assert (facts["about"], facts["reply"], facts["since"]) == ("reply", reply.pk, "2022-01-01")
    assert newest(EventKind.CORRECTION_RELEASED).shown_facts["was"] == "2021"
    assert (source["about"], source["reference"]) == ("submission", offer.reference)
    assert len(source["file"]) == 64
