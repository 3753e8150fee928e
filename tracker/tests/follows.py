"""Those who follow, as somebody makes them by the small form and the link in its letter."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from tracker.actions.tellings import tell_followers
from tracker.choices import Frequency, LetterKind
from tracker.models import Follow, Letter
from tracker.queries.follows import Followed
from tracker.rules.follows import COLLECTED
from tracker.tests.offers import newest_letter, secret_in
from tracker.tests.steps import ask_to_follow, confirm_follow

EMAIL = "wanda@readers.example"


def asked(subject: Followed, email: str = EMAIL, **values: Any) -> str:
    """The secret in the letter that follows from asking."""
    ask_to_follow(subject, email, values.pop("frequency", Frequency.AT_ONCE), **values)
    return secret_in(newest_letter(LetterKind.FOLLOWING))


def following(subject: Followed, email: str = EMAIL, **values: Any) -> Follow:
    """A confirmed follow."""
    return confirm_follow(asked(subject, email, **values))


def told(after: timedelta = COLLECTED, now: datetime | None = None) -> list[Letter]:
    """The letters that are written when the news was noted, and its time has come."""
    begun = now or timezone.now()
    known = set(Letter.objects.values_list("pk", flat=True))
    tell_followers(begun)
    tell_followers(begun + after)
    news = Letter.objects.filter(kind=LetterKind.DIGEST).exclude(pk__in=known)
    return list(news.order_by("pk"))
