"""What the log tells of the newest events, for the tests of it."""

from __future__ import annotations

import json
from typing import Any

from tracker.choices import (
    EventKind,
)
from tracker.models import Event
from tracker.proof.canonical import canonical_bytes
from tracker.proof.commitments import opening, part_salt
from tracker.proof.leaves import leaf_bytes


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


def require_openable(event: Event) -> None:
    """The opening that whom it concerns is given fits the leaf, and says the kind of event."""
    salt = part_salt(bytes(event.salt), "shown")
    made = opening(salt, canonical_bytes(event.shown_facts))
    assert made.opens(leaf_of(event)["shown"])
    assert event.shown_facts["kind"] == event.kind
    assert (event.open_facts or {}).items() <= event.shown_facts.items()


def newest(kind: EventKind) -> Event:
    return Event.objects.filter(kind=kind).order_by("-pk")[0]


def opened(kind: EventKind) -> dict[str, Any]:
    facts: dict[str, Any] | None = newest(kind).open_facts
    assert facts is not None
    return facts


def closed(kind: EventKind) -> dict[str, Any]:
    event = newest(kind)
    assert event.open_facts is None
    shown: dict[str, Any] = event.shown_facts
    return shown
