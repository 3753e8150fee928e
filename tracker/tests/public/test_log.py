"""The log for programs: tiles, entries, checkpoint, keys and proofs, as C2SP has them."""

from __future__ import annotations

import base64
import re
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client

from tracker.actions.log import sequence_events
from tracker.actions.log_keys import add_key
from tracker.models import LogCheckpoint, LogEntry
from tracker.proof.checkpoints import read_checkpoint
from tracker.proof.keys import read_key
from tracker.proof.notes import open_note
from tracker.proof.tiles import bundle, entries_path, read_bundle, tile_path
from tracker.proof.trees import leaf_hash, verify_consistency, verify_inclusion
from tracker.tests.cast import Cast

FOREVER = "public, max-age=31536000, immutable"


@pytest.fixture
def sizes(cast: Cast) -> list[int]:
    """The log at two sizes, both signed."""
    cast.letter  # noqa: B018 - made now
    sequence_events()
    cast.offered(cast.rios)
    sequence_events()
    return [row.size for row in LogCheckpoint.objects.order_by("size")]


def leaves() -> list[bytes]:
    return [bytes(entry.leaf) for entry in LogEntry.objects.order_by("index")]


def hashes(client: Client, address: str) -> list[bytes]:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/plain; charset=utf-8")
    return [base64.b64decode(line, validate=True) for line in response.content.decode().split()]


def test_the_checkpoint_is_signed_by_the_published_key(client: Client, sizes: list[int]) -> None:
    keys = [read_key(line) for line in client.get("/log/keys").content.decode().splitlines()]
    response = client.get("/log/checkpoint")
    note = open_note(response.content.decode(), keys)

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=5"
    assert list(note.keys) == keys
    assert read_checkpoint(note.text).size == sizes[-1] == LogEntry.objects.count()


def test_keys_old_and_new_are_published(client: Client, sizes: list[int]) -> None:
    before = client.get("/log/keys").content
    added = add_key()

    after = client.get("/log/keys").content
    assert after.startswith(before)
    assert read_key(after.decode().splitlines()[-1]).public == bytes(added.public)


def test_nothing_is_there_before_the_first_entry(client: Client, db: None) -> None:
    assert client.get("/log/checkpoint").status_code == 404
    assert client.get("/log/keys").content == b""
    assert client.get("/log/tile/0/000.p/1").status_code == 404
    assert client.get("/log/tile/entries/000.p/1").status_code == 404
    assert client.get("/log/proof/inclusion?index=0").status_code == 400
    assert client.get("/log/proof/consistency?from=0&to=0").content == b""


def test_tiles_hold_the_hashes_of_the_entries(client: Client, sizes: list[int]) -> None:
    size = sizes[-1]
    response = client.get(f"/log/{tile_path(0, 0, size)}")

    assert response.content == b"".join(leaf_hash(leaf) for leaf in leaves())
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Cache-Control"] == FOREVER
    assert response["Content-Length"] == str(32 * size)
    narrow = client.get(f"/log/{tile_path(0, 0, 2)}").content
    assert narrow == response.content[:64]


def test_bundles_hold_the_entries(client: Client, sizes: list[int]) -> None:
    response = client.get(f"/log/{entries_path(0, sizes[-1])}")

    assert response.content == bundle(leaves())
    assert read_bundle(response.content) == leaves()
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Cache-Control"] == FOREVER


def test_whoever_has_a_tile_is_not_sent_it_again(client: Client, sizes: list[int]) -> None:
    first = client.get("/log/tile/0/000.p/1")
    again = client.get("/log/tile/0/000.p/1", headers={"If-None-Match": first["ETag"]})

    assert first["ETag"] == f'"{sha256(first.content).hexdigest()}"'
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert client.head("/log/tile/0/000.p/1")["Content-Length"] == "32"


@pytest.mark.parametrize(
    "place",
    [
        "0/000",
        "0/000.p/0",
        "0/000.p/00001",
        "0/000.p/256",
        "0/000.p/255",
        "0/0",
        "00/000.p/1",
        "64/000.p/1",
        "1/000.p/1",
        "0/001.p/1",
        "0/x000/000.p/1",
        "0/000.p/1/",
        "entries/000",
        "entries/001.p/1",
        "entries/000.p/255",
        "entries/0",
        "../checkpoint",
        "0/x999/x999/x999/x999/x999/999.p/1",
        "",
    ],
)
def test_there_is_no_other_tile(client: Client, sizes: list[int], place: str) -> None:
    assert sizes[-1] < 255
    assert client.get(f"/log/tile/{place}").status_code == 404


def test_nothing_here_takes_a_post(client: Client, sizes: list[int]) -> None:
    addresses = ("", "checkpoint", "keys", "tile/0/000.p/1", "verify/", "entries/", "entries/0/")

    assert {client.post(f"/log/{one}").status_code for one in addresses} == {405}


def test_every_entry_has_a_proof_at_every_size(client: Client, sizes: list[int]) -> None:
    for row in LogCheckpoint.objects.order_by("size"):
        for index, leaf in enumerate(leaves()[: row.size]):
            proof = hashes(client, f"/log/proof/inclusion?index={index}&size={row.size}")
            assert verify_inclusion(leaf_hash(leaf), index, row.size, proof, bytes(row.root))


def test_a_later_log_begins_with_an_earlier_one(client: Client, sizes: list[int]) -> None:
    rows = list(LogCheckpoint.objects.order_by("size"))
    assert len(rows) > 1
    for old, new in pairwise(rows):
        proof = hashes(client, f"/log/proof/consistency?from={old.size}&to={new.size}")
        roots = bytes(old.root), bytes(new.root)
        assert verify_consistency(old.size, roots[0], new.size, roots[1], proof)


def test_without_a_size_proofs_lead_to_the_newest(client: Client, sizes: list[int]) -> None:
    newest = sizes[-1]
    included, consistent = "/log/proof/inclusion?index=1", "/log/proof/consistency?from=1"

    assert hashes(client, included) == hashes(client, f"{included}&size={newest}")
    assert hashes(client, consistent) == hashes(client, f"{consistent}&to={newest}")


@pytest.mark.parametrize(
    "asked, told",
    [
        ("inclusion", "“index” has to be a whole number."),
        ("inclusion?index=x", "“index” has to be a whole number."),
        ("inclusion?index=-1", "“index” has to be a whole number."),
        ("inclusion?index=٣", "“index” has to be a whole number."),
        ("inclusion?index=1" + "0" * 30, "“index” has to be a whole number."),
        ("inclusion?index=1&size=1.5", "“size” has to be a whole number."),
        ("inclusion?index=2&size=2", "“index” is beyond “size”."),
        ("inclusion?index=0&size=0", "“index” is beyond “size”."),
        ("inclusion?index=1&size=99999", "“size” is beyond the log, which has {size} entries."),
        ("consistency?to=1", "“from” has to be a whole number."),
        ("consistency?from=2&to=1", "“from” is beyond “to”."),
        ("consistency?from=2&to=99999", "“to” is beyond the log, which has {size} entries."),
    ],
)
def test_a_senseless_proof_is_refused_in_words(
    client: Client, sizes: list[int], asked: str, told: str
) -> None:
    response = client.get(f"/log/proof/{asked}")

    assert response.status_code == 400
    assert response.content.decode() == told.format(size=sizes[-1]) + "\n"


def test_the_page_tells_size_checkpoint_and_keys(client: Client, sizes: list[int]) -> None:
    page = client.get("/log/").content.decode()

    assert f"<dd>{sizes[-1]}</dd>" in page
    for line in client.get("/log/checkpoint").content.decode().splitlines():
        assert line.replace("+", "&#x2B;") in page or line in page
    assert client.get("/log/keys").content.decode().strip() in page


def test_the_page_says_that_the_log_is_empty(client: Client, db: None) -> None:
    assert "The log is still empty" in client.get("/log/").content.decode()


def test_every_page_leads_to_the_proof(client: Client, db: None) -> None:
    assert '<a href="/log/">Proof</a>' in client.get("/").content.decode()


def test_the_script_is_the_one_of_the_project(client: Client, db: None) -> None:
    response = client.get("/log/verify_receipt.py")

    assert response.content.startswith(b"#!/usr/bin/env python3\n")
    assert response["Content-Type"] == "text/x-python; charset=utf-8"


def test_the_page_that_checks_holds_every_key_and_all_its_words(
    client: Client, sizes: list[int]
) -> None:
    add_key()
    page = client.get("/log/verify/").content.decode()

    assert f">{client.get('/log/keys').content.decode()}</textarea>" in page
    scripts = [find(f"tracker/{name}") for name in ("verify.js", "verify/files.js")]
    scripts.append(find("tracker/verify/notes.js"))
    code = "".join(Path(path).read_text() for path in scripts)
    said = set(re.findall(r'data-word="([^"]+)"', page))
    asked = set(re.findall(r'(?:words|refuse|heading)\("([^"]+)"', code))
    assert asked <= said
    assert asked != set()
