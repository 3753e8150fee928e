"""Replies on the desk: one message from either side, answering one submission or many."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from tracker.actions.answers import tell_reply
from tracker.actions.lists import Imported, release_import
from tracker.actions.replies import change_reply, record_reply, release_reply, void_reply
from tracker.admin.answered import AnsweredAdmin
from tracker.admin.base import itself
from tracker.admin.buttons import Button
from tracker.admin.enclosures import enclosure_view, enclosures_of
from tracker.admin.forms import RecordForm
from tracker.admin.links import list_url
from tracker.admin.releases import release_button
from tracker.admin.standings import is_out
from tracker.admin.voids import void_button
from tracker.choices import ReplyKind
from tracker.models import Event, Reply, User
from tracker.queries.replies import is_told_by_letter
from tracker.rules.permissions import Right
from tracker.rules.releases import reply_is_negative
from tracker.rules.signing import date_warnings


def is_negative(reply: Reply) -> bool:
    return reply_is_negative(reply.statement.custody, reply.kind)


RELEASE = release_button(release_reply, is_negative)
TELL = replace(
    RELEASE,
    name="tell",
    label=_("Tell the signatories, then release"),
    run=tell_reply,
    done=_("The letters go out in a moment; after that it is public."),
    shows=lambda row: RELEASE.shows(row) and is_told_by_letter(row) and not row.letters.exists(),
)
UNTOLD = replace(RELEASE, shows=lambda row: RELEASE.shows(row) and not is_told_by_letter(row))


def release_listing(reply: Reply, *, by: User) -> None:
    """Make a list public with the submissions on it, as an import leaves them."""
    release_import(Imported([], list(reply.submissions.all()), [], listing=reply), by=by)


class ReplyForm(RecordForm):
    """Who speaks may be left open where the kind leaves no choice."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "speaker" in self.fields:
            self.fields["speaker"].required = False
            self.fields["speaker"].help_text = _("Empty where the kind of reply says it.")


class ReplyAdmin(AnsweredAdmin):
    form = ReplyForm
    record = staticmethod(record_reply)
    change = staticmethod(change_reply)
    whose_facts = staticmethod(itself)
    buttons = (
        TELL,
        UNTOLD,
        Button(
            "release-all",
            _("Release with all it lists"),
            release_listing,
            _("Released: the list, and every submission on it."),
            right=Right.RELEASE,
            shows=lambda reply: reply.kind == ReplyKind.LISTING and reply.released_at is None,
            is_main=True,
        ),
        void_button(void_reply),
    )
    list_display = ("kind", "speaker", "statement", "dated", "recorded_by", "is_out")
    list_filter = ("kind", "speaker", *AnsweredAdmin.list_filter)
    autocomplete_fields = ("submissions", "disputes")
    own = (
        ("kind", "speaker"),
        ("dated", "dated_words"),
        "channel",
        "text",
        "is_summary",
        "promised_on",
        "disputes",
    )

    is_out = staticmethod(is_out)

    def facts(self, row: Any) -> list[tuple[Any, Any]]:
        """Who spoke without an account is shown by the door through which it came."""
        shown = super().facts(row)
        if row.recorded_by_id is None:
            event = Event.objects.about(row).first()
            shown[1:1] = [(_("Came through"), event.get_origin_display())] if event else []
            files = enclosures_of(row)
            shown += [(_("Files that came with it, not public"), files)] if files else []
        if row.released_at is None and row.letters.exists():
            link, words = list_url("letter", outbox="waiting"), _("Its letters are in the outbox.")
            after = _("It is public when they have gone out.")
            told = format_html('<a href="{}">{}</a> {}', link, words, after)
            shown.append((_("Told first"), told))
        return shown

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(enclosure_view)
        name = "tracker_reply_enclosure"
        return [path("<int:pk>/files/<int:number>/", view, name=name), *super().get_urls()]

    def described(self, row: Any) -> str:
        return f"{row}: {row.statement.title}"

    def submissions_url(self, row: Any) -> str:
        return list_url("submission", replies=row.pk)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        self._warn(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        self._warn(request, obj)
        return super().response_change(request, obj)

    def _warn(self, request: HttpRequest, reply: Reply) -> None:
        """Say what an editor should look at again although it was recorded."""
        offered = [submission.stated for submission in reply.submissions.all()]
        for told in date_warnings(offered, reply.stated):
            messages.warning(request, told)
