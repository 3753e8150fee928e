"""What can be done on one's own page, status by status."""

from __future__ import annotations

import pytest

from tracker.choices import Status
from tracker.rules.refusals import Refused
from tracker.rules.tracking import TURNS, Deed, deeds, require_deed, unseen_words

ALWAYS = {Deed.MESSAGE, Deed.VISIBILITY, Deed.CORRECT, Deed.ERASE, Deed.ERASE_ME}
WAITING = ALWAYS | {Deed.WITHDRAW, Deed.RESEND}


@pytest.mark.parametrize(
    "status, expected",
    [
        (Status.UNCONFIRMED, {Deed.ERASE, Deed.ERASE_ME}),
        (Status.VOID, {Deed.ERASE, Deed.ERASE_ME}),
        (Status.UNANSWERED, WAITING),
        (Status.ACKNOWLEDGED, WAITING),
        (Status.DEFERRED, WAITING),
        (Status.QUERIED, ALWAYS | {Deed.WITHDRAW}),
        (Status.INVITED, ALWAYS | {Deed.WITHDRAW}),
        (Status.ACCEPTED, ALWAYS | {Deed.WITHDRAW}),
        (Status.REFUSED, ALWAYS | {Deed.WITHDRAW}),
        (Status.DECLINED, ALWAYS),
        (Status.WITHDRAWN, ALWAYS),
    ],
)
def test_deeds_are_those_that_mean_something(status: Status, expected: set[Deed]) -> None:
    assert deeds(status) == expected


def test_every_status_says_whose_turn_it_is() -> None:
    assert set(TURNS) == set(Status)


def test_require_deed_passes_and_refuses_as_deeds_says() -> None:
    require_deed(Deed.WITHDRAW, Status.ACCEPTED)

    with pytest.raises(Refused, match="Withdrawn"):
        require_deed(Deed.WITHDRAW, Status.WITHDRAWN)


@pytest.mark.parametrize(
    "status, is_released, is_published, expected",
    [
        (Status.VOID, True, True, "taken out"),
        (Status.UNCONFIRMED, False, True, "confirmed"),
        (Status.UNANSWERED, False, True, "looks at every offer"),
        (Status.UNANSWERED, True, False, "statement itself"),
    ],
)
def test_unseen_words_say_why(
    status: Status, is_released: bool, is_published: bool, expected: str
) -> None:
    words = unseen_words(status, is_released=is_released, is_published=is_published)

    assert expected in words


def test_unseen_words_are_none_where_everybody_sees() -> None:
    assert unseen_words(Status.ACCEPTED, is_released=True, is_published=True) == ""
