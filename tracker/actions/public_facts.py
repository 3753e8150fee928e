"""What changing a fact that everybody could read asks for: a reason, and a public correction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_countries import countries
from django_countries.fields import CountryField

from tracker.actions.changes import Changes
from tracker.actions.corrections import publish_correction
from tracker.choices import Origin
from tracker.models import User
from tracker.rules.change_words import value_words
from tracker.rules.corrections import passages
from tracker.rules.date_words import day_words, stated_words
from tracker.rules.dates import read_date
from tracker.rules.refusals import Refused

STATED = frozenset({"issued", "offered", "dated", "ended", "since", "until"})
NAMES = 400


def require_why(why: str) -> None:
    """Raise Refused without a reason for changing what readers could read."""
    if not why.strip():
        raise Refused(
            _(
                "Everybody could read this already. Say why: what it said, what it says now and "
                "your reason become public."
            ),
            field="why",
        )


def correct_columns(
    subject: models.Model,
    row: models.Model,
    changes: Changes,
    why: str | Promise,
    *,
    by: User | None,
    of: Callable[[], str] = str,
    origin: Origin = Origin.DESK,
) -> None:
    """Publish a correction about `subject` for each column of `row` that was public and differs.

    `changes` is {column: [old, new]}; `of` names the row where it is another than the subject. In
    the language of the site, since everybody reads it. Records correction-released for each.
    """
    with override(settings.LANGUAGE_CODE):
        for name, (old, new) in changes.items():
            what = f"{of()}: {_label(row, name)}" if of() else _label(row, name)
            said = shown_words(row, name, old), shown_words(row, name, new)
            _publish(subject, what, said, why, by=by, origin=origin)


def correct_whole(
    subject: models.Model,
    row: models.Model,
    changes: Changes,
    why: str,
    *,
    by: User,
    of: Callable[[], str],
) -> None:
    """Publish one correction for a row beside a public one that came or went, all that it said."""
    said = lambda: (of(), _together(row, changes, 0), _together(row, changes, 1))  # noqa: E731
    correct_said(subject, said, why, by=by)


def correct_said(
    subject: models.Model, said: Callable[[], tuple[str, str, str]], why: str, *, by: User
) -> None:
    """Publish one correction of what is no column; `said` gives which fact, old and new."""
    with override(settings.LANGUAGE_CODE):
        what, was, now = said()
        pair = was or _("none"), now or _("none")
        _publish(subject, what, pair, why, by=by, origin=Origin.DESK)


def shown_words(row: models.Model, name: str, value: Any) -> str:
    """A column's kept value in the words that readers see; "" for an empty one."""
    field: Any = row._meta.get_field(name)
    if value is None or value == "":
        return ""
    if isinstance(field, models.ForeignKey):
        related: Any = field.related_model
        return str(related._default_manager.get(pk=value))
    if isinstance(field, CountryField):
        return str(countries.name(value))
    if isinstance(field, models.DateField):
        return day_words(date.fromisoformat(value))
    if name in STATED:
        return stated_words(read_date(value))
    return value_words(value, {key: str(label) for key, label in field.flatchoices})


def _together(row: models.Model, changes: Changes, side: int) -> str:
    words = [shown_words(row, name, pair[side]) for name, pair in changes.items()]
    return ", ".join(filter(None, words))


def _publish(
    subject: models.Model,
    what: str,
    said: tuple[str, str],
    why: str | Promise,
    *,
    by: User | None,
    origin: Origin,
) -> None:
    require_why(str(why))
    was, now = passages(*said)
    values = {
        "what": what[:NAMES],
        "was": was or _("not stated"),
        "now": now or _("not stated"),
        "why": str(why).strip(),
        "since": timezone.localdate(),
    }
    publish_correction(subject, values, by=by, origin=origin)


def _label(row: models.Model, name: str) -> str:
    return str(getattr(row._meta.get_field(name), "verbose_name", name))
