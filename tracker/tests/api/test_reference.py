"""The page that describes the API: every operation, filter, member and problem stands on it."""

import re

from django.test import Client
from django.utils.translation import override

from tracker.api.documents import description
from tracker.api.parameters import list_parameters
from tracker.api.problems import TITLES
from tracker.api.site import API
from tracker.queries.events import EventFilters


def anchors(page: str) -> set[str]:
    return set(re.findall(r' id="([^"]+)"', page))


def test_page_tells_every_operation_shape_and_problem(client: Client) -> None:
    page = client.get("/api/").content.decode()
    operations = [one for path in description()["paths"].values() for one in path.values()]
    expected = {one["operationId"].replace("_", "-") for one in operations}
    expected |= {f"shape-{name}" for name in description()["components"]["schemas"]}

    assert expected | set(TITLES) <= anchors(page)


def test_every_link_within_the_page_leads_somewhere(client: Client) -> None:
    page = client.get("/api/").content.decode()
    links = set(re.findall(r'href="#([^"]+)"', page))

    assert links
    assert links - anchors(page) == set()


def test_page_leads_to_where_an_operation_can_be_tried(client: Client) -> None:
    page = client.get("/api/").content.decode()

    assert 'href="http://127.0.0.1:8000/api/v1/submissions/"' in page
    assert 'href="http://127.0.0.1:8000/api/v1/submissions/{reference}/"' not in page


def test_page_explains_what_members_are(client: Client) -> None:
    page = " ".join(client.get("/api/").content.decode().split())

    assert (
        '<code>signatory</code> <span class="sort"> <a href="#shape-Named">Named</a> or null'
        in page
    )
    assert '<code>items</code> <span class="sort">list of <a href="#shape-Statement">' in page
    assert '<code>by_status</code> <span class="sort">integer by name' in page
    assert "<code>unanswered</code> <code>acknowledged</code>" in page
    assert "unanswered: No reply recorded;" in page


def test_root_of_the_api_leads_to_the_page(client: Client) -> None:
    response = client.get("/api/v1/")

    assert (response.status_code, response["Location"]) == (302, "/api/")


def test_page_shows_what_an_answer_looks_like(client: Client) -> None:
    page = client.get("/api/").content.decode()

    assert page.count("&quot;country_words&quot;: &quot;Chile&quot;") >= 3


def test_description_is_in_english_whoever_asks_first() -> None:
    with override("es"):
        [first, *_others] = list_parameters(EventFilters)["parameters"]

    assert first["description"] == "What happened"


def test_description_has_examples_only_where_openapi_has_them() -> None:
    parameters = [
        parameter
        for path in description()["paths"].values()
        for operation in path.values()
        for parameter in operation["parameters"]
    ]

    assert any("examples" in one["schema"] for one in parameters)
    assert not any("examples" in one for one in parameters)


def test_description_says_what_words_mean() -> None:
    told = description()["components"]["schemas"]["Party"]

    assert told["description"] == "signatory: The signatory; issuer: The issuer; nobody: Nobody."


def test_description_calls_no_two_shapes_alike() -> None:
    made = API.get_openapi_schema(path_prefix="/")["components"]["schemas"]

    assert len(description()["components"]["schemas"]) == len({*made, "ProblemTold"})
