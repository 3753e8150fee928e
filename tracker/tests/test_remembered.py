"""A remembered scene is the real one, row for row; whatever is not as usual runs for real."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone, translation

from tracker.choices import ReplyKind
from tracker.models import User
from tracker.tests.cast import Cast
from tracker.tests.contacts import hosted, with_contact
from tracker.tests.follows import following
from tracker.tests.frozen import Rows
from tracker.tests.offers import offered
from tracker.tests.outbox import NOON
from tracker.tests.remembered import Beginnings, Scene, remembered, remembering
from tracker.tests.steps import make_user, session_of
from tracker.tests.surroundings import beginning, note_start


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def play() -> list[Any]:
    """A scene with something of everything; returns whom and what it left in the hands."""
    cast = Cast()
    offer = cast.offered()
    reply = cast.replied(ReplyKind.REFUSAL, offer)
    check = cast.release(cast.check(offer))
    page = [with_contact(hosted(cast)), offered(cast.letter_wording), following(cast.letter)]
    return [cast, offer, reply, check, page, session_of(cast.ben)]


def rows_of_all_tables() -> dict[str, list[Any]]:
    tables = connection.introspection.table_names()
    rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows[table] = sorted(cursor.fetchall(), key=repr)
    return rows


def played(monkeypatch: pytest.MonkeyPatch, beginnings: Beginnings | None) -> list[Any]:
    """What a scene leaves in the tables, in the hands and for after commit; then it is undone."""
    chance = random.Random(7)
    note_start()
    with transaction.atomic(), monkeypatch.context() as patches:
        patches.setattr(random, "_urandom", chance.randbytes)
        patches.setattr(os, "urandom", chance.randbytes)
        if beginnings is None:
            beginning()  # PostgreSQL counts anew
            held = play()
        else:
            with remembering(pytest.MonkeyPatch(), beginnings) as scene:
                held = play()
            assert scene.steps == {}
        left = [
            rows_of_all_tables(),
            Rows().states(held),
            [act for _savepoints, *act in connection.run_on_commit],
        ]
        transaction.set_rollback(True)
    return left


def size(steps: dict[bytes, Any]) -> int:
    return len(steps) + sum(size(step.then) for step in steps.values())


@pytest.mark.django_db
def test_remembered_scene_is_the_real_one(monkeypatch: pytest.MonkeyPatch) -> None:
    beginnings: Beginnings = {}

    real = played(monkeypatch, None)
    learnt = played(monkeypatch, beginnings)
    (steps,) = beginnings.values()
    known = size(steps)
    repeated = played(monkeypatch, beginnings)

    assert learnt == real
    assert repeated == real
    assert size(steps) == known > 20


RAN: list[str] = []


@remembered
def rename(user: User, name: str) -> User:
    RAN.append(name)
    User.objects.filter(pk=user.pk).update(first_name=name)
    user.first_name = name
    return user


@remembered
def fail() -> None:
    RAN.append("failed")
    raise ValueError


@remembered
def write_and_undo() -> None:
    RAN.append("undone")
    with transaction.atomic():
        make_user("nobody")
        transaction.set_rollback(True)


@contextmanager
def another_test(beginnings: Beginnings) -> Iterator[Scene]:
    """A test with this memory, that is undone at its end."""
    note_start()
    with transaction.atomic(), remembering(pytest.MonkeyPatch(), beginnings) as scene:
        yield scene
        transaction.set_rollback(True)


@pytest.fixture
def known(db: None) -> Beginnings:
    """The memory after one test that made an account and renamed it."""
    RAN.clear()
    beginnings: Beginnings = {}
    with another_test(beginnings):
        rename(make_user("anna"), "Anna")
    assert RAN == ["Anna"]
    return beginnings


def test_same_step_is_repeated(known: Beginnings) -> None:
    for _ in range(2):
        with another_test(known):
            user = rename(make_user("anna"), "Anna")
            assert user.first_name == User.objects.get().first_name == "Anna"
    assert RAN == ["Anna"]


def test_rows_at_hand_are_the_same_objects(known: Beginnings) -> None:
    with another_test(known):
        user = make_user("anna")
        assert rename(user, "Anna") is user


def test_every_test_gets_objects_of_its_own(known: Beginnings) -> None:
    with another_test(known):
        first = make_user("anna")
    with another_test(known):
        second = make_user("anna")
    assert first == second
    assert first is not second


@pytest.mark.parametrize(
    "odd",
    [
        override_settings(SITE_NAME="Another"),
        translation.override("de"),
        timezone.override("Asia/Tokyo"),
        time_machine.travel("2026-05-05T12:00Z", tick=False),
        time_machine.travel(NOON, tick=True),
        transaction.atomic(),
    ],
    ids=["settings", "language", "zone", "clock", "running clock", "transaction"],
)
def test_other_surroundings_run_the_action(known: Beginnings, odd: Any) -> None:
    with another_test(known), odd:
        rename(make_user("anna"), "Anna")
    assert RAN == ["Anna", "Anna"]


def patch(scene: Scene) -> None:
    scene.patches.setattr(random, "random", None)


def write(scene: Scene) -> None:
    User.objects.create(username="other")


def write_by_hand(scene: Scene) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE auth_group SET name = name")


def fail_first(scene: Scene) -> None:
    with suppress(ValueError):
        fail()


def undo_first(scene: Scene) -> None:
    write_and_undo()


def wait_for_commit(scene: Scene) -> None:
    transaction.on_commit(write_and_undo)


@pytest.mark.parametrize(
    "before",
    [patch, write, write_by_hand, fail_first, undo_first, wait_for_commit],
)
def test_other_past_runs_the_action(known: Beginnings, before: Callable[[Scene], None]) -> None:
    with another_test(known) as scene:
        user = make_user("anna")
        before(scene)
        rename(user, "Anna")
        scene.patches.undo()
    assert RAN[0] == RAN[-1] == "Anna"
    assert len(RAN) > 1


def test_what_fails_or_undoes_is_never_repeated(known: Beginnings) -> None:
    for step in (fail, write_and_undo):
        for _ in range(2):
            with another_test(known), suppress(ValueError):
                step()
    assert RAN == ["Anna", "failed", "failed", "undone", "undone"]


def test_other_arguments_run_the_action(known: Beginnings) -> None:
    with another_test(known):
        user = rename(make_user("anna"), "Ann")
        assert User.objects.get().first_name == user.first_name == "Ann"
    assert RAN == ["Anna", "Ann"]


def test_row_changed_in_the_hand_runs_the_action(known: Beginnings) -> None:
    with another_test(known):
        user = make_user("anna")
        user.last_name = "Other"
        assert rename(user, "Anna").last_name == "Other"
    assert RAN == ["Anna", "Anna"]


def test_test_that_wrote_before_its_scene_runs_the_action(known: Beginnings) -> None:
    note_start()
    with transaction.atomic():
        User.objects.create(username="other")
        with remembering(pytest.MonkeyPatch(), known):
            rename(make_user("anna"), "Anna")
        transaction.set_rollback(True)
    assert RAN == ["Anna", "Anna"]


def test_outside_of_a_scene_the_action_runs(known: Beginnings) -> None:
    rename(make_user("anna"), "Anna")
    assert RAN == ["Anna", "Anna"]
