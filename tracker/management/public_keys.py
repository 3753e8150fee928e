"""Public keys as somebody names them on the command line."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path

from tracker.proof.keys import PublicKey, read_keys
from tracker.proof.refusals import ProofRefused


def named_keys(text: str) -> list[PublicKey]:
    """The keys that an argument names: one line name+id+base64, or a file of such lines."""
    try:
        return read_keys(Path(text).read_text() if Path(text).is_file() else text)
    except (OSError, ProofRefused, UnicodeDecodeError) as error:
        raise ArgumentTypeError(str(error)) from error
