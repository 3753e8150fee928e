"""The whole API against its own description: no mistake, and no answer that it does not tell."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tracker.api.documents import description
from tracker.tests.api.records import fill
from tracker.tests.cast import Cast
from tracker.wsgi import application

schema = schemathesis.openapi.from_dict(description())
schema.app = application
# Which statements and cursors there are no description can tell.
NOT_TOLD = [positive_data_acceptance]


@pytest.fixture
def record(cast: Cast, kept_connection: None) -> dict[str, dict[str, str]]:
    """What fits into addresses of rows that there are."""
    told, _kept = fill(cast)
    wording = {"slug": cast.declaration.slug, "number": "1"}
    return {
        "statements": wording,
        "signatories": {"slug": cast.rios.slug},
        "hosted-offers": wording,
        "submissions": {"reference": told.reference},
    }


@schema.parametrize()
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
def test_no_answer_is_outside_the_description(record: object, case: schemathesis.Case) -> None:
    case.call_and_validate(excluded_checks=NOT_TOLD)


@pytest.mark.parametrize(
    "path", [path for path, told in description()["paths"].items() if "{" in path and "get" in told]
)
def test_rows_that_there_are_fit_the_description(
    record: dict[str, dict[str, str]], path: str
) -> None:
    operation = schema[path]["GET"]
    names = {one["name"] for one in description()["paths"][path]["get"]["parameters"]}
    parts = {name: value for name, value in record[path.split("/")[3]].items() if name in names}
    response = operation.Case(path_parameters=parts).call_and_validate()

    assert response.status_code == 200
