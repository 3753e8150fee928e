"""Taking a list too long for one transaction into the record: in parts, and on after a stop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import CommandError
from django.db import OperationalError
from django.utils.translation import gettext as _

from tracker.actions.identities import identify
from tracker.actions.lists import (
    Entry,
    Terms,
    import_signatories,
    list_entries,
    release_entries,
)
from tracker.actions.seeded_rows import told
from tracker.models import Revision, User
from tracker.readers.long_lists import LongList

# Signatories that are recorded at once, all or none: about a second's work.
PART = 1000
TOLD_EVERY = 10
# What is told of an import, of what actions.lists.Imported holds.
COUNTED = ("signatories", "submissions", "already")


class LongImport:
    """Takes one long list in, part after part, and says on the way how far it is.

    The list itself says what is done: whoever is in the record already is not recorded again. So
    after an interruption the same command goes on, and nothing is public before all of it is in.
    """

    def __init__(
        self,
        found: LongList,
        revision: Revision,
        tell: Callable[[str], None],
        passing: Callable[[int], None] = lambda _done: None,
    ) -> None:
        """`tell` hears words now and then, `passing` after each part how many are done."""
        self.found, self.revision, self.tell, self.passing = found, revision, tell, passing
        self.count = 0

    def look(self) -> Counter[str]:
        """How many are known and how many not; raises Refused for a name that is not clear.

        Before the first part is recorded, so that no list stops in its middle for a name.
        """
        counts: Counter[str] = Counter()
        for entries in self._parts():
            known = len(identify(entry.identity for entry in entries))
            counts += Counter(known=known, new=len(entries) - known)
            self._tell(_("%(done)s signatories looked up"), counts.total())
        self.count = counts.total()
        return counts

    def record(self, terms: Terms, *, by: User) -> dict[str, int]:
        """Record the parts one after the other; raises CommandError where one is refused."""
        done = 0
        counts = dict.fromkeys(COUNTED, 0)
        for entries in self._parts():
            try:
                imported = import_signatories(self.revision, entries, terms, by=by)
            except (ValidationError, OperationalError) as error:
                raise CommandError(_stopped(error, done, self.count)) from error
            done += len(entries)
            for name in counts:
                counts[name] += len(getattr(imported, name))
            self._tell(_("%(done)s of %(count)s signatories recorded"), done)
        return counts

    def release(self, *, by: User) -> int:
        """Make public what waits of the list; returns how many submissions that were."""
        done = released = 0
        for entries in self._parts():
            released += release_entries(self.revision, entries, by=by)
            done += len(entries)
            self._tell(_("%(done)s of %(count)s signatories released"), done)
        return released

    def _parts(self) -> Iterator[list[Entry]]:
        rows = self.found.signatories()
        while part := list(islice(rows, PART)):
            yield list_entries(part)

    def _tell(self, text: str, done: int) -> None:
        self.passing(done)
        if done % (TOLD_EVERY * PART) == 0 or done == self.count:
            self.tell(text % {"done": done, "count": self.count})


def refused_words(error: ValidationError | PermissionDenied | OperationalError) -> str:
    """What was refused, in words; of a database (the disk is full, say) its own."""
    return str(error).strip() if isinstance(error, OperationalError) else told(error)


def _stopped(error: ValidationError | OperationalError, done: int, count: int) -> str:
    """Why it went no further, and what to do about it."""
    words = refused_words(error)
    if not done:
        return _("Nothing was recorded. %(told)s") % {"told": words}
    return _(
        "%(told)s\nSo far %(done)s of %(count)s signatories are recorded, and none of them is "
        "public by this. Once the cause is gone, ask for the same again: it goes on, and nothing "
        "doubles."
    ) % {"told": words, "done": done, "count": count}
