"""How lists answer: pages, chips, exports, htmx, and what cannot be read in an address."""

import csv
import io
import json
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from django.test import Client

from tracker.choices import ReplyKind
from tracker.queries.export_formats import FORMATS
from tracker.tests.cast import Cast
from tracker.tests.public.reading import get, links, row_names, streamed, words
from tracker.tests.queries.crowds import crowd

LISTS = ["/statements/", "/signatories/", "/submissions/", "/events/", "/corrections/"]


@pytest.mark.parametrize("address", LISTS)
def test_empty_list_says_what_to_do_next(db: None, client: Client, address: str) -> None:
    page = get(client, address)

    assert 'class="empty"' in page
    assert row_names(page) == []


def test_filtered_list_without_rows_leads_back(cast: Cast, client: Client) -> None:
    cast.offered()
    page = get(client, "/submissions/?status=refused")

    assert "Nothing matches" in words(page)
    assert "/submissions/" in links(page)


def test_list_pages_forwards_and_backwards_and_keeps_its_filters(
    cast: Cast, client: Client
) -> None:
    crowd(cast, 60)
    first = get(client, "/submissions/?kind=organisation")
    [following] = [one for one in links(first) if "after=" in one]
    second = get(client, following)
    [before] = [one for one in links(second) if "before=" in one]
    names = row_names(first) + row_names(second)

    assert 'rel="next nofollow"' in first
    assert 'rel="prev nofollow"' in second
    assert parse_qs(urlsplit(following).query)["kind"] == ["organisation"]
    assert names == [f"Mill {number:04d}" for number in reversed(range(60))]
    assert row_names(get(client, before)) == row_names(first)


@pytest.mark.parametrize("name", ["after", "before"])
def test_damaged_cursor_is_refused_with_a_way_out(cast: Cast, client: Client, name: str) -> None:
    cast.offered()
    page = get(client, f"/submissions/?{name}=damaged", status=400)

    assert "The address of this page of the list is damaged." in words(page)
    assert "/submissions/" in links(page)
    assert row_names(page) == []


def test_unknown_value_is_told_and_shows_nothing(cast: Cast, client: Client) -> None:
    cast.offered()
    page = get(client, "/submissions/?status=foo&country=CL", status=400)

    assert "Status: “foo” is not one of the choices." in words(page)
    assert row_names(page) == []


@pytest.mark.parametrize("words", ["status=s{}", "s{}=x", "q={}"])
@pytest.mark.parametrize("form", ["", "&format=csv"])
def test_ten_thousand_filters_are_refused(client: Client, words: str, form: str) -> None:
    """The framework reads no address with so many: no query is asked, nothing of it is shown."""
    query = "&".join(words.format(number) for number in range(10_000))

    assert client.get(f"/submissions/?{query}{form}").status_code == 400


@pytest.mark.parametrize("words", ["status=s{}", "q={}"])
@pytest.mark.parametrize("form", ["", "&format=csv"])
def test_hundreds_of_values_are_told_once(
    cast: Cast, client: Client, words: str, form: str
) -> None:
    query = "&".join(words.format(number) for number in range(900))
    response = client.get(f"/submissions/?{query}{form}")

    assert response.status_code == 400
    assert response.content.decode().count("given twice. Choose one.") == 1


def test_unknown_name_is_told_beside_the_rows(cast: Cast, client: Client) -> None:
    cast.offered()
    page = get(client, "/submissions/?statuss=refused")

    assert "“statuss” in this address is not a filter of this list" in words(page)
    assert row_names(page) == ["Ríos Libres"]


def test_typed_html_is_shown_as_text(cast: Cast, client: Client) -> None:
    page = get(client, "/submissions/?q=<script>alert(1)</script>&<b>=1")

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "“<b>” in this address" in words(page)


def test_chips_lead_to_the_list_without_one_filter(cast: Cast, client: Client) -> None:
    crowd(cast, 60)
    [following] = [
        one
        for one in links(get(client, "/submissions/?status=unanswered&q=mill"))
        if "after=" in one
    ]
    found = links(get(client, following))

    assert {"/submissions/?status=unanswered", "/submissions/?q=mill"} <= found


def test_address_is_tidied_of_empty_filters(cast: Cast, client: Client) -> None:
    response = client.get("/submissions/?q=&status=accepted&country=&q=")

    assert (response.status_code, response["Location"]) == (302, "/submissions/?status=accepted")
    assert client.get("/submissions/?q=&status=")["Location"] == "/submissions/"


def test_htmx_gets_the_page_and_its_tidy_address(cast: Cast, client: Client) -> None:
    cast.offered()
    address = "/submissions/?q=&status=unanswered"
    response = client.get(address, headers={"HX-Request": "true"})

    assert response.status_code == 200
    assert response["HX-Push-Url"] == "/submissions/?status=unanswered"
    assert row_names(response.content.decode()) == ["Ríos Libres"]
    tidy = client.get("/submissions/?status=unanswered", headers={"HX-Request": "true"})
    assert "HX-Push-Url" not in tidy


@pytest.mark.parametrize("address", LISTS[:-1])
def test_form_asks_the_bare_list(db: None, client: Client, address: str) -> None:
    """With the address it stands at, htmx would send what is filtered already a second time."""
    page = get(client, f"{address}?after=x", status=400)

    assert f'hx-get="{address}"' in page


@pytest.mark.parametrize("address", LISTS)
def test_list_refuses_to_be_written_to(db: None, client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


def rows_of(client: Client, address: str) -> list[list[str]]:
    response = client.get(address)
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(streamed(response))))


def test_csv_gives_all_rows_that_the_filters_leave(cast: Cast, client: Client) -> None:
    crowd(cast, 60)
    cast.offered(cast.mara, revision=cast.letter_wording)
    header, *rows = rows_of(client, "/submissions/?kind=organisation&format=csv")

    assert [row[header.index("signatory")] for row in rows] == [
        f"Mill {number:04d}" for number in reversed(range(60))
    ]
    assert header[0] == "reference"


def test_csv_without_rows_has_its_header(db: None, client: Client) -> None:
    [header] = rows_of(client, "/submissions/?format=csv")

    assert header[:3] == ["reference", "address", "statement"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_csv_makes_no_name_a_formula(cast: Cast, client: Client, start: str) -> None:
    cast.offered(signed_name=f'{start}HYPERLINK("https://evil.example")')
    header, row = rows_of(client, "/submissions/?format=csv")

    assert row[header.index("signatory")] == f'\'{start}HYPERLINK("https://evil.example")'


def test_csv_gives_values_that_programs_read(cast: Cast, client: Client) -> None:
    offer = cast.offered(offered="2022-03~")
    header, row = rows_of(client, "/submissions/?format=csv")
    told = dict(zip(header, row, strict=True))

    assert told["address"] == f"http://127.0.0.1:8000/submissions/{offer.reference}/"
    assert (told["offered"], told["contested"], told["decided_on"]) == ("2022-03~", "no", "")


def test_csv_of_withheld_names_has_none(cast: Cast, client: Client) -> None:
    cast.offered(visibility="withheld", representative="Rita Río")
    response = client.get("/submissions/?format=csv")
    text = streamed(response)

    assert response["Content-Disposition"] == 'attachment; filename="submissions.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert ",yes," in text
    assert "ío" not in text
    assert "rios-libres" not in text


def test_json_gives_the_same_rows(cast: Cast, client: Client) -> None:
    cast.offered(cast.signatory("강과 바다"))
    cast.replied(ReplyKind.ACCEPTANCE, cast.offered())
    response = client.get("/submissions/?format=json")
    told = json.loads(streamed(response))

    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert [(one["signatory"], one["status"], one["contested"]) for one in told] == [
        ("Ríos Libres", "accepted", False),
        ("강과 바다", "unanswered", False),
    ]


def test_json_without_rows_is_an_empty_list(db: None, client: Client) -> None:
    assert json.loads(streamed(client.get("/submissions/?format=json"))) == []


@pytest.mark.parametrize(
    "query, told",
    [
        ("format=xml", "There is no format “xml”. Choose one of: csv, json, jsonl, xlsx, atom."),
        ("format=csv&statuss=x", "“statuss” is not a filter of this list."),
        ("format=json&status=foo", "Status: “foo” is not one of the choices."),
    ],
)
def test_export_refuses_what_it_cannot_read(
    cast: Cast, client: Client, query: str, told: str
) -> None:
    cast.offered()
    response = client.get(f"/submissions/?{query}")

    assert (response.status_code, response.content.decode()) == (400, f"{told}\n")


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_every_list_exports(cast: Cast, client: Client, address: str, form: str) -> None:
    assert cast.declaration
    assert b"".join(client.get(f"{address}?format={form}"))  # type: ignore[arg-type]


def test_json_lines_give_the_same_rows_one_on_each(cast: Cast, client: Client) -> None:
    crowd(cast, 3)
    response = client.get("/submissions/?format=jsonl")
    lines = streamed(response).splitlines()
    whole = json.loads(streamed(client.get("/submissions/?format=json")))

    assert response["Content-Type"] == "application/jsonl; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="submissions.jsonl"'
    assert [json.loads(line) for line in lines] == whole
    assert len(lines) == 3


def test_workbook_gives_the_same_rows(cast: Cast, client: Client) -> None:
    cast.offered(signed_name="=1+1")
    data = io.BytesIO(b"".join(client.get("/submissions/?format=xlsx")))  # type: ignore[arg-type]
    header, row = openpyxl.load_workbook(data).active.iter_rows(values_only=True)
    [told] = json.loads(streamed(client.get("/submissions/?format=json")))

    assert dict(zip(header, row, strict=True)) == {
        name: None if value == "" else value for name, value in told.items()
    }
    assert told["signatory"] == "=1+1"


def test_workbook_of_more_than_a_sheet_holds_is_refused(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMATS, "xlsx", replace(FORMATS["xlsx"], most_rows=1))
    crowd(cast, 2)
    response = client.get("/submissions/?format=xlsx")

    assert response.status_code == 400
    assert response.content.decode() == (
        "More than 1 rows do not fit into this kind of file. Use filters to ask for fewer, or "
        "take another format.\n"
    )
    assert client.get("/submissions/?format=xlsx&q=0001").status_code == 200


def test_list_offers_its_formats(cast: Cast, client: Client) -> None:
    page = get(client, "/events/")
    named = re.findall(r'href="[^"]+format=(\w+)" rel="nofollow">([^<]+)<', page)

    assert named == [
        ("csv", "These rows as CSV"),
        ("json", "JSON"),
        ("jsonl", "JSON lines"),
        ("xlsx", "Excel"),
        ("atom", "Atom"),
    ]
