"""Addresses of rows are those that Django gives."""

import pytest
from django.urls import reverse
from django.urls.base import set_script_prefix

from tracker.queries.addresses import address_of, place_of


@pytest.mark.parametrize(
    "name,part",
    [
        ("statement", "ferry-letter"),
        ("signatory", "rios-libres_2"),
        ("submission", "K7QM-2R4P"),
        ("log_entry", 7),
    ],
)
def test_an_address_is_djangos(name: str, part: object) -> None:
    assert address_of(name, part) == reverse(name, args=[part])


def test_an_address_stands_below_wherever_the_site_is_mounted() -> None:
    try:
        set_script_prefix("/record/")
        assert address_of("statement", "a") == "/record/statements/a/"
        assert place_of("statements") == "/record/statements/"
    finally:
        set_script_prefix("/")
    assert address_of("statement", "a") == "/statements/a/"
    assert place_of("statements") == reverse("statements") == "/statements/"
