"""The two forms of the page that reads a text: what to read, and what to make of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.choices import Custody, StatementKind
from tracker.models import Revision, Signatory, Statement
from tracker.readers.drafts import Link
from tracker.readers.errors import ReadError, TooLarge
from tracker.readers.files import FileText, read_file
from tracker.readers.kinds import MAX_BYTES
from tracker.rules.names import name_slug

if TYPE_CHECKING:
    from tracker.admin.site import DeskSite

NEW = ("title", "kind", "issuer")
READ = ("title", "language", "issued_words")


class ReadForm(forms.Form):
    """A text as it comes. After a file was read, its text stands in the field, to be kept there."""

    pasted = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("Paste it here, or choose a file, or both: the file comes first."),
    )
    upload = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("Text, Markdown, HTML, Word (.docx) or PDF, up to 10 MB."),
    )
    from_line = forms.IntegerField(
        label=gettext_lazy("First line"), required=False, min_value=1, max_value=10**7
    )
    to_line = forms.IntegerField(
        label=gettext_lazy("Last line"), required=False, min_value=1, max_value=10**7
    )
    kept_links = forms.CharField(required=False, widget=forms.HiddenInput)

    text: str = ""
    links: tuple[Link, ...] = ()
    notes: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        pasted = cleaned.get("pasted", "").replace("\r\n", "\n")
        self.text, self.links = pasted, links_in(cleaned.get("kept_links", ""))
        upload = cleaned.get("upload")
        if upload is not None:
            self._read_upload(upload, pasted)
        elif not pasted.strip():
            self.add_error("pasted", _("Paste a text, or choose a file."))
        first, last = cleaned.get("from_line"), cleaned.get("to_line")
        if first and last and first > last:
            self.add_error("to_line", _("The last line comes before the first."))
        return cleaned

    def _read_upload(self, upload: UploadedFile, pasted: str) -> None:
        try:
            file = read_upload(upload)
        except ReadError as error:
            self.add_error("upload", str(error))
            return
        self.text = f"{file.text}\n\n{pasted}" if pasted.strip() else file.text
        self.links, self.notes = file.links, file.notes
        if file.main and not self.cleaned_data.get("from_line"):
            first, last = file.main
            self.cleaned_data |= {"from_line": first, "to_line": last}
            told = _("The article seems to be in the lines %(first)s to %(last)s of the page.")
            self.notes += (told % {"first": first, "last": last},)

    def as_read(self) -> ReadForm:
        """The same form after reading: the file's text now stands in the text field."""
        shown = ReadForm(
            {
                "pasted": self.text,
                "from_line": self.cleaned_data.get("from_line") or "",
                "to_line": self.cleaned_data.get("to_line") or "",
                "kept_links": as_json(self.links),
            }
        )
        shown.full_clean()
        shown.notes = self.notes
        return shown


class DraftForm(forms.Form):
    """What the reading becomes: the next wording of a statement, or a new statement with one."""

    statement = forms.ModelChoiceField(
        Statement.objects.all(),
        label=gettext_lazy("Next wording of"),
        required=False,
        help_text=gettext_lazy("Empty: a new statement, with the facts below."),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", "–"), *StatementKind.choices], required=False
    )
    issuer = forms.ModelChoiceField(
        Signatory.objects.current(), label=gettext_lazy("Issuer"), required=False
    )
    issued = forms.CharField(
        label=gettext_lazy("Issued"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("In EDTF: 2022-01-30, 2022-01, 2022~, 2022-01-30?."),
    )
    issued_words = forms.CharField(
        label=gettext_lazy("Date as printed"), max_length=200, required=False
    )
    url = forms.URLField(label=gettext_lazy("Original"), required=False, assume_scheme="https")
    custody = forms.ChoiceField(
        label=gettext_lazy("Custody"), choices=Custody.choices, initial=Custody.OBSERVED
    )
    language = forms.CharField(label=gettext_lazy("Language"), max_length=12)

    def __init__(self, site: DeskSite, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in READ:
            hidden = forms.CharField(required=False, widget=forms.HiddenInput)
            self.fields[proposed_name(name)] = hidden
        self._find_as_you_type("statement", Revision._meta.get_field("statement"), site)
        self._find_as_you_type("issuer", Statement._meta.get_field("issuer"), site)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("statement") and "statement" not in self.errors:
            for name in NEW:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A new statement needs this."))
        return cleaned

    def statement_values(self) -> dict[str, Any]:
        """The facts of a new statement, as the action takes them."""
        names = ("title", "kind", "issuer", "issued", "issued_words", "url", "custody")
        values = {name: self.cleaned_data[name] for name in names}
        return values | {"slug": name_slug(values["title"])}

    def _find_as_you_type(self, name: str, relation: Any, site: DeskSite) -> None:
        field: Any = self.fields[name]
        field.widget = AutocompleteSelect(relation, site, choices=field.choices)
        field.widget.is_required = field.required


def proposed_name(name: str) -> str:
    """The hidden field that remembers what the last reading proposed for a field."""
    return f"proposed_{name}"


def read_upload(upload: UploadedFile) -> FileText:
    """An uploaded file as text; what is too large is refused before it is read."""
    if (upload.size or 0) > MAX_BYTES:
        raise TooLarge(
            _("This file has %(size)s MB; the site reads up to %(limit)s MB.")
            % {"size": -(-(upload.size or 0) // 1024**2), "limit": MAX_BYTES // 1024**2}
        )
    return read_file(upload.read(), upload.name or "")


def as_json(links: Iterable[Link]) -> str:
    """Links as they are kept in a hidden field between two readings."""
    return json.dumps([[link.words, link.url, link.line] for link in links])


def links_in(text: str) -> tuple[Link, ...]:
    """The links kept in a hidden field; none if somebody meddled with it."""
    try:
        return tuple(Link(str(words), str(url), int(line)) for words, url, line in json.loads(text))
    except (ValueError, TypeError):
        return ()
