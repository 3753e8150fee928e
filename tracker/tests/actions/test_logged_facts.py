"""What the log tells of every event: nothing personal in clear, and what opens for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tracker.models import Event, LogKey
from tracker.proof.keys import PublicKey
from tracker.rules.log_kinds import PERSONAL, Audience, audience_of
from tracker.tests.actions.calls import Call, Outside
from tracker.tests.actions.calls_from_outside import OUTSIDE
from tracker.tests.actions.every_action import CALLS, allowed
from tracker.tests.actions.logged import leaf_of, require_openable
from tracker.tests.cast import Cast

# Whatever could tell who somebody is, or is in somebody's words, in any call of any action.
WORDS = (
    *("Ríos", "Fleuves", "Mara", "Okonjo", "Delta", "Harbour", "Living Rivers", "Aguas"),
    *("Ann", "Bo", "Chair", "secretary", "Not all rivers", "city of", "pages.example", "A page"),
    *("@", "Rivers Declaration", "Ferry Letter", "anna", "ben", "cleo", "Let it flow"),
)
COUNTRIES = {"CL", "FR", "KE", "NL", "NG"}
LEAFLESS = {"kept", "shown"}


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


def require_impersonal(event: Event, keys: set[str]) -> None:
    """`keys` are the log's own, at random, in which any short name comes up now and then."""
    leaf = {name: value for name, value in leaf_of(event).items() if name not in LEAFLESS}
    told = [one for one in values_in(leaf) if one not in keys]
    assert COUNTRIES.isdisjoint(told)
    assert [word for word in WORDS if any(word in str(one) for one in told)] == []
    assert PERSONAL.isdisjoint(event.open_facts or {})


def require_kept_apart(event: Event) -> None:
    """What is nobody's business is told to nobody; what concerns somebody stands in no leaf."""
    audience = audience_of(event.kind)
    if audience == Audience.NOBODY:
        assert event.shown_facts == {"kind": event.kind}
    if audience != Audience.EVERYBODY:
        assert event.open_facts is None


def require_all(events: list[Event]) -> None:
    assert events
    keys = {PublicKey(row.name, bytes(row.public)).text for row in LogKey.objects.all()}
    for event in events:
        require_impersonal(event, keys)
        if event.erased_at is None:
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
