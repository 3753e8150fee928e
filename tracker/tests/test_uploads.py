"""Uploads in a bucket: kept, given out by the site's own pages alone, and removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from environ import Env
from pytest_django import Settings

from tracker.actions.erased_files import finish_erasures
from tracker.actions.erasures import erase_own
from tracker.actions.incoming_mails import receive_mail
from tracker.actions.mail_files import forget_file, keep_file
from tracker.actions.sources import add_source, remove_source
from tracker.actions.tracking import add_message, withdraw_offer
from tracker.models import Enclosure, IncomingMail
from tracker.tests.buckets import Bucket, serving
from tracker.tests.cast import Cast
from tracker.tests.cast import cast as cast
from tracker.tests.contacts import hosted, with_contact
from tracker.tests.exported import made, make_files
from tracker.tests.queries.crowds import crowd
from tracker.uploads import BUCKET, FOLDER, read_uploads

PDF = b"%PDF-1.4 minutes of the assembly"
RAW = b"Subject: Your letter\n\nWe agree.\n"
PLACE = "/record/site/uploads"


def read(monkeypatch: pytest.MonkeyPatch, url: str) -> dict[str, Any]:
    monkeypatch.setenv("UPLOADS_URL", url)
    return read_uploads(Env())


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Iterator[Bucket]:
    """The site keeps its uploads in this bucket, and has no folder for them."""
    settings.MEDIA_ROOT = tmp_path / "nowhere"
    with serving() as bucket:
        url = f"s3://reader:so%2Fsecret@record/site/uploads?endpoint={bucket.url}&region=zz-1"
        settings.STORAGES = settings.STORAGES | {"default": read(monkeypatch, url)}
        yield bucket
    assert not (tmp_path / "nowhere").exists()


def test_uploads_are_kept_in_a_folder_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert read(monkeypatch, "") == FOLDER


@pytest.mark.parametrize(
    "url, expected",
    [
        ("s3://record", {"bucket_name": "record", "addressing_style": "auto"}),
        (
            "s3://key:a%2Fb%40c@Record.One/site/?endpoint=https://s3.example:9000&region=eu-1",
            {
                "bucket_name": "Record.One",
                "addressing_style": "path",
                "access_key": "key",
                "secret_key": "a/b@c",
                "endpoint_url": "https://s3.example:9000",
                "region_name": "eu-1",
                "location": "site",
            },
        ),
    ],
)
def test_uploads_url_names_a_bucket(
    monkeypatch: pytest.MonkeyPatch, url: str, expected: dict[str, str]
) -> None:
    always = {"file_overwrite": False, "signature_version": "s3v4"}

    assert read(monkeypatch, url) == {"BACKEND": BUCKET, "OPTIONS": always | expected}


@pytest.mark.parametrize("url", ["s3:///path", "https://s3.example/record", "s3://b?endpiont=x"])
def test_uploads_url_that_names_none_starts_no_site(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    with pytest.raises(ValueError, match="UPLOADS_URL has to be like"):
        read(monkeypatch, url)


def test_kept_bytes_are_in_the_bucket_once(bucket: Bucket) -> None:
    first, second = keep_file(PDF, ".pdf"), keep_file(PDF, ".pdf")

    assert first == second
    assert bucket.objects == {f"{PLACE}/{first}": PDF}
    writes = [(path, who) for method, path, who in bucket.asked if method == "PUT"]
    assert len(writes) == 1
    assert writes[0][1].startswith("AWS4-HMAC-SHA256 Credential=reader/")

    forget_file(first)
    forget_file(first)
    assert bucket.objects == {}


@pytest.mark.django_db
def test_evidence_is_given_out_by_the_site_alone(bucket: Bucket, cast: Cast) -> None:
    offer, client = cast.offered(), Client()
    values = {"title": "Minutes"}
    source = add_source(offer, values, by=cast.anna, file=("minutes.pdf", PDF))
    again = add_source(offer, values, by=cast.anna, file=("minutes.pdf", PDF))

    response = client.get(f"/sources/{source.pk}/")

    assert b"".join(response) == PDF
    assert response["Content-Length"] == str(len(PDF))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="minutes.pdf"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    page = client.get(offer.get_absolute_url()).content.decode()
    assert f'href="/sources/{source.pk}/"' in page
    assert bucket.url not in page

    # The same bytes twice are two objects: the other one stays.
    source.file.storage.delete(source.file.name)
    assert client.get(f"/sources/{source.pk}/").status_code == 404
    assert b"".join(client.get(f"/sources/{again.pk}/")) == PDF


@pytest.mark.django_db
def test_file_of_a_long_list_is_in_the_bucket_until_something_in_it_is_withdrawn(
    bucket: Bucket, cast: Cast, client: Client, settings: Settings
) -> None:
    settings.EXPORT_ROWS = 1
    offers = crowd(cast, 3)
    file = made()

    assert list(bucket.objects) == [f"{PLACE}/{file.stored_name}"]
    data = client.get(f"/exports/{file.token}/file/").getvalue()
    assert data == bucket.objects[f"{PLACE}/{file.stored_name}"]
    assert len(data) == file.size
    withdraw_offer(offers[0])
    make_files()
    assert bucket.objects == {}


def test_removed_evidence_leaves_the_bucket(
    bucket: Bucket, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    source = add_source(cast.offer(), {"title": "M"}, by=cast.anna, file=("m.pdf", PDF))
    assert list(bucket.objects.values()) == [PDF]

    with django_capture_on_commit_callbacks(execute=True):
        remove_source(source, by=cast.anna)

    assert bucket.objects == {}


@pytest.mark.django_db
def test_what_is_erased_leaves_the_bucket(bucket: Bucket, cast: Cast) -> None:
    offer = with_contact(cast.release(hosted(cast)))
    add_message(offer, "Our minutes.", ("minutes.pdf", PDF))
    assert list(bucket.objects.values()) == [PDF]

    erase_own(offer)

    bucket.failure = 403
    with pytest.raises(OSError, match="The storage of uploads failed"):
        finish_erasures()
    assert list(bucket.objects.values()) == [PDF]
    bucket.failure = 0
    assert finish_erasures() == 1
    assert bucket.objects == {}


@pytest.mark.django_db
def test_mail_and_enclosures_are_read_at_the_desk_alone(bucket: Bucket, cast: Cast) -> None:
    mail = receive_mail(RAW, received_at=timezone.now())
    add_message(with_contact(cast.release(hosted(cast))), "Our minutes.", ("minutes.pdf", PDF))
    enclosure, desk = Enclosure.objects.get(), Client()
    addresses = {
        reverse("admin:tracker_incomingmail_raw", args=[mail.pk]): RAW,
        reverse("admin:tracker_reply_enclosure", args=[enclosure.reply_id, enclosure.pk]): PDF,
    }

    for address in addresses:
        assert desk.get(address).status_code == 302
    desk.force_login(cast.aud)
    assert {address: b"".join(desk.get(address)) for address in addresses} == addresses
    assert "Your letter" in desk.get(f"/admin/tracker/incomingmail/{mail.pk}/change/").text


@pytest.mark.django_db
@pytest.mark.parametrize("failure", [403, 404])
def test_mail_is_refused_for_now_while_the_bucket_fails(bucket: Bucket, failure: int) -> None:
    bucket.failure = failure

    with pytest.raises(OSError, match="The storage of uploads failed"):
        receive_mail(RAW, received_at=timezone.now())

    assert not IncomingMail.objects.exists()
