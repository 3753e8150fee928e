"""Taking erased files from the disk, and erased names out of what a search is made of."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from tracker.actions.mail_files import forget_file
from tracker.choices import LetterState
from tracker.models import Enclosure, Erasure, IncomingMail, Letter, MailAttachment, Source

HOLDERS: tuple[type[models.Model], ...] = (Enclosure, IncomingMail, MailAttachment, Source)
SEARCHED = ("tracker_submission_names", "tracker_signatory_names")
# So much of an index is written anew under one lock, in pages of 4 kB.
PAGES = 500


def finish_erasures() -> int:
    """Finish erasures whose files or search entries are still there; returns how many it finished.

    They were left over when a process died, or wait for a letter that is just going out. Files are
    found again however often it is interrupted. Leaves no event: the erasure's own speaks for it.
    """
    waiting = list(Erasure.objects.unfinished().order_by("pk"))
    if not waiting or _is_sending():
        return 0
    for erasure in waiting:
        remove_files(erasure)
    _remove_letter_files()
    _compact_search()
    return Erasure.objects.filter(pk__in=[one.pk for one in waiting], finished_at=None).update(
        finished_at=timezone.now(), files=[]
    )


def remove_files(erasure: Erasure) -> None:
    """Take an erasure's files from the disk, but for those whose bytes another row holds too."""
    for name in erasure.files:
        if not any(model._default_manager.filter(file=name).exists() for model in HOLDERS):
            forget_file(name)


def _is_sending() -> bool:
    """Whether a worker still has an emptied letter in hand: its file may be written after this."""
    sending = Letter.objects.filter(state=LetterState.SENDING, emptied_at__isnull=False)
    return sending.exists()


def _remove_letter_files() -> None:
    """Remove the copies that a site without a mail server keeps of letters that are empty now."""
    folder = settings.MAIL_FOLDER
    if folder is None or not folder.is_dir():
        return
    files = {int(path.stem): path for path in folder.glob("*.eml") if path.stem.isdecimal()}
    kept = set(Letter.objects.filter(emptied_at=None).values_list("pk", flat=True))
    for path in (files[pk] for pk in files.keys() - kept):
        Path(path).unlink(missing_ok=True)


def _compact_search() -> None:
    """Write the search indexes anew, some pages at a time: SQLite marks names as gone until then.

    Afterwards no page of the log beside the database (WAL) holds what was erased either.
    PostgreSQL's autovacuum does the same in its own time.
    """
    if connection.vendor != "sqlite":
        return
    for table in SEARCHED:
        # The first, negative, step takes all segments together, the others go on with it.
        pages = -PAGES
        while _merge(table, pages):
            pages = PAGES
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@transaction.atomic
def _merge(table: str, pages: int) -> bool:
    """One step of compacting, as SQLite's documentation of FTS5 says; False if nothing is left."""
    with connection.cursor() as cursor:
        before = connection.connection.total_changes
        cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', %s)", [pages])  # noqa: S608
        return bool(connection.connection.total_changes - before > 1)
