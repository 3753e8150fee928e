"""What others wrote that names somebody is found, and nothing of what is erased anyway."""

from __future__ import annotations

from typing import Any

import pytest

from tracker.actions.notes import add_note
from tracker.actions.positions import record_position
from tracker.choices import ReplyKind
from tracker.models import Submission
from tracker.queries.erasures import scope_of_submission
from tracker.queries.mentions import Mention, mentions_beside
from tracker.tests.cast import Cast
from tracker.tests.contacts import EMAIL, hosted, with_contact


@pytest.fixture
def offer(cast: Cast) -> Submission:
    values: dict[str, Any] = {"representative": "Mara Okonjo", "message": "By Mara Okonjo."}
    return with_contact(cast.release(hosted(cast, **values)))


def found(offer: Submission) -> list[Mention]:
    return mentions_beside(scope_of_submission(offer))


def test_mentions_are_none_where_nobody_else_wrote_the_name(cast: Cast, offer: Submission) -> None:
    cast.replied(ReplyKind.QUESTION, offer, dated=offer.offered, text="Who is Mara Okonjo?")

    assert found(offer) == []


@pytest.mark.parametrize("text", ["Dear RÍOS LIBRES,", "Ask mara okonjo", f"Write to {EMAIL}."])
def test_mentions_are_found_as_written_in_any_case(
    cast: Cast, offer: Submission, text: str
) -> None:
    other = cast.release(hosted(cast, cast.fleuves))
    values = {"dated": offer.offered, "text": text}
    reply = cast.replied(ReplyKind.DEFERRAL, offer, other, **values)
    cast.replied(ReplyKind.QUESTION, other, dated=offer.offered, text="Ask Maranda Okonjoli.")

    assert found(offer) == [Mention(reply, text)]


def test_mentions_are_found_in_notes_and_exceptions_of_others(
    cast: Cast, offer: Submission
) -> None:
    other = hosted(cast, cast.fleuves)
    clause = other.revision.clauses.order_by("order")[0]
    words = {"clause": clause, "kind": "objection", "text": "Unlike Ríos Libres."}
    position = record_position(other, words, by=cast.anna)
    note = add_note(other, "Same as Ríos Libres.", by=cast.anna)

    assert [one.row for one in found(offer)] == [position, note]
