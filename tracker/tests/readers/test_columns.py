"""Columns guessed from their names."""

import pytest

from tracker.readers.columns import guess_mapping, is_contact
from tracker.readers.errors import MissingColumn


@pytest.mark.parametrize(
    "header, mapping",
    [
        (["Name"], {"name": "Name"}),
        (["SIGNATORY", "Country"], {"name": "SIGNATORY", "country": "Country"}),
        (["Nombre de la entidad", "País"], {"name": "Nombre de la entidad", "country": "País"}),
        (["Organização", "Cargo"], {"name": "Organização", "capacity": "Cargo"}),
        (["Nom", "Pays", "Site web"], {"name": "Nom", "country": "Pays", "url": "Site web"}),
        (["Gruppe", "Datum", "Land"], {"name": "Gruppe", "date": "Datum", "country": "Land"}),
        (["Название", "Страна", "Тип"], {"name": "Название", "country": "Страна", "kind": "Тип"}),
        (["Назва", "Країна"], {"name": "Назва", "country": "Країна"}),
        (["단체명", "국가"], {"name": "단체명", "country": "국가"}),
        (["Represented by", "Organisation_Name"],
         {"name": "Organisation_Name", "representative": "Represented by"}),
        (["Party", "Name"], {"name": "Name", "Party": "Party"}),
        (["Your organisation’s name"], {"name": "Your organisation’s name"}),
    ],
)  # fmt: skip
def test_guess_mapping_knows_many_words(header: list[str], mapping: dict[str, str]) -> None:
    assert guess_mapping(header) == mapping


def test_guess_mapping_keeps_other_columns_under_their_names() -> None:
    header = ["signatory", "constituency_name", "mp_name", "name (2)", "state"]

    assert guess_mapping(header) == {
        "name": "signatory",
        "constituency_name": "constituency_name",
        "mp_name": "mp_name",
        "name (2)": "name (2)",
        "state": "state",
    }


def test_guess_mapping_leaves_contact_data_unread() -> None:
    header = ["Name", "E-mail", "Phone number", "Telefon", "Postal address", "City"]

    assert guess_mapping(header) == {"name": "Name", "City": "City"}


def test_guess_mapping_lets_a_person_choose() -> None:
    header = ["name", "Land", "note", "town", "country"]
    fixed = {"name": "note", "constituency": "town", "country": ""}

    assert guess_mapping(header, fixed) == {
        "name": "note",
        "constituency": "town",
        "name (2)": "name",
        "Land": "Land",
        "country (2)": "country",
    }


def test_guess_mapping_lets_a_person_choose_a_contact_column() -> None:
    assert guess_mapping(["address"], {"name": "address"}) == {"name": "address"}


@pytest.mark.parametrize(
    "fixed, message",
    [
        ({}, "no column for the name. The header is: Stadt, Verein X"),
        ({"name": "Nom"}, "no column for “Nom”. The header is: Stadt, Verein X"),
        ({"name": ""}, "no column for the name"),
    ],
)
def test_guess_mapping_names_the_header_when_a_column_is_missing(
    fixed: dict[str, str], message: str
) -> None:
    with pytest.raises(MissingColumn, match=message):
        guess_mapping(["Stadt", "Verein X"], fixed)


@pytest.mark.parametrize("column", ["e-mail", "E Mail", "Телефон", "电话", "Contact person", "IP"])
def test_is_contact(column: str) -> None:
    assert is_contact(column)


@pytest.mark.parametrize("column", ["name", "emailed on behalf of", "country", "constituency"])
def test_is_contact_not(column: str) -> None:
    assert not is_contact(column)
