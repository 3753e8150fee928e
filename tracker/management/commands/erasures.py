"""Lists erasures with the copies that may still hold what was erased."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions.erased_files import finish_erasures
from tracker.models import Erasure, ExportFile
from tracker.queries.backups import backups_with, files_with
from tracker.rules.erasures import Backup


class Command(BaseCommand):
    help = (
        "Finish erasures that were interrupted, then list all of them with the files in "
        "BACKUP_FOLDER that were made before: until when each may be kept, and which should not be "
        "there any more. Exit code 1 if there is one of those."
    )

    def handle(self, **options: Any) -> None:
        finish_erasures()
        is_clean = True
        for erasure in Erasure.objects.order_by("pk"):
            backups = backups_with(erasure.erased_at, timezone.now())
            files = [_file(one) for one in files_with(erasure.erased_at)]
            self.stdout.write("\n".join([_title(erasure), *_lines(backups), *files]))
            is_clean &= not any(one.is_over for one in backups)
        if not is_clean:
            raise SystemExit(1)


def _title(erasure: Erasure) -> str:
    told = {
        "what": erasure,
        "day": erasure.erased_at.date().isoformat(),
        "state": _("finished") if erasure.finished_at else _("files are still being removed"),
    }
    return _("%(what)s, erased on %(day)s, %(state)s") % told


def _file(file: ExportFile) -> str:
    return "  " + _("%(name)s: given to nobody; the worker removes it") % {"name": file.stored_name}


def _lines(backups: list[Backup]) -> Iterator[str]:
    for one in backups:
        words = _("REMOVE, was to be gone by %(day)s") if one.is_over else _("gone by %(day)s")
        yield f"  {one.name}: {words % {'day': one.gone_by.isoformat()}}"
