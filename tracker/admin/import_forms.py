"""The forms of the import page: the list with its terms, and which column holds what."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.actions.lists import Terms
from tracker.choices import Channel, SignatoryKind
from tracker.models import Revision, Statement
from tracker.readers.columns import FIELDS
from tracker.rules.list_imports import MOST_AT_ONCE

if TYPE_CHECKING:
    from tracker.admin.site import DeskSite

LABELS = {
    "name": gettext_lazy("Name"),
    "kind": gettext_lazy("Kind"),
    "country": gettext_lazy("Country"),
    "url": gettext_lazy("Web address"),
    "note": gettext_lazy("Note"),
    "date": gettext_lazy("Date of signing"),
    "representative": gettext_lazy("Represented by"),
    "capacity": gettext_lazy("Capacity"),
}


class ImportForm(forms.Form):
    """Which list goes where, and what holds for all of it."""

    statement = forms.ModelChoiceField(Statement.objects.all(), label=gettext_lazy("Statement"))
    upload = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy(
            "CSV or Excel (.xlsx); the first row names the columns. A list of more than 5 MB, as "
            "CSV in UTF-8, is taken in by the worker."
        ),
    )
    offered = forms.CharField(
        label=gettext_lazy("Offered on"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("In EDTF, for all rows that have no date of their own: 2022-03~."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind, where no column says it"),
        choices=SignatoryKind.choices,
        initial=SignatoryKind.ORGANISATION,
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Channel"), choices=Channel.choices, initial=Channel.LIST
    )
    listed_on = forms.CharField(
        label=gettext_lazy("The issuer's own list, as of"),
        max_length=40,
        required=False,
        help_text=gettext_lazy(
            "In EDTF, if the issuer published this list: one reply then lists them all. "
            "Empty: somebody else's list."
        ),
    )
    source_title = forms.CharField(
        label=gettext_lazy("Title of the list"), max_length=300, required=False
    )
    source_url = forms.URLField(
        label=gettext_lazy("Address of the list"), required=False, assume_scheme="https"
    )
    kept_data = forms.CharField(required=False, widget=forms.HiddenInput)
    kept_name = forms.CharField(required=False, widget=forms.HiddenInput)

    # What is too long to be taken in while somebody waits.
    long_list: Any = None
    data_read: bytes = b""
    name_read: str = ""

    def __init__(self, site: DeskSite, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["statement"]
        relation: Any = Revision._meta.get_field("statement")
        field.widget = AutocompleteSelect(relation, site, choices=field.choices)
        field.widget.is_required = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._take_file(cleaned)
        is_cited = cleaned.get("source_url")
        if not is_cited and (cleaned.get("listed_on") or cleaned.get("source_title")):
            self.add_error("source_url", _("Say where this list can be read."))
        statement = cleaned.get("statement")
        if statement is not None:
            cleaned["revision"] = statement.revisions.order_by("-number").first()
            if cleaned["revision"] is None:
                self.add_error("statement", _("This statement has no text yet."))
        return cleaned

    def terms(self) -> Terms:
        """What holds for every row, as the action takes it."""
        said = self.cleaned_data
        title = said["source_title"] or said["source_url"]
        return Terms(
            offered=said["offered"],
            kind=said["kind"],
            channel=said["channel"],
            listed_on=said["listed_on"],
            source={"title": title, "url": said["source_url"]} if title else None,
        )

    def kept(self) -> dict[str, str]:
        """The file, as the hidden fields carry it to the next step."""
        return {"data": b64encode(self.data_read).decode(), "name": self.name_read}

    def _take_file(self, cleaned: Mapping[str, Any]) -> None:
        upload = cleaned.get("upload")
        if upload is None:
            self._take_kept(cleaned)
        elif upload.size > MOST_AT_ONCE:
            self.long_list = upload
        else:
            self.data_read, self.name_read = upload.read(), upload.name

    def _take_kept(self, cleaned: Mapping[str, Any]) -> None:
        try:
            self.data_read = b64decode(cleaned.get("kept_data", ""), validate=True)
        except (binascii.Error, ValueError):
            self.data_read = b""
        self.name_read = cleaned.get("kept_name", "")
        if not self.data_read:
            self.add_error("upload", _("Choose a file."))


class MappingForm(forms.Form):
    """Which column holds which field; columns of no field are kept beside the names."""

    def __init__(
        self,
        header: Sequence[str],
        data: Mapping[str, Any] | None,
        guessed: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(data)
        choices = [("", _("not in this list")), *((column, column) for column in header)]
        for name in FIELDS:
            initial = (guessed or {}).get(name, "")
            self.fields[f"map-{name}"] = forms.ChoiceField(
                label=LABELS[name], choices=choices, required=False, initial=initial
            )

    @property
    def fixed(self) -> dict[str, str]:
        """What a person chose; nothing the first time, when there was nothing to choose."""
        sent = {name: self.data.get(f"map-{name}") for name in FIELDS}
        return {name: value for name, value in sent.items() if value is not None}
