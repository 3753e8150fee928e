"""Letters in the code's words, or in the desk's own."""

import pytest
from django.utils.translation import override

from tracker.choices import ReplyKind
from tracker.models import LetterTemplate
from tracker.notify.wordings import WORDINGS, answer_key, answer_values, worded
from tracker.rules.letter_templates import require_placeholders
from tracker.tests.cast import Cast
from tracker.tests.cast import cast as cast

VALUES = {
    "name": "Ríos Libres",
    "statement": "Ferry Letter",
    "issuer": "Harbour Assembly",
    "reference": "FL-7K3M-9QXA",
    "message": "",
    "link": "https://record.example/track/0abc/",
}
KEY = answer_key(ReplyKind.ACCEPTANCE)
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", WORDINGS)
def test_default_wordings_obey_their_own_rules(key: str) -> None:
    wording = WORDINGS[key]
    require_placeholders(str(wording.subject), wording.placeholders, "subject")
    require_placeholders(str(wording.body), wording.placeholders, "body")
    subject, body = worded(key, "en", VALUES)

    assert set(wording.placeholders) == set(VALUES)
    assert "{" not in subject + body
    assert str(wording.label)


def test_values_of_an_answer_are_those_of_the_submission(cast: Cast) -> None:
    offer = cast.offer(signed_name="Ríos Libres, Valdivia")

    assert answer_values(offer, message="Welcome.", link=VALUES["link"]) == {
        "name": "Ríos Libres, Valdivia",
        "statement": "Rivers Declaration",
        "issuer": "Harbour Assembly",
        "reference": offer.reference,
        "message": "Welcome.",
        "link": VALUES["link"],
    }


def test_letter_is_worded_by_the_code_until_the_desk_does() -> None:
    assert worded(KEY, "en", VALUES) == (
        "“Ferry Letter”: your submission FL-7K3M-9QXA",
        "To Ríos Libres\n\n"
        "Harbour Assembly has accepted your submission FL-7K3M-9QXA to “Ferry Letter”. "
        "Your endorsement stands.\n\n"
        "What the public sees, and how to change or withdraw it:\n"
        "https://record.example/track/0abc/\n",
    )


def test_letter_is_worded_by_the_desk_in_that_language_alone() -> None:
    LetterTemplate.objects.create(
        wording=KEY, language="es", subject="Para {name}", body="Sí.\r\n\r\n{message}\r\n\r\n{link}"
    )

    assert worded(KEY, "es", VALUES | {"message": "Gracias."}) == (
        "Para Ríos Libres",
        "Sí.\n\nGracias.\n\nhttps://record.example/track/0abc/\n",
    )
    with override("es"):
        assert worded(KEY, "en", VALUES)[0].startswith("“Ferry Letter”")


def test_letter_without_a_wording_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        worded("answer-nothing", "en", VALUES)
