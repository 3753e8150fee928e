"""What is done to several rows chosen from a list: asked once, then all or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.admin.buttons import Button
from tracker.admin.forms import show_refusal

if TYPE_CHECKING:
    from tracker.admin.base import DeskAdmin

# As many as an address can name, and as a person can answer for.
MOST = 300
SHOWN = 20


def chosen(request: HttpRequest, rows: QuerySet[Any], most: int = MOST) -> list[Any]:
    """The rows chosen from a list; none, with a message, if they are too many."""
    found = list(rows.order_by("pk")[: most + 1])
    if len(found) <= most:
        return found
    messages.error(
        request,
        _("More than %(most)s are chosen. Narrow the list, or choose page by page.")
        % {"most": most},
    )
    return []


def all_or_none(
    request: HttpRequest, run: Callable[[], Any], done: str, form: forms.Form | None = None
) -> bool:
    """Run something in one transaction, and tell how it went; whether it went well."""
    try:
        with transaction.atomic():
            run()
    except (ValidationError, PermissionDenied) as error:
        refused = error if isinstance(error, ValidationError) else ValidationError(str(error))
        if form is not None:
            show_refusal(form, refused)
            return False
        for told in refused.messages:
            messages.error(request, told)
        messages.error(request, _("Nothing was changed: it is all of the chosen or none."))
        return False
    messages.success(request, done)
    return True


def ask_then_run(
    page: DeskAdmin, request: HttpRequest, rows: QuerySet[Any], action: str, button: Button
) -> HttpResponse | None:
    """Show what a button asks for, once for all chosen rows; then run it on each."""
    listed = chosen(request, rows)
    if not listed:
        return None
    is_answered = "answered" in request.POST
    form = (button.form or forms.Form)(request.POST if is_answered else None)
    if is_answered and form.is_valid():
        told = ngettext("Done with %(count)s.", "Done with all %(count)s.", len(listed))
        run = _for_each(listed, button, request.user, form.cleaned_data)
        if all_or_none(request, run, told % {"count": len(listed)}, form):
            return None
    context = {
        **page.admin_site.each_context(request),
        "title": button.title,
        "opts": page.opts,
        "button": button,
        "form": form,
        "rows": listed[:SHOWN],
        "more": max(len(listed) - SHOWN, 0),
        "chosen": [row.pk for row in listed],
        "checkbox": ACTION_CHECKBOX_NAME,
        "action": action,
    }
    return TemplateResponse(request, "desk/batch.html", context)


def _for_each(
    rows: list[Any], button: Button, user: Any, values: dict[str, Any]
) -> Callable[[], None]:
    def run() -> None:
        for row in rows:
            button.run(row, by=user, **values)

    return run
