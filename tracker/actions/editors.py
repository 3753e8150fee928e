"""Making accounts for the people who work at the desk."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.actions.changes import Changes
from tracker.actions.events import Happened, record_event
from tracker.choices import EventKind
from tracker.models import User
from tracker.rules.permissions import GROUPS
from tracker.rules.refusals import NotAllowed, Refused

ADD_EDITORS = "tracker.add_user"


@transaction.atomic
def make_editor(
    username: str, group: str, *, password: str | None = None, by: User | None = None
) -> User:
    """Make an account in one of the desk's groups; without a password nobody can sign in as it.

    Without `by`, as for the first account of a site or one made by a command on its server, the
    account records itself. Records editor-changed; never the password. Raises Refused for a name
    that is taken or a group that does not exist, NotAllowed for somebody who may not add accounts.
    """
    if by is not None and not by.has_perm(ADD_EDITORS):
        raise NotAllowed(_("%(name)s may not make accounts. Nothing was changed.") % {"name": by})
    _require_possible(username, group)
    user = User.objects.create_user(username, password=password, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    changes: Changes = {"username": [None, username], "groups": [[], [group]]}
    record_event(Happened(EventKind.EDITOR_CHANGED, user, changes=changes), by=by or user)
    return user


def _require_possible(username: str, group: str) -> None:
    if group not in GROUPS:
        raise Refused(
            _("There is no group “%(name)s”. Choose one of: %(names)s.")
            % {"name": group, "names": ", ".join(GROUPS)},
            field="groups",
        )
    if User.objects.filter(username=username).exists():
        raise Refused(
            _("There is an account “%(name)s” already.") % {"name": username}, field="username"
        )
