"""script/verify_receipt.py, which shares no code with the site, comes to the same verdicts."""

import importlib.util
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha512
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.proof.checkpoints import Checkpoint
from tracker.proof.keys import PublicKey
from tracker.proof.notes import sign_note
from tracker.proof.promises import sign_promise
from tracker.proof.proof_files import check_file
from tracker.proof.receipts import receipt_text
from tracker.proof.trees import EMPTY_ROOT
from tracker.tests.architecture.sources import ROOT, imported_modules, tree_of
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
from tracker.tests.proof.test_receipts import MALFORMED

SCRIPT = ROOT / "script" / "verify_receipt.py"
KEYS = [signer().key]


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_receipt", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


script = loaded()


def test_script_needs_nothing_but_python() -> None:
    used = {name.partition(".")[0] for name in imported_modules(tree_of(SCRIPT))}

    assert used
    assert used <= sys.stdlib_module_names


def test_script_is_read_in_ten_minutes() -> None:
    lines = SCRIPT.read_text().splitlines()

    assert len([line for line in lines if line.strip()]) <= 250


# RFC 8032, 7.1: public key, message, signature.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        b"",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
        "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        b"\x72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da0"
        "85ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        b"\xaf\x82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac1"
        "8ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        sha512(b"abc").digest(),
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b5890"
        "9351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]


@pytest.mark.parametrize("public, message, signature", VECTORS, ids=["1", "2", "3", "SHA(abc)"])
def test_script_checks_the_signatures_of_rfc_8032(
    public: str, message: bytes, signature: str
) -> None:
    assert script.is_signed(bytes.fromhex(public), message, bytes.fromhex(signature))
    assert not script.is_signed(bytes.fromhex(public), message + b"x", bytes.fromhex(signature))


def test_script_refuses_signatures_in_another_form() -> None:
    public, message, signature = VECTORS[1]
    first, s = (
        bytes.fromhex(signature)[:32],
        int.from_bytes(bytes.fromhex(signature)[32:], "little"),
    )
    larger = (s + script.ORDER).to_bytes(32, "little")

    # s + ORDER would fit as well, if it were let pass: a second signature of the same text.
    for changed in [first + larger, first, first + s.to_bytes(33, "little"), b""]:
        assert not script.is_signed(bytes.fromhex(public), message, changed)


@pytest.mark.parametrize("data", [b"\xff" * 32, b"\x02" + bytes(31), b"\x01" + bytes(30) + b"\x80"])
def test_script_refuses_keys_that_are_no_points(data: bytes) -> None:
    with pytest.raises(script.Refused):
        script.decode_point(data)


@settings(max_examples=4)
@given(st.integers(1, 255), st.binary(max_size=200), st.integers(0, 511))
def test_script_judges_signatures_as_cryptography_does(number: int, text: bytes, bit: int) -> None:
    made = signer(number)
    right = made.sign(text)
    wrong = bytearray(right)
    wrong[bit // 8] ^= 1 << bit % 8

    for signature in (right, bytes(wrong)):
        assert script.is_signed(made.key.public, text, signature) == made.key.signed(
            text, signature
        )


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
