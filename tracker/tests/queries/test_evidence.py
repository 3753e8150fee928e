"""Sources numbered once each, whatever number of facts they are evidence for."""

from tracker.models import Source
from tracker.queries.evidence import Dossier, dossier_of

COLUMNS = ("submission", "reply")


def source(title: str, *, submission: int | None = None, reply: int | None = None,
           url: str = "", sha256: str = "") -> Source:  # fmt: skip
    return Source(title=title, url=url, sha256=sha256, submission_id=submission, reply_id=reply)


def test_dossier_of_numbers_each_page_file_and_title_once() -> None:
    page = "https://pages.example/one"
    sources = [
        source("Page", url=page, submission=7),
        source("The same page", url=page, reply=1),
        source("File", sha256="ab", reply=1),
        source("Words", submission=7),
        source("Words", reply=2),
    ]
    dossier = dossier_of(sources, COLUMNS)

    assert [(one.number, one.source.title) for one in dossier.listed] == [
        (1, "Page"),
        (2, "File"),
        (3, "Words"),
    ]
    assert [one.number for one in dossier.of("submission", 7)] == [1, 3]
    assert [one.source for one in dossier.of("reply", 1)] == sources[1:3]
    assert [one.number for one in dossier.of("reply", 2)] == [3]


def test_dossier_without_sources_has_none() -> None:
    assert Dossier().of("reply", 1) == []
    assert dossier_of([], COLUMNS).listed == []
