#!/usr/bin/env python3
"""Check a receipt or a promise of an Undersigned site, without the site and without trusting it.

    python3 verify_receipt.py FILE --key KEY

FILE is what the site gave you. KEY is the site's public key: one line name+id+base64, or a file of
such lines. Whoever gives you a false key can make you believe anything, so take it from where the
site could not change it today: a print, an old copy of its page, somebody else.

This file is all of it. It uses nothing but Python 3 and no network. Read it from the end upwards.
The formats are told in docs/receipts.md. Exit status: 0 if all is right, 1 if not, 2 if misused.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
from pathlib import Path


class Refused(ValueError):
    """Something is not as it should be; the message says what."""


# --- Ed25519 signatures (RFC 8032), in plain numbers: slow, and nothing secret is handled ---------

P = 2**255 - 19  # coordinates are counted modulo this
ORDER = 2**252 + 27742317777372353535851937790883648493  # how many multiples the base point has
D = -121665 * pow(121666, -1, P) % P  # the curve: -x² + y² = 1 + D x² y²


def add(a, b):
    """The sum of two points of the curve."""
    (x1, y1), (x2, y2) = a, b
    both = D * x1 * x2 * y1 * y2
    x = (x1 * y2 + x2 * y1) * pow(1 + both, -1, P) % P
    y = (y1 * y2 + x1 * x2) * pow(1 - both, -1, P) % P
    return x, y


def times(number, point):
    """A point added to itself that often."""
    total = (0, 1)  # the zero among the points
    while number:
        if number & 1:
            total = add(total, point)
        point = add(point, point)
        number >>= 1
    return total


def decode_point(data):
    """The point in 32 bytes, which hold y, and in the highest bit whether x is odd."""
    number = int.from_bytes(data, "little")
    y, odd = number % 2**255, number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    if x * x % P != square or y >= P or (x == 0 and odd):
        raise Refused("The public key is not a point of the curve.")
    return (x if x % 2 == odd else P - x), y


def encode_point(point):
    x, y = point
    return (y + (x % 2) * 2**255).to_bytes(32, "little")


BASE = decode_point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def is_signed(public, message, signature):
    """Whether the owner of a public key (32 bytes) signed the message with this (64 bytes)."""
    first, s = signature[:32], int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= ORDER:
        return False
    digest = hashlib.sha512(first + public + message).digest()
    x, y = decode_point(public)
    minus = times(int.from_bytes(digest, "little") % ORDER, (-x % P, y))
    return encode_point(add(times(s, BASE), minus)) == first


# --- Base64 and JSON, each in the one form that is right ------------------------------------------


def from_base64(text):
    """The bytes; none for a text that is not what these bytes are written as."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return b""
    return data if base64.b64encode(data).decode() == text else b""


def from_json(text):
    """The object; names in order and no spaces, so that no other text says the same."""
    said = json.loads(text)
    form = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if form != text or not isinstance(said, dict):
        raise Refused("What the file encloses is not JSON in its one form.")
    return said


# --- Keys and signed notes ------------------------------------------------------------------------


def read_key(line):
    """Name, id and the 32 bytes of a public key."""
    name, _, rest = line.partition("+")
    key_id, _, code = rest.partition("+")
    data = from_base64(code)
    right_id = hashlib.sha256(name.encode() + b"\n" + data).hexdigest()[:8]
    if len(data) != 33 or data[0] != 1 or key_id != right_id:
        raise Refused("This is neither a file nor a public key: " + line)
    return name, data[1:], bytes.fromhex(key_id)


def read_note(note):
    """The text that was signed, and each signature as name, key id and signature."""
    text, blank, block = note.rpartition("\n\n")
    if re.search("[\x00-\x09\x0b-\x1f]", note) or not blank or not block.endswith("\n"):
        raise Refused("What is signed does not end with an empty line and signatures.")
    signatures = []
    for line in block[:-1].split("\n"):
        match = re.fullmatch(r"— ([^\s+]+) (\S+)", line)
        data = from_base64(match[2]) if match else b""
        if len(data) <= 4:
            raise Refused("A line that should be a signature is not one.")
        signatures.append((match[1], data[:4], data[4:]))
    return text + "\n", signatures


def check_signatures(note, keys, origin, right):
    """A key that was given signed it, and is of the log that the file speaks for.

    Signatures of other keys are left aside: they say nothing to whoever does not have the key.
    """
    text, signatures = read_note(note)
    names = []
    for name, key_id, signature in signatures:
        for key_name, public, our_id in keys:
            if (key_name, our_id) == (name, key_id):
                if not is_signed(public, text.encode(), signature):
                    raise Refused("The signature of " + name + " does not fit the text.")
                names.append(name)
    if not names:
        raise Refused("No key that you gave signed it. It names " + signatures[0][0] + ".")
    right("Signed by " + ", ".join(names) + ".")
    if origin not in names:
        raise Refused("It speaks for " + origin + ", but the key is not of that name.")
    right("It speaks for " + origin + ", whose key signed it.")


# --- The tree (RFC 6962; this way of checking is from RFC 9162, 2.1.3.2) --------------------------


def root_from(leaf, index, size, path):
    """The root of a tree of `size` entries with this one at `index`, from the hashes beside."""
    found, last = hashlib.sha256(b"\x00" + leaf).digest(), size - 1
    for beside in path:
        if last == 0:
            raise Refused("There are more hashes than the tree is high.")
        if index % 2 or index == last:
            found = hashlib.sha256(b"\x01" + beside + found).digest()
            while index and index % 2 == 0:  # without a neighbour on a level it goes up as it is
                index, last = index // 2, last // 2
        else:
            found = hashlib.sha256(b"\x01" + found + beside).digest()
        index, last = index // 2, last // 2
    return found if last == 0 else b"there are fewer hashes than the tree is high"


# --- The two kinds of files -----------------------------------------------------------------------

PARTS = ["form", "signature", "origin", "tree", "opening"]  # looked at in this order
NUMBER = "(0|[1-9][0-9]{0,18})"
HEX64 = "[0-9a-f]{64}"
INSTANT = r"[0-9]{4}(?:-[0-9]{2}){2}T[0-9]{2}(?::[0-9]{2}){2}\.[0-9]{6}Z"
RECEIPT = rf"c2sp\.org/tlog-proof@v1\nextra (.+)\nindex {NUMBER}((?:\n.+)*)\n\n((?s:.+))"
CHECKPOINT = rf"(.+)\n{NUMBER}\n(.+)\n(?:.+\n)*"
PROMISE = (
    rf"(.+)/promise\nstatement ([^ \n]+)\nrevision ({HEX64})\nreference ([^ \n]+)\n"
    rf"claimed ([^ \n]+)\nreceived ({INSTANT})\nevent ([1-9][0-9]{{0,18}})\n"
)
LEAF = (
    rf'{{"event":([1-9][0-9]*),(?:"facts":{{.*}},)?"kept":"{HEX64}",(?:"kind":".*",)?'
    rf'"recorded_at":"({INSTANT})","shown":"({HEX64})","v":1}}'
)


def matched(form, text):
    """The pieces of a text of this form."""
    match = re.fullmatch(form, text)
    if not match:
        raise Refused("It has not the lines that it should have.")
    return match.groups()


def check_receipt(text, keys, right):
    """Call right() for each part that is; return what the receipt proves and what it does not."""
    code, index, lines, note = matched(RECEIPT, text)
    origin, size, root = matched(CHECKPOINT, read_note(note)[0])
    index, size = int(index), int(size)
    root, *path = [from_base64(line) for line in [root, *lines.split("\n")[1:]]]
    extra = from_json(from_base64(code).decode())
    leaf, opening = extra["leaf"], extra.get("opening")
    event, recorded, shown = matched(LEAF, leaf)
    if any(len(value) != 32 for value in [root, *path]) or len(from_json(leaf)) not in (5, 7):
        raise Refused("A hash or the entry has not the form it should have.")
    if "opening" in extra:
        from_json(opening["content"])
        matched(HEX64, opening["salt"])
    if extra.keys() - {"leaf", "opening"} or (opening and len(opening) > 2):
        raise Refused("It encloses other things than an entry and its content.")
    right("It has the form of a receipt.")

    check_signatures(note, keys, origin, right)
    if index >= size or root_from(leaf.encode(), index, size, path) != root:
        raise Refused("The hashes do not lead from the entry to the root that was signed.")
    right(f"The entry is number {index} of the {size} in the log, counted from 0.")
    proven = [
        f"{origin} signed a log that holds this entry: {leaf}",
        f"It says that it recorded its event {event} at {recorded}.",
        "It can neither change nor drop the entry without its log contradicting this file.",
    ]
    if opening:
        salted = bytes.fromhex(opening["salt"]) + opening["content"].encode()
        if hashlib.sha256(salted).hexdigest() != shown:
            raise Refused("The enclosed content is not what the entry commits to.")
        right("The enclosed content is what the entry commits to.")
        proven.append("The site committed to this content then: " + opening["content"])
    return proven, [
        "Who pressed the key: this proves the site's record and its time, not who acted.",
        "That what is recorded is true, or that the site's clock was right.",
        "That the site shows the same log to everybody: compare its checkpoint with others'.",
    ]


def check_promise(text, keys, right):
    lines = matched(PROMISE, read_note(text)[0])
    origin, statement, wording, reference, claimed, received, event = lines
    right("It has the form of a promise.")
    check_signatures(text, keys, origin, right)
    return [
        f"{origin} signed that at {received} it received the offer {reference} to sign the "
        f"statement “{statement}”, dated {claimed} by whoever sent it.",
        f"The wording in question is the one whose SHA-256 is {wording}.",
        f"It promised to put this into its log as event {event}.",
    ], [
        f"That it is in the log: the receipt of event {event} proves that, or its absence.",
        "Who pressed the key: this is the site's record and its time, not a signature of yours.",
        "That the date which the sender stated is right.",
    ]


def check_file(data, keys):
    """Print what was found of each part and what is proven; return whether all is right."""
    found = []

    def right(words):
        print("right   " + PARTS[len(found)] + ": " + words)
        found.append(words)

    try:
        text = data.decode()
        is_promise = text.partition("\n")[0].endswith("/promise")
        check = check_promise if is_promise else check_receipt
        proven, not_proven = check(text, keys, right)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        words = str(error) if isinstance(error, Refused) else "It is not written as it should be."
        print("WRONG   " + PARTS[len(found)] + ": " + words)
        print("\nThis file proves nothing.")
        return False
    print("\nProven, if the key is the site's:\n- " + "\n- ".join(proven))
    print("\nNot proven:\n- " + "\n- ".join(not_proven))
    return True


def main():
    parser = argparse.ArgumentParser(description="Check a receipt or a promise without the site.")
    parser.add_argument("file", help="what the site gave you")
    parser.add_argument("--key", required=True, help="the site's public key, or a file of keys")
    asked = parser.parse_args()
    sys.stdout.reconfigure(errors="backslashreplace")  # for terminals that lack a letter
    try:
        data = Path(asked.file).read_bytes()
        key = Path(asked.key)
        text = key.read_text(encoding="utf-8") if key.is_file() else asked.key
        lines = [line.strip() for line in text.splitlines()]
        keys = [read_key(line) for line in lines if line and not line.startswith("#")]
    except (OSError, ValueError) as error:
        parser.error(str(error))
    return 0 if check_file(data, keys) else 1


if __name__ == "__main__":
    sys.exit(main())
