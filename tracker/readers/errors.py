"""What a reader says when it cannot read something: what happened, and what to do about it."""

from __future__ import annotations


class ReadError(ValueError):
    """The input could not be read; nothing was taken from it. The message is for a person."""


class TooLarge(ReadError):
    """The input is larger than the site reads, packed or unpacked."""


class NotText(ReadError):
    """The input is not a text in a form that the site reads."""


class UnknownEncoding(NotText):
    """The input may be a text, but how its letters are stored is not evident."""


class NotTable(ReadError):
    """The input is not a table with a header row."""


class MissingColumn(NotTable):
    """The table lacks a column that was asked for; the message names the header found."""
