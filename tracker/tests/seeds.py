"""A small seed file with one table of every kind, and ways to edit it."""

from __future__ import annotations

from tracker.actions.seeded_rows import Loaded
from tracker.actions.seeds import load_seed, seed_accounts
from tracker.readers.seeds import read_seed

RIVERS = """
[documents.page]
title = "A page about rivers"
publisher = "Ríos Libres"
url = "https://pages.example/rivers"
retrieved_on = 2022-03-01

[documents.print]
title = "A print without address"

[signatories.assembly]
name = "Harbour Assembly"
kind = "organisation"
country = "NL"

[signatories.network]
name = "Living Rivers Network"
kind = "network"
aliases = [{ name = "LRN", kind = "acronym" }, { name = "Living River Network" }]
sources = [{ document = "page", quotation = "the network" }]

[signatories.rios]
name = "Ríos Libres"
kind = "organisation"
country = "CL"

[signatories.unnamed]
name = "Members from Peru, not named"
kind = "organisation"
country = "PE"
is_named = false
number = "not-stated"

[memberships.rios]
network = "network"
member = "rios"
sources = [{ document = "page", quotation = "we belong to it" }]

[statement]
key = "rivers-call"
title = "Rivers Call"
kind = "declaration"
issuer = "assembly"
issued = "2022~"
acknowledge_days = 10
closes_on = 2023-12-31
sources = [
    { document = "page", quotation = "the call" },
    { key = "print", document = "print", quotation = "no river is for sale" },
]

[revisions.first]
is_summary = true
text = '''
    Says that rivers
    belong to nobody.

    ## Why
    Because they run to the sea.'''
clauses = [
    { number = "1", text = "Rivers run to the sea." },
    { number = "1.1", kind = "slogan", part_of = "point 1", text = "Let it flow!" },
]

[submissions.rios]
signatory = "rios"
revision = "first"
offered = "2022-03~"
offered_words = "in March"
channel = "email"
positions = [{ clause = "point 1", kind = "reservation", text = "Some rivers run dry." }]
sources = [{ document = "page", quotation = "we wrote to them" }]

[submissions.unnamed]
signatory = "unnamed"
revision = "first"
offered = "2022-03~"
sources = [{ document = "page", quotation = "others did too" }]

[checks.april]
submissions = ["rios", "unnamed"]
dated = "2022-04-30"
by_whom = "Ríos Libres"
sources = [{ document = "page", quotation = "nobody answered" }]

[replies.deferral]
submissions = ["rios"]
kind = "deferral"
speaker = "issuer"
dated = "2022-05-10"
promised_on = 2022-06-10
sources = [{ document = "page", quotation = "they need time" }]

[corrections.date]
about = "replies.deferral"
what = "Date"
was = "10 May"
now = "10 May 2022"
why = "The page gives no year."
"""


def edited(*changes: tuple[str, str], text: str = RIVERS) -> bytes:
    """The file with each of these pieces, which stand in it once, replaced."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text.encode()


def load(*changes: tuple[str, str], why: str = "Read anew.") -> Loaded:
    """Load the file, edited so, as the command does."""
    editor, publisher = seed_accounts()
    seed = read_seed(edited(*changes), "rivers.toml")
    return load_seed(seed, by=editor, released_by=publisher, why=why)
