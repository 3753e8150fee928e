"""The desk's own wordings: who may set them, and what they may hold."""

import pytest

from tracker.actions.letter_templates import reset_letter_template, set_letter_template
from tracker.choices import EventKind, ReplyKind
from tracker.models import Event, LetterTemplate
from tracker.notify.wordings import answer_key
from tracker.rules.refusals import Conflict, NotAllowed, Refused
from tracker.tests.cast import Cast

KEY = answer_key(ReplyKind.REFUSAL)
VALUES = {"subject": "About {reference}", "body": "Dear {name},\n\n{message}\n"}


def test_template_is_set_and_changed_with_its_history(cast: Cast) -> None:
    template = set_letter_template(KEY, "en", VALUES, by=cast.ben)
    changed = set_letter_template(KEY, "en", {"subject": "{reference}"}, by=cast.cleo)

    assert (changed.pk, changed.subject, changed.body) == (
        template.pk,
        "{reference}",
        VALUES["body"],
    )
    assert (template.recorded_by, changed.version) == (cast.ben, 2)
    events = Event.objects.about(template)
    assert [(event.kind, event.by) for event in events] == [
        (EventKind.TEMPLATE_CHANGED, cast.ben),
        (EventKind.TEMPLATE_CHANGED, cast.cleo),
    ]
    assert events[1].changes == {"subject": ["About {reference}", "{reference}"]}


def test_template_set_to_the_same_leaves_no_event(cast: Cast) -> None:
    template = set_letter_template(KEY, "en", VALUES, by=cast.ben)
    set_letter_template(KEY, "en", VALUES, by=cast.ben)

    assert Event.objects.about(template).count() == 1


@pytest.mark.parametrize(
    "values, field",
    [
        (VALUES | {"subject": "About {referenz}"}, "subject"),
        (VALUES | {"body": "{name.password}"}, "body"),
    ],
)
def test_unknown_placeholder_is_refused_when_it_is_saved(
    cast: Cast, values: dict[str, str], field: str
) -> None:
    with pytest.raises(Refused) as caught:
        set_letter_template(KEY, "en", values, by=cast.ben)
    assert list(caught.value.message_dict) == [field]
    assert not LetterTemplate.objects.exists()


def test_unknown_letter_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused):
        set_letter_template("greeting", "en", VALUES, by=cast.ben)


def test_template_changed_by_somebody_else_meanwhile_is_not_overwritten(cast: Cast) -> None:
    set_letter_template(KEY, "en", VALUES, by=cast.ben)
    set_letter_template(KEY, "en", {"subject": "{reference}"}, by=cast.cleo)
    with pytest.raises(Conflict):
        set_letter_template(KEY, "en", {"subject": "{name}"}, by=cast.ben, seen=1)


def test_wording_speaks_for_the_site_so_it_takes_the_right_to_release(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        set_letter_template(KEY, "en", VALUES, by=cast.anna)
    template = set_letter_template(KEY, "en", VALUES, by=cast.ben)
    with pytest.raises(NotAllowed):
        reset_letter_template(template, by=cast.anna)


def test_template_goes_back_to_the_words_in_the_code(cast: Cast) -> None:
    template = set_letter_template(KEY, "en", VALUES, by=cast.ben)
    number = template.pk

    reset_letter_template(template, by=cast.ben)

    assert not LetterTemplate.objects.exists()
    event = Event.objects.filter(subject_type="lettertemplate", subject_id=number).order_by("-pk")[
        0
    ]
    assert event.changes == {name: [text, None] for name, text in VALUES.items()}
