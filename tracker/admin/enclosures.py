"""What whoever offered sent with a message, for those who read it on the desk."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html_join

from tracker.admin.downloads import download
from tracker.models import Enclosure, Reply


def enclosures_of(reply: Reply) -> str:
    """Links to the files of a message, with type, size and SHA-256; "" without any."""
    rows = [
        (
            reverse("admin:tracker_reply_enclosure", args=[reply.pk, one.pk]),
            one.name,
            one.media_type,
            filesizeformat(one.size),
            one.sha256,
        )
        for one in reply.enclosures.all()
    ]
    line = '<a href="{}">{}</a> <small>{} · {} · <code>SHA-256 {}</code></small>'
    return format_html_join(" ", line, rows)


def enclosure_view(request: HttpRequest, pk: int, number: int) -> FileResponse:
    """One file of a message."""
    found = Enclosure.objects.visible_to(request.user).filter(reply=pk, pk=number).first()
    if found is None:
        raise Http404
    return download(found, found.name, found.media_type)
