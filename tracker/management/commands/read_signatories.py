"""Takes a list of signatories, a .csv or .xlsx file, into the record."""

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.actions.lists import (
    Imported,
    Terms,
    import_signatories,
    list_entries,
    release_import,
)
from tracker.actions.seeded_rows import told
from tracker.choices import SignatoryKind
from tracker.management.accounts import acting_account, add_by
from tracker.management.statements import latest_revision
from tracker.models import Revision
from tracker.queries.duplicates import known_duplicates
from tracker.readers.columns import guess_mapping
from tracker.readers.countries import country_codes
from tracker.readers.errors import ReadError
from tracker.readers.signatories import ListReading, read_rows
from tracker.readers.tables import read_table
from tracker.rules.duplicates import likely_duplicates
from tracker.rules.names import fold
from tracker.rules.permissions import Right


class Command(BaseCommand):
    help = (
        "Record an offer for every signatory on a list: everything or nothing, and never twice. "
        "What is recorded waits for release at the desk, unless --release-by is given."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--statement", metavar="SLUG", required=True)
        parser.add_argument(
            "--map",
            metavar="FIELD=COLUMN",
            nargs="+",
            action="extend",
            type=field_and_column,
            default=[],
            help="which column holds the name, kind, country, url, date …; otherwise guessed",
        )
        parser.add_argument("--dry-run", action="store_true", help="record nothing, only tell")
        parser.add_argument(
            "--offered", metavar="EDTF", default="", help="when they offered, where no row says it"
        )
        parser.add_argument(
            "--listed-on", metavar="EDTF", default="", help="this is the issuer's list of that day"
        )
        parser.add_argument(
            "--kind", choices=SignatoryKind.values, default=SignatoryKind.ORGANISATION
        )
        parser.add_argument("--source-url", metavar="URL", default="")
        parser.add_argument("--source-title", metavar="TITLE", default="")
        parser.add_argument("--release-by", metavar="USERNAME", help="publish it in this name")
        add_by(parser)

    def handle(self, *, file: Path, statement: str, **options: Any) -> None:
        revision = latest_revision(statement)
        try:
            with transaction.atomic():
                reading = self.read(file, dict(options["map"]))
                imported = self.record(revision, reading, options)
                self.tell_known(imported)
                transaction.set_rollback(options["dry_run"])
        except OSError as error:
            raise CommandError(str(error)) from error
        except ReadError as error:
            raise CommandError(f"{file.name}: {error}") from error
        except (ValidationError, PermissionDenied) as error:
            raise CommandError(
                _("Nothing was recorded. %(told)s") % {"told": told(error)}
            ) from error
        self.stdout.write(what_was_done(imported, is_dry=options["dry_run"]))

    def read(self, file: Path, fixed: dict[str, str]) -> ListReading:
        """The list, told about; raises CommandError if one row cannot be taken."""
        table = read_table(file.read_bytes(), file.name)
        mapping = guess_mapping(table.header, fixed)
        reading = read_rows(table, mapping, fold=fold, countries=country_codes(fold))
        for note in table.notes:
            self.stderr.write(note)
        columns = ", ".join(f"{name}={column}" for name, column in mapping.items())
        self.stdout.write(_("Columns: %(columns)s") % {"columns": columns})
        if reading.unread_columns:
            unread = ", ".join(reading.unread_columns)
            self.stdout.write(_("Not read: %(columns)s") % {"columns": unread})
        counts = {"rows": reading.row_count, "count": len(reading.rows)}
        self.stdout.write(_("%(rows)s rows, %(count)s signatories.") % counts)
        self.tell_doubts(reading)
        return reading

    def tell_doubts(self, reading: ListReading) -> None:
        for error in reading.errors:
            self.stderr.write(
                _("line %(line)s: %(text)s") % {"line": error.line, "text": error.text}
            )
        if reading.errors:
            raise CommandError(_("Nothing was recorded. Correct these lines first."))
        for alike in likely_duplicates((row.line, row.name) for row in reading.rows):
            told = _("line %(line)s: “%(name)s” is much like “%(other)s” (%(score)s of 100).")
            self.stdout.write(
                told
                % {
                    "line": alike.line,
                    "name": alike.name,
                    "other": alike.other,
                    "score": alike.score,
                }
            )

    def tell_known(self, imported: Imported) -> None:
        """The new signatories that are much like one of the record."""
        told = _("“%(name)s” is much like “%(other)s” of the record (%(score)s of 100).")
        for one in known_duplicates(imported.signatories):
            names = {"name": one.second.name, "other": one.first.name, "score": one.score}
            self.stdout.write(told % names)

    def record(self, revision: Revision, reading: ListReading, options: dict[str, Any]) -> Imported:
        title = options["source_title"] or options["source_url"]
        terms = Terms(
            offered=options["offered"],
            kind=options["kind"],
            listed_on=options["listed_on"],
            source={"title": title, "url": options["source_url"]} if title else None,
        )
        by = acting_account(options["by"], Right.EDIT)
        imported = import_signatories(revision, list_entries(reading.rows), terms, by=by)
        if options["release_by"]:
            release_import(imported, by=acting_account(options["release_by"], Right.RELEASE))
        return imported


def field_and_column(text: str) -> tuple[str, str]:
    """What "name=Organisation" says: the field, and the column that holds it."""
    field, equals, column = text.partition("=")
    if not equals:
        raise ArgumentTypeError(_("write it as name=COLUMN"))
    return field.strip(), column.strip()


def what_was_done(imported: Imported, *, is_dry: bool) -> str:
    """One line that says what is new."""
    counts = {
        "signatories": len(imported.signatories),
        "already": len(imported.already),
        "count": len(imported.submissions),
    }
    told = ngettext(
        "%(count)s submission recorded, of %(signatories)s new signatories; "
        "%(already)s were there already.",
        "%(count)s submissions recorded, of %(signatories)s new signatories; "
        "%(already)s were there already.",
        len(imported.submissions),
    )
    done = told % counts
    return _("Dry run, all of it undone again: %(done)s") % {"done": done} if is_dry else done
