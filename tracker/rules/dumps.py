"""Files of the whole record: what they are called, and when one is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta

# The name of their page's address, which stands in the place of a list's.
RECORD = "dumps"
ZIP = "zip"
# After one could not be made, or was ended since something was taken out, the next one waits.
AGAIN = timedelta(hours=1)
# How long it is known of a file that it was there.
REMEMBERED = timedelta(days=366)


def is_due(newest_of: date | None, last_asked: datetime | None, today: date, now: datetime) -> bool:
    """Whether a file of the whole record is to be made: one each night, and one for one that ended.

    `newest_of` is the day of the newest that is given out; `last_asked` when any was begun last.
    """
    if newest_of is not None:
        return newest_of < today
    return last_asked is None or last_asked <= now - AGAIN


def dump_name(as_of: datetime | None) -> str:
    """What the file is called for whoever takes it along."""
    return f"record-{as_of.date().isoformat()}.{ZIP}" if as_of else f"record.{ZIP}"
