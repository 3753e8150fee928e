"""The pages of signatories."""

from django.test import Client

from tracker.actions.merges import merge_signatories, preview_merge
from tracker.actions.positions import record_position
from tracker.actions.signatories import add_alias, change_signatory, record_membership
from tracker.actions.sources import add_source
from tracker.choices import Number, ReplyKind
from tracker.tests.cast import SOURCE, Cast
from tracker.tests.public.reading import get, links, row_names, words


def test_signatory_tells_names_networks_and_everything_it_signed(
    cast: Cast, client: Client
) -> None:
    add_alias(cast.rios, {"name": "Rios Libre", "kind": "misspelling"}, by=cast.anna)
    values = {"network": cast.network, "member": cast.rios, "since": "2020~", "until": "2022-05"}
    record_membership(values, by=cast.anna)
    change_signatory(cast.rios, {"about": "A <i>free</i> river.", "ended": "2023?"}, by=cast.anna)
    add_source(cast.rios, SOURCE, by=cast.anna)
    withdrawn = cast.offered(offered="2022-03?", signed_name="Los Ríos")
    cast.replied(ReplyKind.WITHDRAWAL, withdrawn)
    cast.release(cast.invite(revision=cast.letter_wording))
    page = get(client, "/signatories/rios-libres/")
    told = words(page)

    assert row_names(page) == ["Rivers Declaration", "Ferry Letter"]
    assert "signed as Los Ríos · revision 1 Withdrawn Mar 2022?" in told
    assert "Invited" in told
    assert "Rios Libre Misspelling in a source" in told
    assert "Living Rivers Network since about 2020 until May 2022" in told
    assert "Organisation · Chile" in told
    assert "Dissolved 2023 (uncertain)." in told
    assert "A <i>free</i> river." in told
    assert "https://pages.example/one" in links(page)


def test_signatory_whose_country_no_source_states_says_so(cast: Cast, client: Client) -> None:
    cast.offered(cast.signatory("Class of Currents", kind="person", ended="1955-04-18"))
    told = words(get(client, "/signatories/class-of-currents/"))

    assert "Person · country not stated" in told
    assert "Died 18 April 1955." in told


def test_signatory_whom_nobody_names_is_shown_as_that(cast: Cast, client: Client) -> None:
    unnamed = {"is_named": False, "number": Number.NOT_STATED}
    cast.offered(cast.signatory("Members in Peru", **unnamed))
    one = cast.offered(cast.signatory("A member in Brazil", is_named=False))
    told = words(get(client, "/signatories/members-in-peru/"))

    assert "Not named by the source: one or more, number not stated." in told
    assert "Not named by the source." in words(get(client, "/signatories/a-member-in-brazil/"))
    assert "not named by the source; one or more" in words(get(client, "/signatories/"))
    assert "Not named by the source." in words(get(client, f"/submissions/{one.reference}/"))


def test_network_lists_its_members(cast: Cast, client: Client) -> None:
    record_membership(
        {"network": cast.network, "member": cast.rios, "note": "founder"}, by=cast.anna
    )
    cast.offered()

    assert "Members in this record Ríos Libres founder" in words(
        get(client, "/signatories/living-rivers-network/")
    )


def test_issuer_lists_what_it_issued(cast: Cast, client: Client) -> None:
    assert cast.declaration
    told = words(get(client, "/signatories/harbour-assembly/"))

    assert "Statements issued Rivers Declaration Declaration, date not stated" in told


def test_signatory_counts_its_exceptions(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    clause = cast.wording.clauses.get(kind="point", number="2")
    values = {"clause": clause, "kind": "objection", "text": "No."}
    record_position(offer, values, by=cast.anna, why="Misread.")

    assert "· 1 exception" in words(get(client, "/signatories/rios-libres/"))


def test_merged_row_leads_to_what_it_was_merged_into(cast: Cast, client: Client) -> None:
    cast.offered()
    double = cast.signatory("Rios Libre")
    token = preview_merge(cast.rios, double).token
    merge_signatories(cast.rios, double, by=cast.ben, token=token, why="Misread.")
    response = client.get("/signatories/rios-libre/")

    assert (response.status_code, response["Location"]) == (301, "/signatories/rios-libres/")


def test_merged_row_of_somebody_hidden_is_not_found(cast: Cast, client: Client) -> None:
    double = cast.signatory("Rios Libre")
    token = preview_merge(cast.rios, double).token
    merge_signatories(cast.rios, double, by=cast.ben, token=token, why="Misread.")

    get(client, "/signatories/rios-libre/", status=404)


def test_signatory_without_anything_public_says_so_to_the_desk(cast: Cast, client: Client) -> None:
    assert cast.rios
    client.force_login(cast.aud)

    assert "Nothing public is recorded yet" in words(get(client, "/signatories/rios-libres/"))
    get(client, "/signatories/nobody/", status=404)
