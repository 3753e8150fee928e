"""What a submission's story tells, as lists: replies, checks, exceptions and clocks."""

from __future__ import annotations

from typing import Any

from tracker.api.shapes import proof, stated_date
from tracker.queries.stories import Story, Told
from tracker.rules.clocks import Reading
from tracker.rules.lanes import Look, Message, Silence, Turn


def clocks_told(story: Story) -> dict[str, Any]:
    """Both clocks, as they were read."""
    return {
        "read_on": story.until,
        "acknowledging": _clock(story.acknowledging),
        "deciding": _clock(story.deciding),
    }


def positions_told(story: Story) -> list[dict[str, Any]]:
    """The exceptions, in the order of the clauses."""
    return [
        {"clause": one.clause.anchor, "kind": one.kind, "text": one.text} for one in story.positions
    ]


def replies_told(story: Story) -> list[dict[str, Any]]:
    """The messages after the first one, in order of date."""
    messages = sorted(_messages(story), key=_in_order)
    numbers = {one.number: place for place, one in enumerate(messages, start=1)}
    return [_reply(one, numbers) for one in messages]


def checks_told(story: Story) -> list[dict[str, Any]]:
    """The looks that found nothing, in order of date."""
    silences = (one for one in story.drawn if isinstance(one, Silence))
    return [_check(look) for silence in silences for look in silence.looks]


def _messages(story: Story) -> list[Message]:
    turns = (one for one in story.drawn if isinstance(one, Turn))
    spoken = (one for turn in turns for one in (*turn.signatory, *turn.issuer))
    return [one for one in spoken if one.number]


def _in_order(message: Message) -> tuple[Any, ...]:
    return (message.stated.latest, message.stated.earliest, message.number)


def _clock(reading: Reading) -> dict[str, Any]:
    return {
        "state": reading.state,
        "by": reading.by,
        "days": reading.days,
        "stopped_on": reading.stopped_on,
    }


def _reply(message: Message, numbers: dict[int, int]) -> dict[str, Any]:
    told: Told = message.body
    return {
        "number": numbers[message.number],
        "kind": told.kind,
        "speaker": told.speaker,
        "dated": stated_date(told.stated, told.stated_words),
        "channel": told.channel,
        "text": told.text,
        "is_summary": told.is_summary,
        "promised_on": told.promised,
        "disputes": numbers.get(message.disputes or 0),
        "answers_others": told.answers_others,
        "proof": proof(told.entry),
        "sources": told.numbers,
    }


def _check(look: Look) -> dict[str, Any]:
    told: Told = look.body
    return {
        "looked_for": told.kind,
        "dated": stated_date(told.stated, told.stated_words),
        "by_whom": told.by_whom,
        "note": told.note,
        "proof": proof(told.entry),
        "sources": told.numbers,
    }
