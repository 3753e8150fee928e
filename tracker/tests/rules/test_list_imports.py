"""What may be asked of a long list, and when."""

from __future__ import annotations

import pytest

from tracker.choices import ImportState as State
from tracker.rules.list_imports import AT_WORK, NEXT, may_follow


@pytest.mark.parametrize(
    "state, step, has_errors, expected",
    [
        (State.UNREAD, State.UNREAD, False, []),
        (State.READ, State.UNREAD, False, [State.UNREAD, State.RECORDING]),
        (State.RECORDING, State.RECORDING, False, []),
        (State.RECORDED, State.RECORDING, False, [State.RELEASING]),
        (State.RELEASING, State.RELEASING, False, []),
        (State.DONE, State.RELEASING, False, []),
        (State.STOPPED, State.UNREAD, True, [State.UNREAD]),
        (State.STOPPED, State.UNREAD, False, [State.UNREAD]),
        (State.STOPPED, State.RECORDING, False, [State.UNREAD, State.RECORDING]),
        (State.STOPPED, State.RELEASING, False, [State.UNREAD, State.RELEASING]),
        (State.DISCARDED, State.UNREAD, False, []),
    ],
)
def test_what_may_follow(
    state: State, step: State, has_errors: bool, expected: list[State]
) -> None:
    asked = [one for one in AT_WORK if may_follow(state, one, has_errors=has_errors, step=step)]

    assert asked == expected


def test_each_step_leads_on() -> None:
    assert set(NEXT) == set(AT_WORK)
    assert not set(NEXT.values()) & set(AT_WORK)
