"""Promises: what the site signs at once on receiving an offer, before it is in the log."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.proof.keys import PublicKey, Signer
from tracker.proof.notes import open_note, read_note, sign_note
from tracker.proof.refusals import DoesNotFit, Malformed
from tracker.proof.verdicts import Verdict, looked_at

SUFFIX = "/promise"
PARTS = ("form", "signature", "origin")
_INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"
_TEXT = re.compile(
    r"(?P<origin>[^\n]+)/promise\n"
    r"statement (?P<statement>[^ \n]+)\n"
    r"revision (?P<revision>[0-9a-f]{64})\n"
    r"reference (?P<reference>[^ \n]+)\n"
    r"claimed (?P<claimed>[^ \n]+)\n"
    rf"received (?P<received>{_INSTANT})\n"
    r"event (?P<event>[1-9][0-9]{0,18})\n",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Promise:
    """What was received: an offer to sign a statement (its slug) in a wording (its SHA-256).

    `claimed` is the date that was stated, in EDTF; `received` an instant as leaves have it; `event`
    is the number that the entry in the log will have.
    """

    origin: str
    statement: str
    revision: str
    reference: str
    claimed: str
    received: str
    event: int

    @property
    def text(self) -> str:
        """The lines that are signed. The second is no number, so that it is no checkpoint."""
        return (
            f"{self.origin}{SUFFIX}\n"
            f"statement {self.statement}\n"
            f"revision {self.revision}\n"
            f"reference {self.reference}\n"
            f"claimed {self.claimed}\n"
            f"received {self.received}\n"
            f"event {self.event}\n"
        )


def sign_promise(promise: Promise, *signers: Signer) -> str:
    """The promise as a signed note; raises Malformed if a value does not fit into its line."""
    read_promise(promise.text)
    return sign_note(promise.text, *signers)


def read_promise(text: str) -> Promise:
    """The promise that a note's text makes; raises Malformed for any other form."""
    match = _TEXT.fullmatch(text)
    if match is None:
        raise Malformed(_("This has not the lines that a promise has."))
    return Promise(
        origin=match["origin"],
        statement=match["statement"],
        revision=match["revision"],
        reference=match["reference"],
        claimed=match["claimed"],
        received=match["received"],
        event=int(match["event"]),
    )


def is_promise(data: bytes) -> bool:
    """Whether this file seems to be one, by its first line."""
    return data.partition(b"\n")[0].endswith(SUFFIX.encode())


def check_promise(data: bytes, keys: Iterable[PublicKey]) -> Verdict:
    """What a promise file proves to whoever trusts these keys."""
    parts = looked_at(PARTS, _steps(data, list(keys)))
    verdict = Verdict("promise", parts)
    if not verdict.holds:
        return verdict
    promise = _read(data)
    return Verdict("promise", parts, _proven(promise), _not_proven(promise))


def _read(data: bytes) -> Promise:
    try:
        note = read_note(data.decode())
    except UnicodeDecodeError as error:
        raise Malformed(_("It is not a text file in UTF-8.")) from error
    return read_promise(note.text)


def _steps(data: bytes, keys: list[PublicKey]) -> Iterator[str]:
    promise = _read(data)
    yield _("It has the form of a promise.")
    signers = open_note(data.decode(), keys).keys
    names = {key.name for key in signers}
    yield _("Signed with the key %(keys)s.") % {"keys": ", ".join(key.text for key in signers)}
    if promise.origin not in names:
        raise DoesNotFit(
            _("It speaks for %(origin)s, but is signed by %(names)s.")
            % {"origin": promise.origin, "names": ", ".join(sorted(names))}
        )
    yield _("It speaks for %(origin)s, whose key signed it.") % {"origin": promise.origin}


def _proven(promise: Promise) -> tuple[str, ...]:
    about = {
        "origin": promise.origin,
        "statement": promise.statement,
        "revision": promise.revision,
        "reference": promise.reference,
        "claimed": promise.claimed,
        "received": promise.received,
        "event": promise.event,
    }
    return (
        _(
            "%(origin)s signed that at %(received)s it received the offer %(reference)s to sign "
            "the statement “%(statement)s”, dated %(claimed)s by whoever sent it."
        )
        % about,
        _("The wording in question is the one whose SHA-256 is %(revision)s.") % about,
        _("It promised to put this into its log as event %(event)s.") % about,
    )


def _not_proven(promise: Promise) -> tuple[str, ...]:
    return (
        _("That it is in the log: the receipt of event %(event)s proves that, or its absence.")
        % {"event": promise.event},
        _("Who pressed the key: this is the site's record and its time, not a signature of yours."),
        _("That the date which the sender stated is right."),
    )
