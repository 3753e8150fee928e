"""Checking a receipt part by part, and what is proven by one that holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from tracker.proof.checkpoints import Checkpoint, read_checkpoint
from tracker.proof.commitments import Opening
from tracker.proof.keys import PublicKey
from tracker.proof.leaf_readings import read_leaf
from tracker.proof.notes import open_note, read_note
from tracker.proof.receipts import Receipt, read_receipt
from tracker.proof.refusals import DoesNotFit
from tracker.proof.trees import leaf_hash, verify_inclusion
from tracker.proof.verdicts import Verdict, looked_at

PARTS = ("form", "signature", "origin", "tree", "opening")


def check_receipt(data: bytes, keys: Iterable[PublicKey]) -> Verdict:
    """What a receipt file proves to whoever trusts these keys."""
    parts = looked_at(PARTS, _steps(data, list(keys)))
    verdict = Verdict("receipt", parts)
    if not verdict.holds:
        return verdict
    receipt = read_receipt(data)
    content = receipt.opening.content if receipt.opening else ""
    return Verdict("receipt", parts, _proven(receipt), _not_proven(receipt), content)


def _steps(data: bytes, keys: Sequence[PublicKey]) -> Iterator[str]:
    receipt = read_receipt(data)
    yield _("It has the form of a receipt.")
    note = open_note(receipt.checkpoint, keys)
    told = _("Signed with the key %(keys)s.") % {"keys": ", ".join(key.text for key in note.keys)}
    yield " ".join([told, *_left_aside(note.ignored)])
    checkpoint = read_checkpoint(note.text)
    yield _whose(checkpoint, {key.name for key in note.keys})
    yield _stands(receipt, checkpoint)
    if receipt.opening:
        yield _opened(receipt.leaf, receipt.opening)


def _left_aside(names: Sequence[str]) -> list[str]:
    if not names:
        return []
    told = _("Left aside, because their keys are not known here: signatures of %(names)s.")
    return [told % {"names": ", ".join(names)}]


def _whose(checkpoint: Checkpoint, names: set[str]) -> str:
    about = {"origin": checkpoint.origin, "names": ", ".join(sorted(names))}
    if checkpoint.origin not in names:
        raise DoesNotFit(_("The checkpoint is of %(origin)s, but the key is of %(names)s.") % about)
    return _("The checkpoint is of %(origin)s, whose key signed it.") % about


def _stands(receipt: Receipt, checkpoint: Checkpoint) -> str:
    about = {"index": receipt.index, "size": checkpoint.size}
    if receipt.index >= checkpoint.size:
        raise DoesNotFit(
            _("It names entry %(index)s, but the log had only %(size)s, counted from 0.") % about
        )
    hashed = leaf_hash(receipt.leaf)
    if not verify_inclusion(hashed, receipt.index, checkpoint.size, receipt.proof, checkpoint.root):
        raise DoesNotFit(
            _(
                "The hashes do not lead from the entry to the root that was signed: the entry, its "
                "number or a hash was changed."
            )
        )
    return _("The entry is number %(index)s of the %(size)s in the log, counted from 0.") % about


def _opened(leaf: bytes, opening: Opening) -> str:
    if not opening.opens(read_leaf(leaf)["shown"]):
        raise DoesNotFit(_("The enclosed content is not what the entry commits to."))
    return _("The enclosed content is what the entry commits to.")


def _proven(receipt: Receipt) -> tuple[str, ...]:
    leaf = read_leaf(receipt.leaf)
    checkpoint = read_checkpoint(read_note(receipt.checkpoint).text)
    about = {
        "origin": checkpoint.origin,
        "event": leaf["event"],
        "recorded_at": leaf["recorded_at"],
    }
    return (
        _(
            "%(origin)s signed a log that holds this entry: its event %(event)s, which it says it "
            "recorded at %(recorded_at)s."
        )
        % about,
        _(
            "The site can neither change the entry nor drop it without its log contradicting this "
            "file."
        ),
        *([_("The site committed to the enclosed content then.")] if receipt.opening else []),
    )


def _not_proven(receipt: Receipt) -> tuple[str, ...]:
    closed = _("What the event was: the entry only commits to it, and nothing opens it here.")
    is_closed = receipt.opening is None and "kind" not in read_leaf(receipt.leaf)
    return (
        *([closed] if is_closed else []),
        _("Who pressed the key: this proves the site's record and its time, not who acted."),
        _("That what is recorded is true, or that the site's clock was right."),
        _(
            "That the site shows the same log to everybody: compare its checkpoint with the one "
            "that others see."
        ),
    )
