"""Says how far each language is translated; collects new words, and compiles what is complete."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.test.utils import override_settings
from django.utils.translation import to_locale

from tracker.readers.catalogues import compiled, problems_of, read_catalogue

# What nobody reads on a page: tests, and what is said in a shell, in English.
LEFT_OUT = ("tests", "management", "checks", "var", ".venv", "locale")
SHOWN = 20


class Command(BaseCommand):
    help = __doc__
    # It looks at files alone, and has to run before anything is set up.
    requires_system_checks: ClassVar[list[str]] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("languages", nargs="*", help="codes such as pt-br; default: all")
        parser.add_argument(
            "--collect", action="store_true", help="take up new words first (needs gettext)"
        )
        parser.add_argument(
            "--compile", action="store_true", help="compile those that are complete, to offer them"
        )
        parser.add_argument(
            "--fresh", action="store_true", help="the same, and write nothing: to look only"
        )
        parser.add_argument("--all", action="store_true", help="tell every problem")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError if a language that is offered is not complete or not compiled."""
        folder = Path(settings.LOCALE_PATHS[0])
        with TemporaryDirectory() as scratch:
            if options["fresh"]:
                folder = Path(shutil.copytree(folder, scratch, dirs_exist_ok=True))
            files = _files(folder, options["languages"])
            if options["collect"] or options["fresh"]:
                _collect(folder, [one.parent.parent.name for one in files])
            wrong = [one for one in files if not self._is_good(one, options)]
        if wrong:
            names = ", ".join(one.parent.parent.name for one in wrong)
            raise CommandError(f"Offered, but not complete and compiled: {names}.")

    def _is_good(self, file: Path, options: dict[str, Any]) -> bool:
        """Whether a language may be offered, or is not; compiles it if that is asked for."""
        catalogue = read_catalogue(file.read_bytes())
        problems = problems_of(catalogue)
        self.stdout.write(
            f"{file.parent.parent.name}: {len(catalogue)} messages, {len(problems)} problems"
        )
        for problem in problems if options["all"] else problems[:SHOWN]:
            self.stdout.write(f"  {problem}")
        target, data = file.with_suffix(".mo"), compiled(catalogue)
        if options["compile"] and not problems:
            target.write_bytes(data)
        return not target.is_file() or (not problems and target.read_bytes() == data)


def _files(folder: Path, codes: list[str]) -> list[Path]:
    names = {to_locale(code) for code in codes}
    found = sorted(folder.glob("*/LC_MESSAGES/django.po"))
    return [one for one in found if not names or one.parent.parent.name in names]


def _collect(folder: Path, locales: list[str]) -> None:
    with override_settings(LOCALE_PATHS=[folder]), chdir(settings.BASE_DIR):
        call_command(
            "makemessages",
            locale=locales,
            ignore_patterns=list(LEFT_OUT),
            no_wrap=True,
            add_location="file",
            no_obsolete=True,
            verbosity=0,
        )
