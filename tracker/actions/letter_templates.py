"""The desk's own wordings of letters."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.actions.actors import require_right
from tracker.actions.changes import Values, fill, locked_record, saved
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.choices import EventKind
from tracker.models import LetterTemplate, User
from tracker.notify.wordings import WORDINGS
from tracker.rules.letter_templates import require_placeholders
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused

FIELDS = ("subject", "body")


@transaction.atomic
def set_letter_template(
    wording: str, language: str, values: Values, *, by: User, seen: int | None = None
) -> LetterTemplate:
    """Word a letter in one language in the desk's own words: `subject` and `body`.

    Records template-changed if it differs. Raises Refused for an unknown letter or placeholder,
    Conflict if somebody else changed it since the version `seen`.
    """
    require_right(by, Right.RELEASE)
    if wording not in WORDINGS:
        raise Refused(_("There is no such letter."), field="wording")
    found = LetterTemplate.objects.filter(wording=wording, language=language).first()
    template = LetterTemplate(wording=wording, language=language, recorded_by=by)
    if found is not None:
        template = locked_record(found, seen)
    changes = fill(template, values, FIELDS)
    if not changes:
        return template
    for field in FIELDS:
        require_placeholders(getattr(template, field), WORDINGS[wording].placeholders, field)
    saved(template, is_new=found is None)
    record_event(Happened(EventKind.TEMPLATE_CHANGED, template, changes=changes), by=by)
    return template


@transaction.atomic
def reset_letter_template(template: LetterTemplate, *, by: User) -> None:
    """Go back to the wording in the code. Records template-changed, with what is given up."""
    require_right(by, Right.RELEASE)
    current = locked_record(template, None)
    changes = {name: [getattr(current, name), None] for name in FIELDS}
    record_event(Happened(EventKind.TEMPLATE_CHANGED, current, changes=changes), by=by)
    current.delete()
