"""Changes of every fact that everybody can read, and the corrections that each leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tracker.actions.checks import change_check
from tracker.actions.merges import merge_signatories, preview_merge
from tracker.actions.positions import change_position, record_position, remove_position
from tracker.actions.replies import change_reply
from tracker.actions.signatories import (
    add_alias,
    change_alias,
    change_membership,
    change_signatory,
    record_membership,
    remove_alias,
    remove_membership,
)
from tracker.actions.sources import add_source, change_source, remove_source
from tracker.actions.statements import change_statement
from tracker.actions.submissions import change_submission
from tracker.choices import ReplyKind
from tracker.models import Submission
from tracker.tests.cast import SOURCE, Cast

WHY = "We misread the page."
Act = Callable[..., object]
Said = list[tuple[str, str, str, str]]


def position(cast: Cast, offer: Submission, **more: Any) -> Any:
    values = {"clause": cast.wording.clauses.get(number="1"), "kind": "objection", "text": "No."}
    return record_position(offer, values | more, by=cast.anna, why=WHY)


def statement(cast: Cast) -> tuple[Act, Said]:
    assert cast.declaration
    values = {"place": "Delft", "issued": "2022-01", "closes_on": date(2022, 7, 1), "url": ""}
    return lambda **why: change_statement(cast.declaration, values, by=cast.anna, **why), [
        ("Rivers Declaration", "issued", "not stated", "January 2022"),
        ("Rivers Declaration", "place", "not stated", "Delft"),
        ("Rivers Declaration", "closes on", "not stated", "1 July 2022"),
    ]


def issuer(cast: Cast) -> tuple[Act, Said]:
    assert cast.letter
    values = {"issuer": cast.fleuves, "kind": "petition"}
    return lambda **why: change_statement(cast.letter, values, by=cast.anna, **why), [
        ("Ferry Letter", "kind", "Open letter", "Petition"),
        ("Ferry Letter", "issuer", "Harbour Assembly", "Fleuves Vivants"),
    ]


def submission(cast: Cast) -> tuple[Act, Said]:
    offer = cast.offered()
    values = {"offered": "2022-03-02~", "signed_country": "AR", "signed_name": "Rios"}
    return lambda **why: change_submission(offer, values, by=cast.ben, **why), [
        (offer.reference, "offered or invited", "1 March 2022", "about 2 March 2022"),
        (offer.reference, "name as signed", "Ríos Libres", "Rios"),
        (offer.reference, "country as signed", "Chile", "Argentina"),
    ]


def details(cast: Cast) -> tuple[Act, Said]:
    offer = cast.offered(signed_details={"Town": ["Arica", "Ica"]})
    values = {"signed_details": {"Town": ["Arica"]}, "signed_country": ""}
    return lambda **why: change_submission(offer, values, by=cast.ben, **why), [
        (offer.reference, "country as signed", "Chile", "not stated"),
        (offer.reference, "other details as signed", "Town: Arica, Ica", "Town: Arica"),
    ]


def signatory(cast: Cast) -> tuple[Act, Said]:
    cast.offered()
    values = {"name": "Los Ríos", "is_named": False, "ended": "2021"}
    return lambda **why: change_signatory(cast.rios, values, by=cast.anna, **why), [
        ("Los Ríos", "name", "Ríos Libres", "Los Ríos"),
        ("Los Ríos", "named by the source", "yes", "no"),
        ("Los Ríos", "died or dissolved", "not stated", "2021"),
    ]


def reply(cast: Cast) -> tuple[Act, Said]:
    one, two, unreleased = cast.offered(), cast.offered(cast.fleuves), cast.offer(cast.mara)
    said = cast.replied(ReplyKind.DEFERRAL, one, two)
    values = {"promised_on": date(2022, 9, 1), "text": "Later."}
    name, told = "Needs more time, 2022-03-05", "Needs more time, 5 March 2022"
    return lambda **why: change_reply(
        said, values, [one, unreleased], by=cast.ben, **why
    ), [
        (name, f"{told}: text or summary", "not stated", "Later."),
        (name, f"{told}: promised date", "not stated", "1 September 2022"),
        (
            name,
            f"{told}: submissions",
            f"{one.reference}, {two.reference}",
            one.reference,
        ),
        (two.reference, "replies", "Needs more time, 5 March 2022", "none"),
    ]  # fmt: skip


def disputed(cast: Cast) -> tuple[Act, Said]:
    """What is not public itself is not named."""
    offer = cast.offered()
    known = cast.replied(ReplyKind.NOTE, offer, speaker="issuer")
    draft = cast.reply(ReplyKind.NOTE, offer, speaker="issuer")
    dispute = cast.replied(ReplyKind.DISPUTE, offer, speaker="issuer", disputes=draft)
    return lambda **why: change_reply(dispute, {"disputes": known}, by=cast.ben, **why), [
        (
            "Disputes the record, 2022-03-05",
            "Disputes the record, 5 March 2022: disputes this reply",
            "not stated",
            str(known),
        )
    ]


def check(cast: Cast) -> tuple[Act, Said]:
    look = cast.release(cast.check(cast.offered()))
    values = {"dated": "2022-05", "by_whom": "Bea B."}
    return lambda **why: change_check(look, values, by=cast.ben, **why), [
        ("A reply, 2022-05", "check of May 2022: date", "1 June 2022", "May 2022"),
        ("A reply, 2022-05", "check of May 2022: by", "Ann A.", "Bea B."),
    ]


def new_position(cast: Cast) -> tuple[Act, Said]:
    offer = cast.offered()
    values = {"clause": cast.wording.clauses.get(number="1"), "kind": "objection", "text": "No."}
    return lambda **why: record_position(offer, values, by=cast.anna, **why), [
        (offer.reference, "position on Point 1", "none", "Point 1, Objection, No.")
    ]


def changed_position(cast: Cast) -> tuple[Act, Said]:
    offer = cast.offer()
    one = position(cast, offer)
    cast.release(offer)
    return lambda **why: change_position(one, {"text": "Never."}, by=cast.anna, **why), [
        (offer.reference, "position on Point 1: in its own words", "No.", "Never.")
    ]


def removed_position(cast: Cast) -> tuple[Act, Said]:
    offer = cast.offer()
    one = position(cast, offer)
    cast.release(offer)
    return lambda **why: remove_position(one, by=cast.anna, **why), [
        (offer.reference, "position on Point 1", "Point 1, Objection, No.", "none")
    ]


def changed_source(cast: Cast) -> tuple[Act, Said]:
    source = cast.declaration.sources.get()
    values = {"title": "Another page", "retrieved_on": date(2022, 5, 1)}
    return lambda **why: change_source(source, values, by=cast.anna, **why), [
        ("Rivers Declaration", "source “A page”: title", "A page", "Another page"),
        ("Rivers Declaration", "source “A page”: retrieved on", "not stated", "1 May 2022"),
    ]


def removed_source(cast: Cast) -> tuple[Act, Said]:
    offer = cast.offered()
    source = add_source(offer, SOURCE | {"title": "A second page"}, by=cast.anna)
    return lambda **why: remove_source(source, by=cast.anna, **why), [
        (offer.reference, "source", "A second page, https://pages.example/one", "none")
    ]


def changed_alias(cast: Cast) -> tuple[Act, Said]:
    cast.offered()
    alias = add_alias(cast.rios, {"name": "RL"}, by=cast.anna)
    return lambda **why: change_alias(alias, {"name": "RLC"}, by=cast.anna, **why), [
        ("Ríos Libres", "other name “RL”: name", "RL", "RLC")
    ]


def removed_alias(cast: Cast) -> tuple[Act, Said]:
    cast.offered()
    alias = add_alias(cast.rios, {"name": "RL"}, by=cast.anna)
    return lambda **why: remove_alias(alias, by=cast.anna, **why), [
        ("Ríos Libres", "other name", "RL, Other name", "none")
    ]


def changed_membership(cast: Cast) -> tuple[Act, Said]:
    cast.offered()
    both = {"network": cast.network, "member": cast.rios}
    row = record_membership(both, by=cast.anna)
    return lambda **why: change_membership(row, {"since": "2019"}, by=cast.anna, **why), [
        (str(row), "member of Living Rivers Network: since", "not stated", "2019")
    ]


def removed_membership(cast: Cast) -> tuple[Act, Said]:
    cast.offered()
    both = {"network": cast.network, "member": cast.rios, "until": "2020"}
    row = record_membership(both, by=cast.anna)
    was = "Living Rivers Network, Ríos Libres, 2020"
    return lambda **why: remove_membership(row, by=cast.anna, **why), [
        ("Ríos Libres", "membership", was, "none")
    ]


def merged(cast: Cast) -> tuple[Act, Said]:
    cast.offered()
    assert cast.letter
    token = preview_merge(cast.rios, cast.issuer).token
    return lambda **why: merge_signatories(
        cast.rios, cast.issuer, by=cast.ben, token=token, **why
    ), [
        ("Ríos Libres", "recorded twice", "Harbour Assembly", "Ríos Libres"),
        ("Rivers Declaration", "issuer", "Harbour Assembly", "Ríos Libres"),
        ("Ferry Letter", "issuer", "Harbour Assembly", "Ríos Libres"),
    ]  # fmt: skip


CASES = [
    statement, issuer, submission, details, signatory, reply, disputed, check, new_position,
    changed_position, removed_position, changed_source, removed_source, changed_alias,
    removed_alias, changed_membership, removed_membership, merged,
]  # fmt: skip
