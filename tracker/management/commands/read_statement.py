"""Reads a text into the draft of a statement and prints it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from tracker.readers.drafts import StatementDraft
from tracker.readers.errors import ReadError
from tracker.readers.files import read_file
from tracker.readers.statements import as_json, closing_text, read_statement, statement_text


class Command(BaseCommand):
    help = "Read a .txt, .md, .html, .docx or .pdf file; print what was recognised, record nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--from-line", type=int, metavar="N", help="the line on which the statement begins"
        )
        parser.add_argument("--to-line", type=int, metavar="N", help="its last line")
        parser.add_argument("--json", action="store_true", help="print JSON instead of words")

    def handle(
        self, *, file: Path, from_line: int | None, to_line: int | None, **options: Any
    ) -> None:
        try:
            read = read_file(file.read_bytes(), file.name)
            draft = read_statement(
                read.text, from_line=from_line, to_line=to_line, links=read.links
            )
        except OSError as error:
            raise CommandError(str(error)) from error
        except ReadError as error:
            raise CommandError(f"{file.name}: {error}") from error
        for note in read.notes:
            self.stderr.write(note)
        self.stdout.write(json_text(draft) if options["json"] else as_text(draft))


def json_text(draft: StatementDraft) -> str:
    """The draft as one JSON object, readable by people too."""
    return json.dumps(as_json(draft), ensure_ascii=False, indent=2)


def as_text(draft: StatementDraft) -> str:
    """The draft in words, part by part."""
    return "\n".join(_lines(draft))


def _lines(draft: StatementDraft) -> Iterator[str]:
    yield _("Title: %(title)s") % {"title": draft.title or "–"}
    yield _("Date as printed: %(date)s") % {"date": draft.date_as_printed or "–"}
    yield _("Language: %(language)s") % {"language": draft.language or "–"}
    yield f"\n{statement_text(draft)}"
    for clause in draft.clauses:
        part = _(" (part of %(parent)s)") % {"parent": clause.parent} if clause.parent else ""
        yield f"\n[{clause.kind.label} {clause.number}{part}] {clause.text}"
    if closing := closing_text(draft):
        yield f"\n{closing}"
    yield from _rest(draft)


def _rest(draft: StatementDraft) -> Iterator[str]:
    """What is no part of the statement, and what a person should look at."""
    if draft.after:
        yield _("\nAfter the statement:")
        yield from draft.after
    if draft.links:
        yield _("\nLinks:")
        yield from (
            link.url if link.words == link.url else f"{link.words}: {link.url}"
            for link in draft.links
        )
    yield _("\nNot placed anywhere: %(count)s") % {"count": len(draft.unplaced)}
    yield from (f"{part.line}: {part.text}" for part in draft.unplaced)
    if draft.doubts:
        yield _("\nTo look at:")
        yield from (f"{doubt.line}: {doubt.text}" for doubt in draft.doubts)
