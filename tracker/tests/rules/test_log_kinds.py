"""Which kinds of events the log may ever tell in clear, and which openings strangers may have."""

from __future__ import annotations

import pytest

from tracker.choices import EventKind
from tracker.rules.log_kinds import (
    AUDIENCES,
    PERSONAL,
    Audience,
    audience_of,
    is_openable,
)

RELEASED = EventKind.SUBMISSION_RELEASED


def test_every_kind_of_event_has_its_audience() -> None:
    assert set(AUDIENCES) == set(EventKind)


@pytest.mark.parametrize("beginning", ["letter", "mail", "link", "follow", "circular", "template"])
def test_letters_and_mail_are_never_told(beginning: str) -> None:
    kinds = [kind for kind in EventKind if kind.startswith(beginning)]

    assert kinds
    assert {audience_of(kind) for kind in kinds} == {Audience.NOBODY}


@pytest.mark.parametrize("kind", [kind for kind in EventKind if kind.endswith("-recorded")])
def test_what_is_only_recorded_is_not_told_to_all(kind: EventKind) -> None:
    told = {EventKind.LATENESS_RECORDED, EventKind.POSITION_RECORDED}

    assert (audience_of(kind) == Audience.EVERYBODY) == (kind in told)


@pytest.mark.parametrize(
    "kind, shown, is_public, is_named, expected",
    [
        (RELEASED, {"released": True, "name": "A"}, True, True, True),
        (RELEASED, {"released": True, "name": "A"}, True, False, False),
        (RELEASED, {"released": True, "reference": "A"}, True, False, True),
        (RELEASED, {"released": True, "reference": "A"}, False, True, False),
        (RELEASED, {"released": False, "reference": "A"}, True, True, False),
        (EventKind.LATENESS_RECORDED, {"reference": "A"}, True, True, True),
        (EventKind.SUBMISSION_OFFERED, {"released": True}, True, True, False),
        (EventKind.LETTER_SENT, {}, True, True, False),
    ],
)
def test_strangers_open_only_what_is_public_and_names_nobody_withheld(
    kind: EventKind, shown: dict[str, object], is_public: bool, is_named: bool, expected: bool
) -> None:
    assert is_openable(kind, shown, is_public=is_public, is_named=is_named) == expected


def test_what_is_personal_is_named_apart() -> None:
    assert {"name", "text", "message", "country", "positions", "was", "now"} <= PERSONAL
    assert PERSONAL.isdisjoint({"reference", "statement", "revision", "offered", "status"})
