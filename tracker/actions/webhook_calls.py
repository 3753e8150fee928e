"""One call of a webhook: what is sent by HTTP, and what the receiver's answer comes to."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from http.client import HTTPConnection, HTTPException

from tracker.actions.webhook_connections import (
    Deadline,
    Resolver,
    Unreached,
    Wire,
    connected_to,
    resolved,
)
from tracker.choices import DeliveryProblem
from tracker.rules.deliveries import Tried, failed, tried
from tracker.rules.refusals import Refused
from tracker.rules.webhook_addresses import DEFAULT_PORTS, Reach, Target, read_target


class Held(HTTPConnection):
    """HTTP over a connection that is there: it never makes one of its own, to whatever address."""

    auto_open = 0

    def __init__(self, target: Target, wire: Wire) -> None:
        super().__init__(target.host, target.port)
        # By this it knows whether the port is to be named.
        self.default_port = DEFAULT_PORTS["https" if target.is_secure else "http"]
        self.sock = wire


@cache
def trusting() -> ssl.SSLContext:
    """Trusts whom this machine trusts; read once, as it is a file of some hundred certificates."""
    return ssl.create_default_context()


def call_webhook(
    url: str,
    headers: Mapping[str, str],
    body: bytes,
    *,
    reach: Reach,
    tls: ssl.SSLContext | None = None,
    resolve: Resolver = resolved,
) -> Tried:
    """POST once, to a public address and within bounds; never raises for what the other side does.

    No redirect is followed, no proxy of the environment is asked, and of the answer nothing but the
    status is read.
    """
    try:
        target = read_target(url, reach)
        wire = connected_to(target, reach, Deadline(), tls=tls or trusting(), resolve=resolve)
        with closing(wire):
            return tried(_status(target, wire, headers, body))
    except Refused:
        return failed(DeliveryProblem.BAD_ADDRESS)
    except Unreached as error:
        return failed(error.problem, error.detail)
    except TimeoutError:
        return failed(DeliveryProblem.TOO_SLOW)
    except ssl.SSLCertVerificationError as error:
        return failed(DeliveryProblem.NOT_TRUSTED, error.verify_message)
    except ssl.SSLError as error:
        return failed(DeliveryProblem.NOT_TRUSTED, error.reason)
    except HTTPException as error:
        return failed(DeliveryProblem.NOT_HTTP, type(error).__name__)
    except OSError as error:
        return failed(DeliveryProblem.NO_CONNECTION, error.strerror or type(error).__name__)


def _status(target: Target, wire: Wire, headers: Mapping[str, str], body: bytes) -> int:
    held = Held(target, wire)
    held.request("POST", target.path, body, dict(headers) | {"Connection": "close"})
    with held.getresponse() as response:
        return response.status
