"""Long lists for the worker: handed over, read, recorded, released, and forgotten again."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.actors import require_right
from tracker.actions.export_bytes import new_file
from tracker.actions.lists import Entry, Terms, import_signatories
from tracker.actions.mail_files import forget_file
from tracker.choices import ImportState
from tracker.models import ListImport, Revision, User
from tracker.rules.list_imports import AT_WORK, KEPT, LEASE, MOST_BYTES, MOST_OPEN, NEXT, may_follow
from tracker.rules.permissions import Right
from tracker.rules.refusals import Refused

LONGEST_NAME = 200
# A name that nobody has, and a day for lists whose rows have their own.
PROBE, PROBE_DAY = "probe of a long list", "2000"


def hand_over_list(
    revision: Revision, file: Iterable[bytes], name: str, terms: Terms, *, asked_by: User
) -> ListImport:
    """Keep a list and have the worker read it; nothing of it is recorded before somebody says so.

    Leaves no event, as nothing is in the record yet. Needs the right to edit. Raises Refused while
    MOST_OPEN lists are open, or for more than MOST_BYTES; what a list on these terms would be
    refused for; OSError if the disk is full.
    """
    require_right(asked_by, Right.EDIT)
    if ListImport.objects.open().count() >= MOST_OPEN:
        raise Refused(_("So many lists are being taken in that no more can be handed over now."))
    _require_good(revision, terms, by=asked_by)
    stored, size = f"imports/{secrets.token_urlsafe(24)}", 0
    with new_file(stored) as out:
        for chunk in _at_most(file):
            size += out.write(chunk)
    try:
        return ListImport.objects.create(
            revision=revision,
            asked_by=asked_by,
            name=name[-LONGEST_NAME:],
            stored_name=stored,
            size=size,
            terms=asdict(terms),
        )
    except BaseException:
        forget_file(stored)
        raise


@transaction.atomic
def read_list_again(one: ListImport, mapping: Mapping[str, str], *, asked_by: User) -> None:
    """Have a list be read once more, its columns as said. Leaves no event."""
    require_right(asked_by, Right.EDIT)
    current = _asked(one, ImportState.UNREAD)
    _write(
        current,
        state=ImportState.UNREAD,
        step=ImportState.UNREAD,
        mapping=dict(mapping),
        errors=[],
        error_count=0,
        told="",
        done=0,
        changed_at=timezone.now(),
    )


@transaction.atomic
def start_recording(one: ListImport, *, asked_by: User) -> None:
    """Have what was read be recorded, in the name of whoever says so.

    Leaves no event: each part that is recorded leaves its own.
    """
    require_right(asked_by, Right.EDIT)
    current = _asked(one, ImportState.RECORDING)
    _start(current, ImportState.RECORDING, asked_by=asked_by)


@transaction.atomic
def start_releasing(one: ListImport, *, asked_by: User) -> None:
    """Have what was recorded of a list be released by somebody else than who recorded it.

    Leaves no event: each release leaves its own. Raises PermissionDenied for the same person.
    """
    require_right(asked_by, Right.RELEASE)
    current = _asked(one, ImportState.RELEASING)
    if current.asked_by_id == asked_by.pk:
        raise PermissionDenied(_("Somebody else has to release what you have recorded."))
    _start(current, ImportState.RELEASING, released_by=asked_by)


def discard_list(one: ListImport, *, asked_by: User) -> None:
    """Set a list aside that nobody is at, and remove its file. What is recorded of it stays.

    Leaves no event.
    """
    require_right(asked_by, Right.EDIT)
    with transaction.atomic():
        current = ListImport.objects.select_for_update().get(pk=one.pk)
        if current.state in AT_WORK:
            raise Refused(_("The worker is at this list. Wait until it is through."))
        _write(current, state=ImportState.DISCARDED, errors=[], changed_at=timezone.now())
    forget_file(current.stored_name)


def forget_lists() -> int:
    """Forget lists of which nobody has said anything for KEPT, and their files; returns how many.

    Leaves no event.
    """
    old = ListImport.objects.filter(changed_at__lte=timezone.now() - KEPT)
    lists = list(old.exclude(state__in=AT_WORK))
    for one in lists:
        forget_file(one.stored_name)
    return ListImport.objects.filter(pk__in=[one.pk for one in lists]).delete()[0]


def claim_list(worker: str) -> ListImport | None:
    """Take the list that has waited longest, also from a worker that must have died; or None."""
    # An idle worker only reads: on SQLite a claim would take the one write lock each time.
    if not ListImport.objects.claimable(timezone.now()).exists():
        return None
    with transaction.atomic(durable=True):
        now = timezone.now()
        free = ListImport.objects.claimable(now).select_related("revision__statement")
        one = free.select_for_update(skip_locked=True, of=("self",)).first()
        if one is not None:
            _write(one, claimed_by=worker, claimed_until=now + LEASE, done=0)
        return one


def note_list(one: ListImport, done: int) -> bool:
    """Say that a worker is still at a list, and how far; False if another has taken it."""
    mine = ListImport.objects.filter(pk=one.pk, state=one.state, claimed_by=one.claimed_by)
    return bool(mine.update(done=done, claimed_until=timezone.now() + LEASE))


@transaction.atomic
def settle_list(one: ListImport, **found: Any) -> None:
    """Note that a worker is through with a step, and what came of it."""
    _settle(one, state=NEXT[ImportState(one.state)], told="", **found)


@transaction.atomic
def stop_list(one: ListImport, told: str, **found: Any) -> None:
    """Note that a worker could not go on, and why; the same step can be asked for again."""
    _settle(one, state=ImportState.STOPPED, told=told, **found)


@transaction.atomic
def put_down_list(one: ListImport) -> None:
    """Leave a list to whichever worker comes next."""
    _settle(one, state=one.state)


def _require_good(revision: Revision, terms: Terms, *, by: User) -> None:
    """Record a list of one name and undo it: better now than after an hour of reading."""
    entry = Entry(name=PROBE, folded=PROBE, offered=terms.offered or PROBE_DAY)
    with transaction.atomic():
        import_signatories(revision, [entry], terms, by=by)
        transaction.set_rollback(True)


def _settle(one: ListImport, **values: Any) -> None:
    mine = ListImport.objects.filter(pk=one.pk, state=one.state, claimed_by=one.claimed_by)
    current = mine.select_for_update().first()
    if current is not None:
        _write(current, claimed_by="", claimed_until=None, changed_at=timezone.now(), **values)


def _asked(one: ListImport, asked: ImportState) -> ListImport:
    """The row, locked; raises Refused if this cannot be asked of it now."""
    current = ListImport.objects.select_for_update().get(pk=one.pk)
    has_errors = current.error_count > 0
    if not may_follow(current.state, asked, has_errors=has_errors, step=current.step):
        raise Refused(_("This list has moved on meanwhile. Look at it again."))
    return current


def _start(current: ListImport, state: ImportState, **values: Any) -> None:
    _write(current, state=state, step=state, told="", done=0, changed_at=timezone.now(), **values)


def _at_most(file: Iterable[bytes]) -> Iterable[bytes]:
    size = 0
    for chunk in file:
        size += len(chunk)
        if size > MOST_BYTES:
            raise Refused(
                _("The file is larger than %(most)s MB. Nothing was kept of it.")
                % {"most": MOST_BYTES // 1_000_000}
            )
        yield chunk


def _write(one: ListImport, **values: Any) -> None:
    for name, value in values.items():
        setattr(one, name, value)
    one.save(update_fields=list(values))
