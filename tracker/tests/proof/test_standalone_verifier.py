"""script/verify_receipt.py, which shares no code with the site, comes to the same verdicts."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tracker.proof.checkpoints import Checkpoint
from tracker.proof.keys import PublicKey
from tracker.proof.notes import sign_note
from tracker.proof.promises import sign_promise
from tracker.proof.proof_files import check_file
from tracker.proof.receipts import receipt_text
from tracker.proof.trees import EMPTY_ROOT
from tracker.tests.architecture.sources import imported_modules, tree_of
from tracker.tests.proof.sample_logs import (
    CONTENT,
    ORIGIN,
    PROMISE,
    leaf,
    opened,
    promise_file,
    receipt,
    receipt_file,
    signer,
)
from tracker.tests.proof.standalone import SCRIPT, script
from tracker.tests.proof.test_receipts import MALFORMED

KEYS = [signer().key]


def test_script_needs_nothing_but_python() -> None:
    used = {name.partition(".")[0] for name in imported_modules(tree_of(SCRIPT))}

    assert used
    assert used <= sys.stdlib_module_names


def test_script_is_read_in_ten_minutes() -> None:
    lines = SCRIPT.read_text().splitlines()

    assert len([line for line in lines if line.strip()]) <= 250


def by_the_script(data: bytes, keys: list[PublicKey], told: Callable[[], str]) -> str:
    """The part that fails, or "" if the file holds."""
    holds = script.check_file(data, [(key.name, key.public, key.id) for key in keys])
    lines = told().splitlines()
    failed = [line.split()[1].rstrip(":") for line in lines if line.startswith("WRONG")]
    assert holds == (failed == []) == ("Not proven:" in lines)
    return "".join(failed)


def by_the_site(data: bytes, keys: list[PublicKey]) -> str:
    failed = check_file(data, keys).failed
    return failed.name if failed else ""


def receipt_bytes(**changed: object) -> bytes:
    return receipt_text(replace(receipt(enclosed=opened(4)), **changed)).encode()  # type: ignore[arg-type]


def checkpoint(text: str) -> bytes:
    return receipt_bytes(checkpoint=sign_note(text, signer()))


GOOD = {
    "receipt with its content": receipt_file(),
    "receipt without": receipt_text(receipt()).encode(),
    "receipt of the only entry": receipt_text(receipt(0, 1)).encode(),
    "receipt of the last of many": receipt_text(receipt(256, 257)).encode(),
    "receipt of an open entry": receipt_text(
        receipt(entry=leaf(4, kind="submission-released", open_facts={"é": ["ü", None, True, -1]}))
    ).encode(),
    "receipt while keys change": receipt_text(receipt(3, 6, signer(2), signer())).encode(),
    "promise": promise_file(),
    "promise while keys change": sign_promise(PROMISE, signer(), signer(2)).encode(),
}
ROOT_LINE = receipt().checkpoint.split("\n")[2]
BAD = {
    **MALFORMED,
    "wrong key": receipt_text(receipt(3, 6, signer(2))).encode(),
    "key of another log": receipt_text(receipt(3, 6, signer(1, "other.example/log"))).encode(),
    "checkpoint of another log": checkpoint(f"other.example/log\n6\n{ROOT_LINE}\n"),
    "checkpoint changed": receipt_file().replace(b"\n6\n", b"\n7\n"),
    "place in the future": receipt_bytes(index=6),
    "place before": receipt_bytes(index=2),
    "empty log": checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT).text),
    "hash left out": receipt_bytes(proof=receipt().proof[1:]),
    "hash too many": receipt_bytes(proof=(*receipt().proof, EMPTY_ROOT)),
    "other entry": receipt_bytes(leaf=leaf(5)),
    "other content": receipt_bytes(opening=replace(opened(4), content='{"name":"Zoe"}')),
    "other salt": receipt_bytes(opening=opened(5)),
    "empty content": receipt_bytes(opening=replace(opened(4), content="{}")),
    "promise changed": promise_file().replace(b"RD-17", b"RD-18"),
    "promise by another": sign_promise(PROMISE, signer(2)).encode(),
    "promise for another log": sign_promise(
        replace(PROMISE, origin="other.example/log"), signer()
    ).encode(),
    "promise with a line too many": sign_note(PROMISE.text + "more 1\n", signer()).encode(),
    "promise cut": promise_file()[:-1],
    "a picture": b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("name", GOOD)
def test_both_accept(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    keys = [*KEYS, signer(5).key]

    assert by_the_site(GOOD[name], keys) == ""
    assert by_the_script(GOOD[name], keys, lambda: capsys.readouterr().out) == ""


@pytest.mark.parametrize("name", BAD)
def test_both_refuse_for_the_same_part(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    part = by_the_site(BAD[name], KEYS)

    assert part
    assert by_the_script(BAD[name], KEYS, lambda: capsys.readouterr().out) == part


def one_bit_changed(data: bytes, step: int) -> Iterator[bytes]:
    for bit in range(0, len(data) * 8, step):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        yield bytes(changed)


@pytest.mark.parametrize("right", [receipt_file(), promise_file()], ids=["receipt", "promise"])
def test_script_refuses_files_with_a_single_bit_changed(
    right: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """A sample of the bits: in plain numbers a signature takes a thirtieth of a second."""
    for changed in one_bit_changed(right, 601):
        part = by_the_script(changed, KEYS, lambda: capsys.readouterr().out)

        assert part == by_the_site(changed, KEYS) != ""


def test_script_agrees_on_the_part_that_was_changed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """More bits, with quick signatures."""

    def is_signed(public: bytes, text: bytes, signature: bytes) -> bool:
        return PublicKey("any", public).signed(text, signature)

    monkeypatch.setattr(script, "is_signed", is_signed)

    for changed in one_bit_changed(receipt_file(), 11):
        part = by_the_script(changed, KEYS, lambda: capsys.readouterr().out)

        assert part == by_the_site(changed, KEYS) != ""


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    (tmp_path / "receipt").write_bytes(receipt_file())
    (tmp_path / "wrong").write_bytes(receipt_bytes(index=2))
    (tmp_path / "keys").write_text(f"# the site's keys\n{signer(2).key.text}\n{KEYS[0].text}\n")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        # Isolated (-I): nothing of ours, and nothing installed, is within reach.
        command = [sys.executable, "-I", str(SCRIPT), *words]
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
        )

    return run


def test_script_says_what_is_proven(
    run: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = run("receipt", "--key", "keys")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "right   form: It has the form of a receipt.",
        f"right   signature: Signed by {ORIGIN}.",
        f"right   origin: It speaks for {ORIGIN}, whose key signed it.",
        "right   tree: The entry is number 3 of the 6 in the log, counted from 0.",
        "right   opening: The enclosed content is what the entry commits to.",
        "",
        "Proven, if the key is the site's:",
        f"- {ORIGIN} signed a log that holds this entry: {leaf(4).decode()}",
        "- It says that it recorded its event 4 at 2026-11-23T08:49:46.123456Z.",
        "- It can neither change nor drop the entry without its log contradicting this file.",
        f"- The site committed to this content then: {CONTENT.decode()}",
        "",
        "Not proven:",
        "- Who pressed the key: this proves the site's record and its time, not who acted.",
        "- That what is recorded is true, or that the site's clock was right.",
        "- That the site shows the same log to everybody: compare its checkpoint with others'.",
    ]


def test_script_fails_with_exit_status_1(
    run: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    done = run("wrong", "--key", KEYS[0].text)

    assert done.returncode == 1
    assert done.stdout.endswith(
        "WRONG   tree: The hashes do not lead from the entry to the root that was signed.\n\n"
        "This file proves nothing.\n"
    )


@pytest.mark.parametrize(
    "words, told",
    [
        (("receipt", "--key", "no+key"), "This is neither a file nor a public key: no+key"),
        (("receipt", "--key", "wrong"), "This is neither a file nor a public key: c2sp.org"),
        (("missing", "--key", KEYS[0].text), "No such file or directory"),
        (("receipt",), "the following arguments are required: --key"),
    ],
)
def test_script_called_wrongly_says_so(
    run: Callable[..., subprocess.CompletedProcess[str]], words: tuple[str, ...], told: str
) -> None:
    done = run(*words)

    assert done.returncode == 2
    assert told in done.stderr
