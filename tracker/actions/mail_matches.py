"""Looking up what an incoming mail may be about, and whether its sender is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.db.models import Q, QuerySet

from tracker.models import Contact, IncomingMail, Letter, ReplyAddress, Submission
from tracker.readers.mails import ReadMail
from tracker.readers.quotes import own_words
from tracker.rules.mail_matching import MOST_GUESSES, Match, best_match, codes_in, own_domain
from tracker.rules.names import fold
from tracker.rules.reply_addresses import secrets_in

FEWEST_LETTERS = 4


def match_mail(read: ReadMail) -> Match:
    """The submissions a mail is about, by its secret address, by what it answers, or by a guess."""
    secrets = secrets_in(read.recipients, settings.REPLY_ADDRESS)
    addressed = ReplyAddress.objects.filter(secret__in=secrets)
    return best_match(
        list(addressed.order_by("pk").values_list("submission", flat=True)) if secrets else [],
        _in_thread(read.answers),
        _guesses(read),
    )


def letter_of(message_id: str) -> Letter | None:
    """The letter that went out under this Message-ID, given without brackets."""
    return Letter.objects.filter(message_id=f"<{message_id}>").first() if message_id else None


def is_known(address: str) -> bool:
    """Whether a party of the record used this address before; it proves nothing."""
    if not address:
        return False
    filed = IncomingMail.objects.filter(sender_address=address).exclude(reply=None)
    return filed.exists() or Contact.objects.filter(email_folded=address).exists()


def _in_thread(answers: Sequence[str]) -> list[int]:
    """The submissions of our letters, and of mails filed before, that it answers."""
    if not answers:
        return []
    bracketed = [f"<{one}>" for one in answers]
    letters = Letter.objects.filter(message_id__in=bracketed).exclude(submission=None)
    filed = IncomingMail.objects.filter(message_id__in=answers).exclude(reply=None)
    return [
        *letters.order_by("pk").values_list("submission", flat=True),
        *filed.order_by("pk").values_list("reply__submissions", flat=True),
    ]


def _guesses(read: ReadMail) -> Iterator[list[int]]:
    """From the strongest to the weakest; each is looked up only if those before found nothing."""
    codes = codes_in(read.subject, own_words(read.text))
    if codes:
        yield _numbers(Submission.objects.filter(reference__in=codes))
    if read.sender_address:
        yield _numbers(Submission.objects.filter(contact__email_folded=read.sender_address))
        earlier = Q(replies__incoming_mail__sender_address=read.sender_address)
        yield _numbers(Submission.objects.filter(earlier))
    name = fold(read.sender_name)
    if len(name) >= FEWEST_LETTERS:
        yield _numbers(Submission.objects.filter(signatory__folded__contains=name))
    domain = own_domain(read.sender_address)
    if domain:
        at_home = Q(signatory__url__icontains=f"//{domain}")
        at_home |= Q(signatory__url__icontains=f".{domain}")
        yield _numbers(Submission.objects.filter(at_home))


def _numbers(submissions: QuerySet[Submission]) -> list[int]:
    """One more than may be suggested: too many are as good as none."""
    found = submissions.order_by("-pk").values_list("pk", flat=True).distinct()
    return list(found[: MOST_GUESSES + 1])
