"""What tokens of the API may be for, and for how long, without a database."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.choices import Scope
from tracker.rules.api_tokens import (
    RIGHTS,
    OutOfScope,
    require_expiry,
    require_grantable,
    require_scope,
)
from tracker.rules.permissions import GROUPS, Right
from tracker.rules.refusals import Refused

TODAY = date(2026, 5, 4)


def test_every_scope_says_which_right_it_asks_for() -> None:
    assert set(RIGHTS) == set(Scope)


@pytest.mark.parametrize("scope", Scope)
def test_what_a_token_lacks_is_named(scope: Scope) -> None:
    require_scope([scope.value], scope)

    with pytest.raises(OutOfScope, match=scope.value) as refused:
        require_scope([one.value for one in Scope if one != scope], scope)
    assert refused.value.scope == scope


@pytest.mark.parametrize(
    "group, granted",
    [
        ("auditor", {Scope.HOSTED_OFFERS}),
        ("editor", set(Scope) - {Scope.RELEASES}),
        ("publisher", set(Scope)),
    ],
)
def test_a_token_gets_what_its_account_may_itself(group: str, granted: set[Scope]) -> None:
    assert {scope for scope in Scope if is_granted(scope, GROUPS[group])} == granted


def is_granted(scope: Scope, rights: tuple[Right, ...]) -> bool:
    try:
        require_grantable([scope.value], rights, name="somebody")
    except Refused:
        return False
    return True


@pytest.mark.parametrize("scopes", [[], ["everything"], ["offers:write", ""]])
def test_what_is_no_scope_is_refused(scopes: list[str]) -> None:
    with pytest.raises(Refused, match="Choose what the token is for"):
        require_grantable(scopes, list(Right), name="somebody")


@pytest.mark.parametrize(
    "last_day, is_taken",
    [
        (None, False),
        (date(2026, 5, 3), False),
        (date(2026, 5, 4), True),
        (date(2027, 5, 5), True),
        (date(2027, 5, 6), False),
    ],
)
def test_a_token_ends_within_a_year(last_day: date | None, is_taken: bool) -> None:
    if is_taken:
        require_expiry(last_day, today=TODAY)
        return
    with pytest.raises(Refused, match="from today on, and within a year"):
        require_expiry(last_day, today=TODAY)
