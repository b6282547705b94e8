"""Ways to tamper with a journal, each at a random place: what somebody with the file can do.

A journal is a list of rows, as the table has them, of one device after the other. Each way changes
a copy, or gives None where the journal has no place for it.
"""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from counterfoil.domain.chain import device_id
from counterfoil.domain.entry import Entry, SignedEntry, canonical, entry_hash
from counterfoil.ledger.tables.base import from_micros, from_micros_or_none, load

Row = dict[str, Any]
Forgery = Callable[[Random, list[Row]], list[Row] | None]
STRANGER: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(7, 39)))
STRANGE_KEY: Final = STRANGER.public_key().public_bytes_raw()


_BYTES: Final = ("prev_hash", "hash", "signature")


def of_device(rows: list[Row], device: str) -> list[Row]:
    """Return a device's rows, in order."""
    return sorted((row for row in rows if row["device"] == device), key=lambda row: row["n"])


def _chosen(random: Random, rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return copies of the rows of a device of several entries, and the rest."""
    devices = sorted({row["device"] for row in rows})
    long = [device for device in devices if len(of_device(rows, device)) > 2]
    device = random.choice(long)
    rest = [dict(row) for row in rows if row["device"] != device]
    return [dict(row) for row in of_device(rows, device)], rest


def _renumber(chain: list[Row]) -> None:
    for number, row in enumerate(chain, 1):
        row["n"] = number


def read(row: Row) -> SignedEntry:
    """Return a row as an entry, whether or not it is whole."""
    entry = Entry(
        row["device"],
        row["n"],
        row["prev_hash"],
        row["epoch"],
        row["kind"],
        load(row["body"]),
        from_micros(row["wall_time"]),
        from_micros_or_none(row["hub_time"]),
    )
    return SignedEntry(entry, row["hash"], row["signature"])


def _rehash(chain: list[Row], start: int) -> None:
    for at in range(start, len(chain)):
        if at:
            chain[at]["prev_hash"] = chain[at - 1]["hash"]
        chain[at]["hash"] = entry_hash(read(chain[at]).entry)


def _edit_body(random: Random, row: Row) -> None:
    """Change one value of an entry's body, as who wants something would."""
    body = load(row["body"])
    name = random.choice(sorted(body)) if body else "added"
    value = body.get(name)
    if isinstance(value, bool) or value is None:
        body[name] = 1 if not value else None
    elif isinstance(value, int):
        body[name] = value + random.choice((-1, 1, 100))
    elif isinstance(value, str):
        body[name] = f"{value}x" if random.random() < 0.5 else value[:-1] + "~"
    else:
        body[name] = [value]
    row["body"] = canonical(body)


def _flipped(random: Random, content: bytes) -> bytes:
    at = random.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << random.randrange(8))]) + content[at + 1 :]


def edit(random: Random, rows: list[Row]) -> list[Row]:
    """Change one field of an entry, or a single bit of it."""
    chain, rest = _chosen(random, rows)
    row = random.choice(chain)
    name = random.choice(
        ("body", "body", "spaces", "kind", *("wall_time", "hub_time", "epoch"), *_BYTES)
    )
    if name == "body":
        _edit_body(random, row)
    elif name == "spaces":
        row["body"] = row["body"].replace(":", ": ", 1) if ":" in row["body"] else "{ }"
    elif name == "kind":
        row["kind"] = random.choice([kind for kind in ("redeem", "reverse") if kind != row["kind"]])
    elif name == "hub_time":
        row["hub_time"] = (row["hub_time"] or 0) + 1
    elif name in {"wall_time", "epoch"}:
        row[name] += random.choice((-1, 1))
    else:
        row[name] = _flipped(random, row[name])
    return rest + chain


def drop(random: Random, rows: list[Row]) -> list[Row]:
    """Take out entries but the last; half of the time, close the gap in the numbers."""
    chain, rest = _chosen(random, rows)
    at = random.randrange(len(chain) - 1)
    del chain[at : at + random.randint(1, min(3, len(chain) - 1 - at))]
    if random.random() < 0.5:
        _renumber(chain)
    return rest + chain


def reorder(random: Random, rows: list[Row]) -> list[Row]:
    """Exchange two entries."""
    chain, rest = _chosen(random, rows)
    one, other = random.sample(range(len(chain)), 2)
    chain[one], chain[other] = chain[other], chain[one]
    _renumber(chain)
    return rest + chain


def duplicate(random: Random, rows: list[Row]) -> list[Row]:
    """Put in an entry once more, right behind itself or at the end."""
    chain, rest = _chosen(random, rows)
    at = random.randrange(len(chain))
    chain.insert(random.choice((at + 1, len(chain))), dict(chain[at]))
    _renumber(chain)
    return rest + chain


def resign(random: Random, rows: list[Row]) -> list[Row]:
    """Change an entry, and sign it and all that follow with another key."""
    chain, rest = _chosen(random, rows)
    at = random.randrange(len(chain))
    if random.random() < 0.5:
        _edit_body(random, chain[at])
    _rehash(chain, at)
    for row in chain[at:]:
        row["signature"] = STRANGER.sign(row["hash"])
    return rest + chain


def rehash(random: Random, rows: list[Row]) -> list[Row]:
    """Change an entry, and make the chain of hashes whole again, without any key."""
    chain, rest = _chosen(random, rows)
    at = random.randrange(len(chain))
    _edit_body(random, chain[at])
    _rehash(chain, at)
    return rest + chain


def splice(random: Random, rows: list[Row]) -> list[Row] | None:
    """Put an entry of one device into the journal of another, at its end or for another one."""
    chain, rest = _chosen(random, rows)
    if not rest:
        return None
    taken = dict(random.choice(rest)) | {"device": chain[0]["device"]}
    if random.random() < 0.5:
        chain.append(taken)
    else:
        chain[random.randrange(len(chain))] = taken
    _renumber(chain)
    if random.random() < 0.5:
        _rehash(chain, 0)
    return rest + chain


def truncate(random: Random, rows: list[Row]) -> list[Row]:
    """Cut entries off the end, up to all of them."""
    chain, rest = _chosen(random, rows)
    return rest + chain[: random.randrange(len(chain))]


def disown(random: Random, rows: list[Row]) -> list[Row]:
    """Write the whole journal of a device as that of another one, whose key is at hand."""
    chain, rest = _chosen(random, rows)
    other = device_id(STRANGE_KEY)
    for row in chain:
        row["device"] = other
    first = load(chain[0]["body"])
    chain[0]["body"] = canonical(first | {"public_key": STRANGE_KEY.hex()})
    _edit_body(random, random.choice(chain[1:]))
    _rehash(chain, 0)
    for row in chain:
        row["signature"] = STRANGER.sign(row["hash"])
    return rest + chain


FORGERIES: Final[Mapping[str, Forgery]] = {
    "edit": edit,
    "drop": drop,
    "reorder": reorder,
    "duplicate": duplicate,
    "re-sign": resign,
    "rehash": rehash,
    "splice": splice,
}
"""What is found with nothing but the journal."""

SEEN_AGAINST_NOTES: Final[Mapping[str, Forgery]] = {"truncate": truncate, "disown": disown}
"""What leaves a journal that is whole in itself, found against ends that were noted before."""
