"""Adding and correcting translations."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tracker.actions.translations import add_translation, change_translation
from tracker.choices import EventKind
from tracker.models import Event, Translation
from tracker.rules.refusals import Conflict
from tracker.tests.cast import Cast

FRENCH = {"language": "fr", "title": "Fleuves", "text": "Les fleuves.", "translator": "M. Eau"}


def test_add_translation_names_its_translator(cast: Cast) -> None:
    translation = add_translation(cast.wording, FRENCH, by=cast.anna)

    assert (str(translation), translation.is_reviewed) == ("Fleuves (fr)", False)
    event = Event.objects.get(kind=EventKind.TRANSLATION_ADDED)
    assert event.changes["translator"] == ["", "M. Eau"]
    assert (event.statement, event.subject_id) == (cast.declaration, translation.pk)


@pytest.mark.parametrize(
    "values, field", [({"translator": ""}, "translator"), ({"text": ""}, "text")]
)
def test_add_translation_refuses_what_is_missing(
    cast: Cast, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        add_translation(cast.wording, FRENCH | values, by=cast.anna)
    assert list(refused.value.message_dict) == [field]


def test_add_translation_takes_one_for_each_language(cast: Cast) -> None:
    add_translation(cast.wording, FRENCH, by=cast.anna)

    with pytest.raises(ValidationError, match="already exists"):
        add_translation(cast.wording, FRENCH | {"title": "Rivières"}, by=cast.anna)
    assert Translation.objects.count() == 1


def test_change_translation_tells_old_and_new(cast: Cast) -> None:
    translation = add_translation(cast.wording, FRENCH, by=cast.anna)

    changed = change_translation(translation, {"is_reviewed": True}, by=cast.ben, seen=1)

    assert (changed.is_reviewed, changed.version) == (True, 2)
    event = Event.objects.get(kind=EventKind.TRANSLATION_CHANGED)
    assert (event.changes, event.statement) == ({"is_reviewed": [False, True]}, cast.declaration)
    with pytest.raises(Conflict, match="ben: reviewed: “False” → “True”"):
        change_translation(translation, {"title": "Rivières"}, by=cast.anna, seen=1)


def test_change_translation_without_a_difference_does_nothing(cast: Cast) -> None:
    translation = add_translation(cast.wording, FRENCH, by=cast.anna)
    events = Event.objects.count()

    assert change_translation(translation, FRENCH, by=cast.anna).version == 1
    assert Event.objects.count() == events
