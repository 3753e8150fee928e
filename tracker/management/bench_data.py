"""The data of the bench: one statement with as many made-up submissions as a run asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

from django.core.management import call_command
from django.utils.translation import gettext as _

from tracker.actions.log import sequence_events
from tracker.actions.revisions import add_revision
from tracker.actions.sample_copies import BASE, copy_samples
from tracker.actions.samples import make_samples
from tracker.actions.seeds import seed_accounts
from tracker.actions.signatories import record_signatory
from tracker.actions.statements import publish_statement, record_statement, submit_statement
from tracker.actions.waiting_indexes import put_back_indexes
from tracker.choices import Custody, SignatoryKind, StatementKind
from tracker.management.benches import STATEMENT
from tracker.models import Revision, User

SEED = 1
# A line after so many rows, however fast they come.
TOLD_EVERY = 50_000


def build(rows: int, say: Callable[[str], None]) -> None:
    """Make up what is missing in the database that is open now; `say` is told how far it is.

    The first BASE submissions are made by actions and copied as often as they fit into `rows`; the
    rest is made by actions again. Goes on where an earlier run stopped.
    """
    call_command("migrate", verbosity=0, interactive=False)
    publisher = seed_accounts()[1]
    revision = Revision.objects.filter(statement__slug=STATEMENT).first()
    revision = revision or make_statement(publisher)
    began = perf_counter()
    there = _tell_some(make_samples(revision, count=min(rows, BASE), seed=SEED, by=publisher), say)
    _tell_some(copy_samples(revision, count=rows), say)
    for name in put_back_indexes():
        say(_("Index %(name)s made") % {"name": name})
    made = _tell_some(make_samples(revision, count=rows, seed=SEED, by=publisher), say)
    sequence_events(wait=True)
    if made > there:
        told = {"rows": f"{made:,}", "seconds": f"{perf_counter() - began:.0f}"}
        say(_("%(rows)s made up in %(seconds)s s") % told)


def _tell_some(numbers: Iterator[int], say: Callable[[str], None]) -> int:
    """Tell some of the numbers after the first, which is how many were there; returns the last."""
    number = told = next(numbers)
    for number in numbers:
        if number >= told + TOLD_EVERY:
            told = number
            say(_("%(number)s made up") % {"number": f"{number:,}"})
    return number


def make_statement(publisher: User) -> Revision:
    """A hosted statement to which submissions can be made up."""
    who = {"name": "Bench", "kind": SignatoryKind.ORGANISATION}
    values = {
        "title": "Bench",
        "slug": STATEMENT,
        "kind": StatementKind.OPEN_LETTER,
        "issuer": record_signatory(who, by=publisher),
        "custody": Custody.HOSTED,
    }
    statement = record_statement(values, by=publisher)
    revision = add_revision(statement, {"text": "A text to sign."}, [], by=publisher)
    publish_statement(submit_statement(statement, by=publisher), by=publisher)
    return revision
