"""Having checkpoints stamped with the time by an outside authority, where one is configured."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from django.conf import settings
from django.db import transaction

from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.choices import EventKind, Origin
from tracker.models import LogCheckpoint, LogTimestamp
from tracker.proof import timestamps
from tracker.queries.log import latest_checkpoint

PATIENCE_SECONDS = 20

logger = logging.getLogger(__name__)


def stamp_checkpoint(now: datetime) -> int:
    """Have the newest checkpoint stamped if TIMESTAMP_HOURS have passed since the last time.

    Returns how many were. Records checkpoint-stamped, which is an entry of the log itself: nothing
    is stamped where nothing else was added since. An authority that cannot be reached or answers
    wrongly is noted in the log file, and asked again at the next call.
    """
    checkpoint = latest_checkpoint()
    if not settings.TIMESTAMP_URL or checkpoint is None or not _is_due(checkpoint, now):
        return 0
    note = checkpoint.note.encode()
    try:
        roots = Path(settings.TIMESTAMP_ROOTS).read_bytes()
        question = timestamps.new_question(note)
        response = _asked(question.body)
        stamped_at = timestamps.stamped_time(response, note, roots, question.nonce)
    except (OSError, HTTPException, ValueError) as error:
        logger.error("no time stamp from %s: %s", authority(), error)
        return 0
    return _kept(checkpoint, response, stamped_at)


def authority() -> str:
    """The name of the configured authority: the host of its address."""
    return urlsplit(settings.TIMESTAMP_URL).hostname or ""


def _is_due(checkpoint: LogCheckpoint, now: datetime) -> bool:
    last = LogTimestamp.objects.order_by("-checkpoint", "-pk").first()
    if last is None:
        return True
    has_news = checkpoint.size > last.checkpoint_id + 1
    return has_news and last.stamped_at + timedelta(hours=settings.TIMESTAMP_HOURS) <= now


def _asked(question: bytes) -> bytes:
    """What the authority answers; an address of another kind than http is refused by a check."""
    request = Request(  # noqa: S310
        settings.TIMESTAMP_URL,
        data=question,
        headers={
            "Content-Type": timestamps.MEDIA_TYPE_OF_REQUEST,
            "Accept": timestamps.MEDIA_TYPE_OF_RESPONSE,
        },
    )
    with urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
        response: bytes = answer.read(timestamps.LARGEST + 1)
    return response


@transaction.atomic
def _kept(checkpoint: LogCheckpoint, response: bytes, stamped_at: datetime) -> int:
    """Two workers may have asked at once: the first answer is kept."""
    stamp, is_new = LogTimestamp.objects.get_or_create(
        checkpoint=checkpoint,
        authority=authority(),
        defaults={"response": response, "stamped_at": stamped_at},
    )
    if is_new:
        facts = {
            "authority": stamp.authority,
            "size": checkpoint.size,
            "root": bytes(checkpoint.root).hex(),
            "stamped_at": stamped_at.isoformat(),
        }
        happened = Happened(EventKind.CHECKPOINT_STAMPED, stamp, facts=facts)
        record_event(happened, by=None, origin=Origin.CLOCK)
    return int(is_new)
