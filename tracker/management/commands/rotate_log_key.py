"""Gives the log a new key; later, ends the old one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from tracker.actions.log_keys import LogStopped, add_key, end_old_keys, key_file
from tracker.proof.keys import PublicKey
from tracker.queries.log import signing_keys


class Command(BaseCommand):
    help = (
        "Make a new key for the log. Checkpoints are then signed with the old key and the new one, "
        "until --end-old. All keys stay published."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--end-old", action="store_true", help="sign with the newest key alone from now on"
        )

    def handle(self, *, end_old: bool, **options: Any) -> None:
        if end_old and signing_keys() < 2:
            raise CommandError(
                _("There is no old key to end. Make a new one first, without options.")
            )
        try:
            rows = end_old_keys() if end_old else [add_key()]
        except LogStopped as error:
            raise CommandError(str(error)) from error
        told = _("Ended: %(key)s (%(file)s)") if end_old else _("Made: %(key)s (%(file)s)")
        for row in rows:
            key = PublicKey(row.name, bytes(row.public))
            self.stdout.write(told % {"key": key.text, "file": key_file(row)})
