"""Zipped documents: damaged, oversized and malicious ones are not opened."""

import pytest

from tracker.readers import archives
from tracker.readers.archives import open_archive, require_no_type_definition
from tracker.readers.errors import ReadError, TooLarge
from tracker.tests.readers.samples import archive


def test_open_archive_opens_what_is_small() -> None:
    assert open_archive(archive({"a.xml": "x"})).read("a.xml") == b"x"


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04 and no more", archive({"a": "x" * 99})[:-30]],
    ids=["a beginning", "a lost end"],
)
def test_open_archive_refuses_damaged_ones(data: bytes) -> None:
    with pytest.raises(ReadError, match="damaged"):
        open_archive(data)


def test_open_archive_refuses_what_unpacks_to_too_much() -> None:
    bomb = archive({"word/document.xml": b"\0" * (archives.MOST_UNPACKED + 1)})

    assert len(bomb) < 200_000
    with pytest.raises(TooLarge, match="unpacks to more than 100 MB"):
        open_archive(bomb)


def test_open_archive_refuses_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_FILES", 2)

    with pytest.raises(TooLarge):
        open_archive(archive({"a": "", "b": "", "c": ""}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_require_no_type_definition_refuses_entities(encoding: str) -> None:
    part = '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'.encode(encoding)

    with pytest.raises(ReadError, match="XML types of its own"):
        require_no_type_definition(open_archive(archive({"a/b.xml": part})))


def test_require_no_type_definition_passes_other_parts() -> None:
    data = archive({"a.xml": "<x/>", "b.rels": "<x/>", "c.bin": "<!DOCTYPE x>"})

    require_no_type_definition(open_archive(data))


def test_require_no_type_definition_refuses_damaged_parts() -> None:
    data = bytearray(archive({"a.xml": "x" * 1000}))
    data[40:44] = b"\xff\xff\xff\xff"

    with pytest.raises(ReadError, match="damaged"):
        require_no_type_definition(open_archive(bytes(data)))
