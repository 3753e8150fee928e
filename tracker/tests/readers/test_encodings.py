"""Encodings: read right, or refused by name."""

import pytest

from tracker.readers.encodings import decode
from tracker.readers.errors import NotText, UnknownEncoding

RUSSIAN = "Мы, подписавшиеся, требуем прекратить войну. Призываем к миру!"
UKRAINIAN = "Ми вимагаємо припинити війну. Її цілі злочинні, ґвалт."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_decode_believes_a_byte_order_mark(encoding: str) -> None:
    assert decode("\ufeffЩит\n".encode(encoding)) == ("Щит\n", encoding)


@pytest.mark.parametrize(
    "text, encoding",
    [
        ("Plain words", "utf-8"),
        (RUSSIAN, "utf-8"),
        ("We want peace", "utf-16-le"),
        ("We want peace", "utf-16-be"),
        (RUSSIAN, "utf-16-le"),
        (RUSSIAN, "utf-16-be"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN.upper(), "cp1251"),
        (RUSSIAN.lower(), "cp1251"),
        (RUSSIAN.lower(), "koi8-r"),
        (UKRAINIAN, "cp1251"),
        (UKRAINIAN, "koi8-u"),
        ("It’s “peace” – now…", "cp1252"),
        ("Schöne Grüße aus Köln", "cp1252"),
        ("Nous exigeons l’arrêt à Évry, déjà", "cp1252"),
        ("¿Mañana? ¡No, hoy! El niño pidió acción", "cp1252"),
        ("Não à guerra, são cinco pontos em questão", "cp1252"),
    ],
)
def test_decode_reads_what_is_evident(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize(
    "text, encoding",
    [
        ("Příliš žluťoučký kůň úpěl ďábelské ódy", "cp1250"),
        ("Zażółć gęślą jaźń", "cp1250"),
        ("우리는 평화를 요구한다", "cp949"),
        ("我们要求和平", "gb18030"),
        ("Ελληνικά κείμενα για την ειρήνη", "cp1253"),
        ("שלום לכולם", "cp1255"),
        ("שלום לכל העולם, אנחנו דורשים", "cp1255"),
        ("ΕΛΛΗΝΙΚΑ ΚΕΙΜΕΝΑ ΕΙΡΗΝΗ", "cp1253"),
        ("نطالب بوقف الحرب فورا", "cp1256"),
        # In capitals alone it spells Greek as well.
        (RUSSIAN.upper(), "koi8-r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "iso8859-5"),
        ("Мы", "cp1251"),
    ],
)
def test_decode_refuses_the_rest_by_name(text: str, encoding: str) -> None:
    with pytest.raises(UnknownEncoding, match=r"Tried: UTF-8, UTF-16, Windows-1251, .* as UTF-8"):
        decode(text.encode(encoding))


def test_decode_believes_what_a_file_declares_if_it_fits() -> None:
    assert decode("我们要求和平".encode("gb18030"), "gb18030") == ("我们要求和平", "gb18030")


@pytest.mark.parametrize("declared", ["utf-8", "no-such-thing", "shift_jis"])
def test_decode_names_a_declaration_that_does_not_fit(declared: str) -> None:
    with pytest.raises(UnknownEncoding, match=f"KOI8-R, {declared}"):
        decode(b"\xa0\xff\x80", declared)


@pytest.mark.parametrize("data", [b"\x89PNG\0\0\x01\xff", b"a\x07\xff"])
def test_decode_refuses_bytes_that_are_no_text(data: bytes) -> None:
    with pytest.raises(NotText, match="bytes that no text has") as caught:
        decode(data)

    assert not isinstance(caught.value, UnknownEncoding)


def test_decode_refuses_a_mark_that_lies() -> None:
    with pytest.raises(UnknownEncoding, match="says that it is UTF-8, but it is not"):
        decode(b"\xef\xbb\xbf\xff\xff")


def test_decode_refuses_control_characters_behind_a_mark() -> None:
    with pytest.raises(NotText, match="characters that no text has"):
        decode(b"\xef\xbb\xbfa\0b")
