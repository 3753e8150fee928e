"""Time stamps by an outside authority (RFC 3161): asking for one, and checking what came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography.x509 import load_pem_x509_certificates
from django.utils.translation import gettext as _
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from tracker.proof.refusals import DoesNotFit, Malformed

MEDIA_TYPE_OF_REQUEST = "application/timestamp-query"
MEDIA_TYPE_OF_RESPONSE = "application/timestamp-reply"
LARGEST = 100_000  # bytes of a response; one has 1,000 to 10,000


@dataclass(frozen=True, slots=True)
class Question:
    """What is sent to the authority: the request's bytes, with the number only it can know."""

    body: bytes
    nonce: int


def new_question(data: bytes) -> Question:
    """Ask for a time stamp of the SHA-256 of these bytes, with the authority's certificate."""
    request = (
        TimestampRequestBuilder()
        .data(data)
        .hash_algorithm(HashAlgorithm.SHA256)
        .cert_request(cert_request=True)
        .nonce(nonce=True)
        .build()
    )
    return Question(request.as_bytes(), request.nonce or 0)


def stamped_time(response: bytes, data: bytes, roots: bytes, nonce: int | None = None) -> datetime:
    """The instant at which an authority had seen these bytes, by its response.

    `roots` are certificates in PEM of which one must stand behind the authority's; `nonce` is that
    of our question, None for a response kept from earlier. Raises Malformed for what is no granted
    response or no certificate, and DoesNotFit for one about other bytes or signed by others.
    """
    read = _granted(response)
    try:
        verifier = VerifierBuilder(nonce=nonce, roots=load_pem_x509_certificates(roots)).build()
    except ValueError as error:
        raise Malformed(_("The certificates of the authority cannot be read.")) from error
    try:
        verifier.verify(read, sha256(data).digest())
    except VerificationError as error:
        raise DoesNotFit(
            _("The time stamp does not fit: %(error)s.") % {"error": str(error).rstrip(".")}
        ) from error
    return read.tst_info.gen_time


def _granted(response: bytes) -> TimeStampResponse:
    try:
        read = decode_timestamp_response(response[:LARGEST])
    except ValueError as error:
        raise Malformed(_("The authority's response cannot be read.")) from error
    if PKIStatus(read.status) not in {PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS}:
        raise Malformed(
            _("The authority refused: %(words)s") % {"words": ", ".join(read.status_string or [])}
        )
    return read
