"""Makes files of long lists, and documents: beside the worker, as letters must not wait."""

from __future__ import annotations

import errno
import logging
import os
import secrets
import socket
from threading import Event, Thread
from types import TracebackType

from django.db import Error, close_old_connections, connection

from tracker.actions.document_bytes import write_document
from tracker.actions.export_bytes import TooLarge, Written, write_export
from tracker.actions.export_files import (
    claim_export,
    end_outdated_exports,
    fail_export,
    give_back_export,
    make_room,
    note_progress,
    settle_export,
)
from tracker.choices import ExportProblem
from tracker.models import ExportFile
from tracker.queries.exported_lists import NoSuchList
from tracker.rules.export_files import BEAT_SECONDS, DOCUMENT

EVERY_SECONDS = 1.0
FULL = (errno.ENOSPC, errno.EDQUOT)

logger = logging.getLogger(__name__)


class Interrupted(Exception):
    """The process is to stop, or another worker has taken the file."""


class Exporter:
    """Makes one file after the other, in a thread; as many as you like may run at once."""

    kind = ""  # lists

    def __init__(self, stopping: Event) -> None:
        self.name = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.stopping = stopping

    def run(self) -> None:
        """Work until `stopping` is set; the file in hand is left to whoever comes next."""
        while not self.stopping.is_set():
            try:
                self.round()
            except Exception:
                logger.exception("files of lists wait after an error")
            close_old_connections()  # also one that the database has ended
            self.stopping.wait(EVERY_SECONDS)
        connection.close()  # this thread's own

    def round(self) -> None:
        """End what must not be given out any more, then make all files that wait."""
        end_outdated_exports()
        while not self.stopping.is_set() and (file := claim_export(self.name, self.kind)):
            self.make(file)
            end_outdated_exports()

    def make(self, file: ExportFile) -> None:
        """Make one file and settle what came of it."""
        try:
            with Beat(file, self.stopping) as beat:
                written = self.write(file, beat)
        except Interrupted:
            give_back_export(file, is_counted=False)
        except (NoSuchList, TooLarge, OSError) as error:
            logger.warning("file %s: %s: %s", file.pk, type(error).__name__, error)
            fail_export(file, _problem(error))
        except Exception:
            logger.exception("file %s is begun anew after an error", file.pk)
            give_back_export(file, is_counted=True)
        else:
            settle_export(file, written)
            make_room(file)
            logger.info("file %s: %s rows, %s bytes", file.pk, written.rows, written.size)

    def write(self, file: ExportFile, beat: Beat) -> Written:
        """Write one file."""
        return write_export(file, beat.passing)


class Drawer(Exporter):
    """Makes one document after the other: nobody waits for a list to be written before."""

    kind = DOCUMENT

    def write(self, file: ExportFile, beat: Beat) -> Written:
        """Draw one document."""
        return write_document(file, beat.passing)


class Beat:
    """Says every other second how far a file is, by a connection of its own: the one that reads
    must not write.
    """

    def __init__(self, file: ExportFile, stopping: Event) -> None:
        self.file, self.stopping = file, stopping
        self.rows, self.is_lost, self.over = 0, False, Event()
        self.thread = Thread(target=self._run, name="file")

    def __enter__(self) -> Beat:
        self.thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.over.set()
        self.thread.join()

    def passing(self, rows: int) -> None:
        """Take note of so many rows; raises Interrupted if there shall be no more."""
        self.rows = rows
        if self.is_lost or self.stopping.is_set():
            raise Interrupted

    def _run(self) -> None:
        while not self.over.wait(BEAT_SECONDS):
            try:
                self.is_lost = not note_progress(self.file, self.rows)
            except Error as error:
                # If that goes on for long, another worker will take the file.
                logger.warning("file %s: %s", self.file.pk, error)
        connection.close()  # this thread's own


def _problem(error: Exception) -> ExportProblem:
    """What a reader is told of it."""
    if isinstance(error, NoSuchList):
        return ExportProblem.LIST_GONE
    if isinstance(error, TooLarge):
        return ExportProblem.TOO_LARGE
    is_full = isinstance(error, OSError) and error.errno in FULL
    return ExportProblem.DISK_FULL if is_full else ExportProblem.BROKEN
