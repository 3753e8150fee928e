"""Who may do what, and what those are told who may not."""

import pytest

from tracker.rules.permissions import GROUPS, Actor, Right, require
from tracker.rules.refusals import NotAllowed


@pytest.mark.parametrize(
    "group, right, allowed",
    [
        ("auditor", Right.READ, True),
        ("auditor", Right.EDIT, False),
        ("auditor", Right.RELEASE, False),
        ("editor", Right.READ, True),
        ("editor", Right.EDIT, True),
        ("editor", Right.RELEASE, False),
        ("publisher", Right.READ, True),
        ("publisher", Right.EDIT, True),
        ("publisher", Right.RELEASE, True),
    ],
)
def test_groups_allow(group: str, right: Right, allowed: bool) -> None:
    assert (right in GROUPS[group]) is allowed


@pytest.mark.parametrize("right", Right)
def test_require_passes_with_the_right(right: Right) -> None:
    require(Actor(1, "Anna", frozenset({right})), right)


@pytest.mark.parametrize(
    "right, wanted",
    [
        (Right.READ, "read the desk"),
        (Right.EDIT, "record and change"),
        (Right.RELEASE, "publish, decide and release"),
    ],
)
def test_require_says_what_is_missing(right: Right, wanted: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        require(Actor(1, "Anna", frozenset(Right) - {right}), right)

    assert str(refused.value) == (
        f"Anna may not {wanted}. Nothing was changed. "
        "Ask somebody who may, or an administrator for the group."
    )
