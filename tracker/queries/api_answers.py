"""Under which hashes answers of the API are kept and found again."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q, QuerySet

from tracker.models import ApiAnswer, ApiToken, Submission
from tracker.proof.tokens import keyed_sha256


def answer_identity(token: ApiToken, key: str) -> str:
    """What stands for one key of one token; the key itself is not kept, it may name somebody."""
    return keyed_sha256(settings.SECRET_KEY, f"api answer:{token.pk}:{key}")


def request_sha256(request: str) -> str:
    """What stands for a request: compared, but not guessed back from its hash."""
    return keyed_sha256(settings.SECRET_KEY, f"api request:{request}")


def address_sha256(folded: str) -> str:
    """What stands for an e-mail address, as rules.senders folds it; "" for none."""
    return keyed_sha256(settings.SECRET_KEY, f"api address:{folded}") if folded else ""


def answers_about(
    submissions: Iterable[Submission], addresses: Iterable[str]
) -> QuerySet[ApiAnswer]:
    """Kept answers about these submissions or from these folded e-mail addresses."""
    hashes = [address_sha256(one) for one in addresses]
    about = Q(submissions__in=[one.pk for one in submissions]) | Q(address_sha256__in=hashes)
    found = ApiAnswer.objects.filter(about).distinct().order_by("pk")
    return found.select_related("token")
