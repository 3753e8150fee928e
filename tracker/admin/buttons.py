"""What can be done with a record besides changing it: each button runs one action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise

from tracker.admin.forms import show_refusal
from tracker.rules.permissions import Right

if TYPE_CHECKING:
    from tracker.admin.base import DeskAdmin

Text = str | Promise


def always(row: Any) -> bool:
    return True


def never_refused(row: Any, user: Any) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to do with one row.

    `run(row, by=…, **values)` is called with what `form` asked for. With a form or a `warning`
    there is a page in between. `why_not(row, user)` says why this user must leave it to others; its
    words then stand in place of the button. The `is_main` one stands out.
    """

    name: str
    label: Text
    run: Callable[..., Any]
    done: Text
    right: Right = Right.EDIT
    shows: Callable[[Any], bool] = always
    why_not: Callable[[Any, Any], Text] = never_refused
    form: type[forms.Form] | None = None
    warning: Text = ""
    is_main: bool = False

    @property
    def title(self) -> str:
        """The label without the dots that announce a page in between."""
        return str(self.label).removesuffix("…")

    @property
    def has_page(self) -> bool:
        return self.form is not None or bool(self.warning)


@dataclass(frozen=True, slots=True)
class Tool:
    """One entry beside a record's title: a link, a button that posts, or a reason why not.

    `spoken` is the whole name of an entry whose label only makes sense after the one before it.
    """

    label: Text
    url: str = ""
    is_post: bool = False
    why_not: Text = ""
    is_main: bool = False
    spoken: Text = ""


def tools_of(page: DeskAdmin, request: HttpRequest, row: Any) -> list[Tool]:
    """The buttons of a row that this user may see."""
    tools = []
    for button in page.buttons:
        if not request.user.has_perm(f"tracker.{button.right}") or not button.shows(row):  # type: ignore[union-attr]
            continue
        why_not = button.why_not(row, request.user)
        url = "" if why_not else _address(page, row.pk, button)
        tools.append(Tool(button.label, url, not button.has_page, why_not, button.is_main))
    return tools


def button_view(page: DeskAdmin, request: HttpRequest, object_id: int, name: str) -> HttpResponse:
    """Run a button's action by POST; before that, ask what it needs to know."""
    row = page.get_object(request, str(object_id))
    button = _button(page.buttons, name)
    if row is None or button is None:
        raise Http404
    if not request.user.has_perm(f"tracker.{button.right}"):  # type: ignore[union-attr]
        raise PermissionDenied
    form = (button.form or forms.Form)(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            button.run(row, by=request.user, **form.cleaned_data)
        except (ValidationError, PermissionDenied) as error:
            if not button.has_page:
                _tell(request, error)
                return HttpResponseRedirect(_change_address(page, object_id))
            show_refusal(form, _as_validation(error))
        else:
            messages.success(request, button.done)
            return HttpResponseRedirect(_change_address(page, object_id))
    return _ask(page, request, row, button, form)


def _ask(
    page: DeskAdmin, request: HttpRequest, row: Any, button: Button, form: forms.Form
) -> HttpResponse:
    context = {
        **page.admin_site.each_context(request),
        "title": button.title,
        "subtitle": str(row),
        "opts": page.opts,
        "original": row,
        "button": button,
        "form": form,
        "back": _change_address(page, row.pk),
    }
    return TemplateResponse(request, "desk/confirm.html", context)


def _button(buttons: Sequence[Button], name: str) -> Button | None:
    return next((button for button in buttons if button.name == name), None)


def _tell(request: HttpRequest, error: ValidationError | PermissionDenied) -> None:
    for told in _as_validation(error).messages:
        messages.error(request, told)


def _as_validation(error: ValidationError | PermissionDenied) -> ValidationError:
    return error if isinstance(error, ValidationError) else ValidationError(str(error))


def _address(page: DeskAdmin, pk: int, button: Button) -> str:
    return reverse(f"admin:tracker_{page.opts.model_name}_do", args=[pk, button.name])


def _change_address(page: DeskAdmin, pk: int) -> str:
    return reverse(f"admin:tracker_{page.opts.model_name}_change", args=[pk])
