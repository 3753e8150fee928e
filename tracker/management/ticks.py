"""One tick: everything that is due because time has passed, in the order in which it depends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice, repeat, takewhile

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.actions.api_answers import forget_api_answers
from tracker.actions.attempts import forget_old_tries
from tracker.actions.cards import expire_cards
from tracker.actions.dumps import ask_for_dump
from tracker.actions.erased_files import finish_erasures
from tracker.actions.expiries import expire_contacts, expire_links, expire_offers
from tracker.actions.export_files import forget_exports
from tracker.actions.follows import forget_unconfirmed_follows
from tracker.actions.lateness import read_clocks
from tracker.actions.letter_contents import empty_old_letters
from tracker.actions.list_imports import forget_lists
from tracker.actions.reminders import remind_to_confirm, tell_desk
from tracker.actions.waiting_offers import forget_waiting_offers
from tracker.actions.webhook_folding import forget_old_deliveries

SOME = 10  # batches of about a second at most


def _in_batches(action: Callable[[], int]) -> Callable[[], Iterable[int]]:
    """Call an action that does one batch until there is nothing left."""
    return lambda: takewhile(bool, (action() for _ in repeat(None)))


# What is counted, and the action that yields how many of these each of its batches dealt with. What
# has expired comes first: nobody is reminded of it.
PARTS: tuple[tuple[Promise, Callable[[], Iterable[int]]], ...] = (
    (_("offers never confirmed, voided"), _in_batches(expire_offers)),
    (_("addresses forgotten"), _in_batches(expire_contacts)),
    (_("offers that waited and were given up, forgotten"), _in_batches(forget_waiting_offers)),
    (
        _("follows never confirmed, forgotten"),
        _in_batches(lambda: forget_unconfirmed_follows(timezone.now())),
    ),
    (_("reminders to confirm"), _in_batches(remind_to_confirm)),
    (_("clocks read"), read_clocks),
    (_("steps told to the desk"), _in_batches(tell_desk)),
    (_("personal links removed"), _in_batches(expire_links)),
    (_("erasures finished"), _in_batches(finish_erasures)),
    (_("old letters emptied"), _in_batches(empty_old_letters)),
    (_("old tries forgotten"), _in_batches(forget_old_tries)),
    (_("answers kept for programs, forgotten"), _in_batches(forget_api_answers)),
    (_("files of long lists forgotten"), _in_batches(forget_exports)),
    (_("files of the whole record asked for"), lambda: [1] if ask_for_dump(timezone.now()) else []),
    (_("old deliveries to webhooks forgotten"), _in_batches(forget_old_deliveries)),
    (_("long lists that were handed over, forgotten"), _in_batches(forget_lists)),
    (_("pictures of statements forgotten"), _in_batches(expire_cards)),
)


def tick() -> Iterator[tuple[str, int]]:
    """Do all that is due; yields after each batch what was dealt with, and how many so far."""
    for label, part in PARTS:
        done = 0
        for number in part():
            done += number
            yield str(label), done


def tick_some() -> int:
    """The next few batches of a tick, for the background worker, which has letters to send as well.

    Returns how much was dealt with; what is left over is done at the next call.
    """
    return sum(dict(islice(tick(), SOME)).values())
