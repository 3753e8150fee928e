"""Filters that show what proves something, and codes that a phone reads."""

import re

from django.template import Context, Template

from tracker.proof.keys import new_private_pem, signer_from_pem
from tracker.proof.notes import sign_note
from tracker.templatetags.codes import qr_code
from tracker.templatetags.proofs import checkpoint, told


def test_hashes_are_shown_as_base64() -> None:
    page = Template("{% load proofs %}{{ value|base64 }}")

    assert page.render(Context({"value": b"\x01\x02\x03"})) == "AQID"


def test_a_checkpoint_is_read_out_of_its_note() -> None:
    text = f"rivers.example/log\n7\n{'A' * 43}=\n"
    found = checkpoint(sign_note(text, signer_from_pem("rivers.example/log", new_private_pem())))

    assert (found.origin, found.size, found.root) == ("rivers.example/log", 7, bytes(32))


def test_facts_are_told_in_order_and_as_the_log_has_them() -> None:
    facts = {"released": True, "count": 2, "dated": "2022~", "standing": {"accepted": ["A-1"]}}

    assert told(facts) == [
        ("count", "2"),
        ("dated", "2022~"),
        ("released", "true"),
        ("standing", '{"accepted":["A-1"]}'),
    ]


def test_a_code_is_drawn_without_style_or_script() -> None:
    drawn = qr_code("https://rivers.example/log/entries/7/#<script>")

    assert re.match(r'<svg viewBox="0 0 (\d+) \1" class="qr"><path fill="#fff"', drawn)
    assert "script" not in drawn
    assert "style" not in drawn
