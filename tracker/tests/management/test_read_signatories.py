"""Taking a list of signatories into the record from the shell."""

from pathlib import Path

import pytest
from django.core.management.base import CommandError

from tracker.actions.statements import record_statement
from tracker.choices import Status
from tracker.models import Event, Reply, Signatory, Submission
from tracker.tests.cast import Cast
from tracker.tests.management.conftest import Shell

LIST = """organisation,constituency,country
Ríos Libres,North,Chile
Amigos del Lago,South,
Rios libres,South,Chile
"""
WORDS = ("--statement", "rivers-declaration", "--offered", "2022")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    return path


@pytest.fixture(autouse=True)
def made(cast: Cast) -> list[object]:
    """Who and what there is before a list comes."""
    return [cast.anna, cast.ben, cast.declaration]


def test_read_signatories_records_an_offer_for_each(shell: Shell, file: Path) -> None:
    assert shell("read_signatories", file, *WORDS, "--by", "anna") == (
        "Columns: name=organisation, country=country, constituency=constituency\n"
        "3 rows, 2 signatories.\n"
        "2 submissions recorded, of 2 new signatories; 0 were there already.\n"
    )
    assert list(
        Submission.objects.order_by("pk").values_list(
            "signed_name", "signed_country", "released_at"
        )
    ) == [("Ríos Libres", "CL", None), ("Amigos del Lago", "", None)]
    assert Submission.objects.get(signed_name="Ríos Libres").signed_details == {
        "constituency": ["North", "South"]
    }


def test_read_signatories_again_doubles_nothing(shell: Shell, file: Path) -> None:
    shell("read_signatories", file, *WORDS, "--by", "anna")
    before = Event.objects.count()

    assert shell("read_signatories", file, *WORDS, "--by", "anna").endswith(
        "0 submissions recorded, of 0 new signatories; 2 were there already.\n"
    )
    assert Event.objects.count() == before


def test_read_signatories_dry_records_nothing(shell: Shell, file: Path) -> None:
    before = Event.objects.count()

    assert shell("read_signatories", file, *WORDS, "--by", "anna", "--dry-run").endswith(
        "Dry run, all of it undone again: "
        "2 submissions recorded, of 2 new signatories; 0 were there already.\n"
    )
    assert Event.objects.count() == before
    assert not Submission.objects.exists()


def test_read_signatories_takes_the_issuers_list_and_publishes_it(shell: Shell, file: Path) -> None:
    shell(
        "read_signatories", file, *WORDS, "--by", "anna", "--release-by", "ben",
        "--listed-on", "2022-04-01", "--source-url", "https://rivers.example/list",
        "--kind", "network",
    )  # fmt: skip

    reply = Reply.objects.get()
    assert (reply.kind, reply.dated, reply.submissions.count()) == ("listing", "2022-04-01", 2)
    assert reply.sources.get().title == "https://rivers.example/list"
    assert set(Submission.objects.public().values_list("status", "signed_kind")) == {
        (Status.ACCEPTED, "network")
    }


def test_read_signatories_takes_columns_as_they_are_mapped(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Who,Land,E-mail\nRíos Libres,Chile,rios@pages.example\n")

    said = shell(
        "read_signatories", file, *WORDS, "--by", "anna", "--map", "name=Who", "country = Land"
    )

    assert said.startswith("Columns: name=Who, country=Land\nNot read: E-mail\n")
    assert Signatory.objects.get(name="Ríos Libres").country.code == "CL"


def test_read_signatories_tells_names_that_are_much_alike(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("name\nFriends of the Lake\nFriend of the Lake\n")

    assert (
        "line 3: “Friend of the Lake” is much like “Friends of the Lake” (97 of 100).\n"
        in shell("read_signatories", file, *WORDS, "--by", "anna")
    )
    assert Submission.objects.count() == 2


def test_read_signatories_tells_names_much_like_those_of_the_record(
    shell: Shell, tmp_path: Path, cast: Cast
) -> None:
    cast.signatory("Friends of the Lake")
    file = tmp_path / "list.csv"
    file.write_text("name\nFriend of the Lake\n")

    said = shell("read_signatories", file, *WORDS, "--by", "anna", "--dry-run")

    told = "“Friend of the Lake” is much like “Friends of the Lake” of the record (97 of 100).\n"
    assert told in said
    assert not Signatory.objects.filter(name="Friend of the Lake").exists()


@pytest.mark.parametrize(
    "content, told, lines",
    [
        (
            "name,country\n=SUM(A1),Chile\nRíos Libres,Atlantis\nOther,Chile\n",
            "Nothing was recorded. Correct these lines first.",
            "line 2: “=SUM(A1)” is a formula, not a name. Put the name itself into the cell.\n"
            "line 3: “Atlantis” is not a country that this site knows.\n",
        ),
        (
            "town,country\nLima,Peru\n",
            "list.csv: There is no column for the name. The header is: town, country.",
            "",
        ),
    ],
    ids=["rows", "columns"],
)
def test_read_signatories_takes_everything_or_nothing(
    shell: Shell, tmp_path: Path, content: str, told: str, lines: str
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(content)

    with pytest.raises(CommandError) as error:
        shell("read_signatories", file, *WORDS, "--by", "anna")
    assert (str(error.value), shell.err) == (told, lines)
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    "words, told",
    [
        (("--statement", "lakes"), "There is no statement “lakes”. There are: rivers-declaration."),
        (("--statement", "draft"), "“Draft” has no text yet."),
        (
            ("--statement", "rivers-declaration", "--by", "anna"),
            "Nothing was recorded. offered: State when it was offered, as far as a source says.",
        ),
        (
            ("--statement", "rivers-declaration", "--offered", "2022"),
            "Say in whose name, with --by. These accounts may do this: anna, ben.",
        ),
        (
            ("--statement", "rivers-declaration", "--map", "Who"),
            "Error: argument --map: write it as name=COLUMN",
        ),
    ],
    ids=["statement", "text", "date", "account", "map"],
)
def test_read_signatories_says_what_is_missing(
    shell: Shell, file: Path, cast: Cast, words: tuple[str, ...], told: str
) -> None:
    if "draft" in words:
        record_statement(
            {"title": "Draft", "slug": "draft", "kind": "declaration", "issuer": cast.issuer},
            by=cast.anna,
        )

    with pytest.raises(CommandError) as error:
        shell("read_signatories", file, *words)
    assert str(error.value) == told
    assert not Submission.objects.exists()


def test_read_signatories_says_that_there_is_no_file(shell: Shell, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file or directory"):
        shell("read_signatories", tmp_path / "gone.csv", *WORDS)
