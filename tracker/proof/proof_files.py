"""Whatever file of proof somebody holds: a receipt or a promise, told apart and checked."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tracker.proof.keys import PublicKey
from tracker.proof.promises import check_promise, is_promise
from tracker.proof.receipt_checks import check_receipt
from tracker.proof.receipts import is_receipt
from tracker.proof.verdicts import Part, Verdict


def check_file(data: bytes, keys: Iterable[PublicKey]) -> Verdict:
    """What this file proves to whoever trusts these keys; a verdict also on what is neither."""
    if is_receipt(data):
        return check_receipt(data, keys)
    if is_promise(data):
        return check_promise(data, keys)
    words = _("Its first line is neither that of a receipt nor that of a promise.")
    return Verdict("unknown", (Part("form", False, words),))
