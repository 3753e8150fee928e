"""Takes long lists into the record for the desk: beside the worker, as letters must not wait."""

from __future__ import annotations

import logging
import os
import secrets
import socket
from contextlib import ExitStack
from threading import Event
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.management.base import CommandError
from django.db import OperationalError, close_old_connections, connection
from django.utils.translation import gettext as _

from tracker.actions.list_imports import (
    claim_list,
    note_list,
    put_down_list,
    settle_list,
    stop_list,
)
from tracker.actions.lists import Terms
from tracker.choices import ImportState
from tracker.management.exporters import Interrupted
from tracker.management.long_lists import LongImport, refused_words
from tracker.models import ListImport
from tracker.readers.columns import guess_mapping
from tracker.readers.countries import country_codes
from tracker.readers.errors import ReadError
from tracker.readers.long_lists import LongList, read_long_list
from tracker.readers.long_tables import read_long_table
from tracker.rules.names import fold

EVERY_SECONDS = 2.0

logger = logging.getLogger(__name__)


class ListTaker:
    """Reads, records or releases one list after the other; as many as you like may run at once."""

    def __init__(self, stopping: Event) -> None:
        self.name = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.stopping = stopping

    def run(self) -> None:
        """Work until `stopping` is set; the list in hand is left to whoever comes next."""
        while not self.stopping.is_set():
            try:
                self.round()
            except Exception:
                logger.exception("long lists wait after an error")
            close_old_connections()  # also one that the database has ended
            self.stopping.wait(EVERY_SECONDS)
        connection.close()  # this thread's own

    def round(self) -> None:
        """Do what is asked for of all lists."""
        while not self.stopping.is_set() and (one := claim_list(self.name)):
            self.take(one)

    def take(self, one: ListImport) -> None:
        """Do what is asked for of one list, and settle what came of it."""
        try:
            with ExitStack() as files:
                found = self._read(one, files)
                self._go_on(one, found)
        except Interrupted:
            put_down_list(one)
        except (ReadError, CommandError) as error:
            stop_list(one, str(error))
        except (ValidationError, PermissionDenied, OperationalError) as error:
            stop_list(one, refused_words(error))
        except OSError as error:
            logger.warning("list %s: %s", one.pk, error)
            stop_list(one, _("The file could not be read, or the disk is full: %s") % error)
        except Exception:
            logger.exception("list %s is stopped after an error", one.pk)
            stop_list(one, _("It failed. Whoever runs the site finds why in its log."))

    def _read(self, one: ListImport, files: ExitStack) -> LongList:
        table = read_long_table(lambda: default_storage.open(one.stored_name), one.name)
        one.mapping = guess_mapping(table.header, one.mapping)
        one.header, one.notes = list(table.header), [str(note) for note in table.notes]
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        return read_long_list(
            table,
            one.mapping,
            fold=fold,
            countries=country_codes(fold),
            folder=str(settings.VAR_DIR),
            files=files,
            progress=lambda rows: self._passing(one, rows),
        )

    def _go_on(self, one: ListImport, found: LongList) -> None:
        taking = LongImport(
            found, one.revision, logger.debug, lambda done: self._passing(one, done)
        )
        if found.error_count:
            stop_list(one, _("These lines cannot be taken."), **_read_words(one, found))
        elif one.state == ImportState.RECORDING:
            taking.count = one.count
            settle_list(one, **taking.record(Terms(**one.terms), by=one.asked_by))
        elif one.state == ImportState.RELEASING:
            taking.count = one.count
            # Who said so, since there is nobody else in whose name it can be done.
            publisher = one.released_by or one.asked_by
            settle_list(one, released=taking.release(by=publisher))
        else:
            looked = taking.look()
            counts = {"known": looked["known"], "new": looked["new"]}
            settle_list(one, **_read_words(one, found), **counts)

    def _passing(self, one: ListImport, done: int) -> None:
        """Say how far it is; raises Interrupted if there shall be no more."""
        if self.stopping.is_set() or not note_list(one, done):
            raise Interrupted


def _read_words(one: ListImport, found: LongList) -> dict[str, Any]:
    """What reading a list found, as its row keeps it."""
    return {
        "mapping": one.mapping,
        "header": one.header,
        "notes": one.notes,
        "row_count": found.row_count,
        "error_count": found.error_count,
        "errors": [[error.line, error.text] for error in found.errors],
    }
