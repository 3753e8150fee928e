"""The check of where uploads are kept."""

import pytest
from pytest_django import Settings

from tracker.checks import uploads as checks
from tracker.checks.uploads import check_uploads
from tracker.tests.checks.messages import ids
from tracker.uploads import BUCKET, FOLDER


@pytest.mark.parametrize(
    "storage, missing, expected",
    [
        (FOLDER, "storages", []),
        ({"BACKEND": BUCKET}, "", []),
        ({"BACKEND": BUCKET}, "storages", ["undersigned.E017"]),
        ({"BACKEND": BUCKET}, "boto3", ["undersigned.E017"]),
    ],
)
def test_check_uploads_wants_the_client_of_a_bucket(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    storage: dict[str, str],
    missing: str,
    expected: list[str],
) -> None:
    settings.STORAGES = settings.STORAGES | {"default": storage}
    monkeypatch.setattr(checks, "find_spec", lambda name: None if name == missing else name)

    assert ids(check_uploads()) == expected
