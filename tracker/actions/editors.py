"""Making and changing accounts of the people who work at the desk."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from tracker.actions.changes import Changes, Values, fill, locked
from tracker.actions.events import record_event
from tracker.actions.happened import Happened
from tracker.choices import EventKind
from tracker.models import User
from tracker.rules.permissions import GROUPS
from tracker.rules.refusals import NotAllowed, Refused

ADD_EDITORS = "tracker.add_user"
CHANGE_EDITORS = "tracker.change_user"
SET, REMOVED = gettext_lazy("set anew"), gettext_lazy("removed")
FIELDS = ("first_name", "last_name", "email", "is_active")


@transaction.atomic
def make_editor(
    username: str,
    group: str,
    *,
    password: str | None = None,
    email: str = "",
    by: User | None = None,
) -> User:
    """Make an account in one of the desk's groups; without a password nobody can sign in as it.

    Reminders go to `email`. Without `by`, as for the first account of a site or one made by a
    command on its server, the account records itself. Records editor-changed; never password or
    address. Raises Refused for a name that is taken or a group that does not exist, NotAllowed for
    somebody who may not add accounts.
    """
    if by is not None and not by.has_perm(ADD_EDITORS):
        raise NotAllowed(_("%(name)s may not make accounts. Nothing was changed.") % {"name": by})
    _require_possible(username, group)
    user = User.objects.create_user(username, email, password, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    changes: Changes = {"username": [None, username], "groups": [[], [group]]}
    record_event(Happened(EventKind.EDITOR_CHANGED, user, changes=changes), by=by or user)
    return user


@transaction.atomic
def change_editor(editor: User, values: Values, *, by: User) -> User:
    """Change an account's name, address, its group (`group`), or whether it may sign in at all.

    Records editor-changed if something differs, and never which address. Raises Refused for a group
    that does not exist and for somebody who would lock themselves out, NotAllowed for somebody who
    may not change accounts.
    """
    _require_may_change(by)
    editor = locked(editor)
    facts = {name: value for name, value in values.items() if name != "group"}
    changes = fill(editor, facts, FIELDS)
    if "email" in changes:
        changes["email"] = [None, _recorded(SET if editor.email else REMOVED)]
    if editor.pk == by.pk and not editor.is_active:
        raise Refused(_("You would lock yourself out. Ask somebody else."), field="is_active")
    if "group" in values:
        changes |= _regrouped(editor, values["group"])
    if not changes:
        return editor
    editor.full_clean()
    editor.save()
    record_event(Happened(EventKind.EDITOR_CHANGED, editor, changes=changes), by=by)
    return editor


@transaction.atomic
def set_password(editor: User, password: str, *, by: User) -> User:
    """Give an account a new password; whoever is signed in as it is signed out.

    Records editor-changed, and that the password was set, never which.
    """
    _require_may_change(by)
    return _set_password(editor, password, by=by)


@transaction.atomic
def change_own_password(editor: User, password: str) -> User:
    """Give an account a new password in its own name; elsewhere it is signed out.

    The door has asked for the old one. Records editor-changed, and that it was set, never which.
    """
    return _set_password(editor, password, by=editor)


def _set_password(editor: User, password: str, *, by: User) -> User:
    editor = locked(editor)
    editor.set_password(password)
    editor.save(update_fields=["password"])
    changes: Changes = {"password": [None, _recorded(SET)]}
    record_event(Happened(EventKind.EDITOR_CHANGED, editor, changes=changes), by=by)
    return editor


def _require_may_change(by: User) -> None:
    if not by.has_perm(CHANGE_EDITORS):
        raise NotAllowed(_("%(name)s may not change accounts. Nothing was changed.") % {"name": by})


def _regrouped(editor: User, group: str) -> Changes:
    """Put an account into this one group of the desk ("" for none); other groups stay."""
    _require_group(group)
    old = sorted(editor.groups.filter(name__in=GROUPS).values_list("name", flat=True))
    new = [group] if group else []
    if old == new:
        return {}
    editor.groups.remove(*editor.groups.filter(name__in=GROUPS))
    editor.groups.add(*Group.objects.filter(name__in=new))
    return {"groups": [old, new]}


def _require_group(group: str) -> None:
    if group and group not in GROUPS:
        raise Refused(
            _("There is no group “%(name)s”. Choose one of: %(names)s.")
            % {"name": group, "names": ", ".join(GROUPS)},
            field="group",
        )


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


@transaction.atomic
def choose_language(editor: User, language: str) -> None:
    """Remember in which language somebody reads the desk themselves; letters to them are in it.

    Records editor-changed if it is another. Raises Refused for one that the site does not speak.
    """
    if language not in dict(settings.LANGUAGES):
        raise Refused(_("This site does not speak that language."), field="language")
    editor = locked(editor)
    changes = fill(editor, {"language": language}, ("language",))
    if changes:
        editor.save(update_fields=["language"])
        record_event(Happened(EventKind.EDITOR_CHANGED, editor, changes=changes), by=editor)


def _recorded(told: Promise) -> str:
    """In the language of the site: events are read by all editors."""
    with override(settings.LANGUAGE_CODE):
        return str(told)
