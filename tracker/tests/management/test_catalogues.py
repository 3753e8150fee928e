"""The command that says how far languages are translated, and offers those that are complete."""

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tracker.languages import folder_of, read_languages
from tracker.tests.readers.test_catalogues import GOOD, HEADER


@pytest.fixture
def russian(tmp_path: Path, settings: Settings) -> Path:
    """The folder of the only catalogue, which is complete and not compiled."""
    settings.LOCALE_PATHS = [tmp_path]
    folder = tmp_path / "ru" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(HEADER + GOOD)
    return folder


def told(capsys: pytest.CaptureFixture[str], *given: str) -> str:
    call_command("catalogues", *given)
    return capsys.readouterr().out


def test_language_is_offered_once_it_is_complete_and_compiled(
    russian: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys) == "ru: 5 messages, 0 problems\n"
    assert [code for code, _ in read_languages(tmp_path)] == ["en"]

    assert told(capsys, "ru", "--compile") == "ru: 5 messages, 0 problems\n"
    assert [code for code, _ in read_languages(tmp_path)] == ["en", "ru"]
    assert told(capsys, "es") == ""


def test_incomplete_language_is_not_compiled(
    russian: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (russian / "django.po").write_text(HEADER + 'msgid "One"\nmsgstr ""\n')

    assert told(capsys, "--compile") == ("ru: 1 messages, 1 problems\n  not translated: “One”\n")
    assert not (russian / "django.mo").exists()


@pytest.mark.parametrize("text", [GOOD.replace("май", "маю"), GOOD + '\nmsgid "One"\nmsgstr ""\n'])
def test_offered_language_must_stay_complete_and_compiled(
    russian: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    told(capsys, "--compile")
    (russian / "django.po").write_text(HEADER + text)

    with pytest.raises(CommandError, match=r"^Offered, but not complete and compiled: ru\.$"):
        call_command("catalogues")


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext is not installed")
def test_words_of_the_code_are_looked_for_and_taken_up(
    russian: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (russian / "django.po").read_text()

    first = told(capsys, "--fresh").splitlines()
    assert int(first[0].split()[1]) > 2000
    assert (russian / "django.po").read_text() == before

    told(capsys, "--collect")
    text = (russian / "django.po").read_text()
    assert 'msgid "Offer to sign"' in text
    assert "tracker/tests" not in text


def test_every_offered_language_is_complete() -> None:
    call_command("catalogues")


def test_folder_of_a_language_is_named_as_django_does() -> None:
    assert [folder_of(code) for code in ("es", "pt-br")] == ["es", "pt_BR"]
