"""The public lists as everybody can read them (CSV), held against what a log says."""

from __future__ import annotations

import csv
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from tracker.readers.log_facts import ALWAYS_LISTED, Entry, LogFacts, Told, is_withheld

SUBMISSIONS = ("reference", "statement_address", "direction", "offered", "status", "name_withheld")
EVENTS = ("number", "recorded_at", "kind")


class Differs(ValueError):
    """The lists say something else than the log; the message says what."""


@dataclass(slots=True)
class Compared:
    """How much was compared, and how much could not be."""

    submissions: int = 0
    moving: int = 0


def rows_of(lines: Iterable[str], columns: Iterable[str], name: str) -> Iterator[dict[str, str]]:
    """The rows of a list as it is exported; raises Differs if a column is missing."""
    reader = csv.DictReader(lines)
    missing = set(columns) - set(reader.fieldnames or ())
    if missing:
        raise Differs(
            _("%(list)s has no column “%(column)s”.") % {"list": name, "column": min(missing)}
        )
    for row in reader:
        # The quote keeps a spreadsheet from running the cell.
        yield {key: (value or "").removeprefix("'") for key, value in row.items() if key}


def compare_submissions(
    rows: Iterable[Mapping[str, str]], facts: LogFacts, *, since: int
) -> Compared:
    """Hold the list of submissions against the log; raises Differs at the first difference.

    What entries from `since` on are about may have changed while the list was read: differences
    there are counted as `moving`.
    """
    compared = Compared()
    for row in rows:
        reference = row["reference"]
        told = facts.submissions.get(reference)
        difference = _difference(reference, row, told, facts)
        if told is not None:
            told.is_listed = True
        if not difference:
            compared.submissions += 1
        elif told is not None and facts.moved_since(told, since):
            compared.moving += 1
        else:
            raise Differs(difference)
    for reference, told in facts.public():
        if not told.is_listed and not facts.moved_since(told, since):
            raise Differs(
                _(
                    "Submission %(reference)s is public by entry %(index)s of the log, but the "
                    "list leaves it out."
                )
                % {"reference": reference, "index": told.index}
            )
    return compared


def _difference(reference: str, row: Mapping[str, str], told: Told | None, facts: LogFacts) -> str:
    """What the list says otherwise than the log; "" if nothing."""
    if told is None:
        return _("Submission %s is listed, but no entry of the log tells of it.") % reference
    if told.is_listed:
        return _("Submission %s is listed twice.") % reference
    withheld = {True: "yes", False: "no"}[is_withheld(told)]
    pairs = [
        (_("its statement"), _slug(row["statement_address"]), told.statement),
        (_("its direction"), row["direction"], told.direction),
        (_("when it was offered"), row["offered"], told.offered),
        (_("its status"), row["status"], told.status),
        (_("whether its name is withheld"), row["name_withheld"], withheld),
    ]
    for what, listed, logged in pairs:
        if listed != logged:
            return _(
                "Submission %(reference)s: of %(what)s the list says “%(listed)s”, and entry "
                "%(index)s of the log “%(logged)s”."
            ) % {
                "reference": reference,
                "what": what,
                "listed": listed,
                "index": told.index,
                "logged": logged,
            }
    if not facts.is_public(told):
        return _("Submission %s is listed, but by the log it is not public.") % reference
    return ""


def _slug(address: str) -> str:
    return urlsplit(address).path.rstrip("/").rpartition("/")[2]


@dataclass(slots=True)
class ListedEvents:
    """The public events as they are listed, in little memory; entries are held against them.

    `unlisted` are entries in clear that the list leaves out, to be judged once all is folded.
    """

    numbers: array[int] = field(default_factory=lambda: array("q"))
    seconds: array[int] = field(default_factory=lambda: array("q"))
    kinds: array[int] = field(default_factory=lambda: array("h"))
    names: list[str] = field(default_factory=list)
    unlisted: list[Entry] = field(default_factory=list)
    compared: int = 0
    unopened: int = 0

    def meet(self, entry: Entry) -> None:
        """Hold an entry against the list; raises Differs if it is listed otherwise."""
        place = bisect_left(self.numbers, entry.event)
        if place == len(self.numbers) or self.numbers[place] != entry.event:
            if entry.kind in ALWAYS_LISTED:
                self.unlisted.append(entry)
            return
        self.compared += 1
        said = datetime.fromisoformat(entry.recorded_at)
        if int(said.timestamp()) != self.seconds[place]:
            raise Differs(
                _("Event %(event)s is listed with another time than entry %(index)s of the log.")
                % {"event": entry.event, "index": entry.index}
            )
        listed = self.names[self.kinds[place]]
        if not entry.kind:
            self.unopened += 1
        elif entry.kind != listed:
            raise Differs(
                _(
                    "Event %(event)s is listed as “%(listed)s”, and entry %(index)s of the log "
                    "says “%(logged)s”."
                )
                % {
                    "event": entry.event,
                    "listed": listed,
                    "index": entry.index,
                    "logged": entry.kind,
                }
            )

    def finish(self, facts: LogFacts, *, since: int) -> None:
        """Raise Differs for an event without an entry, and for an entry that should be listed."""
        if self.numbers and self.numbers[-1] > facts.last_event:
            raise Differs(_("Event %s is listed, but it is not in the log.") % self.numbers[-1])
        if self.compared != len(self.numbers):
            raise Differs(
                _("%s listed events have no entry in the log.")
                % (len(self.numbers) - self.compared)
            )
        for entry in self.unlisted:
            if facts.must_list(entry, since):
                raise Differs(
                    _(
                        "Entry %(index)s of the log tells of event %(event)s (%(kind)s), which is "
                        "public, but the list of events leaves it out."
                    )
                    % {"index": entry.index, "event": entry.event, "kind": entry.kind}
                )


def listed_events(rows: Iterable[Mapping[str, str]]) -> ListedEvents:
    """The list of events, newest first, as it is held against entries, oldest first."""
    found = ListedEvents()
    places: dict[str, int] = {}
    for row in rows:
        try:
            number, moment = int(row["number"]), datetime.fromisoformat(row["recorded_at"])
        except ValueError as error:
            raise Differs(
                _("The list of events has no number or time at event %s.") % row["number"]
            ) from error
        if found.numbers and number >= found.numbers[-1]:
            raise Differs(_("The list of events is not in order at event %s.") % number)
        found.numbers.append(number)
        found.seconds.append(int(moment.timestamp()))
        found.kinds.append(places.setdefault(row["kind"], len(places)))
    found.names = list(places)
    for column in (found.numbers, found.seconds, found.kinds):
        column.reverse()
    return found
