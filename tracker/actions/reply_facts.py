"""What a reply tells readers and events, and the corrections that changing it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tracker.actions.changes import Changes
from tracker.actions.public_facts import correct_columns, correct_said, shown_words
from tracker.models import Reply, Submission, User
from tracker.queries.publicity import name_was_public, shown_references, was_public


@dataclass(frozen=True, slots=True)
class Readable:
    """What readers know of a reply before it changes; `references` of what it answers."""

    is_public: bool
    is_named: bool
    references: list[str]


def readable(reply: Reply) -> Readable:
    """What everybody can read of a reply as it is stored now."""
    answered = reply.submissions.all()
    return Readable(was_public(reply), name_was_public(reply), shown_references(answered))


def correct_reply(reply: Reply, before: Readable, changes: Changes, why: str, *, by: User) -> None:
    """Publish a correction for each fact of a changed reply that readers knew.

    Its text is kept where all names are; what is not public itself is not named.
    """
    if not before.is_public:
        return
    hidden = {"submissions"} if before.is_named else {"submissions", "text"}
    told = {name: pair for name, pair in changes.items() if name not in hidden}
    if "disputes" in told:
        told["disputes"] = [_known(pk) for pk in told["disputes"]]
    differing = {name: pair for name, pair in told.items() if pair[0] != pair[1]}
    correct_columns(reply, reply, differing, why, by=by, of=lambda: _told(reply))
    now = shown_references(reply.submissions.all())
    _correct_answered(reply, before.references, now, why, by=by)


def event_facts(reply: Reply) -> dict[str, object]:
    """What an event keeps of a reply besides what changed."""
    return {
        "kind": reply.kind,
        "speaker": reply.speaker,
        "dated": reply.dated,
        "submissions": list(reply.submissions.order_by("pk").values_list("pk", flat=True)),
    }


def _correct_answered(reply: Reply, old: list[str], new: list[str], why: str, *, by: User) -> None:
    """Of which submissions a reply is; also on the pages of those that it no longer is of."""
    if old == new:
        return
    said = ", ".join(old), ", ".join(new)

    def told() -> tuple[str, str, str]:
        return _("%(reply)s: submissions") % {"reply": _told(reply)}, *said

    correct_said(reply, told, why, by=by)
    for submission in Submission.objects.filter(reference__in=set(old) - set(new)).order_by("pk"):
        correct_said(submission, lambda: (_("replies"), _told(reply), ""), why, by=by)


def _told(reply: Reply) -> str:
    return f"{reply.get_kind_display()}, {shown_words(reply, 'dated', reply.dated)}"


def _known(pk: Any) -> Any:
    """The number of a reply, if readers know that one."""
    found = Reply.objects.filter(pk=pk).first() if pk else None
    return pk if found is not None and was_public(found) else None
