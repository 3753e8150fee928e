"""An entry is read strictly: what a program could read in two ways is no entry."""

import json
from typing import Any

import pytest

from tracker.proof.leaf_readings import read_leaf
from tracker.proof.refusals import Malformed
from tracker.tests.proof.sample_logs import leaf

CLOSED = json.loads(leaf(17))
OPEN = json.loads(leaf(17, kind="submission-released", open_facts={"reference": "RD-17"}))


def as_bytes(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize("said", [CLOSED, OPEN], ids=["closed", "open"])
def test_leaf_is_read(said: dict[str, Any]) -> None:
    assert read_leaf(as_bytes(said)) == said


@pytest.mark.parametrize(
    "said",
    [
        {**CLOSED, "v": 2},
        {**CLOSED, "v": True},
        {**CLOSED, "event": 0},
        {**CLOSED, "event": True},
        {**CLOSED, "event": "17"},
        {**CLOSED, "shown": CLOSED["shown"].upper()},
        {**CLOSED, "kept": "0f"},
        {**CLOSED, "kept": 7},
        {**CLOSED, "recorded_at": "2026-11-23T08:49:46Z"},
        {**CLOSED, "recorded_at": "2026-11-23T08:49:46.123456+00:00"},
        {**CLOSED, "more": 1},
        {**CLOSED, "kind": "submission-released"},
        {**CLOSED, "facts": {}},
        {**OPEN, "kind": 1},
        {**OPEN, "facts": []},
        {**OPEN, "facts": {"long": "x" * 65_535}},
        {name: value for name, value in CLOSED.items() if name != "kept"},
        [CLOSED],
    ],
    ids=lambda said: str(said)[:60],
)
def test_leaf_with_other_fields_is_refused(said: object) -> None:
    with pytest.raises(Malformed):
        read_leaf(as_bytes(said))


def test_leaf_in_another_form_is_refused() -> None:
    for data in (leaf(17) + b"\n", leaf(17).replace(b":17", b": 17"), b"", b"\xff"):
        with pytest.raises(Malformed):
            read_leaf(data)
