"""Loads the seed files of a folder into the record."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from tracker.actions.seeds import load_seed, seed_accounts
from tracker.models import User
from tracker.readers.errors import ReadError
from tracker.readers.seeds import read_seed


class Command(BaseCommand):
    help = "Load TOML files into the record. May be repeated: nothing is recorded twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder",
            nargs="?",
            type=Path,
            default=settings.BASE_DIR / "seeds",
            help="the folder with the .toml files (default: seeds/)",
        )

        parser.add_argument(
            "--why",
            default="",
            help="why public facts say something else than before; this reason becomes public",
        )

    def handle(self, *, folder: Path, why: str, **options: Any) -> None:
        files = sorted(folder.glob("*.toml"))
        if not files:
            raise CommandError(_("There are no .toml files in %(folder)s.") % {"folder": folder})
        editor, publisher = seed_accounts()
        refused = [file.name for file in files if not self.load(file, editor, publisher, why)]
        if refused:
            told = _("Nothing was loaded from: %(files)s. All else was.")
            raise CommandError(told % {"files": ", ".join(refused)})

    def load(self, file: Path, editor: User, publisher: User, why: str) -> bool:
        """Load one file, all or nothing, and say what came of it."""
        try:
            seed = read_seed(file.read_bytes(), file.name)
            loaded = load_seed(seed, by=editor, released_by=publisher, why=why)
        except ReadError as error:
            self.stderr.write(str(error))
            return False
        except ValidationError as error:
            self.stderr.write(f"{file.name}, {' '.join(error.messages)}")
            return False
        self.stdout.write(
            _("%(file)s: %(recorded)s recorded, %(changed)s changed.")
            % {"file": file.name, "recorded": loaded.recorded, "changed": len(loaded.changed)}
        )
        for line in (*loaded.changed, *loaded.left):
            self.stdout.write(f"  {line}")
        return True
