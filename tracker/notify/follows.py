"""Letters to those who follow: to confirm, that they follow already, and what is new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.choices import Frequency, LetterKind
from tracker.models import Follow, Signatory, Submission
from tracker.notify.drafts import LetterDraft
from tracker.notify.languages import speaking
from tracker.notify.offers import link_to, stop_link
from tracker.queries.events import EventRow
from tracker.queries.follows import Followed
from tracker.rules.date_words import day_words
from tracker.rules.letters import printable

OFTEN: dict[str, Promise] = {
    Frequency.AT_ONCE: gettext_lazy("as soon as something is new"),
    Frequency.WEEKLY: gettext_lazy("once a week, if something is new"),
}


def followed_name(subject: Followed) -> str:
    """What is followed, as letters and pages name it; a submission without its signatory."""
    if isinstance(subject, Submission):
        told = {"reference": subject.reference, "statement": subject.statement.title}
        return _("submission %(reference)s to “%(statement)s”") % told
    if isinstance(subject, Signatory):
        return subject.name
    return _("“%(title)s”") % {"title": subject.title}


def follow_letter(follow: Follow, token: str) -> LetterDraft:
    """Asks whoever has the address whether it wants to follow."""
    last_day = timezone.localdate(follow.made_at + timedelta(days=settings.CONFIRM_DAYS))
    with speaking(follow.language):
        words = _words(follow, token) | {"day": day_words(last_day)}
        body = _(
            "Somebody, probably you, asked this site to write to this address when something is "
            "recorded about %(what)s: %(often)s.\n\n"
            "If you want that, open this page and press its button, until %(day)s:\n%(own)s\n\n"
            "If not, do nothing: no more letters come, and the address is forgotten after that "
            "day. To have it forgotten at once:\n%(stop)s\n"
        )
        subject = _("Do you want to follow %(what)s?") % words
        return _draft(follow, LetterKind.FOLLOWING, subject, body % words, token)


def followed_already_letter(follow: Follow, token: str) -> LetterDraft:
    """Says that the address follows this already: only the address itself is told."""
    with speaking(follow.language):
        words = _words(follow, token)
        body = _(
            "Somebody, probably you, asked this site to write to this address when something is "
            "recorded about %(what)s. It does so already: %(often)s. Nothing was changed.\n\n"
            "To change how often, or to stop:\n%(own)s\n\n"
            "To stop at once:\n%(stop)s\n"
        )
        subject = _("You follow %(what)s already") % words
        return _draft(follow, LetterKind.FOLLOWING, subject, body % words, token)


def news_letter(
    follow: Follow, rows: Sequence[EventRow], token: str, *, has_more: bool
) -> LetterDraft:
    """Tells what is new, oldest first; `has_more`: there is more than these rows."""
    with speaking(follow.language):
        words = _words(follow, token)
        subject = ngettext(
            "%(what)s: one new entry in the record",
            "%(what)s: %(amount)s new entries in the record",
            len(rows),
        ) % (words | {"amount": f"{len(rows)}+" if has_more else len(rows)})
        told = "\n\n".join(_entry(row) for row in rows)
        if has_more:
            more = _("There is more. These are the newest.")
            told = f"{more}\n\n{told}"
        body = _(
            "New in the record about %(what)s:\n\n%(told)s\n\nAll that is recorded:\n%(page)s\n\n"
            "You get this since you follow it: %(often)s. To change that:\n%(own)s\n"
            "To stop it at once:\n%(stop)s\n"
        )
        return _draft(follow, LetterKind.DIGEST, subject, body % (words | {"told": told}), token)


def _entry(row: EventRow) -> str:
    day = day_words(timezone.localdate(row.recorded_at))
    about = f"\n{row.statement}" if row.statement else ""
    return f"{day}: {row.sentence}{about}\n{settings.SITE_URL}{row.url}"


def _words(follow: Follow, token: str) -> dict[str, object]:
    return {
        "what": followed_name(follow.subject),
        "often": OFTEN[follow.frequency],
        "own": link_to("follow", token),
        "stop": link_to("follow_stop", token),
        "page": f"{settings.SITE_URL}{follow.subject.get_absolute_url()}",
    }


def _draft(follow: Follow, kind: str, subject: str, body: str, token: str) -> LetterDraft:
    return LetterDraft(
        kind=kind,
        to=follow.email,
        subject=" ".join(subject.split())[:250],
        # Names come from everywhere: a character in one must not keep all letters from going out.
        body=printable(body),
        language=follow.language,
        unsubscribe_url=stop_link("follow_stop", token),
        secrets=(token,),
    )
