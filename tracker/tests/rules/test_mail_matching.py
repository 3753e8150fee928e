"""What a mail is about, its secret address, and which kind of reply it may be."""

from __future__ import annotations

import pytest

from tracker.choices import MatchedBy, Party, ReplyKind
from tracker.rules.kind_guesses import guess_kind
from tracker.rules.mail_matching import Match, best_match, codes_in, own_domain
from tracker.rules.reply_addresses import reply_address, secrets_in

PATTERN = "Reply+{secret}@Site.example"


@pytest.mark.parametrize(
    "address, thread, guesses, expected",
    [
        ([1, 1], [2], [[3]], Match(MatchedBy.ADDRESS, (1,))),
        ([], [2, 3, 2], [[4]], Match(MatchedBy.THREAD, (2, 3))),
        ([], [], [[], [4, 5]], Match(MatchedBy.GUESS, (4, 5))),
        ([], [], [[1, 2, 3, 4, 5, 6], [7]], Match(MatchedBy.GUESS, (7,))),
        ([], [], [[]], Match()),
    ],
)
def test_best_match_takes_the_strongest(
    address: list[int], thread: list[int], guesses: list[list[int]], expected: Match
) -> None:
    assert best_match(address, thread, guesses) == expected
    assert expected.is_certain == (expected.by in ("address", "thread"))


def test_codes_in_finds_references_as_they_are_stored() -> None:
    assert codes_in("Re: rd-7k3m-9qxo!", "RD-7K3M-9QX0, S-0000-111l") == (
        "RD-7K3M-9QX0",
        "S-0000-1111",
    )
    assert codes_in("2022-0307-1015-33", "ABCD-1234-1234", "x-1234-12345") == ()


@pytest.mark.parametrize(
    "address, domain",
    [("a@Rios.example", "rios.example"), ("a@gmail.com", ""), ("", ""), ("a@naver.com", "")],
)
def test_own_domain(address: str, domain: str) -> None:
    assert own_domain(address) == domain


def test_reply_address_holds_the_secret() -> None:
    assert reply_address(PATTERN, "7k3m") == "Reply+7k3m@Site.example"
    assert reply_address("", "7k3m") == ""


def test_secrets_in_finds_them_whatever_their_case() -> None:
    addresses = ["REPLY+7K3M@SITE.EXAMPLE", " reply+7k3m@site.example ", "reply+OIL@site.example"]

    assert secrets_in(addresses, PATTERN) == ("7k3m", "011")


@pytest.mark.parametrize("pattern", ["", "reply@site.example", PATTERN])
def test_secrets_in_finds_nothing_elsewhere(pattern: str) -> None:
    addresses = ["reply@site.example", "reply+@site.example", "reply+x@other.example", "", "a@b"]

    assert secrets_in(addresses, pattern) == ()


@pytest.mark.parametrize(
    "text, kind",
    [
        ("We have received your message.", ReplyKind.ACKNOWLEDGEMENT),
        ("Thank you for your offer. The board needs more time.", ReplyKind.DEFERRAL),
        ("We have not accepted it.", ReplyKind.REFUSAL),
        ("Your offer has been accepted.", ReplyKind.ACCEPTANCE),
        ("We have added your name.", ReplyKind.LISTING),
        ("Could you clarify who speaks?", ReplyKind.QUESTION),
        ("Please remove our name.", ReplyKind.WITHDRAWAL),
        ("We are happy to sign.", ReplyKind.AGREEMENT),
        ("We will not sign.", ReplyKind.DECLINE),
        ("Any news?", ReplyKind.REMINDER),
        ("Acusamos recibo de su carta.", ReplyKind.ACKNOWLEDGEMENT),
        ("Necesitamos más tiempo.", ReplyKind.DEFERRAL),
        ("No podemos aceptar su firma.", ReplyKind.REFUSAL),
        ("La firma ha sido aceptada.", ReplyKind.ACCEPTANCE),
        ("Aceptamos firmar.", ReplyKind.AGREEMENT),
        ("Recebemos sua carta.", ReplyKind.ACKNOWLEDGEMENT),
        ("Ainda não decidimos.", ReplyKind.DEFERRAL),
        ("Não podemos aceitar.", ReplyKind.REFUSAL),
        ("A assinatura foi aceita.", ReplyKind.ACCEPTANCE),
        ("보내 주신 글을 잘 받았습니다.", ReplyKind.ACKNOWLEDGEMENT),
        ("아직 결정하지 못했습니다.", ReplyKind.DEFERRAL),
        ("받아들일 수 없습니다.", ReplyKind.REFUSAL),
        ("제안을 수락합니다.", ReplyKind.ACCEPTANCE),
        ("Мы получили ваше письмо.", ReplyKind.ACKNOWLEDGEMENT),
        ("Нам нужно больше времени.", ReplyKind.DEFERRAL),
        ("Не можем принять.", ReplyKind.REFUSAL),
        ("Мы принимаем ваше предложение.", ReplyKind.ACCEPTANCE),
        ("The river is long.", None),
        ("", None),
    ],
)
def test_guess_kind_by_wording(text: str, kind: ReplyKind | None) -> None:
    assert guess_kind(text) == kind


def test_guess_kind_leaves_out_what_the_other_side_says() -> None:
    text = "We accept, and are happy to sign."

    assert guess_kind(text, Party.ISSUER) == ReplyKind.ACCEPTANCE
    assert guess_kind(text, Party.SIGNATORY) == ReplyKind.AGREEMENT


def test_guess_kind_reads_only_the_beginning() -> None:
    assert guess_kind("Rivers. " * 700 + "We accept.") is None
