"""How the databases answer the lists of the desk: by indexes, however much there is."""

from django.db.models import Model

from tracker.models import Check, Correction, Event, Reply, Signatory, Source, Statement, Submission
from tracker.tests.admin.conftest import SignIn
from tracker.tests.admin.multiplied import multiply
from tracker.tests.cast import Cast
from tracker.tests.queries.masses import mass
from tracker.tests.queries.plans import explained

LISTS: dict[type[Model], tuple[str, ...]] = {
    Submission: (
        "",
        "p=2",
        "q=mill",
        "q=observatory",
        "q=nobody+at+all",
        "q=zz",
        "q=강과",
        "status__exact=refused",
        "awaiting=issuer",
        "age=overdue",
        "age=long-overdue",
        "age=no-date",
        "release=waiting",
        "release=public",
        "contested=yes",
        "held=yes",
        "assigned=me",
        "checked=long-ago",
    ),
    Signatory: (
        "",
        "p=2",
        "q=mill",
        "q=observatory",
        "q=nobody+at+all",
        "q=zz",
        "kind__exact=person",
    ),
    Statement: ("", "q=letter", "stage__exact=review"),
    Event: ("", "p=2", "kind__exact=check-released"),
    Reply: ("", "release=waiting", "q=ferry"),
    Check: ("", "release=waiting", "q=ferry"),
    Correction: ("", "release=waiting"),
    Source: ("",),
}


# What still reads or sorts more than it shows, and why that may be.
EXCEPT = {
    "submission/?age=long-overdue": "sorts what is late, by how late it is",
    "submission/?age=no-date": "sorts what is deferred without a date",
    "submission/?held=yes": "walks past what is not held: offers wait there for a day or two",
    "submission/?assigned=me": "SQLite knows of the column only that it is nearly always empty",
    "check/?release=waiting": "people make them by hand",
    "correction/?release=waiting": "people write them by hand",
    "statement/?stage__exact=review": "statements are few",
    "statement/?q=letter": "statements are few",
}


def test_every_list_of_the_desk_is_read_by_indexes(cast: Cast, sign_in: SignIn) -> None:
    mass(cast)
    multiply(Source.objects.latest("pk"), 300)
    browser = sign_in(cast.ben)
    browser.get("/admin/")
    faults = {}
    for model, queries in LISTS.items():
        for query in queries:
            address = f"/admin/tracker/{model._meta.model_name}/?{query}"
            with explained() as captured:
                assert browser.get(address).status_code == 200, address
            assert captured.asked
            if captured.faults and address.removeprefix("/admin/tracker/") not in EXCEPT:
                faults[address] = captured.faults

    assert faults == {}
