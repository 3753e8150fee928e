"""In whose name a command acts."""

from __future__ import annotations

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from tracker.models import User
from tracker.rules.editors import SEED_EDITOR, SEED_PUBLISHER
from tracker.rules.permissions import Right

NOT_PEOPLE = (SEED_EDITOR[0], SEED_PUBLISHER[0])


def add_by(parser: CommandParser) -> None:
    """The option that says in whose name a command acts."""
    parser.add_argument(
        "--by",
        metavar="USERNAME",
        help="the account in whose name this is recorded (default: the only one that may)",
    )


def acting_account(username: str | None, right: Right) -> User:
    """The account of this name, or the only person's account that has the right.

    Raises CommandError, saying which accounts there are, if that leaves none or several.
    """
    active = User.objects.filter(is_active=True).order_by("username")
    able = [user for user in active if user.has_perm(f"tracker.{right}")]
    if username is not None:
        chosen = [user for user in able if user.username == username]
    else:
        chosen = [user for user in able if user.username not in NOT_PEOPLE]
    if len(chosen) == 1:
        return chosen[0]
    raise CommandError(_not_one(username, [user.username for user in able]))


def _not_one(username: str | None, able: list[str]) -> str:
    if not able:
        return _("No account may do this. Make one first: manage.py createsuperuser")
    names = {"name": username, "names": ", ".join(able)}
    if username is None:
        return _("Say in whose name, with --by. These accounts may do this: %(names)s.") % names
    return _("“%(name)s” is no account that may do this. These may: %(names)s.") % names
