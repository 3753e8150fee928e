"""The log for programs (C2SP tlog-tiles), with its keys and proofs, and a page that explains it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.proof.encodings import encoded
from tracker.proof.tiles import read_path
from tracker.public.files import BRIEFLY, FOREVER, OCTETS, TEXT, public_bytes
from tracker.queries.log import (
    consistency_proof,
    entry_bundle,
    inclusion_proof,
    latest_checkpoint,
    log_size,
    published_keys,
    tile_data,
)

MOST_DIGITS = 18
SCRIPT = "verify_receipt.py"


class BadNumber(ValueError):
    """What was asked for makes no sense; the message says why."""


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """What the log is, what it proves and what it does not, and how to check and to watch it."""
    context = {"checkpoint": latest_checkpoint(), "keys": published_keys()}
    outside = {"site": settings.SITE_URL, "has_authority": bool(settings.TIMESTAMP_URL)}
    return render(request, "log/page.html", context | outside)


@require_safe
def log_verify(request: HttpRequest) -> HttpResponse:
    """A page that checks a receipt in the browser; it holds all it needs, and asks for no more."""
    return render(request, "log/verify.html", {"keys": published_keys(), "script": SCRIPT})


@require_safe
def log_script(request: HttpRequest) -> HttpResponseBase:
    """The script that checks a receipt without this site."""
    data = (settings.BASE_DIR / "script" / SCRIPT).read_bytes()
    return public_bytes(request, data, "text/x-python; charset=utf-8", BRIEFLY)


@require_safe
def log_checkpoint(request: HttpRequest) -> HttpResponseBase:
    """The newest checkpoint: how many entries there are and the root over them, signed."""
    found = latest_checkpoint()
    if found is None:
        raise Http404
    return public_bytes(request, found.note.encode(), TEXT, BRIEFLY)


@require_safe
def log_tile(request: HttpRequest, place: str) -> HttpResponseBase:
    """A tile of hashes or a bundle of entries, whole or up to a width: it never changes."""
    wanted = read_path(f"tile/{place}")
    if wanted is None:
        raise Http404
    if wanted.level is None:
        data = entry_bundle(wanted.index, wanted.width)
    else:
        data = tile_data(wanted.level, wanted.index, wanted.width)
    if data is None:
        raise Http404
    return public_bytes(request, data, OCTETS, FOREVER)


@require_safe
def log_keys(request: HttpRequest) -> HttpResponseBase:
    """Every key that signs or has signed checkpoints, one in each line, the first first."""
    lines = [one.key.text for one in published_keys()]
    return public_bytes(request, "".join(f"{line}\n" for line in lines).encode(), TEXT, BRIEFLY)


@require_safe
def log_inclusion(request: HttpRequest) -> HttpResponse:
    """The hashes that prove an entry's place, in base64, one in each line, the lowest first."""
    return _proof(request, "index", "size", inclusion_proof, is_below=True)


@require_safe
def log_consistency(request: HttpRequest) -> HttpResponse:
    """The hashes that prove that the log of one size begins with that of an earlier one."""
    return _proof(request, "from", "to", consistency_proof)


def _proof(
    request: HttpRequest,
    first: str,
    last: str,
    prove: Callable[[int, int], Iterable[bytes]],
    *,
    is_below: bool = False,
) -> HttpResponse:
    """A proof between two numbers of the address; without the second, up to the newest size."""
    try:
        size = log_size()
        start = _number(request, first)
        end = _number(request, last, otherwise=size)
        _require_order(start, end, size, names=(first, last), is_below=is_below)
    except BadNumber as error:
        return HttpResponse(f"{error}\n", content_type=TEXT, status=400)
    lines = [encoded(value) for value in prove(start, end)]
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type=TEXT)


def _number(request: HttpRequest, name: str, *, otherwise: int | None = None) -> int:
    given = request.GET.get(name, "")
    if not given and otherwise is not None:
        return otherwise
    if not (given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS):
        raise BadNumber(_("“%(name)s” has to be a whole number.") % {"name": name})
    return int(given)


def _require_order(
    start: int, end: int, size: int, *, names: tuple[str, str], is_below: bool
) -> None:
    about = {"start": names[0], "end": names[1], "size": size}
    if end > size:
        raise BadNumber(_("“%(end)s” is beyond the log, which has %(size)s entries.") % about)
    if (is_below and start == end) or start > end:
        raise BadNumber(_("“%(start)s” is beyond “%(end)s”.") % about)
