"""Adding wordings, and changing them while nobody has signed or read them."""

from typing import Any

import pytest

from tracker.actions.changes import Values
from tracker.actions.revisions import add_revision, change_revision, clause_texts
from tracker.actions.sources import add_source
from tracker.actions.statements import return_statement, submit_statement
from tracker.choices import EventKind
from tracker.models import Clause, Event, Revision
from tracker.proof.wordings import wording_sha256
from tracker.rules.refusals import Conflict, NotAllowed, Refused
from tracker.tests.cast import POINTS, SOURCE, Cast


def point(number: str, text: str = "A point.", **values: Any) -> dict[str, Any]:
    return {"number": number, "kind": "point", "text": text} | values


def test_add_revision_keeps_its_clauses_in_order(cast: Cast) -> None:
    draft = cast.draft("Locks", "locks")

    revision = add_revision(
        draft,
        {"language": "nl", "text": "Sluizen.", "closing": "Dank.", "change_note": "shorter"},
        [{"number": 2, "text": "Second first."}, *POINTS[:1], point("a", parent=("point", "1"))],
        by=cast.anna,
    )

    clauses = Clause.objects.filter(revision=revision)
    assert [(one.order, one.anchor, one.parent) for one in clauses] == [
        (1, "point-2", None),
        (2, "point-1", None),
        (3, "point-a", clauses[1]),
    ]
    assert revision.number == 2
    assert revision.sha256 == wording_sha256(
        language="nl", text="Sluizen.", closing="Dank.", clauses=clause_texts(revision)
    )
    event = Event.objects.filter(kind=EventKind.REVISION_ADDED).latest("pk")
    assert (event.statement, event.is_public) == (draft, False)
    assert event.facts == {"number": 2, "sha256": revision.sha256, "version": 1}


def test_add_revision_to_a_public_statement_needs_the_right_to_release(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        add_revision(cast.declaration, {"text": "New."}, [], by=cast.anna)

    added = add_revision(cast.declaration, {"text": "New."}, [], by=cast.ben)
    assert Event.objects.visible_to(None).get(kind=EventKind.REVISION_ADDED).subject_id == added.pk


@pytest.mark.parametrize(
    "values, sourced, allowed",
    [
        ({"is_summary": True}, False, False),
        ({"is_summary": True, "source_url": "https://pages.example/full"}, False, True),
        ({"is_summary": True}, True, True),
        ({}, False, True),
    ],
)
def test_add_revision_of_a_summary_says_where_the_full_text_is(
    cast: Cast, values: Values, sourced: bool, allowed: bool
) -> None:
    draft = cast.draft("Locks", "locks")
    if sourced:
        add_source(draft, SOURCE, by=cast.anna)

    if allowed:
        assert add_revision(draft, values, [], by=cast.anna).number == 2
        return
    with pytest.raises(Refused, match="A summary needs a link") as refused:
        add_revision(draft, values, [], by=cast.anna)
    assert list(refused.value.message_dict) == ["source_url"]
    assert draft.revisions.count() == 1


@pytest.mark.parametrize(
    "clauses, message",
    [
        ([point("1"), point("1")], "Clause 1: "),
        ([point("1", text="")], "Clause 1: This field cannot be blank."),
        ([point("1", kind="joke")], "Clause 1: Value 'joke' is not a valid choice."),
        ([point("x" * 13)], "Clause xxxxxxxxxxxxx: "),
        (
            [point("a", parent=("point", "9")), point("9")],
            "Clause a is said to be a part of point 9, which does not come before it.",
        ),
    ],
)
def test_add_revision_names_the_clause_that_is_wrong(
    cast: Cast, clauses: list[dict[str, Any]], message: str
) -> None:
    draft = cast.draft("Locks", "locks")

    with pytest.raises(Refused) as refused:
        add_revision(draft, {"text": "Locks."}, clauses, by=cast.anna)

    assert refused.value.messages[0].startswith(message)
    assert draft.revisions.count() == 1


def test_change_revision_changes_the_text_and_its_hash(cast: Cast) -> None:
    revision = cast.draft("Locks", "locks").revisions.get()
    clauses = list(revision.clauses.all())

    changed = change_revision(revision, {"text": "No locks."}, by=cast.anna, seen=1)

    assert (changed.version, list(changed.clauses.all())) == (2, clauses)
    assert changed.sha256 != revision.sha256
    event = Event.objects.get(kind=EventKind.REVISION_CHANGED)
    assert event.changes == {"text": ["Locks.", "No locks."]}
    assert event.facts == {"number": 1, "sha256": changed.sha256, "version": 2}


def test_change_revision_replaces_the_clauses(cast: Cast) -> None:
    revision = cast.draft("Locks", "locks").revisions.get()

    changed = change_revision(revision, {}, [point("1", "Only this.")], by=cast.anna)

    assert [one.text for one in changed.clauses.all()] == ["Only this."]
    assert Event.objects.get(kind=EventKind.REVISION_CHANGED).changes["clauses"] == [
        [
            ["point", "1", "Rivers run to the sea.", ""],
            ["point", "2", "No river is for sale.", ""],
            ["slogan", "a", "Let it flow!", "point-2"],
        ],
        [["point", "1", "Only this.", ""]],
    ]


def test_change_revision_without_a_difference_does_nothing(cast: Cast) -> None:
    revision = cast.draft("Locks", "locks").revisions.get()
    events = Event.objects.count()

    same = change_revision(revision, {"text": "Locks."}, POINTS, by=cast.anna)

    assert (same.version, same.sha256) == (1, revision.sha256)
    assert Event.objects.count() == events


def test_change_revision_is_refused_once_somebody_signed(cast: Cast) -> None:
    revision = cast.draft("Locks", "locks").revisions.get()
    cast.offer(revision=revision)

    with pytest.raises(Refused, match="Somebody has offered to endorse this wording"):
        change_revision(revision, {"text": "No locks."}, by=cast.ben)
    assert Revision.objects.get(pk=revision.pk).sha256 == revision.sha256


def test_change_revision_is_refused_once_everybody_could_read_it(cast: Cast) -> None:
    with pytest.raises(Refused, match="This wording has been public"):
        change_revision(cast.wording, {"text": "No rivers."}, by=cast.ben)


def test_change_revision_tells_the_second_editor(cast: Cast) -> None:
    draft = cast.draft("Locks", "locks")
    revision = draft.revisions.get()
    submit_statement(draft, by=cast.anna)
    return_statement(draft, by=cast.anna)
    change_revision(revision, {"text": "No locks."}, by=cast.anna, seen=1)

    with pytest.raises(Conflict, match="anna: text: “Locks.” → “No locks.”"):  # noqa: RUF043
        change_revision(revision, {"text": "More locks."}, by=cast.ben, seen=1)
