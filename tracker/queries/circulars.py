"""Who gets a letter to all signatories of a statement, how far it has come, and who may stop it."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from tracker.choices import LetterState, Status
from tracker.models import Circular, Contact, Letter, Statement, Submission
from tracker.proof.tokens import derived_token
from tracker.rules.offers import Purpose


def recipients_of(statement: Statement) -> QuerySet[Contact]:
    """How to reach those whose endorsement stands and who agreed to be told; each address once.

    In the order of their numbers.
    """
    agreed = Contact.objects.filter(
        submission__statement=statement,
        submission__status=Status.ACCEPTED,
        consents__has_key=Purpose.EVENTS.value,
    )
    earlier = agreed.filter(email_folded=OuterRef("email_folded"), pk__lt=OuterRef("pk"))
    return agreed.filter(~Exists(earlier)).order_by("pk")


def count_recipients(statement: Statement) -> tuple[int, int]:
    """How many they are, and the number of the last one; (0, 0) without any."""
    found = recipients_of(statement).order_by().aggregate(number=Count("pk"), last=Max("pk"))
    return found["number"], found["last"] or 0


def next_recipients(circular: Circular, most: int) -> list[Contact]:
    """The next who have not got it, at most so many, with their submissions."""
    left = recipients_of(circular.statement).filter(
        pk__gt=circular.told_until, pk__lte=circular.last_contact
    )
    return list(left.select_related("submission__statement")[:most])


def already_told(circular: Circular, contacts: list[Contact]) -> set[str]:
    """Which of their addresses have got it: under another submission that is withdrawn by now."""
    letters = Letter.objects.filter(circular=circular, to__in=[one.email for one in contacts])
    return set(letters.exclude(to="").values_list("to", flat=True))


def letters_by_state(circular: Circular) -> dict[LetterState, int]:
    """How many of its letters are in which state."""
    states = circular.letters.order_by().values_list("state").annotate(number=Count("pk"))
    return {LetterState(state): number for state, number in states}


def stop_token(submission: Submission) -> str:
    """The secret of the address at which its signatory stops such letters; it opens nothing else.

    Made from the site's key each time: nothing of it is kept.
    """
    return derived_token(settings.SECRET_KEY, "circulars", submission.reference)


def reader_of(reference: str, token: str) -> Submission | None:
    """Whose secret this is; None for any other. Those made with earlier keys go on to work."""
    given = token.strip().lower().encode()
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if hmac.compare_digest(derived_token(str(key), "circulars", reference).encode(), given):
            found = Submission.objects.filter(reference=reference)
            return found.select_related("statement", "contact").first()
    return None


def still_gets_circulars(submission: Submission) -> bool:
    """Whether such letters go to the address of this submission."""
    contact = Contact.objects.filter(submission=submission).first()
    return contact is not None and Purpose.EVENTS.value in contact.consents
