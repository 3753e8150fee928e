"""The form by which somebody offers to sign: everything in one page, with or without script."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import TimestampSigner
from django.forms import BoundField
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from tracker.choices import PositionKind, SignatoryKind, Visibility
from tracker.models import Clause, Statement
from tracker.public.guarded_forms import GuardedForm
from tracker.queries.selects import PlainSelect
from tracker.queries.submission_rows import sorted_countries
from tracker.rules.offers import (
    CONSENTS,
    REQUIRED,
    Offer,
    Purpose,
    kinds_allowed,
    missing_of,
)

VISIBILITIES = [
    (Visibility.NAMED, gettext_lazy("Show the name in public")),
    (Visibility.WITHHELD, gettext_lazy("Withhold the name: the offer is counted without it")),
]


@dataclass(frozen=True, slots=True)
class ClauseFields:
    """One clause with the two fields by which an exception to it is made."""

    clause: Clause
    kind: BoundField
    text: BoundField

    @property
    def is_open(self) -> bool:
        """Whether something was chosen or typed, so that it must be in view."""
        return bool(self.kind.value() or self.text.value() or self.kind.errors or self.text.errors)


class OfferForm(GuardedForm):
    """Asks who signs, what is endorsed, how the name appears, and for each consent by itself."""

    signer = TimestampSigner(salt="tracker.offers")

    kind = forms.ChoiceField(label=gettext_lazy("Signs as"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=300,
        help_text=gettext_lazy("In full, as it shall stand under the statement."),
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        required=False,
        widget=PlainSelect,
        help_text=gettext_lazy("Leave it open if you belong to none or do not want to say."),
    )
    representative = forms.CharField(
        label=gettext_lazy("Represented by"), max_length=200, required=False
    )
    capacity = forms.CharField(
        label=gettext_lazy("In the capacity of"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For example: secretary."),
    )
    authority = forms.BooleanField(
        label=gettext_lazy("I declare that I may sign for this organisation."), required=False
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy(
            "A letter with a link to confirm goes there. It is never shown or handed on."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of letters"), choices=settings.LANGUAGES
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("The name"),
        choices=VISIBILITIES,
        widget=forms.RadioSelect,
        initial=Visibility.NAMED,
    )
    wording = forms.CharField(widget=forms.HiddenInput)
    stamp = forms.CharField(widget=forms.HiddenInput)
    # What the browser worked out; whatever it is, the form is taken.
    proof = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, statement: Statement, clauses: Iterable[Clause], wording: int
    ) -> None:
        self.clauses, self.number = list(clauses), str(wording)
        first = {"wording": self.number, "language": _own_language()}
        if data is None:
            first["stamp"] = self.signer.sign(self.number)
        kinds = kinds_allowed(statement.openness)
        if len(kinds) == 1:
            first["kind"] = kinds[0]
        points = tuple((one.pk, one.kind, one.number) for one in self.clauses)
        self.base_fields = _fields_for(get_language() or "", statement.openness, points)
        super().__init__(data, initial=first)

    # --- What was typed ---------------------------------------------------------------------------

    def clean_wording(self) -> str:
        if self.cleaned_data["wording"] != self.number:
            self.put("wording", self.number)
            raise ValidationError(
                _("The text was changed since you opened this page. Read it again, then send this.")
            )
        return self.number

    def clean_stamp(self) -> str:
        return self.timed("stamp", self.number)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind"):
            self._require_representative(cleaned)
        for clause in self.clauses:
            kind, text = cleaned.get(f"kind-{clause.pk}"), cleaned.get(f"text-{clause.pk}")
            if kind and not text:
                self.add_error(f"text-{clause.pk}", _("Say it in your own words."))
            if text and not kind:
                self.add_error(f"kind-{clause.pk}", _("Choose what this is."))
        return cleaned

    def _require_representative(self, cleaned: dict[str, Any]) -> None:
        missing = missing_of(
            cleaned["kind"],
            representative=cleaned.get("representative", ""),
            capacity=cleaned.get("capacity", ""),
            has_authority=bool(cleaned.get("authority")),
        )
        for name, message in missing.items():
            if name not in self.errors:
                self.add_error(name, message)

    # --- For the action and the page --------------------------------------------------------------

    def offer(self) -> Offer:
        """What a valid form says of who signs. A person represents nobody but itself."""
        typed = self.cleaned_data
        is_person = typed["kind"] == SignatoryKind.PERSON
        agreed = [purpose for purpose in Purpose if typed[purpose]]
        return Offer(
            name=typed["name"],
            kind=typed["kind"],
            email=typed["email"],
            consents={str(purpose): str(CONSENTS[purpose]) for purpose in agreed},
            country=typed["country"],
            representative="" if is_person else typed["representative"],
            capacity=typed["capacity"],
            language=typed["language"],
            visibility=typed["visibility"],
        )

    def exceptions(self) -> list[dict[str, Any]]:
        """What it says of single clauses."""
        typed = self.cleaned_data
        return [
            {"clause": one, "kind": typed[f"kind-{one.pk}"], "text": typed[f"text-{one.pk}"]}
            for one in self.clauses
            if typed[f"kind-{one.pk}"]
        ]

    def clause_fields(self) -> list[ClauseFields]:
        return [
            ClauseFields(one, self[f"kind-{one.pk}"], self[f"text-{one.pk}"])
            for one in self.clauses
        ]

    def consents(self) -> list[BoundField]:
        return [self[purpose] for purpose in CONSENTS]

    def has_languages(self) -> bool:
        return len(settings.LANGUAGES) > 1

    def wrong(self) -> list[BoundField]:
        """The fields with something to mend, in the order of the page."""
        return [field for field in self if field.errors]

    def wrong_heading(self) -> str:
        amount = len(self.wrong()) + len(self.non_field_errors())
        return ngettext(
            "One thing has to be mended. All you typed is still here.",
            "%(amount)s things have to be mended. All you typed is still here.",
            amount,
        ) % {"amount": amount}


class SharedFields(dict[str, forms.Field]):
    """Fields that nobody changes: every form has these very ones, where Django copies them all."""

    def __deepcopy__(self, memo: object) -> SharedFields:
        return self


@lru_cache(maxsize=32)
def _fields_for(
    language: str, openness: str, points: tuple[tuple[int, str, str], ...]
) -> SharedFields:
    """The fields in the language that is active, for these clauses: (number, kind, as printed).

    To make and copy them anew for each form, with all countries, takes longer than to check them.
    """
    fields = SharedFields(deepcopy(OfferForm.declared_fields))
    choices: dict[str, Any] = fields
    choices["kind"].choices = [(kind.value, kind.label) for kind in kinds_allowed(openness)]
    choices["country"].choices = [("", _("Not stated")), *sorted_countries()]
    for purpose, words in CONSENTS.items():
        fields[purpose] = forms.BooleanField(label=str(words), required=purpose in REQUIRED)
    for number, kind, printed in points:
        fields |= _fields_of(number, Clause(kind=kind, number=printed))
    return fields


def _fields_of(number: int, clause: Clause) -> dict[str, forms.Field]:
    """The two fields by which an exception to this clause is made."""
    return {
        f"kind-{number}": forms.ChoiceField(
            label=_("About %(clause)s") % {"clause": clause},
            choices=[("", pgettext("a point of a statement", "Endorsed")), *PositionKind.choices],
            required=False,
            widget=PlainSelect,
        ),
        f"text-{number}": forms.CharField(
            label=_("In your own words"),
            required=False,
            max_length=5000,
            widget=forms.Textarea(attrs={"rows": 3}),
        ),
    }


def _own_language() -> str:
    known = [code for code, _name in settings.LANGUAGES]
    current = get_language() or ""
    return current if current in known else known[0]
