"""What writes, against its own description and with a token that counts for all of it."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import (
    ignored_auth,
    missing_required_header,
    positive_data_acceptance,
)

from tracker.api.documents import description
from tracker.choices import Scope
from tracker.rules import limits
from tracker.rules.limits import HOUR, Counted, Limit
from tracker.tests.api.writing import Program
from tracker.tests.cast import Cast
from tracker.wsgi import application

schema = schemathesis.openapi.from_dict(description()).include(method="POST")
schema.app = application
# Which statements there are no description can tell; that nobody writes without a token, others do.
NOT_TOLD = [positive_data_acceptance, ignored_auth, missing_required_header]
# So that some of what is made up is carried out.
KNOWN = {"statement": "rivers-declaration", "signatory": "rios-libres", "offered": "2022-03-01"}


@pytest.fixture
def secret(cast: Cast, kept_connection: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """Of a token that may do everything, as often as it takes."""
    monkeypatch.setitem(limits.LIMITS, Counted.WRITING, Limit(HOUR, 10_000, 10_000))
    assert cast.declaration and cast.letter and cast.rios  # noqa: PT018
    return Program("offers", cast.ben, *Scope).secret


@schema.parametrize()
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
def test_no_answer_to_a_token_is_outside_the_description(
    secret: str, case: schemathesis.Case
) -> None:
    if isinstance(case.body, dict):
        case.body = case.body | _known(case.body)
    case.headers = dict(case.headers or {}) | {"Authorization": f"Bearer {secret}"}
    case.call_and_validate(excluded_checks=NOT_TOLD)


def _known(body: dict[Any, Any]) -> dict[str, Any]:
    """What is there, in place of what was made up for it."""
    return {name: value for name, value in KNOWN.items() if isinstance(body.get(name), str)}
