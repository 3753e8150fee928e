"""The secret addresses of follows: made from the site's key, so that any letter can print them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings

from tracker.choices import LinkPurpose
from tracker.models import Follow, Link
from tracker.proof.tokens import derived_token, token_sha256


def follow_token(follow: Follow) -> str:
    """The token of a follow's own page; only its hash is kept (Link.token_sha256)."""
    return derived_token(settings.SECRET_KEY, "follow", str(follow.pk))


def known_follow_tokens(follows: Iterable[Follow], now: datetime) -> dict[int, str]:
    """The token of each, by the follow's number, and that it opens its page; at most two queries.

    After a change of the site's key the new ones are added: those in earlier letters go on to work,
    as long as there is anything to stop. Leaves no event: a secret says nothing of its own.
    """
    by_number = {follow.pk: follow for follow in follows}
    tokens = {pk: follow_token(follow) for pk, follow in by_number.items()}
    hashes = {pk: token_sha256(token) for pk, token in tokens.items()}
    there = Link.objects.filter(token_sha256__in=hashes.values())
    known = set(there.values_list("token_sha256", flat=True))
    Link.objects.bulk_create(
        Link(
            purpose=LinkPurpose.FOLLOW,
            token_sha256=sha256,
            follow=by_number[pk],
            made_at=now,
            expires_at=by_number[pk].made_at + timedelta(days=settings.CONFIRM_DAYS),
        )
        for pk, sha256 in hashes.items()
        if sha256 not in known
    )
    return tokens
