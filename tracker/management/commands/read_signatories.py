"""Takes a list of signatories, a .csv or .xlsx file, into the record."""

from argparse import ArgumentTypeError
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.actions.lists import (
    Imported,
    Terms,
    import_signatories,
    list_entries,
    release_import,
)
from tracker.choices import SignatoryKind
from tracker.management.accounts import acting_account, add_by
from tracker.management.long_lists import COUNTED, LongImport, refused_words
from tracker.management.statements import latest_revision
from tracker.models import Revision, User
from tracker.queries.duplicates import known_duplicates
from tracker.readers.columns import guess_mapping
from tracker.readers.countries import country_codes
from tracker.readers.errors import ReadError
from tracker.readers.kinds import MAX_BYTES
from tracker.readers.long_lists import LongList, read_long_list
from tracker.readers.long_tables import read_long_table
from tracker.readers.signatories import ListReading, RowError, read_rows, unread_columns
from tracker.readers.tables import Table, read_table
from tracker.rules.duplicates import likely_duplicates
from tracker.rules.names import fold
from tracker.rules.permissions import Right


class Command(BaseCommand):
    help = (
        "Record an offer for every signatory on a list: everything or nothing, and never twice. "
        "A list of more than 10 MB goes in by parts, and on after an interruption. "
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
            if file.stat().st_size > MAX_BYTES:
                self.take_long(revision, file, options)
            else:
                self.take(revision, file, options)
        except OSError as error:
            raise CommandError(str(error)) from error
        except ReadError as error:
            raise CommandError(f"{file.name}: {error}") from error
        except (ValidationError, PermissionDenied, OperationalError) as error:
            raise CommandError(
                _("Nothing was recorded. %(told)s") % {"told": refused_words(error)}
            ) from error

    def take(self, revision: Revision, file: Path, options: dict[str, Any]) -> None:
        """Take a list in at once, all of it or nothing."""
        with transaction.atomic():
            reading = self.read(file, dict(options["map"]))
            imported = self.record(revision, reading, options)
            self.tell_known(imported)
            transaction.set_rollback(options["dry_run"])
        counts = {name: len(getattr(imported, name)) for name in COUNTED}
        self.stdout.write(what_was_done(counts, is_dry=options["dry_run"]))

    def take_long(self, revision: Revision, file: Path, options: dict[str, Any]) -> None:
        """Take a list in that is too long for that: in parts, once all of it was read."""
        by, publisher = accounts(options)
        with ExitStack() as files:
            found = self.read_long(file, dict(options["map"]), files)
            taking = LongImport(found, revision, self.stderr.write)
            looked = taking.look()
            if options["dry_run"]:
                told_all = _("Dry run, nothing recorded: %(known)s are known, %(new)s are new.")
                self.stdout.write(told_all % {"known": looked["known"], "new": looked["new"]})
                return
            self.stdout.write(what_was_done(taking.record(terms(options), by=by)))
            if publisher is not None:
                released = taking.release(by=publisher)
                self.stdout.write(_("%(count)s submissions released.") % {"count": released})

    def read(self, file: Path, fixed: dict[str, str]) -> ListReading:
        """The list, told about; raises CommandError if one row cannot be taken."""
        table = read_table(file.read_bytes(), file.name)
        mapping = guess_mapping(table.header, fixed)
        reading = read_rows(table, mapping, fold=fold, countries=country_codes(fold))
        self.tell_columns(table, mapping)
        counts = {"rows": reading.row_count, "count": len(reading.rows)}
        self.stdout.write(_("%(rows)s rows, %(count)s signatories.") % counts)
        self.tell_errors(reading.errors, len(reading.errors))
        self.tell_alike(reading)
        return reading

    def read_long(self, file: Path, fixed: dict[str, str], files: ExitStack) -> LongList:
        """The same of a long list, whose names are not compared with each other."""
        table = read_long_table(lambda: file.open("rb"), file.name)
        mapping = guess_mapping(table.header, fixed)
        self.tell_columns(table, mapping)
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        found = read_long_list(
            table,
            mapping,
            fold=fold,
            countries=country_codes(fold),
            folder=str(settings.VAR_DIR),
            files=files,
            progress=lambda rows: self.stderr.write(_("%(rows)s rows read") % {"rows": rows}),
        )
        self.stdout.write(_("%(rows)s rows.") % {"rows": found.row_count})
        self.tell_errors(found.errors, found.error_count)
        return found

    def tell_columns(self, table: Table, mapping: Mapping[str, str]) -> None:
        for note in table.notes:
            self.stderr.write(note)
        columns = ", ".join(f"{name}={column}" for name, column in mapping.items())
        self.stdout.write(_("Columns: %(columns)s") % {"columns": columns})
        if unread := ", ".join(unread_columns(table, mapping)):
            self.stdout.write(_("Not read: %(columns)s") % {"columns": unread})

    def tell_errors(self, errors: Sequence[RowError], count: int) -> None:
        for error in errors:
            self.stderr.write(
                _("line %(line)s: %(text)s") % {"line": error.line, "text": error.text}
            )
        if count > len(errors):
            self.stderr.write(
                _("%(count)s rows have errors; the first are shown.") % {"count": count}
            )
        if errors:
            raise CommandError(_("Nothing was recorded. Correct these lines first."))

    def tell_alike(self, reading: ListReading) -> None:
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
        by, publisher = accounts(options)
        imported = import_signatories(revision, list_entries(reading.rows), terms(options), by=by)
        if publisher is not None:
            release_import(imported, by=publisher)
        return imported


def accounts(options: Mapping[str, Any]) -> tuple[User, User | None]:
    """In whose name the list is recorded, and in whose it is released, if at all."""
    releasing = options["release_by"]
    publisher = acting_account(releasing, Right.RELEASE) if releasing else None
    return acting_account(options["by"], Right.EDIT), publisher


def terms(options: Mapping[str, Any]) -> Terms:
    """What holds for the whole list."""
    title = options["source_title"] or options["source_url"]
    return Terms(
        offered=options["offered"],
        kind=options["kind"],
        listed_on=options["listed_on"],
        source={"title": title, "url": options["source_url"]} if title else None,
    )


def field_and_column(text: str) -> tuple[str, str]:
    """What "name=Organisation" says: the field, and the column that holds it."""
    field, equals, column = text.partition("=")
    if not equals:
        raise ArgumentTypeError(_("write it as name=COLUMN"))
    return field.strip(), column.strip()


def what_was_done(counts: Mapping[str, int], *, is_dry: bool = False) -> str:
    """One line that says what is new."""
    told = ngettext(
        "%(count)s submission recorded, of %(signatories)s new signatories; "
        "%(already)s were there already.",
        "%(count)s submissions recorded, of %(signatories)s new signatories; "
        "%(already)s were there already.",
        counts["submissions"],
    )
    done = told % {**counts, "count": counts["submissions"]}
    return _("Dry run, all of it undone again: %(done)s") % {"done": done} if is_dry else done
