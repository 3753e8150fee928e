"""Answers that are made anew each time, and what caches on the way are told of them."""

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse

from tracker.public.kept_pages import ASK, LARGEST
from tracker.tests.public.keeping import TEXT, Site
from tracker.tests.public.keeping import clock as clock
from tracker.tests.public.keeping import site as site


def answer_with_cookie(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(TEXT)
    response.set_cookie("seen", "1")
    return response


NOT_KEPT = {
    "cookie": (answer_with_cookie, None),
    "own caching": (lambda _: HttpResponse(TEXT, headers={"Cache-Control": "private"}), "private"),
    "own coding": (lambda _: HttpResponse(TEXT, headers={"Content-Encoding": "x"}), None),
    "varies": (lambda _: HttpResponse(TEXT, headers={"Vary": "User-Agent"}), None),
    "varies on all": (lambda _: HttpResponse(TEXT, headers={"Vary": "*"}), None),
    "missing": (lambda _: HttpResponse(TEXT, status=404), ASK),
    "refused": (lambda _: HttpResponse(TEXT, status=400), ASK),
    "moved": (lambda _: HttpResponseRedirect("/elsewhere/"), ASK),
    "failed": (lambda _: HttpResponse(TEXT, status=500), ASK),
    "large": (lambda _: HttpResponse(b"x" * (LARGEST + 1)), ASK),
    "streamed": (lambda _: StreamingHttpResponse([b"a", b"b"]), ASK),
}


@pytest.mark.parametrize("name", NOT_KEPT)
def test_what_is_not_for_all_or_not_whole_is_not_kept(site: Site, name: str) -> None:
    view, caching = NOT_KEPT[name]
    site.view = view  # type: ignore[assignment]
    answers = [site.get() for _ in range(2)]

    assert len(site.made) == 2
    assert list(site.middleware.memory.pages) == []
    assert [one.get("Cache-Control") for one in answers] == [caching] * 2


@pytest.mark.parametrize("name", ["large", "streamed"])
def test_what_is_too_large_to_keep_is_not_made_for_who_has_it(site: Site, name: str) -> None:
    site.view = NOT_KEPT[name][0]  # type: ignore[assignment]
    tag = site.get()["ETag"]

    assert site.get(if_none_match=tag).status_code == 304
    assert len(site.made) == 1


@pytest.mark.parametrize("name", [one for one in NOT_KEPT if one not in ("large", "streamed")])
def test_nothing_else_that_is_not_kept_has_a_tag(site: Site, name: str) -> None:
    site.view = NOT_KEPT[name][0]  # type: ignore[assignment]

    assert not site.get().has_header("ETag")
