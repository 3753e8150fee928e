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
    missing = {
        Right.READ: _(
            "%(name)s may not read the desk. Nothing was changed. "
            "Ask somebody who may, or an administrator for the group."
        ),
        Right.EDIT: _(
            "%(name)s may not record and change. Nothing was changed. "
            "Ask somebody who may, or an administrator for the group."
        ),
        Right.RELEASE: _(
            "%(name)s may not publish, decide and release. Nothing was changed. "
            "Ask somebody who may, or an administrator for the group."
        ),
    }[right]
    raise NotAllowed(missing % {"name": actor.name})
