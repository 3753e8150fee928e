"""What everybody could read is changed on the desk only with a public reason."""

from __future__ import annotations

import pytest

from tracker.actions.positions import record_position
from tracker.actions.signatories import add_alias, record_membership
from tracker.actions.sources import add_source
from tracker.choices import ReplyKind
from tracker.models import Correction, Signatory
from tracker.tests.admin.browsing import Page, get, page_of, post
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import SOURCE, Cast

MISSING = (
    "Everybody could read this already. Say why: what it said, what it says now and your reason "
    "become public."
)


def told() -> list[tuple[str, str, str, str]]:
    return list(Correction.objects.order_by("pk").values_list("what", "was", "now", "why"))


def corrected(page: Page, typed: dict[str, str]) -> Page:
    """Type something without a reason, be told so, and give one."""
    again = page.send(**typed)
    assert again.errors == [MISSING]
    fields = again.fields()
    assert {name: fields[name.replace("__", "-")] for name in typed} == typed
    assert again.tree.xpath("//textarea[@name='why']/@aria-invalid") == ["true"]
    assert told() == []
    saved: Page = again.send(why="Misread.")
    assert saved.errors == []
    return saved


def test_public_statement_asks_why_beside_the_field(cast: Cast, sign_in: SignIn) -> None:
    page = get(sign_in(cast.anna), page_of(cast.declaration))

    corrected(page, {"place": "Delft", "title": "Rivers’ Declaration"})

    assert told() == [
        ("title", "Rivers Declaration", "Rivers’ Declaration", "Misread."),
        ("place", "not stated", "Delft", "Misread."),
    ]


@pytest.mark.parametrize("name", ["signatory", "submission", "reply", "check", "membership"])
def test_every_public_record_asks_why(cast: Cast, sign_in: SignIn, name: str) -> None:
    offer = cast.offered()
    rows = {
        "signatory": (cast.rios, {"about": "A river."}),
        "submission": (offer, {"capacity": "Chair"}),
        "reply": (cast.replied(ReplyKind.DEFERRAL, offer), {"text": "Later."}),
        "check": (cast.release(cast.check(offer)), {"note": "By post."}),
        "membership": (
            record_membership({"network": cast.network, "member": cast.rios}, by=cast.anna),
            {"since": "2019"},
        ),
    }
    row, typed = rows[name]

    corrected(get(sign_in(cast.ben), page_of(row)), typed)

    assert [why for *_said, why in told()] == ["Misread."]


def test_source_of_something_public_asks_why_on_its_own_page(cast: Cast, sign_in: SignIn) -> None:
    source = cast.declaration.sources.get()

    corrected(get(sign_in(cast.anna), page_of(source)), {"publisher": "The Assembly"})

    assert told() == [("source “A page”: publisher", "not stated", "The Assembly", "Misread.")]


def test_rows_beside_it_share_the_reason_of_the_page(cast: Cast, sign_in: SignIn) -> None:
    cast.offered()
    add_alias(cast.rios, {"name": "RL"}, by=cast.anna)
    record_membership({"network": cast.network, "member": cast.rios}, by=cast.anna)
    add_source(cast.rios, SOURCE, by=cast.anna)
    page = get(sign_in(cast.anna), page_of(cast.rios))

    typed = {"aliases-0-name": "RLC", "memberships-0-since": "2019", "sources-0-title": "B"}
    corrected(page, {name.replace("-", "__"): value for name, value in typed.items()})

    assert [one[0] for one in told()] == [
        "other name “RL”: name",
        "member of Living Rivers Network: since",
        "source “A page”: title",
    ]


def test_position_added_to_something_public_asks_why(cast: Cast, sign_in: SignIn) -> None:
    offer = cast.offered()
    page = get(sign_in(cast.anna), page_of(offer))
    clause = cast.wording.clauses.get(number="2")
    row = page.add_row("positions", clause=str(clause.pk), kind="objection", text="Not this.")

    again = page.send(**row)
    assert again.errors == [MISSING]
    again.send(why="Missed.")

    assert told() == [("position on Point 2", "none", "Point 2, Objection, Not this.", "Missed.")]


def test_removing_a_row_asks_why(cast: Cast, sign_in: SignIn) -> None:
    offer = cast.offer()
    clause = cast.wording.clauses.get(number="1")
    values = {"clause": clause, "kind": "objection", "text": "No."}
    record_position(offer, values, by=cast.anna)
    page = get(sign_in(cast.anna), page_of(cast.release(offer)))

    corrected(page, {"positions__0__DELETE": "on"})

    assert not offer.positions.exists()


@pytest.mark.parametrize("name", ["signatory", "statement", "submission", "source"])
def test_what_is_not_public_asks_nothing(cast: Cast, sign_in: SignIn, name: str) -> None:
    draft = cast.draft("Locks", "locks")
    rows = {
        "signatory": cast.rios,
        "statement": draft,
        "submission": cast.offer(),
        "source": add_source(draft, SOURCE, by=cast.anna),
    }
    browser = sign_in(cast.anna)

    assert "why" not in get(browser, page_of(rows[name])).fields()
    assert "why" not in get(browser, f"/admin/tracker/{name}/add/").fields()


def test_whoever_may_only_read_is_not_asked(cast: Cast, sign_in: SignIn) -> None:
    assert not get(sign_in(cast.aud), page_of(cast.declaration)).tree.xpath("//*[@name='why']")


def test_a_reason_alone_changes_nothing(cast: Cast, sign_in: SignIn) -> None:
    get(sign_in(cast.anna), page_of(cast.declaration)).send(why="Just so.")

    assert told() == []


def test_conflict_keeps_the_reason(cast: Cast, sign_in: SignIn) -> None:
    first = get(sign_in(cast.anna), page_of(cast.declaration))
    second = get(sign_in(cast.ben), page_of(cast.declaration))
    first.send(place="Delft", why="Misread.")

    again = second.send(url="https://rivers.example/", why="It moved.")

    assert "Somebody changed this since you opened it" in again.errors[0]
    assert (again.fields()["place"], again.fields()["why"]) == ("Delft", "It moved.")
    again.send()
    assert [(what, why) for what, _was, _now, why in told()] == [
        ("place", "Misread."),
        ("original", "It moved."),
    ]


def test_merging_away_somebody_public_asks_why_and_keeps_it(cast: Cast, sign_in: SignIn) -> None:
    cast.offered()
    twin = cast.signatory("Los Ríos")
    page = get(sign_in(cast.ben), f"{page_of(twin, 'merge')}?other={cast.rios.pk}")
    [asking] = [form for form in page.tree.forms if "why" in form.fields]
    data = dict(asking.form_values())

    again = post(page.browser, page_of(twin, "merge"), data | {"token": "x", "why": "The same."})
    assert "Something changed since the preview" in again.messages[0]
    assert again.tree.xpath("//textarea[@name='why']")[0].text_content().strip() == "The same."
    post(page.browser, page_of(twin, "merge"), data | {"why": "The same."})

    assert Signatory.objects.get(pk=cast.rios.pk).merged_into == twin
    assert told() == [("recorded twice", "Ríos Libres", "Los Ríos", "The same.")]
