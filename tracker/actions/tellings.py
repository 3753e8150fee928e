"""Telling those who follow what is new: a projection of the public events into letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Value
from django.db.models.functions import Greatest
from django.utils.translation import override

from tracker.actions.events import record_event
from tracker.actions.follow_links import known_follow_tokens
from tracker.actions.happened import Happened
from tracker.actions.letters import written_letters
from tracker.actions.projections import settled_event
from tracker.choices import EventKind, LetterState, Origin
from tracker.models import Event, Follow, Letter, Projection
from tracker.notify.drafts import LetterDraft
from tracker.notify.follows import news_letter
from tracker.queries.events import event_rows
from tracker.queries.follows import concerned_by, news_about
from tracker.rules.follows import COLLECTED, MOST_TOLD, next_letter

NAME = "followers"
BATCH = 2000  # events read at a time
SOME = 500  # rows named in one statement
# So many letters may wait before those to many people are written: somebody who waits for a letter
# to confirm an offer does not stand behind a hundred thousand others.
AHEAD = 200


def tell_followers(now: datetime) -> int:
    """Write letters about what is new to those whose time has come; returns how many letters.

    At most as many as the outbox has room for, the longest waiting first; called often, it tells
    all. A letter and how far its follower was told are stored together, so each is told once.
    Records followers-told.
    """
    _note_news(now)
    room = room_in_outbox(now)
    if room == 0 or not Follow.objects.due(now).exists():
        return 0
    return _tell_some(room, now)


def room_in_outbox(now: datetime) -> int:
    """How many letters to many people may be written now."""
    waiting = Letter.objects.filter(state=LetterState.QUEUED, not_before__lte=now)
    counted = waiting.order_by("not_before")[:AHEAD].aggregate(number=Count("pk"))
    return AHEAD - int(counted["number"])


# --- Who is to be told ----------------------------------------------------------------------------


def _note_news(now: datetime) -> None:
    """Mark the follows that public events since the last time are about."""
    start = Projection.objects.get_or_create(name=NAME)[0].position
    while Event.objects.filter(pk__gt=start).exists():
        events = _events_since(start)
        if not events or not _mark_all(events, start, now) or len(events) < BATCH:
            return
        start = events[-1].pk


def _events_since(start: int) -> list[Event]:
    """The next events that are settled."""
    columns = ("pk", "is_public", "kind", "statement", "submission", "facts")
    later = Event.objects.filter(pk__gt=start, pk__lte=settled_event())
    return list(later.order_by("pk").only(*columns)[:BATCH])


@transaction.atomic
def _mark_all(events: list[Event], start: int, now: datetime) -> bool:
    """Marks, and the position after them, all or nothing; False if another worker is at it."""
    positions = Projection.objects.select_for_update(skip_locked=True)
    position = positions.filter(name=NAME, position=start).first()
    if position is None:
        return False
    for about, numbers in concerned_by(one for one in events if one.is_public).items():
        _mark(about, sorted(numbers), events[-1].pk, now)
    position.position = events[-1].pk
    position.save(update_fields=["position"])
    return True


def _mark(about: str, numbers: list[int], newest: int, now: datetime) -> None:
    """Note that there is news for those who follow these rows and were not told up to then."""
    later = Greatest(F("next_at"), Value(now + COLLECTED))
    for start in range(0, len(numbers), SOME):
        some = {f"{about}__in": numbers[start : start + SOME]}
        quiet = Follow.objects.confirmed().filter(has_news=False, told_until__lt=newest, **some)
        quiet.update(has_news=True, next_at=later)


# --- Telling them ---------------------------------------------------------------------------------


@transaction.atomic
def _tell_some(room: int, now: datetime) -> int:
    position = Projection.objects.get(name=NAME).position
    due = Follow.objects.due(now).select_for_update(of=("self",), skip_locked=True)
    follows = list(due.select_related("statement", "signatory", "submission__statement")[:room])
    drafts = _drafts(follows, position, now)
    for follow in follows:
        follow.has_news, follow.told_until = False, max(position, follow.told_until)
        if follow.pk in drafts:
            follow.told_at, follow.next_at = now, next_letter(follow.frequency, now)
    columns = ["has_news", "told_until", "told_at", "next_at"]
    Follow.objects.bulk_update(follows, columns, batch_size=SOME)
    letters = written_letters(
        [(draft, None) for draft in drafts.values()], now, queued_by=None, origin=Origin.CLOCK
    )
    if letters:
        facts = {"letters": len(letters), "until": position}
        happened = Happened(EventKind.FOLLOWERS_TOLD, letters[0], facts=facts)
        record_event(happened, by=None, origin=Origin.CLOCK)
    return len(letters)


def _drafts(follows: Iterable[Follow], position: int, now: datetime) -> dict[int, LetterDraft]:
    """The letter to each for whom something can be read that is new to them, by their number."""
    alike: defaultdict[tuple[str, int], list[Follow]] = defaultdict(list)
    for follow in follows:
        alike[follow.about, follow.subject.pk].append(follow)
    news: dict[int, list[Event]] = {}
    for some in alike.values():
        since = min(follow.told_until for follow in some)
        events = news_about(some[0].subject, since=since, until=position, most=MOST_TOLD + 1)
        for follow in some:
            if new := [event for event in events if event.pk > follow.told_until]:
                news[follow.pk] = new
    told = [follow for follow in follows if follow.pk in news]
    tokens = known_follow_tokens(told, now) if told else {}
    return {one.pk: _letter(one, news[one.pk], tokens[one.pk]) for one in told}


def _letter(follow: Follow, news: list[Event], token: str) -> LetterDraft:
    with override(follow.language):
        rows = event_rows(news[:MOST_TOLD])
    return news_letter(follow, rows[::-1], token, has_more=len(news) > MOST_TOLD)
