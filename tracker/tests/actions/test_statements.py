"""Recording, changing and publishing statements."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from tracker.actions.revisions import add_revision
from tracker.actions.sources import add_source
from tracker.actions.statements import (
    change_statement,
    publish_statement,
    record_statement,
    retire_statement,
    return_statement,
    submit_statement,
)
from tracker.choices import Custody, DecisionPolicy, EventKind, Stage, StatementKind
from tracker.models import Event, Statement
from tracker.rules.refusals import Conflict, NotAllowed, Refused
from tracker.tests.cast import SOURCE, Cast


def facts(cast: Cast, **values: Any) -> dict[str, Any]:
    return {
        "title": "Weißes Wasser",
        "slug": "weisses-wasser",
        "kind": StatementKind.MANIFESTO,
        "issuer": cast.issuer,
    } | values


def test_record_statement_makes_a_draft(cast: Cast) -> None:
    values = facts(cast, issued="2022-02", issued_words="February")

    statement = record_statement(values, by=cast.anna)

    statement.refresh_from_db()
    assert (statement.stage, statement.published_at) == (Stage.DRAFT, None)
    assert (statement.issued_earliest, statement.issued_latest) == (
        date(2022, 2, 1),
        date(2022, 2, 28),
    )
    assert statement.folded == "weisses wasser"
    assert list(Statement.objects.visible_to(None)) == []
    event = Event.objects.get(kind=EventKind.STATEMENT_RECORDED)
    assert (event.statement, event.subject_label, event.is_public) == (
        statement,
        "Weißes Wasser",
        False,
    )
    assert event.changes["issuer"] == [None, cast.issuer.pk]


def test_record_statement_needs_no_date(cast: Cast) -> None:
    statement = record_statement(facts(cast), by=cast.anna)

    assert (statement.issued, statement.issued_earliest, statement.stated) == ("", None, None)


@pytest.mark.parametrize(
    "values, field",
    [
        ({"issued": "last winter"}, "issued"),
        ({"title": ""}, "title"),
        ({"slug": "rivers declaration"}, "slug"),
        ({"kind": "poem"}, "kind"),
        ({"openness": "friends"}, "openness"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"decide_days": -1}, "decide_days"),
    ],
)
def test_record_statement_refuses_what_is_not_valid(
    cast: Cast, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        record_statement(facts(cast, **values), by=cast.anna)

    assert list(refused.value.message_dict) == [field]
    assert not Statement.objects.exists()


def test_record_statement_refuses_an_address_that_is_taken(cast: Cast) -> None:
    record_statement(facts(cast), by=cast.anna)

    with pytest.raises(ValidationError) as refused:
        record_statement(facts(cast, title="Another"), by=cast.anna)
    assert list(refused.value.message_dict) == ["slug"]


def test_record_statement_refuses_a_merged_issuer(cast: Cast) -> None:
    gone = cast.signatory("Harbor Assembly")
    type(gone).objects.filter(pk=gone.pk).update(merged_into=cast.issuer)
    gone.refresh_from_db()

    with pytest.raises(Refused, match="was merged into “Harbour Assembly”"):
        record_statement(facts(cast, issuer=gone), by=cast.anna)


def test_change_statement_tells_old_and_new(cast: Cast) -> None:
    statement = record_statement(facts(cast), by=cast.anna)

    changed = change_statement(
        statement,
        {"title": "Weißes Meer", "issued": "2022", "issuer": cast.rios},
        by=cast.anna,
        seen=1,
    )

    assert (changed.version, changed.folded) == (2, "weisses meer")
    assert changed.issued_latest == date(2022, 12, 31)
    assert Event.objects.get(kind=EventKind.STATEMENT_CHANGED).changes == {
        "title": ["Weißes Wasser", "Weißes Meer"],
        "issuer": [cast.issuer.pk, cast.rios.pk],
        "issued": ["", "2022"],
    }


def test_change_statement_without_a_difference_does_nothing(cast: Cast) -> None:
    statement = record_statement(facts(cast), by=cast.anna)
    events = Event.objects.count()

    assert change_statement(statement, facts(cast), by=cast.anna).version == 1
    assert Event.objects.count() == events


def test_change_statement_tells_the_second_editor_who_changed_what(cast: Cast) -> None:
    statement = record_statement(facts(cast), by=cast.anna)
    change_statement(statement, {"place": "Delft"}, by=cast.anna, seen=1, why="Misread.")
    submit_statement(statement, by=cast.ben)

    with pytest.raises(Conflict) as refused:
        change_statement(statement, {"place": "Leiden"}, by=cast.cleo, seen=1)

    assert refused.value.messages == [
        "Somebody changed this since you opened it (anna: place: “” → “Delft”; ben: stage: “draft” "
        "→ “review”). Nothing of yours was saved over it; what you typed is still here. Look at "
        "the current record, then save again."
    ]
    statement.refresh_from_db()
    assert statement.place == "Delft"


@pytest.mark.parametrize(
    "promise",
    [
        {"acknowledge_days": 99},
        {"decide_days": 99},
        {"policy": DecisionPolicy.AUTOMATIC},
        {"custody": Custody.HOSTED},
        {"issuer": "rios"},
    ],
)
def test_change_statement_keeps_its_promises_after_an_offer(
    cast: Cast, promise: dict[str, Any]
) -> None:
    before = change_statement(
        cast.letter, {"custody": Custody.OBSERVED}, by=cast.anna, why="Misread."
    )
    cast.offer(revision=cast.letter_wording)
    promise = {name: cast.rios if name == "issuer" else value for name, value in promise.items()}

    with pytest.raises(Refused) as refused:
        change_statement(before, {"place": "Delft"} | promise, by=cast.anna)

    assert refused.value.message_dict == {
        next(iter(promise)): [
            "Somebody has offered to sign under these terms; they can no longer be changed."
        ]
    }
    after = Statement.objects.get(pk=before.pk)
    assert (after.place, after.version) == ("", before.version)


def test_change_statement_may_change_other_facts_after_an_offer(cast: Cast) -> None:
    cast.offer()

    changed = change_statement(
        cast.declaration, {"closes_on": date(2022, 4, 1)}, by=cast.anna, why="Misread."
    )

    assert changed.closes_on == date(2022, 4, 1)


def test_change_statement_keeps_an_address_that_was_public(cast: Cast) -> None:
    draft = cast.draft("Locks", "locks")

    assert change_statement(draft, {"slug": "sluices"}, by=cast.anna).slug == "sluices"
    retired = retire_statement(cast.declaration, "mistake", by=cast.ben)
    with pytest.raises(Refused) as refused:
        change_statement(retired, {"slug": "rivers"}, by=cast.ben)
    assert refused.value.message_dict == {
        "slug": ["This address has been public, so links to it must go on working."]
    }


def test_statement_goes_to_review_and_back(cast: Cast) -> None:
    draft = cast.draft("Locks", "locks")

    assert submit_statement(draft, by=cast.anna).stage == Stage.REVIEW
    assert return_statement(draft, by=cast.anna).stage == Stage.DRAFT

    assert list(
        Event.objects.filter(statement=draft)
        .order_by("-pk")
        .values_list("kind", "changes", "is_public")[:2]
    ) == [
        ("statement-returned", {"stage": ["review", "draft"]}, False),
        ("statement-submitted", {"stage": ["draft", "review"]}, False),
    ]


def test_publish_statement_makes_it_public(cast: Cast) -> None:
    draft = submit_statement(cast.draft("Locks", "locks", custody=Custody.HOSTED), by=cast.anna)

    with time_machine.travel("2026-05-04 12:00Z", tick=False):
        published = publish_statement(draft, by=cast.ben)

    assert list(Statement.objects.visible_to(None)) == [published]
    assert str(published.published_at) == "2026-05-04 12:00:00+00:00"
    assert Event.objects.visible_to(None).get().kind == EventKind.STATEMENT_PUBLISHED


def test_publish_statement_asks_for_the_right_first(cast: Cast) -> None:
    empty = record_statement(facts(cast), by=cast.anna)

    for user in (cast.anna, cast.aud):
        with pytest.raises(NotAllowed):
            publish_statement(empty, by=user)


def test_publish_statement_needs_a_text_and_a_source(cast: Cast) -> None:
    statement = submit_statement(record_statement(facts(cast), by=cast.anna), by=cast.anna)

    with pytest.raises(Refused, match="There is no text yet"):
        publish_statement(statement, by=cast.ben)
    add_revision(statement, {"text": "Water."}, [], by=cast.anna)
    with pytest.raises(Refused, match="needs a source"):
        publish_statement(statement, by=cast.ben)
    add_source(statement, SOURCE, by=cast.anna)
    assert publish_statement(statement, by=cast.ben).stage == Stage.PUBLISHED


def test_publish_statement_needs_a_review(cast: Cast) -> None:
    draft = cast.draft("Locks", "locks", custody=Custody.HOSTED)

    with pytest.raises(Refused, match="“Draft”; it cannot become “Published”"):
        publish_statement(draft, by=cast.ben)


@pytest.mark.parametrize("reason", ["", "because"])
def test_retire_statement_needs_one_of_the_reasons(cast: Cast, reason: str) -> None:
    with pytest.raises(Refused, match="Choose why this leaves the public"):
        retire_statement(cast.declaration, reason, by=cast.ben)
    assert Statement.objects.visible_to(None).get() == cast.declaration


def test_retire_statement_takes_all_that_hangs_on_it_from_the_public(cast: Cast) -> None:
    offer = cast.offered()
    published_at = cast.declaration.published_at

    retired = retire_statement(cast.declaration, "mistake", by=cast.ben)

    for rows in (Statement.objects, type(offer).objects, Event.objects):
        assert list(rows.visible_to(None)) == []
    with time_machine.travel("2036-05-04"):
        again = publish_statement(retired, by=cast.ben)
    assert again.published_at == published_at
    assert list(type(offer).objects.visible_to(None)) == [offer]
