"""What a try to send a letter comes to, by a real SMTP server and into a folder."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest
from pytest_django import Settings

from tracker.actions.carriers import FolderCarrier, SmtpCarrier, configured_carrier
from tracker.choices import LetterState
from tracker.rules.letters import Outcome
from tracker.tests.outbox import DROP, Sink, free_port, queued
from tracker.tests.outbox import sink as sink

pytestmark = pytest.mark.django_db


def test_accepted_letter_is_sent(sink: Sink) -> None:
    carrier = SmtpCarrier()

    assert carrier.carry(queued()) == Outcome(LetterState.SENT, 250)
    carrier.rest()
    assert sink.recipients == ["mara@rios.example"]
    assert sink.messages[0]["Subject"] == "Your offer"


def test_many_letters_go_over_one_connection(sink: Sink) -> None:
    carrier = SmtpCarrier()
    states = [carrier.carry(queued(subject=str(number))).state for number in range(3)]
    carrier.rest()

    assert states == [LetterState.SENT] * 3
    assert len(sink.sessions) == 1
    assert [message["Subject"] for message in sink.messages] == ["0", "1", "2"]


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(
    "answer, state, code",
    [
        ("451 4.3.0 later, <mara@rios.example>", LetterState.QUEUED, 451),
        ("550 5.1.1 no <mara@rios.example>", LetterState.FAILED, 550),
    ],
)
def test_refused_letter_waits_or_fails(
    sink: Sink, command: str, answer: str, state: LetterState, code: int
) -> None:
    sink.answers[command] = [answer]
    carrier = SmtpCarrier()

    outcome = carrier.carry(queued())

    assert outcome == Outcome(state, code, outcome.reason)
    assert "mara" not in outcome.reason
    assert outcome.reason.endswith("<…>")
    assert carrier.carry(queued()).state == LetterState.SENT
    carrier.rest()
    assert len(sink.messages) == 1


def test_server_that_wants_no_text_refused(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    carrier = SmtpCarrier()
    monkeypatch.setattr(
        "aiosmtpd.smtp.SMTP.smtp_DATA", lambda self, arg: self.push("452 disk is full")
    )

    assert carrier.carry(queued()) == Outcome(LetterState.QUEUED, 452, "disk is full")
    carrier.rest()


def test_connection_that_breaks_after_the_text_leaves_it_unknown(sink: Sink) -> None:
    sink.answers["DATA"] = [DROP]
    carrier = SmtpCarrier()

    outcome = carrier.carry(queued())

    assert outcome == Outcome(LetterState.UNKNOWN, 0, "Connection unexpectedly closed")
    assert carrier.carry(queued()).state == LetterState.SENT
    carrier.rest()


@pytest.mark.parametrize("command", ["MAIL", "RCPT"])
def test_connection_that_breaks_before_the_text_is_safe_to_try_again(
    sink: Sink, command: str
) -> None:
    sink.answers[command] = [DROP]
    carrier = SmtpCarrier()

    outcome = carrier.carry(queued())

    assert (outcome.state, outcome.is_unreached) == (LetterState.QUEUED, True)
    assert sink.messages == []


@pytest.mark.parametrize("answer", [DROP, "421 too many letters"])
def test_old_connection_that_the_server_has_ended_costs_nothing(sink: Sink, answer: str) -> None:
    carrier = SmtpCarrier()
    carrier.carry(queued())
    sink.answers["RCPT"] = [answer]

    assert carrier.carry(queued()).state == LetterState.SENT
    carrier.rest()
    assert len(sink.sessions) == 2
    assert len(sink.messages) == 2


def test_server_that_says_it_closes_is_not_asked_again_at_once(sink: Sink) -> None:
    sink.answers["MAIL"] = ["421 not now", "421 not now"]
    carrier = SmtpCarrier()

    assert carrier.carry(queued()) == Outcome(LetterState.QUEUED, 421, "not now", True)
    assert sink.answers["MAIL"] == ["421 not now"]


def test_server_that_is_not_there_leaves_the_letter_waiting(settings: Settings) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    carrier = SmtpCarrier()

    outcome = carrier.carry(queued())
    carrier.rest()

    assert (outcome.state, outcome.is_unreached) == (LetterState.QUEUED, True)
    assert "refused" in outcome.reason


def test_letter_that_cannot_be_put_together_fails_alone(sink: Sink) -> None:
    letter = queued()
    letter.subject = "Hello\nBcc: all@rios.example"

    outcome = SmtpCarrier().carry(letter)

    assert outcome.state == LetterState.FAILED
    assert outcome.reason == "newlines or control characters in Subject"
    assert sink.raw == []


def test_domain_in_other_letters_goes_out_in_punycode(sink: Sink) -> None:
    carrier = SmtpCarrier()
    carrier.carry(queued(to="mara@ríos.example"))
    carrier.rest()

    assert sink.recipients == ["mara@xn--ros-rma.example"]


def test_folder_keeps_the_letter_for_its_owner_alone(tmp_path: Path) -> None:
    letter = queued()
    carrier = FolderCarrier(tmp_path / "mail")

    assert carrier.carry(letter) == Outcome(LetterState.KEPT)
    carrier.rest()
    (path,) = (tmp_path / "mail").iterdir()
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert path.name == f"{letter.pk:08}.eml"
    assert message["Message-ID"] == letter.message_id
    assert (tmp_path / "mail").stat().st_mode & 0o077 == 0


def test_folder_that_cannot_be_written_leaves_the_letter_waiting(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file stands where the folder should")

    outcome = FolderCarrier(tmp_path / "mail").carry(queued())

    assert (outcome.state, outcome.is_unreached) == (LetterState.QUEUED, True)


def test_carrier_follows_the_settings(settings: Settings, tmp_path: Path) -> None:
    settings.MAIL_FOLDER = tmp_path
    assert isinstance(configured_carrier(), FolderCarrier)
    settings.MAIL_FOLDER = None
    assert isinstance(configured_carrier(), SmtpCarrier)
