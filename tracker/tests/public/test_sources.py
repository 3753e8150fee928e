"""Files kept as evidence: for whom, and in which wrapping."""

import pytest
from django.test import Client

from tracker.actions.sources import add_source
from tracker.models import Source
from tracker.tests.cast import Cast

PDF = b"%PDF-1.4 a letter"


def evidence(cast: Cast, **values: str) -> Source:
    offer = cast.offered(**values)
    return add_source(offer, {"title": "Letter"}, file=("The letter.pdf", PDF), by=cast.anna)


def test_file_is_a_download_that_no_browser_runs(cast: Cast, client: Client) -> None:
    source = evidence(cast)
    response = client.get(f"/sources/{source.pk}/")

    assert b"".join(response) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="The-letter.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_file_is_linked_with_its_hash(cast: Cast, client: Client) -> None:
    source = evidence(cast)
    page = client.get(source.submission.get_absolute_url()).content.decode()

    assert f'href="/sources/{source.pk}/"' in page
    assert f"SHA-256 {source.sha256[:12]}…" in page


def test_file_behind_a_withheld_name_is_for_the_desk(cast: Cast, client: Client) -> None:
    source = evidence(cast, visibility="withheld")
    assert client.get(f"/sources/{source.pk}/").status_code == 404

    client.force_login(cast.aud)
    response = client.get(f"/sources/{source.pk}/")
    assert b"".join(response) == PDF


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_file_is_only_read(cast: Cast, client: Client, method: str) -> None:
    source = evidence(cast)

    assert getattr(client, method)(f"/sources/{source.pk}/").status_code == 405


def test_source_without_a_file_is_not_found(cast: Cast, client: Client) -> None:
    offer = cast.offered()
    source = offer.sources.get()

    assert client.get(f"/sources/{source.pk}/").status_code == 404
    assert client.get("/sources/999999/").status_code == 404


def test_file_that_is_gone_is_not_found(cast: Cast, client: Client) -> None:
    source = evidence(cast)
    source.file.storage.delete(source.file.name)

    assert client.get(f"/sources/{source.pk}/").status_code == 404
