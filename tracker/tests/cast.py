"""The people and records that most tests play with, made by the actions that an editor uses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pytest

from tracker.choices import Channel, Custody, Direction, ReplyKind, SignatoryKind, StatementKind
from tracker.models import Check, Reply, Revision, Signatory, Statement, Submission, User
from tracker.tests.remembered import remembering
from tracker.tests.steps import (
    add_revision,
    add_source,
    make_user,
    publish_statement,
    record_check,
    record_reply,
    record_signatory,
    record_statement,
    record_submission,
    release_check,
    release_reply,
    release_submission,
    submit_statement,
)

SOURCE = {"title": "A page", "url": "https://pages.example/one"}
POINTS = [
    {"number": "1", "kind": "point", "text": "Rivers run to the sea."},
    {"number": "2", "kind": "point", "text": "No river is for sale."},
    {"number": "a", "kind": "slogan", "text": "Let it flow!", "parent": ("point", "2")},
]


class Cast:
    """Everybody and everything is made when first asked for: before a test counts queries."""

    # People: whoever records is anna, whoever releases is ben.

    @cached_property
    def anna(self) -> User:
        return make_user("anna", "editor")

    @cached_property
    def ben(self) -> User:
        return make_user("ben", "publisher")

    @cached_property
    def cleo(self) -> User:
        return make_user("cleo", "publisher")

    @cached_property
    def aud(self) -> User:
        return make_user("aud", "auditor")

    # Signatories.

    @cached_property
    def issuer(self) -> Signatory:
        return self.signatory("Harbour Assembly", country="NL")

    @cached_property
    def network(self) -> Signatory:
        return self.signatory("Living Rivers Network", kind=SignatoryKind.NETWORK)

    @cached_property
    def rios(self) -> Signatory:
        return self.signatory("Ríos Libres", country="CL")

    @cached_property
    def fleuves(self) -> Signatory:
        return self.signatory("Fleuves Vivants", country="FR")

    @cached_property
    def mara(self) -> Signatory:
        return self.signatory("Mara Okonjo", kind=SignatoryKind.PERSON, country="KE")

    # Statements: `declaration` is observed, `letter` is hosted, both published with one wording.

    @cached_property
    def declaration(self) -> Statement:
        draft = self.draft("Rivers Declaration", "rivers-declaration")
        add_source(draft, SOURCE, by=self.anna)
        return self.publish(draft)

    @cached_property
    def wording(self) -> Revision:
        return self.declaration.revisions.get()

    @cached_property
    def letter(self) -> Statement:
        kind = StatementKind.OPEN_LETTER
        draft = self.draft("Ferry Letter", "ferry-letter", kind=kind, custody=Custody.HOSTED)
        return self.publish(draft)

    @cached_property
    def letter_wording(self) -> Revision:
        return self.letter.revisions.get()

    # Making more of the same; what is recorded waits for release().

    def signatory(self, name: str, **values: Any) -> Signatory:
        return record_signatory(
            {"name": name, "kind": SignatoryKind.ORGANISATION} | values, by=self.anna
        )

    def draft(self, title: str, slug: str, **values: Any) -> Statement:
        """A statement with one wording of two points, not public yet."""
        facts = {"title": title, "slug": slug, "kind": StatementKind.DECLARATION}
        statement = record_statement(facts | {"issuer": self.issuer} | values, by=self.anna)
        add_revision(statement, {"language": "en", "text": f"{title}."}, POINTS, by=self.anna)
        return statement

    def publish(self, draft: Statement) -> Statement:
        return publish_statement(submit_statement(draft, by=self.anna), by=self.ben)

    def offer(self, signatory: Signatory | None = None, **values: Any) -> Submission:
        """An offer to sign the declaration, by e-mail on 1 March 2022 unless told otherwise."""
        facts = {"offered": "2022-03-01", "channel": Channel.EMAIL}
        who = {"revision": values.pop("revision", None) or self.wording}
        who |= {"signatory": signatory or self.rios}
        return record_submission(facts | who | values, by=self.anna)

    def invite(self, signatory: Signatory | None = None, **values: Any) -> Submission:
        return self.offer(signatory, direction=Direction.INVITATION, **values)

    def reply(
        self, kind: ReplyKind, *submissions: Submission, dated: str = "2022-03-05", **values: Any
    ) -> Reply:
        return record_reply(submissions, {"kind": kind, "dated": dated} | values, by=self.anna)

    def check(self, *submissions: Submission, dated: str = "2022-06-01", **values: Any) -> Check:
        return record_check(
            submissions, {"dated": dated, "by_whom": "Ann A."} | values, by=self.anna
        )

    def release(self, row: Submission | Reply | Check) -> Any:
        """Give a row its source and make it public, by somebody else than its author."""
        add_source(row, SOURCE, by=self.anna)
        if isinstance(row, Submission):
            return release_submission(row, by=self.ben)
        if isinstance(row, Reply):
            return release_reply(row, by=self.ben)
        return release_check(row, by=self.ben)

    def offered(self, signatory: Signatory | None = None, **values: Any) -> Submission:
        """A released offer."""
        offer: Submission = self.release(self.offer(signatory, **values))
        return offer

    def replied(self, kind: ReplyKind, *submissions: Submission, **values: Any) -> Reply:
        """A released reply; the submissions given are read again, so that they show it."""
        reply: Reply = self.release(self.reply(kind, *submissions, **values))
        for submission in submissions:
            submission.refresh_from_db()
        return reply


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """The cast, in a database that forgets it after the test.

    A room's conftest.py takes it by `from tracker.tests.cast import cast as cast`.
    """
    with remembering(monkeypatch):
        yield Cast()
