"""The keys that sign the log: made on the first run, kept in files, changed on purpose."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.actions.projections import locked_position
from tracker.choices import EventKind, Origin
from tracker.models import LogKey
from tracker.proof.keys import PublicKey, Signer, new_private_pem, signer_from_pem
from tracker.proof.refusals import Malformed
from tracker.queries.log import LOG, log_size


class LogStopped(RuntimeError):
    """The log cannot go on before somebody acts; the message says why, and what to do."""


def signers() -> tuple[Signer, ...]:
    """Who signs checkpoints and promises now, the oldest key first; nobody before the first run.

    One query; a key's file is read again only once it has changed. Raises LogStopped if a private
    key is missing or unreadable.
    """
    return tuple(_signer(row) for row in LogKey.objects.signing().order_by("since", "pk"))


def log_origin() -> str:
    """The log's own name: that of its first key, or LOG_ORIGIN before there is one. One query."""
    return LogKey.objects.values_list("name", flat=True).first() or settings.LOG_ORIGIN


def key_file(row: LogKey) -> Path:
    """Where the private half of this key is kept."""
    key = PublicKey(row.name, bytes(row.public))
    return Path(settings.LOG_KEYS) / f"{key.id.hex()}.pem"


@transaction.atomic
def make_first_key() -> LogKey | None:
    """Make the first key; None if there is one, which another process may have made just now.

    Records log-key-made. Raises LogStopped if the folder for it cannot be written.
    """
    locked_position(LOG)
    if LogKey.objects.exists():
        return None
    return _make_key(settings.LOG_ORIGIN, Origin.CLOCK)


@transaction.atomic
def add_key() -> LogKey:
    """Make another key: from now on checkpoints carry its signature as well as the old one's.

    Records log-key-made. Raises LogStopped if the folder for it cannot be written.
    """
    locked_position(LOG)
    return _make_key(log_origin(), Origin.COMMAND)


@transaction.atomic
def end_old_keys() -> list[LogKey]:
    """Stop signing with all keys but the newest; returns those, which stay published.

    Also the way on when an old private key is lost. Records log-key-ended for each. Raises
    LogStopped if the newest private key is missing, ValueError before there is any.
    """
    locked_position(LOG)
    *old, newest = LogKey.objects.signing().order_by("since", "pk")
    _signer(newest)
    size = log_size()
    for row in old:
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        _tell(EventKind.LOG_KEY_ENDED, row, size, Origin.COMMAND)
    return old


def _make_key(name: str, origin: Origin) -> LogKey:
    pem = new_private_pem()
    key = signer_from_pem(name, pem).key
    row = LogKey(name=name, public=key.public, since=log_size())
    _keep(pem, key_file(row))
    row.save()
    _tell(EventKind.LOG_KEY_MADE, row, row.since, origin)
    return row


def _tell(kind: EventKind, row: LogKey, size: int, origin: Origin) -> None:
    key = PublicKey(row.name, bytes(row.public))
    record_event(Happened(kind, row, facts={"key": key.text, "size": size}), by=None, origin=origin)


def _keep(pem: bytes, path: Path) -> None:
    """Write the file before its row: a key without a row does no harm, a row without a key does.

    It is on the disk, and not only on its way there, when this returns.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "wb") as opened:
            opened.write(pem)
            opened.flush()
            os.fsync(file)
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except OSError as error:
        raise LogStopped(
            _("The log's key cannot be written to %(file)s (%(error)s).")
            % {"file": path, "error": error.strerror}
        ) from error


def _signer(row: LogKey) -> Signer:
    path = key_file(row)
    try:
        signer = _read_signer(path, row.name, path.stat().st_mtime_ns)
    except (OSError, Malformed) as error:
        raise LogStopped(
            _(
                "The log's private key %(file)s is missing or cannot be read (%(error)s). Bring "
                "the file back from a copy. If it is lost for good, run rotate_log_key and then "
                "rotate_log_key --end-old."
            )
            % {"file": path, "error": getattr(error, "strerror", error)}
        ) from error
    if signer.key.public != bytes(row.public):
        raise LogStopped(
            _("The file %(file)s holds another key than its name says.") % {"file": path}
        )
    return signer


@lru_cache(maxsize=16)
def _read_signer(path: Path, name: str, changed: int) -> Signer:
    """`changed` is when the file was, so that it is read again then."""
    return signer_from_pem(name, path.read_bytes())
