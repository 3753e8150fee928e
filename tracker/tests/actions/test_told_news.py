"""What those who follow are told of, and what nobody is told."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tracker.actions.releases import void_submission
from tracker.actions.statements import retire_statement
from tracker.actions.submissions import change_submission
from tracker.actions.tellings import tell_followers
from tracker.choices import (
    ReplyKind,
    Visibility,
    VoidReason,
)
from tracker.tests.actions.test_merges import merge
from tracker.tests.cast import Cast
from tracker.tests.follows import following, told

pytestmark = pytest.mark.django_db


def test_what_was_taken_back_before_is_not_told(cast: Cast) -> None:
    following(cast.declaration)
    gone, stays = cast.offered(), cast.offered(cast.fleuves)
    tell_followers(timezone.now())
    void_submission(gone, VoidReason.MISTAKE, by=cast.ben)

    (letter,) = told()

    assert "Ríos" not in letter.body
    assert stays.reference in letter.body


def test_nothing_is_told_when_all_was_taken_back(cast: Cast) -> None:
    follow = following(cast.declaration)
    gone = cast.offered()
    tell_followers(timezone.now())
    void_submission(gone, VoidReason.MISTAKE, by=cast.ben)

    assert told() == []
    follow.refresh_from_db()
    assert (follow.has_news, follow.told_at) == (False, None)


def test_statement_that_is_not_public_any_more_tells_nothing(cast: Cast) -> None:
    following(cast.declaration)
    cast.offered()
    retire_statement(cast.declaration, "mistake", by=cast.ben)

    assert told() == []


def test_what_is_not_released_is_not_told(cast: Cast) -> None:
    following(cast.declaration)
    following(cast.rios)
    cast.offer()
    cast.reply(ReplyKind.REFUSAL, cast.offer(cast.fleuves))

    assert told() == []


def test_withheld_name_is_told_neither_by_name_nor_to_who_follows_it(cast: Cast) -> None:
    cast.offered()
    for email, subject in (("a@x.example", cast.declaration), ("b@x.example", cast.rios)):
        following(subject, email)
    submission = cast.offered(visibility=Visibility.WITHHELD, revision=cast.letter_wording)
    following(cast.letter, "c@x.example")
    cast.replied(ReplyKind.ACCEPTANCE, submission)

    (letter,) = told()

    assert (letter.to, "name is withheld" in letter.body) == ("c@x.example", True)
    assert "Ríos" not in letter.body


def test_name_withheld_since_is_not_told_to_who_follows_it(cast: Cast) -> None:
    offer = cast.offered()
    following(cast.rios)
    cast.replied(ReplyKind.ACCEPTANCE, offer)
    tell_followers(timezone.now())
    change_submission(offer, {"visibility": Visibility.WITHHELD}, by=cast.ben, why="Misread.")

    assert told() == []


def test_signatory_is_followed_through_all_it_signs_and_issues(cast: Cast) -> None:
    cast.offered()
    following(cast.rios, "a@x.example")
    following(cast.issuer, "b@x.example")
    wording = cast.letter_wording
    both = [cast.offered(revision=wording), cast.offered(cast.fleuves, revision=wording)]
    cast.replied(ReplyKind.ACCEPTANCE, *both)

    letters = {letter.to: letter for letter in told()}

    assert set(letters) == {"a@x.example", "b@x.example"}
    assert "Ferry Letter" in letters["a@x.example"].body
    assert "accepted 2 submissions" in letters["a@x.example"].body
    assert "Fleuves" not in letters["a@x.example"].body
    assert letters["b@x.example"].body.count("entered the public record") == 1


def test_who_followed_a_merged_signatory_is_told_of_what_it_became(cast: Cast) -> None:
    offer = cast.offered()
    following(cast.rios)
    merge(cast, cast.fleuves, cast.rios)
    cast.replied(ReplyKind.ACCEPTANCE, offer)

    (letter,) = told()

    assert "accepted" in letter.body


def test_submission_is_followed_alone_and_in_replies_to_several(cast: Cast) -> None:
    mine, other = cast.offered(), cast.offered(cast.fleuves)
    following(mine)
    cast.replied(ReplyKind.QUESTION, other)
    cast.release(cast.check(other))
    assert told() == []

    cast.replied(ReplyKind.DEFERRAL, mine, other)
    cast.release(cast.check(mine, other))

    (letter,) = told()
    assert mine.reference in letter.subject
    assert "needs more time to decide on 2 submissions" in letter.body
    assert "A check found no reply to 2 submissions" in letter.body
