"""Reading BibTeX back: the structure by others' code, the characters as LaTeX prints them."""

from __future__ import annotations

import re

import bibtexparser

PRINTED = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
} | {rf"\{character}": character for character in "&%$#_"}
COMMANDS = re.compile("|".join(re.escape(command) for command in PRINTED))
BARE = re.compile(r"[\\{}~^&%$#_]")


def read_bibtex(text: str) -> dict[str, str]:
    """The one entry in it, as a reader of the bibliography sees its fields.

    Fails on what LaTeX would take for a command, but in addresses.
    """
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    [entry] = library.entries
    fields = {name: _printed(name, field.value) for name, field in entry.fields_dict.items()}
    return fields | {"ENTRYTYPE": entry.entry_type, "ID": entry.key}


def _printed(name: str, value: str) -> str:
    if name == "url":
        return value
    bare = value[1:-1] if value.startswith("{") and value.endswith("}") else value
    assert not BARE.search(COMMANDS.sub("", bare)) or name == "date"
    return COMMANDS.sub(lambda found: PRINTED[found[0]], bare)
