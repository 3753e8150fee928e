"""Whatever is handed in is told apart by its first line."""

import pytest

from tracker.proof.proof_files import check_file
from tracker.tests.proof.sample_logs import promise_file, receipt_file, signer

KEYS = [signer().key]


@pytest.mark.parametrize(
    "data, kind", [(receipt_file(), "receipt"), (promise_file(), "promise")], ids=["one", "other"]
)
def test_file_of_proof_is_recognised(data: bytes, kind: str) -> None:
    verdict = check_file(data, KEYS)

    assert (verdict.kind, verdict.holds) == (kind, True)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\xff\xfe", receipt_file()[1:], b"\n" * 9])
def test_any_other_file_proves_nothing(data: bytes) -> None:
    verdict = check_file(data, KEYS)

    assert (verdict.kind, verdict.holds, verdict.proven) == ("unknown", False, ())
    assert verdict.failed
    assert (verdict.failed.name, verdict.failed.words) == (
        "form",
        "Its first line is neither that of a receipt nor that of a promise.",
    )
