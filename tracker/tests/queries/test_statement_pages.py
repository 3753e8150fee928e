"""What one statement's page tells: text, positions, who signed, what waits, what happened."""

from datetime import date

from tracker.actions.corrections import record_correction, release_correction
from tracker.actions.positions import record_position
from tracker.actions.revisions import add_revision
from tracker.actions.statements import record_statement
from tracker.actions.tallies import fold_events
from tracker.choices import Looked, PositionKind, ReplyKind
from tracker.models import Submission, User
from tracker.queries.statement_pages import StatementPage, statement_page
from tracker.tests.cast import Cast
from tracker.tests.queries.crowds import crowd


def page(slug: str, user: User | None = None) -> StatementPage:
    found = statement_page(slug, user)
    assert found is not None
    return found


def position(cast: Cast, submission: Submission, number: str = "1") -> None:
    clause = submission.revision.clauses.get(kind="point", number=number)
    values = {"clause": clause, "kind": PositionKind.RESERVATION, "text": "Not this one."}
    record_position(submission, values, by=cast.anna, why="Misread.")


def test_page_tells_the_latest_wording_with_its_clauses_and_their_parts(cast: Cast) -> None:
    clauses = [
        {"number": "1", "kind": "demand", "text": "Stop."},
        {"number": "a", "kind": "slogan", "text": "Now!", "parent": ("demand", "1")},
    ]
    add_revision(cast.letter, {"language": "en", "text": "New."}, clauses, by=cast.ben)
    told = page("ferry-letter")

    assert told.revision is not None
    assert (told.revision.number, told.revision.text) == (2, "New.")
    assert [
        (one.clause.text, [part.clause.text for part in one.parts]) for one in told.clauses
    ] == [("Stop.", ["Now!"])]


def test_page_tells_positions_of_public_submissions_that_stand(cast: Cast) -> None:
    public, withdrawn = cast.offered(cast.rios), cast.offered(cast.mara)
    cast.replied(ReplyKind.WITHDRAWAL, withdrawn)
    for submission in (public, withdrawn, cast.offer(cast.fleuves)):
        position(cast, submission)
    told = page("rivers-declaration")

    assert [[one.submission.signed_name for one in part.positions] for part in told.clauses] == [
        ["Ríos Libres"],
        [],
    ]


def test_page_tells_who_signed_by_name_and_what_waits_by_age(cast: Cast) -> None:
    letter = cast.letter_wording
    signed = [cast.offered(who, revision=letter) for who in (cast.rios, cast.fleuves)]
    cast.replied(ReplyKind.ACCEPTANCE, *signed)
    withheld = cast.offered(cast.mara, revision=letter, visibility="withheld")
    cast.replied(ReplyKind.ACCEPTANCE, withheld)
    for name, day in [("Later Lagoon", "2022-05-02"), ("Earlier Estuary", "2022-05-01")]:
        cast.offered(cast.signatory(name), revision=letter, offered=day)
    cast.release(cast.invite(cast.signatory("Invited Isle"), revision=letter))
    cast.offer(cast.signatory("Unreleased Union"), revision=letter)
    fold_events()
    told = page("ferry-letter")

    assert [row["name"] for row in told.signed] == ["Fleuves Vivants", "Ríos Libres"]
    assert [row["name"] for row in told.waiting] == ["Earlier Estuary", "Later Lagoon"]
    assert (told.totals.accepted, told.totals.accepted_withheld) == (3, 1)


def test_page_tells_only_the_first_who_wait(cast: Cast) -> None:
    crowd(cast, 12)

    assert [row["name"] for row in page("ferry-letter").waiting] == [
        f"Mill {number:04d}" for number in range(10)
    ]


def test_page_tells_when_somebody_last_looked(cast: Cast) -> None:
    offer = cast.offered()
    cast.release(cast.check(offer, dated="2022-05-01"))
    cast.release(cast.check(offer, dated="2022-05-03", looked_for=Looked.LISTING))
    cast.check(offer, dated="2022-05-09")
    told = page("rivers-declaration")

    assert (told.replies_checked_on, told.listing_checked_on) == (
        date(2022, 5, 1),
        date(2022, 5, 3),
    )


def test_page_tells_events_and_corrections_but_none_of_a_withheld_name(cast: Cast) -> None:
    named, withheld = cast.offered(), cast.offered(cast.mara, visibility="withheld")
    reply = cast.replied(ReplyKind.ACCEPTANCE, withheld)
    for what, subject in [("title", cast.declaration), ("date", named), ("who", withheld),
                          ("what Mara said", reply)]:  # fmt: skip
        said = {"what": what, "was": "a", "now": "b", "why": "c", "since": "2022-05-01"}
        release_correction(record_correction(subject, said, by=cast.anna), by=cast.ben)
    told = page("rivers-declaration")

    assert sorted(one.what for one in told.corrections) == ["date", "title"]
    assert len(told.events) == 8
    assert "Mara" not in repr(told.events)


def test_page_of_a_draft_is_for_the_desk(cast: Cast) -> None:
    cast.draft("Secret Draft", "secret-draft")

    assert statement_page("secret-draft", None) is None
    assert page("secret-draft", cast.aud).is_public is False


def test_page_of_a_draft_without_a_wording_tells_that_there_is_none(cast: Cast) -> None:
    values = {"title": "Bare", "slug": "bare", "kind": "petition", "issuer": cast.issuer}
    record_statement(values, by=cast.anna)
    told = page("bare", cast.aud)

    assert (told.revision, told.clauses, told.replies_checked_on) == (None, [], None)


def test_page_of_nothing_is_none(cast: Cast) -> None:
    assert statement_page("nothing", cast.aud) is None
