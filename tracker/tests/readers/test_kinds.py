"""Kinds of files, told apart by what is in them."""

import pytest

from tracker.readers.errors import NotText, ReadError, TooLarge
from tracker.readers.kinds import MAX_BYTES, kind_of, require_size
from tracker.tests.readers.samples import archive, docx, pdf, xlsx


@pytest.mark.parametrize(
    "data, name, kind",
    [
        (b"Some words", "a.txt", "txt"),
        (b"Some words", "a", "txt"),
        (b"# Some words", "a.MD", "md"),
        (b"a,b", "list.csv", "csv"),
        (b"a\tb", "list.tsv", "csv"),
        (b"<p>words", "a.html", "html"),
        (b"\xef\xbb\xbf  <!-- x --> <!DOCTYPE html><p>", "a.txt", "html"),
        (b'<?xml version="1.0"?>\n<html>', "a", "html"),
        (b"<htmlish", "a.txt", "txt"),
        (pdf([(50, 700, 12, "x")]), "a.txt", "pdf"),
        (docx(""), "a.pdf", "docx"),
        (xlsx(["a"]), "a.csv", "xlsx"),
    ],
)
def test_kind_of_goes_by_signature_then_by_name(data: bytes, name: str, kind: str) -> None:
    assert kind_of(data, name) == kind


@pytest.mark.parametrize(
    "data, label",
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Word 97"),
        (b"{\\rtf1 x}", "Rich Text Format"),
        (b"\x89PNG\r\n", "PNG"),
        (b"\x1f\x8b\x08", "gzip"),
        (archive({"mimetype": "", "META-INF/manifest.xml": ""}), "OpenDocument"),
        (archive({"a.txt": ""}), "ZIP"),
    ],
)
def test_kind_of_names_what_it_refuses(data: bytes, label: str) -> None:
    with pytest.raises(NotText, match=f"signature says: {label}.*Save it as one of these"):
        kind_of(data, "a.txt")


def test_require_size_refuses_large_files() -> None:
    require_size(b"x" * MAX_BYTES)

    with pytest.raises(TooLarge, match="This file has 11 MB; the site reads up to 10 MB"):
        require_size(b"x" * (MAX_BYTES + 1))


@pytest.mark.parametrize("data", [b"", b" \r\n\t"])
def test_require_size_refuses_empty_files(data: bytes) -> None:
    with pytest.raises(ReadError, match="empty"):
        require_size(data)
