"""What one signatory's page tells, and what it must never tell."""

from datetime import date

from tracker.actions.merges import merge_signatories, preview_merge
from tracker.actions.signatories import add_alias, record_membership
from tracker.actions.submissions import record_submission
from tracker.models import Signatory, User
from tracker.queries import signatory_pages
from tracker.queries.signatory_pages import SignatoryPage, find_signatory, signatory_page
from tracker.tests.cast import Cast

TODAY = date(2022, 6, 1)


def page(signatory: Signatory, user: User | None = None) -> SignatoryPage:
    found = signatory_page(signatory, user, TODAY)
    assert found is not None
    return found


def test_page_tells_names_networks_and_submissions_newest_first(cast: Cast) -> None:
    add_alias(cast.rios, {"name": "Rios Libre", "kind": "misspelling"}, by=cast.anna)
    values = {"network": cast.network, "member": cast.rios, "since": "2020~"}
    record_membership(values, by=cast.anna)
    cast.offered()
    cast.release(cast.invite(revision=cast.letter_wording, offered="2022-04"))
    told = page(cast.rios)

    assert [str(alias) for alias in told.aliases] == ["Rios Libre"]
    assert [one.network for one in told.networks] == [cast.network]
    assert [row.statement for row in told.submissions] == ["Ferry Letter", "Rivers Declaration"]
    assert (told.members, told.issued, told.is_public) == ([], [], True)


def test_page_of_a_network_tells_its_public_members(cast: Cast) -> None:
    for member in (cast.rios, cast.fleuves):
        record_membership({"network": cast.network, "member": member}, by=cast.anna)
    cast.offered(cast.rios)
    cast.offered(cast.fleuves, visibility="withheld")

    assert [one.member for one in page(cast.network).members] == [cast.rios]
    assert len(page(cast.network, cast.aud).members) == 2


def test_page_of_an_issuer_tells_what_it_issued(cast: Cast) -> None:
    assert cast.declaration
    cast.draft("Draft", "draft")

    assert [str(one) for one in page(cast.issuer).issued] == ["Rivers Declaration"]
    assert len(page(cast.issuer, cast.aud).issued) == 2


def test_page_never_tells_what_was_signed_with_a_withheld_name(cast: Cast) -> None:
    cast.offered(cast.rios)
    cast.offered(cast.rios, revision=cast.letter_wording, visibility="withheld")

    for user in (None, cast.aud):
        assert [row.statement for row in page(cast.rios, user).submissions] == [
            "Rivers Declaration"
        ]


def test_page_of_somebody_known_only_by_a_withheld_name_is_not_public(cast: Cast) -> None:
    cast.offered(cast.rios, visibility="withheld")

    assert signatory_page(cast.rios, None, TODAY) is None
    assert page(cast.rios, cast.aud).is_public is False


def test_page_tells_unreleased_submissions_to_the_desk_only(cast: Cast) -> None:
    cast.offered(cast.rios)
    record_submission(
        {"revision": cast.letter_wording, "signatory": cast.rios, "offered": "2022-04-01"},
        by=cast.anna,
    )

    assert len(page(cast.rios).submissions) == 1
    assert [row.is_public for row in page(cast.rios, cast.aud).submissions] == [False, True]


def test_page_tells_when_there_is_more(cast: Cast, monkeypatch: object) -> None:
    cast.offered(cast.rios)
    cast.offered(cast.rios, revision=cast.letter_wording)
    for member in (cast.rios, cast.fleuves):
        record_membership({"network": cast.network, "member": member}, by=cast.anna)
    monkeypatch.setattr(signatory_pages, "FIRST_SUBMISSIONS", 1)  # type: ignore[attr-defined]
    monkeypatch.setattr(signatory_pages, "MOST_MEMBERS", 1)  # type: ignore[attr-defined]

    told = page(cast.rios)
    assert (len(told.submissions), told.has_more_submissions) == (1, True)
    network = page(cast.network, cast.aud)
    assert (len(network.members), network.has_more_members) == (1, True)


def test_find_signatory_follows_a_merge(cast: Cast) -> None:
    double = cast.signatory("Rios Libre")
    preview = preview_merge(cast.rios, double)
    merge_signatories(cast.rios, double, by=cast.ben, token=preview.token, why="Misread.")

    assert find_signatory("rios-libre") == cast.rios
    assert find_signatory("rios-libres") == cast.rios
    assert find_signatory("nobody") is None
