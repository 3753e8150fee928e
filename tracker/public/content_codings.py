"""Content codings: which one a reader takes, and bytes in it (RFC 9110, section 12.5.3)."""

from __future__ import annotations

import gzip
from functools import lru_cache

import brotli

PLAIN, GZIP, BROTLI = "", "gzip", "br"
# What is best is first; readers that take both alike get it.
OFFERED = (BROTLI, GZIP)
# Shorter than this is not worth the work, nor is what is compressed already.
SHORTEST = 500
TEXTS = ("text/", "application/json", "application/atom+xml", "image/svg+xml")
# Beyond these, a page takes several times as long for a few per cent.
BROTLI_QUALITY, GZIP_LEVEL = 5, 6


@lru_cache(maxsize=512)
def chosen_coding(accepted: str) -> str:
    """The coding for what Accept-Encoding says; "" where none is wanted or it cannot be read.

    Somebody who takes neither a coding that there is nor the plain bytes gets those all the same.
    """
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip()] = _weight(parameter)
    others = weights.get("*", 0.0)
    plain = weights.get("identity", 0.0)
    wanted = {name: weights.get(name, others) for name in OFFERED}
    best = max(OFFERED, key=lambda name: wanted[name])
    return best if wanted[best] > 0 and wanted[best] >= plain else PLAIN


def is_worth_compressing(body: bytes, media_type: str) -> bool:
    """Whether a body of this type gets shorter by it."""
    return len(body) >= SHORTEST and media_type.startswith(TEXTS)


def encoded(body: bytes, coding: str) -> bytes:
    """The body in a coding; alike for the same body, since it says nothing of when it was made."""
    if coding == BROTLI:
        return bytes(brotli.compress(body, quality=BROTLI_QUALITY))
    if coding == GZIP:
        return gzip.compress(body, GZIP_LEVEL, mtime=0)
    return body


def _weight(parameter: str) -> float:
    """What “q=0.5” says: 1 where nothing is said, 0 for what cannot be read."""
    name, _, value = parameter.partition("=")
    if not name.strip():
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0
