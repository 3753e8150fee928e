"""What a mail suggests to whoever files it: the submissions, who speaks, which kind of reply."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from tracker.choices import MailState, MatchedBy, Party, ReplyKind, Status
from tracker.models import Contact, IncomingMail, Reply, Submission
from tracker.readers.quotes import own_words
from tracker.rules.kind_guesses import guess_kind


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Shown, and never carried out by itself; "" where nothing suggests itself."""

    submissions: list[Submission]
    speaker: str
    kind: str


def suggestion(mail: IncomingMail) -> Suggestion:
    """What this mail may be: by how it was matched, who used its address before, and its words."""
    submissions = list(mail.submissions.select_related("statement").order_by("pk"))
    speaker = speaker_of(mail.sender_address, submissions)
    kind = guess_kind(own_words(mail.text), speaker) or ""
    if not kind and speaker == Party.SIGNATORY and submissions:
        # Whoever was asked something, and writes, most likely answers.
        asked = all(one.status == Status.QUERIED for one in submissions)
        kind = ReplyKind.ANSWER if asked else ""
    return Suggestion(submissions, speaker, kind)


def speaker_of(address: str, submissions: list[Submission]) -> str:
    """The party that used this address before, about one of these submissions or any other."""
    if not address:
        return ""
    if Contact.objects.filter(email_folded=address, submission__in=submissions).exists():
        return Party.SIGNATORY
    filed = Reply.objects.filter(incoming_mail__sender_address=address, voided_at=None)
    return filed.order_by("-pk").values_list("speaker", flat=True).first() or ""


def mails_to_file() -> QuerySet[IncomingMail]:
    """Waiting, and matched by something that strangers do not know."""
    certain = [MatchedBy.ADDRESS, MatchedBy.THREAD]
    return IncomingMail.objects.filter(state=MailState.WAITING, matched_by__in=certain)
