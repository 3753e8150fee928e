"""Calls of every action on those who follow: nobody of them has an account."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tracker.actions import follows, tellings
from tracker.choices import EventKind as Kind
from tracker.choices import Frequency, Origin
from tracker.rules.follows import COLLECTED
from tracker.tests.actions.calls import Action, Outside
from tracker.tests.cast import Cast
from tracker.tests.follows import EMAIL, asked, following

LONG_AFTER = timedelta(days=1000)


def followed(cast: Cast) -> str:
    token = asked(cast.declaration)
    follows.confirm_follow(token)
    return token


def with_news(cast: Cast) -> None:
    following(cast.declaration)
    cast.offered()
    tellings.tell_followers(timezone.now())


ON_FOLLOWS: list[tuple[Action, Outside]] = [
    (
        follows.ask_to_follow,
        Outside(
            lambda cast: cast.declaration,
            lambda it: follows.ask_to_follow(it, EMAIL, Frequency.AT_ONCE),
            [Kind.FOLLOW_ASKED, Kind.LETTER_QUEUED],
            Origin.FORM,
        ),
    ),
    (
        follows.confirm_follow,
        Outside(
            lambda cast: asked(cast.declaration),
            follows.confirm_follow,
            [Kind.FOLLOW_CONFIRMED],
            Origin.LINK,
        ),
    ),
    (
        follows.change_follow,
        Outside(
            followed,
            lambda it: follows.change_follow(it, Frequency.WEEKLY),
            [Kind.FOLLOW_CHANGED],
            Origin.LINK,
        ),
    ),
    (
        follows.stop_follow,
        Outside(
            lambda cast: asked(cast.declaration),
            follows.stop_follow,
            [Kind.LETTER_CANCELLED, Kind.FOLLOW_STOPPED],
            Origin.LINK,
        ),
    ),
    (
        follows.forget_unconfirmed_follows,
        Outside(
            lambda cast: asked(cast.declaration),
            lambda it: follows.forget_unconfirmed_follows(timezone.now() + LONG_AFTER),
            [Kind.FOLLOWS_FORGOTTEN],
            Origin.CLOCK,
        ),
    ),
    (
        tellings.tell_followers,
        Outside(
            with_news,
            lambda it: tellings.tell_followers(timezone.now() + COLLECTED),
            [Kind.FOLLOWERS_TOLD],
            Origin.CLOCK,
        ),
    ),
]
