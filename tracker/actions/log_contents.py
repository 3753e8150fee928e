"""What the log will say of an event, fixed when it is recorded: in clear, and under commitments."""

from __future__ import annotations

import json
import secrets
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from tracker.actions.logged import LoggedFacts
from tracker.models import Event
from tracker.proof.canonical import canonical_bytes
from tracker.proof.commitments import commitment, part_salt

SALT_BYTES = 32
# What may stand in clear in a leaf, in bytes: a longer one would not fit into an entry bundle.
LONGEST_OPEN = 60_000


def fix_log_contents(event: Event, logged: LoggedFacts) -> None:
    """Set, without saving, what the log says of this event, and a salt of 32 random bytes.

    `changes`, `facts` and what is shown become what the database gives back: the commitments are
    on those values. What is too long to stand in clear is only committed to.
    """
    event.changes, event.facts = _plain(event.changes), _plain(event.facts)
    event.open_facts = _fitting(logged.open)
    event.shown_facts = _plain({"kind": event.kind, **(logged.open or {}), **logged.shown})
    event.salt = secrets.token_bytes(SALT_BYTES)
    event.shown_sha256 = _committed(event.salt, "shown", event.shown_facts)
    event.kept_sha256 = _committed(event.salt, "kept", kept_facts(event))


def kept_facts(event: Event) -> dict[str, Any]:
    """What only the desk knows of an event, and the log commits to."""
    return {
        "by": event.by_id,
        "changes": event.changes,
        "facts": event.facts,
        "kind": event.kind,
        "label": event.subject_label,
        "origin": event.origin,
        "subject": [event.subject_type, event.subject_id],
    }


def _fitting(facts: dict[str, Any] | None) -> dict[str, Any] | None:
    plain: dict[str, Any] | None = _plain(facts)
    return plain if len(canonical_bytes(plain)) <= LONGEST_OPEN else None


def _committed(salt: bytes, part: str, facts: dict[str, Any]) -> str:
    return commitment(part_salt(salt, part), canonical_bytes(facts))


def _plain(value: Any) -> Any:
    """The value as JSON keeps it; a fraction as its digits, since those have one spelling."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder), parse_float=str)
