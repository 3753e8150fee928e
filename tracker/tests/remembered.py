"""Scenes are remembered: what an action wrote for one test is written again for the next."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial, wraps
from hashlib import blake2b
from inspect import isfunction
from typing import Any, ParamSpec, TypeAlias, TypeVar

import pytest
from django.db import connection, transaction
from django.db.models import Model

from tracker.tests.frozen import Rows
from tracker.tests.surroundings import HARMLESS, UnusualError, beginning, surroundings

Given = ParamSpec("Given")
Result = TypeVar("Result")
Steps: TypeAlias = "dict[bytes, Step]"
Beginnings: TypeAlias = dict[object, Steps]

# What is raised for what cannot be kept as bytes.
UNUSUAL = (UnusualError, pickle.PicklingError, TypeError, AttributeError)

BEGINNINGS: Beginnings = {}
_scenes: list[Scene] = []


@dataclass(frozen=True)
class Step:
    """What one call did; `met` are the kinds of the rows that were new to the scene."""

    writes: list[tuple[str, Any, bool]]
    met: list[type[Model]]
    states: list[tuple[int, bytes]]
    result: bytes
    waiting: list[tuple[Callable[[], object], bool]]
    then: Steps = field(default_factory=dict)


class Scene:
    """The path of one test; `steps` are those known from here, None once it has left the paths.

    The first test that takes a step runs the action and keeps what it wrote, what it made of the
    rows it was given, and what it left for after commit. A later test that comes to the same point
    in the same surroundings gets just that: the same SQL with the same values, so that triggers
    fire and numbers are given as before. A point is the path of steps from an empty record, and
    the state of every row in reach. Whoever writes anything else, or is in any way unusual
    (patches, a false clock that runs, an error, something undone), runs the real actions from
    there to the end of the test.
    """

    def __init__(self, beginnings: Beginnings, patches: pytest.MonkeyPatch) -> None:
        self.patches = patches
        self.rows = Rows()
        self.writes: list[tuple[str, Any, bool]] | None = None
        try:
            self.steps: Steps | None = beginnings.setdefault(tuple(beginning()), {})
        except UnusualError:
            self.steps = None

    def watch(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Note what a step writes; whatever else writes, or undoes, leaves the paths."""
        if not sql.startswith(HARMLESS):
            if self.writes is None:
                self.steps = None
            else:
                self.writes.append((sql, params, many))
        return execute(sql, params, many, context)

    def act(self, action: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """What the action returns, run or repeated; an action within another is part of it."""
        if self.steps is None:
            return action(*args, **kwargs)
        name = f"{action.__module__}.{action.__qualname__}"
        try:
            before = self.rows.states([name, surroundings(self.patches), args, kwargs])
        except UNUSUAL:
            self.steps = None
            return action(*args, **kwargs)
        key = blake2b(b"".join([pickle.dumps(self.rows.kinds()), *before])).digest()
        self.writes = []
        try:
            if key in self.steps:
                return self._repeat(self.steps[key])
            return self._learn(key, before, partial(action, *args, **kwargs))
        finally:
            self.writes = None

    def _learn(self, key: bytes, before: list[bytes], action: Callable[[], Any]) -> Any:
        # Off the paths, unless all goes well.
        steps, self.steps = self.steps, None
        waiting = len(connection.run_on_commit)
        result = action()
        try:
            step = self._step(before, connection.run_on_commit[waiting:], result)
        except UNUSUAL:
            return result
        steps[key] = step
        self.steps = step.then
        return result

    def _step(self, before: list[bytes], waiting: list[Any], result: Any) -> Step:
        if any(sql.startswith("ROLLBACK") for sql, _params, _many in self.writes):
            raise UnusualError
        if not all(isfunction(act) for _savepoints, act, _robust in waiting):
            raise UnusualError
        returned, *after = self.rows.states(result)
        known = before[1:] + [None] * (len(after) - len(before) + 1)
        changed = [
            (number, now)
            for number, (was, now) in enumerate(zip(known, after, strict=True))
            if was != now
        ]
        met = self.rows.kinds()[len(before) - 1 :]
        acts = [(act, robust) for _savepoints, act, robust in waiting]
        return Step(self.writes, met, changed, returned, acts)

    def _repeat(self, step: Step) -> Any:
        with connection.cursor() as cursor:
            for sql, params, many in step.writes:
                (cursor.executemany if many else cursor.execute)(sql, params)
        self.rows.meet(step.met)
        for number, state in step.states:
            self.rows.restore(number, state)
        for act, robust in step.waiting:
            transaction.on_commit(act, robust=robust)
        self.steps = step.then
        return self.rows.thawed(step.result)


@contextmanager
def remembering(
    patches: pytest.MonkeyPatch, beginnings: Beginnings = BEGINNINGS
) -> Iterator[Scene]:
    """Within a test that begins here, remembered actions are repeated as far as they can be."""
    scene = Scene(beginnings, patches)
    _scenes.append(scene)
    try:
        with connection.execute_wrapper(scene.watch):
            yield scene
    finally:
        _scenes.remove(scene)


def remembered(action: Callable[Given, Result]) -> Callable[Given, Result]:
    """The action, to set a scene with; outside of remembering() it is just run."""

    @wraps(action)
    def act(*args: Given.args, **kwargs: Given.kwargs) -> Result:
        return _scenes[-1].act(action, *args, **kwargs) if _scenes else action(*args, **kwargs)

    return act
