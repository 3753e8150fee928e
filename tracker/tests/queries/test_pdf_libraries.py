"""Whether this host draws documents: only with all that it takes."""

from __future__ import annotations

import pytest

from tracker.queries import pdf_libraries
from tracker.queries.pdf_libraries import LIBRARIES, draws_documents


@pytest.mark.parametrize("missing", [*LIBRARIES, "weasyprint", ""])
def test_host_draws_documents_if_all_is_there(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setattr(
        pdf_libraries, "find_library", lambda name: None if name == missing else f"lib{name}.so"
    )
    monkeypatch.setattr(
        pdf_libraries, "find_spec", lambda name: None if name == missing else object()
    )

    assert draws_documents.__wrapped__() is (missing == "")
