"""Two editors, one record: what the second one typed is laid over what the first one saved."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model, QuerySet
from django.forms.models import model_to_dict
from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.actions.changes import plain
from tracker.admin.forms import DeskForm
from tracker.models import Event
from tracker.queries.histories import told


def laid_over(data: QueryDict, form: DeskForm, error: ValidationError) -> ValidationError:
    """Bring the typed data up to the record as it is now; returns what to tell.

    Fields that the second editor left alone take the first editor's values. A field that both
    changed keeps what was typed, with a message beside it; saving again then replaces the first
    editor's value knowingly.
    """
    current = type(form.instance)._default_manager.get(pk=form.instance.pk)
    since = Event.objects.about(current).filter(facts__version__gt=form.cleaned_data["seen"])
    data[form.add_prefix("seen")] = str(current.version)
    messages: dict[str, list[str]] = {NON_FIELD_ERRORS: error.messages}
    now = model_to_dict(current)
    for name, (old, new) in _changes_since(since.order_by("pk")).items():
        if name not in form.fields or name not in form.cleaned_data:
            continue
        typed = _kept(form.cleaned_data[name])
        if typed == old:
            _put(data, form, name, now[name])
        elif typed != new:
            messages[name] = [_both_changed(since, name)]
    return ValidationError(messages)


def _changes_since(events: QuerySet[Event]) -> dict[str, list[Any]]:
    """{field: [value when the page was opened, value now]}."""
    changes: dict[str, list[Any]] = {}
    for event in events:
        for name, (old, new) in event.changes.items():
            changes[name] = [changes[name][0] if name in changes else old, new]
    return changes


def _kept(value: Any) -> Any:
    if isinstance(value, QuerySet):
        return sorted(row.pk for row in value)
    return plain(value)


def _put(data: QueryDict, form: DeskForm, name: str, value: Any) -> None:
    key = form.add_prefix(name)
    shown = form.fields[name].prepare_value(value)
    if isinstance(value, list):
        data.setlist(key, [str(row.pk) if isinstance(row, Model) else str(row) for row in value])
    elif shown is None or shown is False:
        data.pop(key, None)
    else:
        data[key] = str(shown)


def _both_changed(since: QuerySet[Event], name: str) -> str:
    newest = since.select_related("by").order_by("-pk")
    event = next(one for one in newest if name in one.changes)
    line = told([Event(subject_type=event.subject_type, changes={name: event.changes[name]})])
    new = line[0].lines[0].new if line[0].lines else ""
    return _(
        "%(who)s changed this to “%(new)s” since you opened the page. "
        "What you typed is still here; save again to put it in its place."
    ) % {"who": event.by, "new": new}
