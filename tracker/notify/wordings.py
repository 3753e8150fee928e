"""The wordings of letters that a desk may change, as they are until it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.choices import LetterKind, ReplyKind
from tracker.models import LetterTemplate, Submission
from tracker.notify.languages import speaking
from tracker.rules.letter_templates import filled, filled_line


@dataclass(frozen=True, slots=True)
class Wording:
    """The default text of one letter, and what may stand in braces in it: {name: its meaning}."""

    kind: LetterKind
    label: Promise
    subject: Promise
    body: Promise
    placeholders: Mapping[str, Promise]


ANSWER = {
    "name": _("the signatory's name as signed"),
    "statement": _("the title of the statement"),
    "issuer": _("the name of its issuer"),
    "reference": _("the reference of the submission"),
    "message": _("what was written for this answer, or nothing"),
    "link": _("the address of the submitter's own page"),
}
SUBJECT = _("“{statement}”: your submission {reference}")


def _answer(label: Promise, opening: Promise) -> Wording:
    return Wording(LetterKind.ANSWER, label, SUBJECT, opening, ANSWER)


def answer_key(kind: str) -> str:
    """Under which wording an issuer's reply of this kind is told to the signatory."""
    return f"answer-{kind}"


# Each is whole, so that translators and editors see one text and not its pieces.
WORDINGS: dict[str, Wording] = {
    answer_key(ReplyKind.ACKNOWLEDGEMENT): _answer(
        _("Answer: receipt acknowledged"),
        _(
            "To {name}\n\n{issuer} has received your submission {reference} to “{statement}”. "
            "It has not been decided yet.\n\n{message}\n\n"
            "Where it stands, and everything said about it:\n{link}\n"
        ),
    ),
    answer_key(ReplyKind.QUESTION): _answer(
        _("Answer: a question"),
        _(
            "To {name}\n\n{issuer} has a question about your submission {reference} to "
            "“{statement}”:\n\n{message}\n\n"
            "Answer by replying to this letter, or here:\n{link}\n"
        ),
    ),
    answer_key(ReplyKind.DEFERRAL): _answer(
        _("Answer: more time is needed"),
        _(
            "To {name}\n\n{issuer} needs more time to decide on your submission {reference} to "
            "“{statement}”.\n\n{message}\n\n"
            "Where it stands, and everything said about it:\n{link}\n"
        ),
    ),
    answer_key(ReplyKind.ACCEPTANCE): _answer(
        _("Answer: accepted"),
        _(
            "To {name}\n\n{issuer} has accepted your submission {reference} to “{statement}”. "
            "Your endorsement stands.\n\n{message}\n\n"
            "What the public sees, and how to change or withdraw it:\n{link}\n"
        ),
    ),
    answer_key(ReplyKind.REFUSAL): _answer(
        _("Answer: refused"),
        _(
            "To {name}\n\n{issuer} has not accepted your submission {reference} to “{statement}”."
            "\n\n{message}\n\n"
            "Where it stands, and how to answer or withdraw it:\n{link}\n"
        ),
    ),
}


def answer_values(submission: Submission, *, message: str, link: str) -> dict[str, str]:
    """What the placeholders of an answer stand for, for one submission."""
    statement = submission.statement
    return {
        "name": submission.signed_name,
        "statement": statement.title,
        "issuer": str(statement.issuer),
        "reference": submission.reference,
        "message": message,
        "link": link,
    }


def worded(key: str, language: str, values: Mapping[str, str]) -> tuple[str, str]:
    """Subject and text of a letter in a language: the desk's own wording, or else the default.

    `values` holds a text for each placeholder. Raises KeyError for an unknown key or value.
    """
    template = LetterTemplate.objects.filter(wording=key, language=language).first()
    if template is not None:
        return worded_as(template.subject, template.body, values)
    original = default_wording(key, language)
    return worded_as(original["subject"], original["body"], values)


def default_wording(key: str, language: str) -> dict[str, str]:
    """Subject and body as the code words them in a language, with their placeholders."""
    with speaking(language):
        return {"subject": str(WORDINGS[key].subject), "body": str(WORDINGS[key].body)}


def worded_as(subject: str, body: str, values: Mapping[str, str]) -> tuple[str, str]:
    """Subject and text with the values filled in, as a preview shows them too."""
    return filled_line(subject, values), _without_gaps(filled(body, values))


def _without_gaps(text: str) -> str:
    """At most one empty line at a time: where a value is empty, its lines leave none."""
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines).rstrip("\n") + "\n"
