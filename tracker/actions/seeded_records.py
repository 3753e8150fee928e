"""What seed files say of signatories, their networks, and the statement with its wordings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from tracker.actions.identities import Identity, identify
from tracker.actions.revisions import FIELDS as REVISION_FIELDS
from tracker.actions.revisions import add_revision
from tracker.actions.seeded_rows import Loading, Values, keep_sources, values_of
from tracker.actions.signatories import (
    ALIAS_FIELDS,
    MEMBERSHIP_FIELDS,
    add_alias,
    change_alias,
    change_membership,
    change_signatory,
    record_membership,
    record_signatory,
)
from tracker.actions.signatories import FIELDS as SIGNATORY_FIELDS
from tracker.actions.statements import FIELDS as STATEMENT_FIELDS
from tracker.actions.statements import (
    change_statement,
    publish_statement,
    record_statement,
    submit_statement,
)
from tracker.choices import Stage
from tracker.models import Revision, Signatory, Statement, User
from tracker.readers.seed_tables import MembershipTable, RevisionTable, SignatoryTable
from tracker.rules.names import fold
from tracker.rules.refusals import Refused


def keep_signatory(loading: Loading, table: SignatoryTable) -> Signatory:
    """A signatory with its other names and sources; one of that name that is there is the same."""
    place = f"signatories.{table.key}"
    signatory: Signatory = loading.keep(
        place,
        values_of(table, SIGNATORY_FIELDS),
        partial(_record_signatory, by=loading.editor),
        partial(change_signatory, by=loading.editor, why=loading.why),
    )
    for alias in table.aliases:
        loading.keep_removable(
            f"{place}.aliases.{alias.name}",
            values_of(alias, ALIAS_FIELDS),
            partial(add_alias, signatory, by=loading.editor),
            partial(change_alias, by=loading.editor, why=loading.why),
        )
    keep_sources(loading, place, signatory, table)
    return signatory


def keep_membership(
    loading: Loading, table: MembershipTable, signatories: Mapping[str, Signatory]
) -> None:
    """A membership with its sources, unless an editor has removed it since."""
    place = f"memberships.{table.key}"
    membership = loading.keep_removable(
        place,
        values_of(table, MEMBERSHIP_FIELDS),
        partial(record_membership, by=loading.editor),
        partial(change_membership, by=loading.editor, why=loading.why),
        rows={"network": signatories[table.network], "member": signatories[table.member]},
    )
    if membership is not None:
        keep_sources(loading, place, membership, table)


def keep_statement(loading: Loading, signatories: Mapping[str, Signatory]) -> Statement:
    """The file's statement with its sources."""
    table = loading.seed.statement
    statement: Statement = loading.keep(
        "statement",
        values_of(table, STATEMENT_FIELDS) | {"slug": table.key},
        partial(record_statement, by=loading.editor),
        partial(change_statement, by=loading.editor, why=loading.why),
        rows={"issuer": signatories[table.issuer]},
    )
    keep_sources(loading, "statement", statement, table)
    return statement


def keep_revision(loading: Loading, table: RevisionTable, statement: Statement) -> Revision:
    """A wording with its clauses; it stays, so that a changed one needs a key of its own."""
    by = loading.publisher if statement.stage == Stage.PUBLISHED else loading.editor
    values = values_of(table, REVISION_FIELDS)
    revision: Revision = loading.keep(
        f"revisions.{table.key}",
        values | {"clauses": [asdict(clause) for clause in table.clauses]},
        partial(_add_revision, statement, by=by),
        _refuse_change,
    )
    return revision


def publish(loading: Loading, statement: Statement) -> None:
    """Send a statement that is new to review and publish it."""
    if loading.is_new("statement"):
        with loading.at("statement"):
            in_review = submit_statement(statement, by=loading.editor)
            publish_statement(in_review, by=loading.publisher)


def _record_signatory(values: Values, *, by: User) -> Signatory:
    wanted = [Identity(fold(values["name"]), values["country"])] if values["is_named"] else []
    return next(iter(identify(wanted).values()), None) or record_signatory(values, by=by)


def _add_revision(statement: Statement, values: Values, *, by: User) -> Revision:
    clauses = [_clause(clause) for clause in values.pop("clauses")]
    return add_revision(statement, values, clauses, by=by)


def _refuse_change(revision: Revision, values: Values) -> None:
    raise Refused(
        _("A wording that has been public stays as it is. Give the changed one a key of its own.")
    )


def _clause(clause: dict[str, Any]) -> dict[str, Any]:
    """A clause as the revision takes it: what it is a part of, "point 11", as kind and number."""
    part_of = clause.pop("part_of")
    return clause | {"parent": tuple(part_of.split(" ", 1))} if part_of else clause
