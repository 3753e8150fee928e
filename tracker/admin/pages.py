"""What pages of the desk and the rows inside them share: fields, rights, and refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Field, ForeignKey, Model
from django.http import HttpRequest
from django_countries.fields import CountryField

from tracker.admin.forms import (
    FIELD_OVERRIDES,
    DeskForm,
    KnownAutocomplete,
    KnownChoiceField,
    LongSelect,
    RowRefused,
)
from tracker.models.users import reads_desk
from tracker.rules.permissions import Right


def may(request: HttpRequest, right: Right) -> bool:
    """Whether whoever asks has this right now."""
    return bool(request.user.is_active and request.user.has_perm(f"tracker.{right}"))  # type: ignore[union-attr]


def shows_list(request: HttpRequest) -> bool:
    """Whether a list of the desk is asked for, and nothing is to be done with its rows."""
    match = request.resolver_match
    is_list = match is not None and (match.url_name or "").endswith("_changelist")
    return request.method == "GET" and is_list


def is_stub(row: Any) -> bool:
    """Whether the content of this row was erased: it stays as it is, and the actions refuse too."""
    return getattr(row, "erased_at", None) is not None


def asked_once(on: Any, name: str, ask: Callable[[], Any]) -> Any:
    """What was asked of the database for one row or request, kept with it: pages ask often."""
    answers = on.__dict__.setdefault("desk_answers", {})
    if name not in answers:
        answers[name] = ask()
    return answers[name]


@contextmanager
def refusing(form: DeskForm, *, at: str | None) -> Iterator[None]:
    """Bring whatever an action refuses back to the form that asked for it."""
    try:
        yield
    except ValidationError as error:
        raise RowRefused(form, error, at=at) from error
    except PermissionDenied as error:
        raise RowRefused(form, ValidationError(str(error)), at=at) from error


class DeskPages(BaseModelAdmin):
    """What pages and the rows inside them share: fields, and who may do what."""

    form = DeskForm
    formfield_overrides: ClassVar[dict[Any, Any]] = FIELD_OVERRIDES

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **options: Any
    ) -> forms.ModelChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            known = asked_once(request, f"rows of {db_field}", dict)
            options.setdefault("widget", KnownAutocomplete(db_field, self.admin_site))
            options.setdefault("form_class", partial(KnownChoiceField, known=known))
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_choice_field(
        self, db_field: Field[Any, Any], request: HttpRequest, **options: Any
    ) -> forms.Field | None:
        if isinstance(db_field, CountryField):
            options.setdefault("widget", LongSelect)
        return super().formfield_for_choice_field(db_field, request, **options)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return reads_desk(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return reads_desk(request.user)
