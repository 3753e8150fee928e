"""Files of long lists, made for readers by a worker: asked for, made once, and ended in time."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.export_bytes import Written
from tracker.actions.mail_files import forget_file
from tracker.choices import ExportProblem, ExportState
from tracker.models import ExportFile
from tracker.queries.export_files import Wanted, shared_export
from tracker.queries.taken_out import is_outdated, taken_out_since
from tracker.rules.dumps import RECORD, REMEMBERED
from tracker.rules.export_files import LEASE, MOST_TRIES, MOST_WAITING
from tracker.rules.refusals import TooMany


def ask_for_export(wanted: Wanted, about: int | None, now: datetime) -> ExportFile:
    """Have a file be made, or share one that is there. Leaves no event: it is a copy.

    Raises TooMany while MOST_WAITING of its kind are waiting already.
    """
    if ExportFile.objects.live().alike(wanted.format).count() >= MOST_WAITING:
        raise TooMany(_("So many files are waiting to be made that no more can be asked for now."))
    file = ExportFile(
        token=secrets.token_urlsafe(24),
        key=wanted.key,
        list=wanted.list,
        arguments=dict(wanted.arguments),
        query=wanted.query,
        format=wanted.format,
        language=wanted.language,
        about=about,
        asked_at=now,
        expires_at=_end(now, wanted.list),
    )
    try:
        with transaction.atomic():
            file.save(force_insert=True)
    except IntegrityError:
        # Somebody asked for the same at the same moment.
        shared = shared_export(wanted, now)
        if shared is None:
            raise
        return shared
    return file


def claim_export(worker: str, kind: str = "") -> ExportFile | None:
    """Take the file that has waited longest, also from a worker that must have died.

    A document if `kind` says so, else a list.

    One that was begun MOST_TRIES times is given up. None if nothing waits.
    """
    # An idle worker only reads: on SQLite a claim would take the one write lock each time.
    while ExportFile.objects.claimable(timezone.now()).alike(kind).exists():
        file = _claimed(worker, kind)
        if file is None:
            return None
        if file.state == ExportState.MAKING:
            return file
    return None


@transaction.atomic(durable=True)
def _claimed(worker: str, kind: str) -> ExportFile | None:
    now = timezone.now()
    claimable = ExportFile.objects.claimable(now).alike(kind)
    file = claimable.select_for_update(skip_locked=True).first()
    if file is None:
        return None
    if file.is_on_disk:
        forget_file(file.stored_name)  # what the try before left
    if file.tries >= MOST_TRIES:
        _write(file, state=ExportState.FAILED, problem=ExportProblem.BROKEN, is_on_disk=False)
        return file
    _write(
        file,
        state=ExportState.MAKING,
        claimed_by=worker,
        claimed_until=now + LEASE,
        tries=file.tries + 1,
        rows=0,
        is_on_disk=True,
    )
    return file


def note_progress(file: ExportFile, rows: int) -> bool:
    """Say that it is still being made, and how far it is; False if it was taken away meanwhile."""
    until = timezone.now() + LEASE
    mine = ExportFile.objects.filter(
        pk=file.pk, state=ExportState.MAKING, claimed_by=file.claimed_by, tries=file.tries
    )
    return bool(mine.update(rows=rows, claimed_until=until))


@transaction.atomic
def settle_export(file: ExportFile, written: Written) -> None:
    """Have readers get what was made, unless something was taken out meanwhile: then once more.

    What a worker brings that was taken for dead is thrown away.
    """
    current = _held(file)
    if current is None:
        forget_file(file.stored_name)
    elif is_outdated(written.taken_out):
        forget_file(file.stored_name)
        is_last = current.tries >= MOST_TRIES
        state = ExportState.FAILED if is_last else ExportState.WAITING
        problem = ExportProblem.CHANGED if is_last else ""
        _write(current, state=state, problem=problem, is_on_disk=False)
    else:
        _write(
            current,
            state=ExportState.DONE,
            rows=written.rows,
            size=written.size,
            sha256=written.sha256,
            as_of=written.as_of,
            floor=written.taken_out.floor,
            taken_out=written.taken_out.amount,
            expires_at=_end(timezone.now(), current.list),
        )


@transaction.atomic
def fail_export(file: ExportFile, problem: ExportProblem) -> None:
    """Note that a file cannot be made, and why; nothing of it is kept."""
    forget_file(file.stored_name)
    current = _held(file)
    if current is not None:
        _write(current, state=ExportState.FAILED, problem=problem, is_on_disk=False)


@transaction.atomic
def give_back_export(file: ExportFile, *, is_counted: bool) -> None:
    """Let a file wait again, to be begun anew; `is_counted` if the try is one of MOST_TRIES."""
    forget_file(file.stored_name)
    current = _held(file)
    if current is not None:
        tries = current.tries if is_counted else current.tries - 1
        _write(current, state=ExportState.WAITING, tries=tries, is_on_disk=False)


def end_outdated_exports() -> int:
    """End the files that hold what was taken out since; returns how many. Leaves no event."""
    done = list(ExportFile.objects.done())
    if not done:
        return 0
    numbers = taken_out_since(min(file.floor for file in done))
    return end_exports(
        file for file in done if sum(number > file.floor for number in numbers) != file.taken_out
    )


def make_room(kept: ExportFile | None = None) -> int:
    """End the oldest files beyond EXPORT_SPACE, but for this one; returns how many."""
    room = settings.EXPORT_SPACE * 1_000_000
    over = []
    for file in ExportFile.objects.done().exclude(list=RECORD).order_by("-pk"):
        room -= file.size
        if room < 0 and file != kept:
            over.append(file)
            room += file.size
    return end_exports(over)


def end_exports(files: Iterable[ExportFile]) -> int:
    """Take files that were made from readers, and then from the disk; returns how many.

    What readers searched for is forgotten as well.
    """
    numbers = [file.pk for file in files]
    ended = ExportFile.objects.done().filter(pk__in=numbers)
    number = ended.update(state=ExportState.ENDED, query="")
    remove_export_bytes()
    return number


def remove_export_bytes() -> int:
    """Remove what is left on the disk of files that nobody gets any more; returns of how many."""
    over = (ExportState.ENDED, ExportState.FAILED)
    files = list(ExportFile.objects.filter(state__in=over, is_on_disk=True))
    for file in files:
        forget_file(file.stored_name)
        _write(file, is_on_disk=False)
    return len(files)


def forget_exports() -> int:
    """Forget the files whose time is over; returns how many. Leaves no event: they are copies."""
    remove_export_bytes()
    expired = list(ExportFile.objects.expired(timezone.now()))
    for file in expired:
        if file.is_on_disk:
            forget_file(file.stored_name)
    return ExportFile.objects.filter(pk__in=[file.pk for file in expired]).delete()[0]


def _end(now: datetime, name: str) -> datetime:
    """Files of the whole record end by their number (actions.dumps); they are known for longer."""
    return now + (REMEMBERED if name == RECORD else timedelta(hours=settings.EXPORT_HOURS))


def _held(file: ExportFile) -> ExportFile | None:
    """The row as it is now, locked; None if another worker has taken it or it is gone."""
    mine = ExportFile.objects.filter(
        pk=file.pk, state=ExportState.MAKING, claimed_by=file.claimed_by, tries=file.tries
    )
    return mine.select_for_update().first()


def _write(file: ExportFile, **values: object) -> None:
    for name, value in values.items():
        setattr(file, name, value)
    file.save(update_fields=list(values))
