"""Writing the log and the public lists into a folder that a plain web server can serve."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.management.log_copies import write_whole
from tracker.models import Event, LogCheckpoint
from tracker.proof.checkpoints import read_checkpoint
from tracker.proof.notes import read_note
from tracker.proof.refusals import ProofRefused
from tracker.proof.tiles import (
    WIDTH,
    Place,
    all_places,
    edge_places,
    entries_path,
    tile_path,
    width_at,
)
from tracker.queries.event_exports import event_export
from tracker.queries.events import EventFilters
from tracker.queries.exports import Export, csv_text
from tracker.queries.lists import ListFilters
from tracker.queries.log import (
    entry_bundle,
    entry_of,
    latest_checkpoint,
    published_keys,
    root_at,
    tile_data,
)
from tracker.queries.log_openings import open_bundle
from tracker.queries.moments import one_moment
from tracker.queries.submission_exports import submission_export
from tracker.queries.submissions import SubmissionFilters

Progress = Callable[[int, int], None]


class LogFolderWriter:
    """Brings one folder up to date with the log: what is there already and never changes stays.

    The checkpoint is replaced last, so that whoever reads meanwhile finds all that it covers.
    """

    def __init__(self, folder: Path, progress: Progress) -> None:
        self.folder, self.progress, self.written = folder, progress, 0

    def write(self) -> LogCheckpoint:
        """Write everything as it is at one moment; returns the checkpoint it ends with.

        Raises CommandError while events wait to enter the log, and for a folder of another log.
        """
        with one_moment():
            checkpoint = latest_checkpoint()
            if checkpoint is None or _is_behind():
                raise CommandError(
                    _("Events wait to enter the log. Let manage.py work run a moment; try again.")
                )
            self._require_same_log(checkpoint)
            self._write_log(checkpoint.size)
            self._write_lists(checkpoint)
        self._replace("log/checkpoint", checkpoint.note.encode())
        self._remove_outgrown(checkpoint.size)
        return checkpoint

    def _write_log(self, size: int) -> None:
        for place in all_places(size):
            self._write_tile(place)
        for number in range(-(-size // WIDTH)):
            self._write_bundle(number, size)
            self.progress(min((number + 1) * WIDTH, size), size)

    def _require_same_log(self, checkpoint: LogCheckpoint) -> None:
        """What the folder holds is an earlier state of this log, or nothing."""
        path = self.folder / "log/checkpoint"
        if not path.exists():
            return
        try:
            older = read_checkpoint(read_note(path.read_text(encoding="utf-8")).text)
            is_same = older.size <= checkpoint.size and root_at(older.size) == older.root
        except (ProofRefused, UnicodeDecodeError):
            is_same = False
        if not is_same:
            raise CommandError(
                _("%s holds another log, or a later one. Choose another folder.") % self.folder
            )

    def _write_tile(self, place: Place) -> None:
        path = tile_path(place.level or 0, place.index, place.width)
        self._write_once(
            f"log/{path}", lambda: tile_data(place.level or 0, place.index, place.width)
        )

    def _write_bundle(self, number: int, size: int) -> None:
        width = width_at(size, 0, number)
        path = entries_path(number, width)
        self._write_once(f"log/{path}", lambda: entry_bundle(number, width))
        told = json.dumps(open_bundle(number, size).told(), sort_keys=True)
        self._replace(f"log/openings/{number}.json", told.encode())

    def _write_lists(self, checkpoint: LogCheckpoint) -> None:
        today = timezone.localdate()
        submissions = SubmissionFilters(QueryDict(), today=today)
        self._write_csv(
            "submissions.csv",
            submissions,
            submission_export(today),
        )
        events = EventFilters(QueryDict(), today=today)
        self._write_csv("events.csv", events, event_export())
        keys = "".join(f"{one.key.text}\n" for one in published_keys())
        self._replace("log/keys", keys.encode())
        context = {"size": checkpoint.size, "site": settings.SITE_URL}
        self._replace("index.html", render_to_string("log/folder.html", context).encode())

    def _write_csv(
        self,
        name: str,
        filters: ListFilters,
        export: Export,
    ) -> None:
        found = filters.found().order_by(*filters.order().by())
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        written = path.with_name(f"{name}.new")
        with written.open("w", encoding="utf-8", newline="") as file:
            file.writelines(csv_text(export.chunks(found), export.columns))
        os.replace(written, path)

    def _write_once(self, name: str, data: Callable[[], bytes | None]) -> None:
        """Write what never changes, unless it is there."""
        if not (self.folder / name).exists():
            self._replace(name, data() or b"")

    def _replace(self, name: str, data: bytes) -> None:
        path = self.folder / name
        if path.is_file() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
        self.written += 1

    def _remove_outgrown(self, size: int) -> None:
        """Remove parts of tiles that are full or wider now."""
        begun = edge_places(size)
        keep = {f"log/{tile_path(one.level or 0, one.index, one.width)}" for one in begun}
        keep |= {f"log/{entries_path(one.index, one.width)}" for one in begun if not one.level}
        for part in self.folder.glob("log/tile/**/*.p"):
            for file in part.iterdir():
                if file.relative_to(self.folder).as_posix() not in keep:
                    file.unlink()
            if not any(part.iterdir()):
                part.rmdir()


def _is_behind() -> bool:
    """Whether there are events behind the last entry."""
    newest = Event.objects.order_by("-pk").first()
    return newest is not None and entry_of(newest.pk) is None
