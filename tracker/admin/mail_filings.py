"""The page that files a mail, and the downloads of its bytes and attachments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from tracker.actions.mail_filings import file_mail
from tracker.admin.downloads import download
from tracker.admin.forms import show_refusal
from tracker.admin.links import change_url
from tracker.admin.mail_forms import FilingForm
from tracker.admin.pages import may
from tracker.models import IncomingMail, MailAttachment
from tracker.readers.mail_headers import MOST_BYTES, decoded, read_header
from tracker.readers.quotes import passages
from tracker.rules.permissions import Right

if TYPE_CHECKING:
    from tracker.admin.base import DeskAdmin

MOST_FIELDS = 100


def file_view(page: DeskAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """File a mail as the form says; what is refused comes back with all that was typed."""
    mail = _mail(pk)
    if not may(request, Right.EDIT):
        raise PermissionDenied
    form = FilingForm(page, mail, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            reply = file_mail(mail, values.pop("submissions"), values, by=request.user)  # type: ignore[arg-type]
        except ValidationError as error:
            show_refusal(form, error)
        else:
            told = _("Filed: %(name)s. It waits for release.") % {"name": reply}
            messages.success(request, told)
            return HttpResponseRedirect(change_url(reply))
    context = {
        **page.admin_site.each_context(request),
        "title": _("File this mail"),
        "opts": page.opts,
        "original": mail,
        "passages": passages(mail.text),
        "filing": form,
        "back": change_url(mail),
    }
    return TemplateResponse(request, "desk/file_mail.html", context)


def header_of(mail: IncomingMail) -> list[tuple[str, str]]:
    """The fields of a message's header as a person reads them; none if its file is gone."""
    try:
        with mail.file.open("rb") as file:
            beginning = file.read(MOST_BYTES)
    except FileNotFoundError:
        return []
    fields = read_header(beginning.lstrip(b"\r\n")).fields[:MOST_FIELDS]
    return [(name, decoded(value)) for name, value in fields]


def raw_view(request: HttpRequest, pk: int) -> FileResponse:
    """The message as it came, byte for byte, as plain text: no program opens or runs it."""
    mail = _mail(pk)
    return download(mail, f"mail-{mail.pk}.eml.txt", "text/plain; charset=utf-8")


def attachment_view(request: HttpRequest, pk: int, order: int) -> FileResponse:
    """An attachment of a type that is kept, always as a download."""
    kept = MailAttachment.objects.filter(mail=pk, order=order).exclude(file="").first()
    if kept is None:
        raise Http404
    return download(kept, kept.name, kept.kept_type)


def _mail(pk: int) -> IncomingMail:
    mail = IncomingMail.objects.filter(pk=pk).first()
    if mail is None:
        raise Http404
    return mail
