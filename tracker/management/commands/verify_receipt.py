"""Checks a receipt or a promise against the site's own keys, or against a given one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from tracker.management.public_keys import named_keys
from tracker.proof.keys import PublicKey
from tracker.proof.proof_files import check_file
from tracker.proof.receipts import LONGEST
from tracker.proof.verdicts import Part, Verdict
from tracker.queries.log import published_keys


class Command(BaseCommand):
    help = (
        "Say what a receipt or a promise proves, part by part. Exit code 1 if it proves nothing. "
        "script/verify_receipt.py does the same without this site."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the receipt or promise")
        parser.add_argument(
            "--key",
            type=named_keys,
            metavar="PUBKEY",
            help="name+id+base64, or a file of such lines (default: the keys of this site)",
        )

    def handle(self, *, file: Path, key: list[PublicKey] | None, **options: Any) -> None:
        verdict = check_file(_content(file), key or _own_keys())
        for part in verdict.parts:
            self.stdout.write(f"{_passed(part)}  {part.label}: {part.words}")
        if verdict.failed:
            told = _("This file proves nothing. What is wrong: %(part)s")
            raise CommandError(told % {"part": verdict.failed.label})
        self.stdout.write(_told(verdict))


def _passed(part: Part) -> str:
    if part.passed is None:
        return _("not seen")
    return _("right") if part.passed else _("WRONG")


def _told(verdict: Verdict) -> str:
    content = [_("The enclosed content:"), f"  {verdict.content}"] if verdict.content else []
    return "\n".join(
        [
            "",
            _("Proven to whoever trusts the key:"),
            *(f"- {sentence}" for sentence in verdict.proven),
            "",
            _("Not proven:"),
            *(f"- {sentence}" for sentence in verdict.not_proven),
            *(["", *content] if content else []),
        ]
    )


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(LONGEST + 1)
    except OSError as error:
        raise CommandError(str(error)) from error


def _own_keys() -> list[PublicKey]:
    keys = [published.key for published in published_keys()]
    if not keys:
        raise CommandError(_("This site has no key yet. Name one: --key PUBKEY"))
    return keys
