"""The example in docs/webhooks.md, and on the page about our data, tells what is from this site."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from tracker.proof.webhook_signatures import secret_words, signatures
from tracker.tests.architecture.sources import ROOT

KEY = b"a secret of thirty-two bytes ..."
BODY = '{"type": "test", "name": "Ríos"}'.encode()


@pytest.fixture
def is_genuine() -> Callable[..., bool]:
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/webhooks.md").read_text(), re.S)
    assert example == (ROOT / "templates/using_data/examples/is_genuine.py.txt").read_text()
    names: dict[str, Any] = {}
    exec(example, names)
    found: Callable[..., bool] = names["is_genuine"]
    return found


def headers(at: float, *keys: bytes) -> dict[str, str]:
    return {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(at)),
        "webhook-signature": signatures(keys, "msg_1", int(at), BODY),
    }


@pytest.mark.parametrize("keys", [[KEY], [b"a newer one", KEY], [KEY, b"an older one"]])
def test_example_believes_this_site(is_genuine: Callable[..., bool], keys: list[bytes]) -> None:
    assert is_genuine(secret_words(KEY), headers(time.time(), *keys), BODY)


@pytest.mark.parametrize(
    "change, body",
    [
        ({}, BODY + b" "),
        ({"webhook-id": "msg_2"}, BODY),
        ({"webhook-timestamp": "1777896000"}, BODY),
        ({"webhook-timestamp": "soon"}, BODY),
        ({"webhook-signature": ""}, BODY),
        ({"webhook-signature": "v1,AAAA"}, BODY),
    ],
)
def test_example_believes_nobody_else(
    is_genuine: Callable[..., bool], change: dict[str, str], body: bytes
) -> None:
    assert not is_genuine(secret_words(KEY), headers(time.time(), KEY) | change, body)


def test_example_believes_no_other_secret_and_no_old_message(
    is_genuine: Callable[..., bool],
) -> None:
    now = time.time()

    assert not is_genuine(secret_words(b"another"), headers(now, KEY), BODY)
    assert not is_genuine(secret_words(KEY), headers(now - 400, KEY), BODY)
    assert not is_genuine(secret_words(KEY), {}, BODY)
