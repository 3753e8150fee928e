"""In whose name a command acts."""

import pytest
from django.core.management.base import CommandError

from tracker.actions.seeds import seed_accounts
from tracker.management.accounts import acting_account
from tracker.rules.permissions import Right
from tracker.tests.cast import Cast

NOBODY = "No account may do this. Make one first: manage.py createsuperuser"


def test_acting_account_is_the_only_person_who_may(cast: Cast) -> None:
    seed_accounts()
    ben, *_others = cast.ben, cast.anna, cast.aud

    assert acting_account(None, Right.RELEASE) == ben


def test_acting_account_is_the_one_that_is_named(cast: Cast) -> None:
    people = (cast.anna, cast.ben)

    assert acting_account("ben", Right.EDIT) == people[1]


def test_acting_account_may_be_one_that_nobody_signs_in_as(cast: Cast) -> None:
    editor, _publisher = seed_accounts()

    assert acting_account("seed-editor", Right.EDIT) == editor


def test_acting_account_asks_which_of_several(cast: Cast) -> None:
    assert cast.ben
    assert cast.cleo

    with pytest.raises(CommandError) as error:
        acting_account(None, Right.RELEASE)
    assert str(error.value) == (
        "Say in whose name, with --by. These accounts may do this: ben, cleo."
    )


@pytest.mark.parametrize("name", ["anna", "aud", "nobody"])
def test_acting_account_refuses_one_that_may_not(cast: Cast, name: str) -> None:
    assert cast.anna
    assert cast.aud
    assert cast.ben

    with pytest.raises(CommandError) as error:
        acting_account(name, Right.RELEASE)
    assert str(error.value) == f"“{name}” is no account that may do this. These may: ben."


def test_acting_account_refuses_one_that_is_not_active(cast: Cast) -> None:
    cast.ben.is_active = False
    cast.ben.save()

    with pytest.raises(CommandError) as error:
        acting_account("ben", Right.RELEASE)
    assert str(error.value) == NOBODY


@pytest.mark.django_db
def test_acting_account_says_when_there_is_nobody() -> None:
    with pytest.raises(CommandError) as error:
        acting_account(None, Right.READ)
    assert str(error.value) == NOBODY
