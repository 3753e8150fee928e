"""Correcting what was recorded of a submission."""

from datetime import date

import pytest

from tracker.actions.releases import void_submission
from tracker.actions.statements import change_statement
from tracker.actions.submissions import change_submission, record_submission
from tracker.choices import (
    Direction,
    EventKind,
    ReplyKind,
    Visibility,
    VoidReason,
)
from tracker.models import Event
from tracker.rules.refusals import Conflict, NotAllowed, Refused
from tracker.tests.cast import Cast, make_user


def test_change_submission_tells_old_and_new(cast: Cast) -> None:
    offer = cast.offer()

    changed = change_submission(
        offer, {"offered": "2022-03-02", "capacity": "Chair"}, by=cast.anna, seen=1
    )

    assert (changed.version, changed.decide_by) == (2, date(2022, 4, 1))
    event = Event.objects.get(kind=EventKind.SUBMISSION_CHANGED)
    assert event.changes == {"offered": ["2022-03-01", "2022-03-02"], "capacity": ["", "Chair"]}
    assert event.facts == {"version": 2}


def test_change_submission_without_a_difference_does_nothing(cast: Cast) -> None:
    offer = cast.offer()
    events = Event.objects.count()

    same = change_submission(offer, {"offered": "2022-03-01", "capacity": ""}, by=cast.anna)

    assert same.version == 1
    assert Event.objects.count() == events


def test_change_submission_tells_the_second_editor_what_changed(cast: Cast) -> None:
    offer = cast.offer()
    change_submission(offer, {"capacity": "Chair"}, by=cast.anna, seen=1)

    with pytest.raises(Conflict, match="anna: in the capacity of: “” → “Chair”"):
        change_submission(offer, {"capacity": "Clerk"}, by=cast.ben, seen=1)

    offer.refresh_from_db()
    assert offer.capacity == "Chair"


@pytest.mark.parametrize("field", ["revision", "signatory", "direction"])
def test_change_submission_keeps_who_what_and_which_way(cast: Cast, field: str) -> None:
    offer = cast.offer()
    values = {
        "revision": cast.letter_wording,
        "signatory": cast.fleuves,
        "direction": Direction.INVITATION,
    }

    with pytest.raises(Refused) as refused:
        change_submission(offer, {field: values[field]}, by=cast.anna)

    assert refused.value.message_dict == {
        field: ["This cannot be changed. Void the submission and record a new one."]
    }


def test_change_submission_takes_the_name_from_what_finds_it(cast: Cast) -> None:
    offer = cast.offered()

    withheld = change_submission(
        offer, {"visibility": Visibility.WITHHELD}, by=cast.ben, why="Misread."
    )

    assert (withheld.folded, withheld.sort_name) == ("", "")
    public = Event.objects.visible_to(None).filter(submission=offer)
    assert [(one.kind, one.subject_label, one.signatory) for one in public.order_by("pk")] == [
        ("submission-released", offer.reference, None),
        ("correction-released", "correction", None),
    ]
    assert "Ríos" not in str([one.changes for one in public])
    assert "Ríos" in offer.signed_name


def test_change_submission_refuses_a_date_after_its_replies(cast: Cast) -> None:
    offer = cast.offer()
    cast.reply(ReplyKind.ACKNOWLEDGEMENT, offer, dated="2022-03-05")

    with pytest.raises(Refused) as refused:
        change_submission(offer, {"offered": "2022-03-06"}, by=cast.anna)

    assert refused.value.message_dict == {
        "offered": [
            "A reply (Acknowledges receipt, 2022-03-05) would then be dated before the submission."
        ]
    }


def test_change_submission_corrects_a_typo_after_the_statement_closed(cast: Cast) -> None:
    offer = cast.offer()
    change_statement(
        cast.declaration, {"closes_on": date(2022, 2, 1)}, by=cast.anna, why="Misread."
    )

    assert change_submission(offer, {"capacity": "Chair"}, by=cast.anna).capacity == "Chair"
    with pytest.raises(Refused, match="closed for signing"):
        change_submission(offer, {"offered": "2022-03-02"}, by=cast.anna)


def test_change_submission_of_a_public_claim_asks_for_what_releasing_it_asked(cast: Cast) -> None:
    offer = cast.offered()
    values = {"offered": "2020-03-01"}

    with pytest.raises(NotAllowed):
        change_submission(offer, values, by=cast.anna)
    assert change_submission(offer, values, by=cast.ben, why="Misread.").offered == "2020-03-01"


def test_change_submission_of_a_public_claim_needs_somebody_else_than_its_author(
    cast: Cast,
) -> None:
    cast.__dict__["anna"] = make_user("anna", "publisher")
    offer = cast.offered()

    with pytest.raises(Refused, match="somebody else must release it"):
        change_submission(offer, {"offered": "2020-03-01"}, by=cast.anna)


def test_change_submission_leaves_void_ones_alone(cast: Cast) -> None:
    offer = void_submission(cast.offer(), VoidReason.SPAM, by=cast.ben)

    with pytest.raises(Refused, match="This is void"):
        change_submission(offer, {"capacity": "Chair"}, by=cast.ben)


def test_record_submission_with_html_keeps_it_as_text(cast: Cast) -> None:
    offer = record_submission(
        {
            "revision": cast.wording,
            "signatory": cast.rios,
            "offered": "2022-03-01",
            "message": "<script>alert(1)</script>",
        },
        by=cast.anna,
    )

    assert offer.message == "<script>alert(1)</script>"
