"""Who may do what at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from tracker.rules.refusals import NotAllowed


class Right(StrEnum):
    """What a group can allow; each is a permission of the user model."""

    READ = "read_desk"
    EDIT = "edit_record"
    RELEASE = "release_record"


# What the groups made by the migration allow (editor, publisher, auditor).
GROUPS: dict[str, tuple[Right, ...]] = {
    "editor": (Right.READ, Right.EDIT),
    "publisher": (Right.READ, Right.EDIT, Right.RELEASE),
    "auditor": (Right.READ,),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks for an action: an account's number, its name and its rights."""

    pk: int
    name: str
    rights: frozenset[Right]


def require(actor: Actor, right: Right) -> None:
    """Pass if the actor has the right; otherwise raise NotAllowed and say what is missing."""
    if right in actor.rights:
        return
    wanted = {
        Right.READ: _("read the desk"),
        Right.EDIT: _("record and change"),
        Right.RELEASE: _("publish, decide and release"),
    }[right]
    raise NotAllowed(
        _(
            "%(name)s may not %(wanted)s. Nothing was changed. "
            "Ask somebody who may, or an administrator for the group."
        )
        % {"name": actor.name, "wanted": wanted}
    )
