"""What a composed letter is before it is put into the outbox, and what goes along with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along with a letter, byte for byte; its name is plain ASCII."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """One e-mail, composed: plain text in one language, to one address.

    `kind` is a LetterKind. `headers` may hold In-Reply-To, References and List-Id, nothing else:
    the outbox makes the rest. `unsubscribe_url` is for letters that are not strictly about one's
    own submission: it becomes List-Unsubscribe, one click (RFC 8058). `secrets` are the tokens in
    the body: they are hidden at the desk, and forgotten once the letter has gone.
    """

    kind: str
    to: str
    subject: str
    body: str
    language: str = "en"
    headers: Mapping[str, str] = field(default_factory=dict)
    reply_to: str = ""
    unsubscribe_url: str = ""
    secrets: tuple[str, ...] = ()
