"""One value, one form: what is hashed today is hashed alike by everybody."""

import json
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.proof.canonical import NotCanonical, canonical_bytes, read_canonical

KEYS = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    "value, form",
    [
        ({"b": 1, "a": [True, False, None]}, '{"a":[true,false,null],"b":1}'),
        ({"é": "ü", "z": "\u2028"}, '{"z":"\u2028","é":"ü"}'),
        # The controls as RFC 8785 writes them.
        ('\x00\x1f\b\t\n\f\r"\\/\x7f', '"\\u0000\\u001f\\b\\t\\n\\f\\r\\"\\\\/\x7f"'),
        ({"A": -1, "a": 0, "": 2**53 - 1}, '{"":9007199254740991,"A":-1,"a":0}'),
        ("𝒳", '"𝒳"'),
    ],
)
def test_canonical_form(value: object, form: str) -> None:
    assert canonical_bytes(value) == form.encode()


@pytest.mark.parametrize(
    "value",
    [1.0, float("nan"), 2**53, -(2**53), (1,), {1: 2}, {"𝒳": 1}, "\ud800", b"", {"a": [0.5]}],
    ids=repr,
)
def test_canonical_refuses_what_has_no_form(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical_bytes(value)


def test_canonical_refuses_endless_nesting() -> None:
    endless: list[object] = []
    endless.append(endless)

    with pytest.raises(NotCanonical):
        canonical_bytes(endless)


@settings(max_examples=50)
@given(VALUES)
def test_canonical_bytes_are_read_back(value: object) -> None:
    data = canonical_bytes(value)

    assert read_canonical(data) == value
    assert json.loads(data) == value


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1}\n',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":-0}',
        b'{"a":01}',
        b'{"a":NaN}',
        b'{"a":"\\u001F"}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\/"}',
        b'{"a":"\\ud800"}',
        b'{"a":9007199254740992}',
        b'\xef\xbb\xbf{"a":1}',
        '{"a":1}'.encode("utf-16"),
        b"\xff",
        b"",
        b"[" * 50_000,
        b"9" * 5_000,
    ],
    ids=lambda data: repr(data[:20]),
)
def test_read_refuses_every_other_form(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        read_canonical(data)


def test_canonical_hash_stays_what_it_was() -> None:
    """Whoever changes the form breaks every receipt there is."""
    value = {"event": 17, "name": "Zoë", "facts": {"kinds": ["a", "b"], "count": 2}, "v": 1}

    assert sha256(canonical_bytes(value)).hexdigest() == (
        "034591c93e2ea4eb956ac69a1d1e48f97f0a57784e13be216fd115c0776b890c"
    )
