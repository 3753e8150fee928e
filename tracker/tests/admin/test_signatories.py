"""Signatories on the desk: names, networks, likely duplicates, and merging after a preview."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tracker.models import Alias, Duplicate, Event, Membership, Signatory
from tracker.tests.admin.browsing import do, get, page_of, post
from tracker.tests.admin.conftest import SignIn
from tracker.tests.cast import Cast

ADD = "/admin/tracker/signatory/add/"


def test_add_records_names_networks_and_evidence_at_once(cast: Cast, sign_in: SignIn) -> None:
    page = get(sign_in(cast.anna), ADD)
    rows = page.add_row("aliases", name="RSL", kind="acronym")
    rows |= page.add_row("memberships", network=str(cast.network.pk), since="2019")
    rows |= page.add_row("sources", title="A page", url="https://pages.example/")

    page.send(name="River Song League", kind="organisation", country="DE", number="one", **rows)

    row = Signatory.objects.get(name="River Song League")
    assert (row.slug, row.country.code) == ("river-song-league", "DE")
    assert row.aliases.get().name == "RSL"
    assert row.memberships.get().network == cast.network
    assert row.sources.get().url == "https://pages.example/"


def test_unknown_country_is_refused_and_the_rest_kept(cast: Cast, sign_in: SignIn) -> None:
    page = get(sign_in(cast.anna), ADD)

    again = page.send(name="Nowhere League", kind="organisation", country="QQ")

    assert again.errors == ["Select a valid choice. QQ is not one of the available choices."]
    assert again.fields()["name"] == "Nowhere League"


def test_network_that_is_none_is_refused_at_its_row(cast: Cast, sign_in: SignIn) -> None:
    page = get(sign_in(cast.anna), page_of(cast.rios))

    again = page.send(**page.add_row("memberships", network=str(cast.fleuves.pk)))

    assert again.errors == [
        "“Fleuves Vivants” is not recorded as a network. Change its kind first."
    ]
    assert again.fields()["memberships-0-network"] == str(cast.fleuves.pk)


def test_rows_are_changed_and_removed_by_their_actions(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    page = get(browser, page_of(cast.rios))
    rows = page.add_row("aliases", name="RL", kind="acronym")
    page.send(**rows, **page.add_row("memberships", network=str(cast.network.pk)))

    get(browser, page_of(cast.rios)).send(
        aliases__0__DELETE="on", memberships__0__until="2023", memberships__0__note="It left."
    )

    assert not Alias.objects.exists()
    assert Membership.objects.get().until == "2023"
    kinds = list(Event.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds[-4:] == [
        "alias-added", "membership-recorded", "alias-removed", "membership-changed"
    ]  # fmt: skip
    assert "Alias removed: RL by anna" in get(browser, page_of(cast.rios, "history")).text


def test_membership_has_a_page_with_sources(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.anna)
    page = get(browser, page_of(cast.rios))
    page.send(**page.add_row("memberships", network=str(cast.network.pk)))

    page = get(browser, page_of(Membership.objects.get()))
    page.send(since="2018~", **page.add_row("sources", title="A page", quotation="a member"))

    membership = Membership.objects.get()
    assert membership.since == "2018~"
    assert membership.sources.get().quotation == "a member"


@pytest.mark.parametrize(
    "query, names",
    [
        ("q=rios", ["Ríos Libres"]),
        ("kind__exact=person", ["Mara Okonjo"]),
        ("merged=yes", []),
        ("q=nobody", []),
    ],
)
def test_list_finds_by_folded_name(
    cast: Cast, sign_in: SignIn, query: str, names: list[str]
) -> None:
    cast.rios, cast.mara  # noqa: B018

    page = get(sign_in(cast.anna), f"/admin/tracker/signatory/?{query}")

    assert page.tree.xpath("//th[@class='field-name']/a/text()") == names


def merge_page(keep: Signatory, drop: Signatory) -> str:
    return f"/admin/tracker/signatory/{keep.pk}/merge/?other={drop.pk}"


def test_merge_shows_both_ways_and_moves_what_was_shown(cast: Cast, sign_in: SignIn) -> None:
    twin = cast.signatory("Rios Livres")
    offer = cast.offer(twin)
    ben = sign_in(cast.ben)

    page = get(ben, merge_page(cast.rios, twin))
    keep_first, keep_second = page.tree.xpath("//section[@class='merge-side']")
    assert str(offer) in keep_first.text_content()
    assert str(offer) not in keep_second.text_content()
    form = dict(keep_first.xpath(".//form")[0].form_values())
    done = post(ben, page.url, form)

    twin.refresh_from_db()
    offer.refresh_from_db()
    assert done.messages == ["Rios Livres was merged into Ríos Libres."]
    assert (twin.merged_into, offer.signatory) == (cast.rios, cast.rios)
    assert "Merged into" in get(ben, page_of(twin)).text


def test_merge_after_something_changed_shows_the_preview_again(cast: Cast, sign_in: SignIn) -> None:
    twin = cast.signatory("Rios Livres")
    ben = sign_in(cast.ben)
    page = get(ben, merge_page(cast.rios, twin))
    form = dict(page.tree.xpath("//section//form")[0].form_values())
    cast.offer(twin)

    again = post(ben, page.url, form)

    assert again.messages == ["Something changed since the preview. Look at the new preview first."]
    assert again.url == merge_page(cast.rios, twin)
    assert Signatory.objects.get(pk=twin.pk).merged_into is None


def test_merge_of_two_that_signed_the_same_wording_is_not_offered(
    cast: Cast, sign_in: SignIn
) -> None:
    twin = cast.signatory("Rios Livres")
    cast.offer(cast.rios)
    cast.offer(twin)

    page = get(sign_in(cast.ben), merge_page(cast.rios, twin))

    assert page.text.count("Both have a submission to the same wording") == 2
    assert page.tree.xpath("//section//form") == []


def test_merging_is_for_those_who_may_release(cast: Cast, sign_in: SignIn) -> None:
    page = get(sign_in(cast.anna), merge_page(cast.rios, cast.fleuves))

    assert page.status == 403
    assert "Merge…" not in get(sign_in(cast.anna), page_of(cast.rios)).labels


@pytest.mark.parametrize("drop", ["", "x", "999999", "9" * 30])
def test_merge_with_a_meddled_form_is_not_found(cast: Cast, sign_in: SignIn, drop: str) -> None:
    url = f"/admin/tracker/signatory/{cast.rios.pk}/merge/"

    assert post(sign_in(cast.ben), url, {"keep": str(cast.rios.pk), "drop": drop}).status == 404


def test_merge_page_of_nobody_is_not_found(cast: Cast, sign_in: SignIn) -> None:
    assert get(sign_in(cast.ben), "/admin/tracker/signatory/999/merge/").status == 404


def test_possible_duplicates_lead_to_the_merge_or_are_dismissed(
    cast: Cast, sign_in: SignIn
) -> None:
    cast.rios, cast.signatory("Rios Libre")
    first, second = cast.rios, Signatory.objects.get(name="Rios Libre")
    browser = sign_in(cast.ben)

    page = get(browser, "/admin/tracker/duplicate/")
    assert page.links("Merge…") == [merge_page(first, second)]
    do(browser, Duplicate.objects.get(), "dismiss")

    assert Duplicate.objects.get().dismissed_by == cast.ben
    assert get(browser, "/admin/tracker/duplicate/").links("Merge…") == []


def test_chosen_duplicates_are_dismissed_together(cast: Cast, sign_in: SignIn) -> None:
    for name in ("Rios Libres A", "Rios Libres B", "Rios Libres C"):
        cast.signatory(name)
    pks = list(Duplicate.objects.values_list("pk", flat=True))
    form = {"action": "dismiss_chosen", "_selected_action": pks, "index": "0"}

    post(sign_in(cast.anna), "/admin/tracker/duplicate/", form)

    assert len(pks) == 3
    assert not Duplicate.objects.filter(dismissed_by=None).exists()


def test_list_tells_kind_and_country_in_words_and_links_to_pages(
    cast: Cast, sign_in: SignIn
) -> None:
    rios, placeless = cast.rios, cast.signatory("Nowhere Network", kind="network", country="")
    page = sign_in(cast.anna).get("/admin/tracker/signatory/").content.decode()

    for signatory, kind, country in (
        (rios, "Organisation", "Chile"),
        (placeless, "Network", "not stated"),
    ):
        link = reverse("admin:tracker_signatory_change", args=[signatory.pk])
        assert (
            f'<th class="field-name"><a href="{link}">{signatory.name}</a></th>'
            f'<td class="field-kind_shown">{kind}</td>'
            f'<td class="field-country_shown">{country}</td>'
        ) in page
