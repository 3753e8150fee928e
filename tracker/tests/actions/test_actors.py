"""Who may call which action: every action is tried by everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tracker.actions.actors import actor_of, require_right
from tracker.models import Event, User
from tracker.rules.permissions import Right
from tracker.rules.refusals import NotAllowed
from tracker.tests.actions.every_action import CALLS
from tracker.tests.actions.test_events import name_of
from tracker.tests.architecture.sources import imported_modules, python_files, tree_of
from tracker.tests.cast import Cast, make_user
from tracker.tests.test_rooms import DOORS, offenders

RIGHTS = {
    "auditor": {Right.READ},
    "editor": {Right.READ, Right.EDIT},
    "publisher": {Right.READ, Right.EDIT, Right.RELEASE},
    "nobody": set(),
    "inactive": set(),
}


def person(kind: str) -> User:
    if kind == "nobody":
        return make_user("nobody")
    if kind == "inactive":
        user = make_user("inactive", "publisher")
        user.is_active = False
        user.save()
        return user
    return make_user(f"the-{kind}", kind)


@pytest.mark.parametrize("kind", RIGHTS)
def test_actor_has_the_rights_of_the_group(db: None, kind: str) -> None:
    user = person(kind)
    actor = actor_of(user)

    assert (actor.pk, actor.name, actor.rights) == (user.pk, str(user), RIGHTS[kind])


def test_require_right_gives_the_actor_or_refuses(cast: Cast) -> None:
    assert require_right(cast.anna, Right.EDIT) == actor_of(cast.anna)
    with pytest.raises(NotAllowed, match="anna may not publish, decide and release"):
        require_right(cast.anna, Right.RELEASE)


ASKING = [action for action, call in CALLS.items() if not call.is_part]


@pytest.mark.parametrize("action", ASKING, ids=name_of)
def test_action_asks_for_its_right(cast: Cast, action: Callable[..., object]) -> None:
    call = CALLS[action]
    it = call.prepare(cast)
    events = Event.objects.count()

    for kind, rights in RIGHTS.items():
        if call.right not in rights:
            with pytest.raises(NotAllowed):
                call.act(it, person(kind))
            assert Event.objects.count() == events
    if call.right is not None:
        lowest = "editor" if call.right == Right.EDIT else "publisher"
        call.act(it, person(lowest))
        assert Event.objects.count() > events


def test_doors_call_no_action_that_asks_for_no_right() -> None:
    parts = {f"tracker.actions.{name_of(action)}" for action in CALLS.keys() - {*ASKING}}

    assert parts
    assert offenders(python_files(*DOORS), lambda one: imported_modules(tree_of(one)) & parts) == {}
