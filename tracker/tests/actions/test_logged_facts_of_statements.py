"""What the log tells of statements, wordings and translations."""

from __future__ import annotations

from tracker.actions.revisions import add_revision
from tracker.actions.statements import change_statement, publish_statement, retire_statement
from tracker.actions.submissions import change_submission
from tracker.actions.translations import add_translation
from tracker.choices import (
    EventKind,
)
from tracker.tests.actions.logged import closed, newest, opened
from tracker.tests.cast import Cast


def test_publishing_tells_what_was_promised_and_all_wordings(cast: Cast) -> None:
    draft = cast.draft("Ferry Letter", "ferry-letter", custody="hosted", issued="2022-01")
    add_revision(draft, {"language": "en", "text": "Better."}, [], by=cast.anna)
    assert not closed(EventKind.REVISION_ADDED)["released"]
    cast.publish(draft)

    facts = opened(EventKind.STATEMENT_PUBLISHED)

    wordings = draft.revisions.order_by("-number")
    assert facts == {
        "statement": "ferry-letter",
        "statement_kind": "declaration",
        "stage": "published",
        "custody": "hosted",
        "policy": "elsewhere",
        "openness": "anyone",
        "issued": "2022-01",
        "acknowledge_days": 7,
        "decide_days": 30,
        "wordings": [{"number": one.number, "revision": one.sha256} for one in wordings],
        "released": True,
    }
    shown = newest(EventKind.STATEMENT_PUBLISHED).shown_facts
    assert (shown["title"], shown["issuer"]) == ("Ferry Letter", "Harbour Assembly")


def test_a_statement_is_told_as_long_as_it_is_public_and_when_it_ends(cast: Cast) -> None:
    statement = change_statement(cast.letter, {"place": "Delta"}, by=cast.ben, why="Moved.")
    assert opened(EventKind.STATEMENT_CHANGED)["stage"] == "published"
    statement = retire_statement(statement, "mistake", by=cast.ben)
    assert opened(EventKind.STATEMENT_RETIRED)["stage"] == "retired"
    change_statement(statement, {"place": "Dam"}, by=cast.ben, why="Moved.")

    assert not closed(EventKind.STATEMENT_CHANGED)["released"]


def test_what_happens_while_a_statement_is_retired_is_closed_but_can_be_opened(
    cast: Cast,
) -> None:
    offer = cast.offered()
    statement = retire_statement(cast.declaration, "mistake", by=cast.ben)
    offer.refresh_from_db()
    change_submission(offer, {"offered": "2022-02-01"}, by=cast.ben, why="Misread.")
    publish_statement(statement, by=cast.ben)

    shown = closed(EventKind.SUBMISSION_CHANGED)

    assert (shown["released"], shown["offered"]) == (True, "2022-02-01")


def test_wordings_and_translations_of_what_is_public_are_told(cast: Cast) -> None:
    wording = add_revision(cast.letter, {"language": "en", "text": "New."}, [], by=cast.ben)
    values = {"language": "fr", "title": "Lettre", "text": "Bac.", "translator": "Luc"}
    add_translation(wording, values, by=cast.anna)

    revision, translation = (
        opened(EventKind.REVISION_ADDED),
        opened(EventKind.TRANSLATION_ADDED),
    )

    assert (revision["number"], revision["revision"]) == (2, wording.sha256)
    assert (translation["number"], translation["language"]) == (2, "fr")
    assert newest(EventKind.TRANSLATION_ADDED).shown_facts["translator"] == "Luc"
