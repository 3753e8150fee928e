"""Receipt files: what is written is read back, and nothing is read that was not written so."""

import base64
import json
import re
from collections.abc import Callable

import pytest

from tracker.proof.receipts import LONGEST, is_receipt, read_receipt, receipt_text
from tracker.proof.refusals import Malformed
from tracker.tests.proof.sample_logs import leaf, opened, promise_file, receipt, receipt_file

FILE = receipt_file()


@pytest.mark.parametrize("size", [1, 2, 7, 300])
def test_receipt_is_read_back(size: int) -> None:
    for made in (receipt(size - 1, size), receipt(0, size, enclosed=opened(1))):
        assert read_receipt(receipt_text(made).encode()) == made


def test_receipt_has_the_form_of_the_specification() -> None:
    made = receipt(enclosed=opened(4))
    lines = FILE.decode().split("\n")
    extra = json.loads(base64.b64decode(lines[1].removeprefix("extra ")))

    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert extra == {
        "leaf": leaf(4).decode(),
        "opening": {"content": opened(4).content, "salt": opened(4).salt},
    }
    assert lines[2] == "index 3"
    assert [base64.b64decode(line) for line in lines[3:6]] == list(made.proof)
    assert lines[6] == ""
    assert "\n".join(lines[7:]) == made.checkpoint


def test_receipt_is_told_by_its_first_line() -> None:
    assert is_receipt(FILE)
    assert not is_receipt(promise_file())
    assert not is_receipt(b"")


def with_extra(change: Callable[[str], object]) -> bytes:
    """The file with another extra line; `change` gets the JSON, gives text or a value."""
    code = re.search(rb"extra (.+)", FILE)
    assert code
    changed = change(base64.b64decode(code[1]).decode())
    if not isinstance(changed, str):
        changed = json.dumps(changed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return FILE.replace(code[1], base64.b64encode(changed.encode()))


def also(text: str, **more: object) -> object:
    return {**json.loads(text), **more}


MALFORMED = {
    "nothing": b"",
    "no UTF-8": FILE + b"\xff",
    "too long": FILE + b"x" * LONGEST,
    "other version": FILE.replace(b"@v1", b"@v2"),
    "no extra": re.sub(rb"extra .*\n", b"", FILE),
    "extra twice": re.sub(rb"(extra .*\n)", rb"\1\1", FILE),
    "extra is no base64": re.sub(rb"extra .", b"extra *", FILE),
    "no index": FILE.replace(b"index 3\n", b""),
    "index with a zero before": FILE.replace(b"index 3", b"index 03"),
    "index below zero": FILE.replace(b"index 3", b"index -3"),
    "index with a space": FILE.replace(b"index 3", b"index 3 "),
    "no empty line": FILE.replace(b"=\n\nundersigned", b"=\nundersigned"),
    "no checkpoint": FILE.partition(b"\n\n")[0] + b"\n\n",
    "line ends of Windows": FILE.replace(b"\n", b"\r\n"),
    "no newline at the end": FILE[:-1],
    "a newline more": FILE + b"\n",
    "hash in another form": re.sub(rb"index 3\n", rb"index 3\nAAAA\n", FILE),
    "hash that is none": re.sub(rb"index 3\n", rb"index 3\nnot base64\n", FILE),
    "too many hashes": FILE.replace(b"index 3\n", b"index 3\n" + b"A" * 43 + b"=\n" * 64),
    "extra with spaces": with_extra(lambda text: text.replace('{"leaf"', '{ "leaf"')),
    "extra is a list": with_extra(lambda text: [text]),
    "extra without a leaf": with_extra(lambda text: {"opening": json.loads(text)["opening"]}),
    "leaf that is no text": with_extra(lambda text: also(text, leaf={})),
    "leaf that is no entry": with_extra(lambda text: also(text, leaf="{}")),
    "something else in extra": with_extra(lambda text: also(text, site="https://x.example")),
    "opening is null": with_extra(lambda text: also(text, opening=None)),
    "opening is a text": with_extra(lambda text: also(text, opening="salt")),
    "opening with more": with_extra(
        lambda text: also(text, opening={"content": "{}", "salt": "00" * 32, "part": "kept"})
    ),
    "salt in capitals": with_extra(
        lambda text: also(text, opening={"content": "{}", "salt": "AB" * 32})
    ),
    "salt is a number": with_extra(lambda text: also(text, opening={"content": "{}", "salt": 1})),
    "content is an object": with_extra(
        lambda text: also(text, opening={"content": {}, "salt": "00" * 32})
    ),
    "content with spaces": with_extra(
        lambda text: also(text, opening={"content": "{ }", "salt": "00" * 32})
    ),
    "checkpoint of two lines": FILE.replace(b"\n6\n", b"\n"),
    "size with a zero before": FILE.replace(b"\n6\n", b"\n06\n"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_file_of_any_other_form_is_refused(name: str) -> None:
    assert MALFORMED[name] != FILE
    with pytest.raises(Malformed):
        read_receipt(MALFORMED[name])
