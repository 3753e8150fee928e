"""The check of what draws documents as PDF."""

import pytest

from tracker.checks import documents as checks
from tracker.checks.documents import check_documents
from tracker.tests.checks.messages import ids


@pytest.mark.parametrize(
    "has_weasyprint, missing, expected",
    [
        (True, [], []),
        (True, ["pango-1.0"], ["undersigned.W026"]),
        (False, ["pango-1.0"], []),
    ],
)
def test_check_documents_tells_of_missing_libraries(
    monkeypatch: pytest.MonkeyPatch, has_weasyprint: bool, missing: list[str], expected: list[str]
) -> None:
    monkeypatch.setattr(checks, "find_spec", lambda _name: object() if has_weasyprint else None)
    monkeypatch.setattr(checks, "missing_libraries", lambda: missing)

    assert ids(check_documents()) == expected
