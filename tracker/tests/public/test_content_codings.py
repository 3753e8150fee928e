"""Which coding a reader gets, whatever the browser or program says that it takes."""

import gzip

import brotli
import pytest

from tracker.public.content_codings import chosen_coding, encoded, is_worth_compressing


@pytest.mark.parametrize(
    "accepted, expected",
    [
        ("", ""),
        ("gzip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("br;q=0.5, gzip;q=0.9", "gzip"),
        ("br;q=0.9,gzip;q=0.9", "br"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0", ""),
        ("br ; q=0 , gzip ; q=0.1", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("identity", ""),
        ("identity, gzip;q=0.5", ""),
        ("identity;q=0.5, gzip", "gzip"),
        ("identity;q=0", ""),
        ("deflate", ""),
        ("gzip;q=high", ""),
        ("gzip;level=9", ""),
        ("gzip;q=7", "gzip"),
        ("gzip;q=-1", ""),
        (",;,=;q=,", ""),
        ("x" * 5000, ""),
    ],
)
def test_chosen_coding(accepted: str, expected: str) -> None:
    assert chosen_coding(accepted) == expected


def test_encoded_is_the_body_and_the_same_every_time() -> None:
    body = b"Rivers run to the sea. " * 100

    assert gzip.decompress(encoded(body, "gzip")) == body
    assert brotli.decompress(encoded(body, "br")) == body
    assert encoded(body, "") == body
    assert encoded(body, "gzip") == encoded(body, "gzip")
    assert len(encoded(body, "br")) < len(body) > len(encoded(body, "gzip"))


@pytest.mark.parametrize(
    "length, media_type, expected",
    [
        (500, "text/html; charset=utf-8", True),
        (499, "text/html; charset=utf-8", False),
        (500, "application/json", True),
        (500, "application/atom+xml; charset=utf-8", True),
        (500, "application/octet-stream", False),
        (500, "application/pdf", False),
    ],
)
def test_only_long_texts_are_worth_compressing(
    length: int, media_type: str, expected: bool
) -> None:
    assert is_worth_compressing(b"x" * length, media_type) is expected
