"""Keeping files that came with a message on one's own page."""

from __future__ import annotations

from tracker.actions.bulk import clean_rows
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.mail_files import keep_file
from tracker.choices import EventKind, Origin
from tracker.models import Enclosure, Reply, Submission
from tracker.proof.wordings import file_sha256
from tracker.rules.uploads import MAX_ENCLOSED, kept_type, safe_file_name

FOLDER = "enclosed"


def enclose_file(reply: Reply, submission: Submission, name: str, data: bytes) -> Enclosure:
    """Keep a file with a message about a submission, in the caller's transaction.

    It is named by its SHA-256, and its type is told from its first bytes. Records enclosure-added
    with the SHA-256, so that neither side can deny what was sent. Raises Refused for a type that is
    not kept and for more than MAX_ENCLOSED bytes; nothing is written then.
    """
    kind = kept_type(data, MAX_ENCLOSED)
    enclosure = Enclosure(
        reply=reply,
        name=safe_file_name(name, kind),
        media_type=kind.media_type,
        size=len(data),
        sha256=file_sha256(data),
    )
    # On the disk first: a row never names a file that is not there.
    enclosure.file.name = keep_file(data, kind.ending, FOLDER)
    clean_rows([enclosure])
    enclosure.save(force_insert=True)
    happened = Happened(
        EventKind.ENCLOSURE_ADDED,
        enclosure,
        statement=submission.statement,
        submission=submission,
        facts={"sha256": enclosure.sha256, "size": enclosure.size, "reply": reply.pk},
    )
    record_event(happened, by=None, origin=Origin.LINK)
    return enclosure
