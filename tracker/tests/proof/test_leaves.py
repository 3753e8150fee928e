"""Leaves: the bytes that are hashed, closed or open, and never too long for a bundle."""

from datetime import datetime, timedelta, timezone

import pytest

from tracker.proof.leaves import LONGEST, instant, leaf_bytes

MOMENT = datetime(2026, 11, 23, 9, 49, 46, 123456, tzinfo=timezone(timedelta(hours=1)))
COMMITMENTS = {"shown_sha256": "ab" * 32, "kept_sha256": "cd" * 32}


def test_closed_leaf_tells_nothing_but_number_and_time() -> None:
    leaf = leaf_bytes(event=17, recorded_at=MOMENT, kind="submission-offered", **COMMITMENTS)

    assert leaf.decode() == (
        '{"event":17,"kept":"' + "cd" * 32 + '","recorded_at":"2026-11-23T08:49:46.123456Z",'
        '"shown":"' + "ab" * 32 + '","v":1}'
    )


def test_open_leaf_tells_kind_and_facts() -> None:
    leaf = leaf_bytes(
        event=17,
        recorded_at=MOMENT,
        kind="submission-released",
        open_facts={"reference": "RD-17", "count": 2},
        **COMMITMENTS,
    )

    assert leaf.decode() == (
        '{"event":17,"facts":{"count":2,"reference":"RD-17"},"kept":"' + "cd" * 32 + '",'
        '"kind":"submission-released","recorded_at":"2026-11-23T08:49:46.123456Z",'
        '"shown":"' + "ab" * 32 + '","v":1}'
    )


def test_instant_has_six_places_also_on_the_second() -> None:
    assert instant(MOMENT) == "2026-11-23T08:49:46.123456Z"
    assert instant(MOMENT.replace(microsecond=0)) == "2026-11-23T08:49:46.000000Z"


def test_leaf_longer_than_a_bundle_holds_is_refused() -> None:
    def made(letters: int) -> bytes:
        facts = {"long": "x" * letters}
        return leaf_bytes(event=4, recorded_at=MOMENT, kind="k", open_facts=facts, **COMMITMENTS)

    room = LONGEST - len(made(0))
    assert len(made(room)) == LONGEST == 65_535
    with pytest.raises(ValueError, match="the leaf of event 4 has 65536 bytes"):
        made(room + 1)
