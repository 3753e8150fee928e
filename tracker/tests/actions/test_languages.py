"""What is recorded is in the language of the site, whatever is spoken where it is recorded."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.utils.translation import override

from tracker.models import Letter
from tracker.tests.actions.calls import Outside
from tracker.tests.actions.calls_from_outside import OUTSIDE
from tracker.tests.actions.every_action import CALLS
from tracker.tests.actions.test_events import allowed, name_of, names_of_outside
from tracker.tests.cast import Cast
from tracker.tests.languages import OPEN
from tracker.tests.languages import made_up as made_up
from tracker.tests.wordless import texts_in

# Letters have a language of their own.
RECORD = [one for one in apps.get_app_config("tracker").get_models() if one is not Letter]


def translated() -> set[str]:
    """What stands in the record and was translated."""
    return {text for model in RECORD for text in texts_in(model) if OPEN in text}


@pytest.mark.parametrize("action", CALLS, ids=name_of)
def test_action_records_nothing_in_the_language_of_the_desk(
    cast: Cast, made_up: list[str], action: Callable[..., object]
) -> None:
    call = CALLS[action]
    it, by = call.prepare(cast), allowed(cast, call.right)
    with override("de"):
        call.act(it, by)

    assert translated() == set()


@pytest.mark.parametrize("action, call", OUTSIDE, ids=names_of_outside())
def test_action_without_an_account_records_nothing_in_the_language_of_a_page(
    cast: Cast, made_up: list[str], action: Callable[..., object], call: Outside
) -> None:
    it = call.prepare(cast)
    with override("de"):
        call.act(it)

    assert translated() == set()
