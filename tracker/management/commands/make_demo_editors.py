"""Makes the editors with whom somebody can try the desk of a first, local run."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.actions.editors import make_editor
from tracker.models import User
from tracker.rules.editors import DEMO_EDITORS, require_local

# No letters that look like a digit: somebody may type these from a screen.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    help = "Make demonstration editors with random passwords, for a site on this machine alone."

    def handle(self, **options: Any) -> None:
        file = settings.VAR_DIR / "demo_editors"
        try:
            require_local(
                [*settings.ALLOWED_HOSTS, settings.SITE_HOST],
                loopback=[*settings.LOOPBACK_HOSTS, "::1"],
                is_debug=settings.DEBUG,
            )
            there = User.objects.filter(username__in=DEMO_EDITORS).count()
            told = self.where(file) if there == len(DEMO_EDITORS) else self.make(file)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(told)

    @transaction.atomic
    def make(self, file: Path) -> str:
        """Make all of them, keep what to sign in with, and return it."""
        passwords = {name: new_password() for name in DEMO_EDITORS}
        for name, group in DEMO_EDITORS.items():
            make_editor(name, group, password=passwords[name], email=f"{name}@localhost")
        lines = [f"  {name:<6} {passwords[name]}  ({DEMO_EDITORS[name]})" for name in passwords]
        told = "\n".join([_("Sign in there as one of these, on this machine only:"), *lines])
        keep_private(file, told + "\n")
        return told

    def where(self, file: Path) -> str:
        """Where the passwords are, if they are still there."""
        if file.is_file() and file.stat().st_size:
            told = _(
                "The demonstration editors are there already; their passwords are in %(file)s."
            )
            return told % {"file": file}
        told = _(
            "The demonstration editors are there already, but their passwords are not in %(file)s. "
            "To give one a new password: manage.py changepassword %(name)s"
        )
        return told % {"file": file, "name": next(iter(DEMO_EDITORS))}


def new_password() -> str:
    """Four groups of four letters and digits: 79 random bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _n in range(4)) for _n in range(4))


def keep_private(file: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    new = file.with_name(f"{file.name}.new")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as written:
        written.write(text)
    new.replace(file)
