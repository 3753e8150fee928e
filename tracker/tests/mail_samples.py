"""Mails for tests: shapes written as programs write them, and broken ones."""

from __future__ import annotations

from pathlib import Path

MAILS = Path(__file__).parent / "mails"
HEAD = (
    b"From: Ana <ana@harbour.example>\nTo: reply@undersigned.example\n"
    b"Message-ID: <one@harbour.example>\nSubject: Rivers\n"
)


def shape(name: str) -> bytes:
    return (MAILS / f"{name}.eml").read_bytes()


def mixed(*parts: bytes, head: bytes = HEAD) -> bytes:
    inside = b"".join(b"--x\n" + part + b"\n" for part in parts)
    return head + b'Content-Type: multipart/mixed; boundary="x"\n\n' + inside + b"--x--\n"


MALFORMED = {
    "nothing": b"",
    "empty lines": b"\r\n\r\n\n",
    "zeros": bytes(5000),
    "no header": b"We accept.\n\nThe harbour\n",
    "header only": HEAD,
    "no message id": b"From: a@b.example\n\nWe accept.\n",
    "id without brackets": b"Message-ID: one two\n\nWe accept.\n",
    "only carriage returns": b"From: a@b.example\rSubject: x\r\rWe accept.\r",
    "mbox line": b"From ana Mon Mar  7 10:15:00 2022\n" + HEAD + b"\nWe accept.\n",
    "unknown charset": HEAD + b"Content-Type: text/plain; charset=x-none\n\nWe \xe9 accept.\n",
    "charset that is none": HEAD + b"Content-Type: text/plain; charset=rot13\n\nWe accept.\n",
    "charset with a zero": HEAD + b'Content-Type: text/plain; charset="a\0b"\n\nWe accept.\n',
    "wrong charset": HEAD + b"Content-Type: text/plain; charset=euc-kr\n\nS\xed, aceptamos \xff\n",
    "wrong packing": HEAD + b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 x\nend\n",
    "torn base64": HEAD + b"Content-Transfer-Encoding: base64\n\nV2UgYWNjZXB0L*g\n",
    "torn quoted printable": HEAD + b"Content-Transfer-Encoding: quoted-printable\n\nWe =E9=\n=",
    "empty body": HEAD + b"\n",
    "no boundary": HEAD + b"Content-Type: multipart/mixed\n\nWe accept.\n",
    "boundary never seen": HEAD + b"Content-Type: multipart/mixed; boundary=q\n\nWe accept.\n",
    "boundary never closed": HEAD + b"Content-Type: multipart/mixed; boundary=q\n\n--q\n\nWe\n",
    "type of one word": HEAD + b"Content-Type: text\n\nWe accept.\n",
    "type of parameters": HEAD + b'Content-Type: ;;="\n\nWe accept.\n',
    "torn parameter": HEAD + b"Content-Type: text/plain; name*9*=x; name*a*0='\n\nWe accept.\n",
    "two types": HEAD + b"Content-Type: text/plain\nContent-Type: image/png\n\nWe accept.\n",
    "a thousand parts": mixed(*[b"\nWe accept."] * 1000),
    "deep parts": HEAD
    + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000)
    ),
    "forwards in forwards": HEAD + b"Content-Type: message/rfc822\n\nSubject: x\n" * 1000,
    "tnef": mixed(b'Content-Type: application/ms-tnef; name=winmail.dat\n\nx\x9f>"\x01'),
    "encrypted": HEAD
    + b"Content-Type: multipart/encrypted; boundary=q\n\n--q\n"
    + b"Content-Type: application/pgp-encrypted\n\nVersion: 1\n--q--\n",
    "nested comments": b"From: " + b"(" * 10_000 + b"\nMessage-ID: <x@y.example>\n\nWe accept.\n",
    "impossible date": HEAD + b"Date: Mon, 99 Foo 99999 99:99:99 +99999999\n\nWe accept.\n",
    "torn words": HEAD + b"Subject: =?utf-8?b?w?= =?x?q?=ZZ?= =?utf-8?q?\n\nWe accept.\n",
    "endless header": b"X: y\n" * 100_000 + b"\nWe accept.\n",
    "endless line": b"Subject: " + b"x" * 500_000,
    "deep html": HEAD + b"Content-Type: text/html\n\n" + b"<div>" * 50_000 + b"We accept",
    "html of nothing": HEAD + b"Content-Type: text/html\n\n<!-- -->",
    "report of nothing": HEAD
    + b"Content-Type: multipart/report; report-type=delivery-status; boundary=q\n\n--q\n"
    + b"Content-Type: message/delivery-status\n\n\n\n\n--q--\n",
}
