"""Which claims need a source and a second editor before they are public."""

import pytest

from tracker.choices import Custody, Direction, ReplyKind, Status
from tracker.rules.permissions import Actor
from tracker.rules.refusals import Refused
from tracker.rules.releases import (
    check_is_negative,
    offer_is_negative,
    reply_is_negative,
    require_release,
    silence_is_released,
)

ANNA, BEN = 1, 2


@pytest.mark.parametrize("custody", Custody)
@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("status", Status)
def test_only_an_unanswered_offer_to_an_observed_issuer_is_negative(
    custody: Custody, direction: Direction, status: Status
) -> None:
    expected = (custody, direction, status) == ("observed", "offer", "unanswered")

    assert offer_is_negative(custody, direction, status) is expected


@pytest.mark.parametrize("custody", Custody)
@pytest.mark.parametrize("kind", ReplyKind)
def test_only_refusals_and_disputes_are_negative_replies(custody: Custody, kind: ReplyKind) -> None:
    expected = custody == "observed" and kind in {"refusal", "dispute"}

    assert reply_is_negative(custody, kind) is expected


@pytest.mark.parametrize("custody, expected", [(Custody.OBSERVED, True), (Custody.HOSTED, False)])
def test_checks_are_negative_about_those_who_do_not_use_the_site(
    custody: Custody, expected: bool
) -> None:
    assert check_is_negative(custody) is expected


@pytest.mark.parametrize(
    "actor, is_negative, sources",
    [(ANNA, False, 0), (BEN, False, 0), (BEN, True, 1), (BEN, True, 3)],
)
def test_require_release_passes(actor: int, is_negative: bool, sources: int) -> None:
    require_release(
        Actor(actor, "Somebody", frozenset()),
        author_pk=ANNA,
        is_negative=is_negative,
        sources=sources,
    )


@pytest.mark.parametrize(
    "actor, sources, message",
    [
        (BEN, 0, "A claim about somebody who does not use this site needs a source."),
        (ANNA, 0, "A claim about somebody who does not use this site needs a source."),
        (ANNA, 1, "You recorded this claim, so somebody else must release it."),
    ],
)
def test_require_release_refuses_a_negative_claim(actor: int, sources: int, message: str) -> None:
    with pytest.raises(Refused) as refused:
        require_release(
            Actor(actor, "Somebody", frozenset()), author_pk=ANNA, is_negative=True, sources=sources
        )

    assert refused.value.messages[0].startswith(message)


@pytest.mark.parametrize(
    "custody, released_by, sources, expected",
    [
        (Custody.HOSTED, None, 0, True),
        (Custody.OBSERVED, BEN, 1, True),
        (Custody.OBSERVED, BEN, 0, False),
        (Custody.OBSERVED, ANNA, 1, False),
        (Custody.OBSERVED, None, 1, False),
    ],
)
def test_silence_is_released_by_another_with_a_source(
    custody: Custody, released_by: int | None, sources: int, expected: bool
) -> None:
    found = silence_is_released(
        custody, author_pk=ANNA, released_by_pk=released_by, sources=sources
    )

    assert found is expected
