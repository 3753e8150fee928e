"""The secret reply address of a submission, made when a letter first prints it."""

from __future__ import annotations

from django.conf import settings

from tracker.models import ReplyAddress, Submission
from tracker.proof.tokens import new_token
from tracker.rules.reply_addresses import reply_address


def reply_address_of(submission: Submission) -> str:
    """Where answers about this submission arrive; "" for a site that receives no mail.

    Made once, then always the same. Leaves no event: it is a secret, and says nothing of its own.
    """
    if not settings.REPLY_ADDRESS:
        return ""
    row, _is_new = ReplyAddress.objects.get_or_create(
        submission=submission, defaults={"secret": new_token()}
    )
    return reply_address(settings.REPLY_ADDRESS, row.secret)
