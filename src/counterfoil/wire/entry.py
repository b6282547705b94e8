"""A journal entry as JSON, version 1: what is exported, and what tills push.

    {"v": 1, "device": "…", "n": 1, "prev_hash": "64 hex digits", "epoch": 0, "kind": "redeem",
     "body": {…}, "wall_time": 1780000000000000, "hub_time": null,
     "hash": "64 hex digits", "signature": "128 hex digits"}

Times are whole microseconds since 1970 in UTC. The hash is that of `domain.entry.canonical_bytes`,
which leaves out `v`, `hash` and `signature`. Kinds that this program does not know are passed on.
"""

from typing import Annotated, Final

from pydantic import Field, JsonValue

from counterfoil.domain.entry import Entry, SignedEntry, canonical, canonical_bytes
from counterfoil.domain.errors import InvalidInput
from counterfoil.wire.shape import (
    VERSION,
    EpochNumber,
    Hash,
    Message,
    Moment,
    Name,
    Number,
    Signature,
    Version,
    micros,
    moment,
    parse,
    read_message,
)

LONGEST_LINE: Final = 8_000_000
"""Characters of an entry's line; a campaign's document is a million at most."""


class EntryMessage(Message):
    """The shape of an entry."""

    v: Version
    device: Name
    n: Number
    prev_hash: Hash
    epoch: EpochNumber
    kind: Annotated[str, Field(min_length=1, max_length=40)]
    body: dict[str, JsonValue]
    wall_time: Moment
    hub_time: Moment | None
    hash: Hash
    signature: Signature


def write_entry(signed: SignedEntry) -> dict[str, object]:
    """Return the JSON object of an entry."""
    entry = signed.entry
    return {
        "v": VERSION,
        "device": entry.device,
        "n": entry.n,
        "prev_hash": entry.prev_hash.hex(),
        "epoch": entry.epoch,
        "kind": str(entry.kind),
        "body": dict(entry.body),
        "wall_time": micros(entry.wall_time),
        "hub_time": None if entry.hub_time is None else micros(entry.hub_time),
        "hash": signed.hash.hex(),
        "signature": signed.signature.hex(),
    }


def read_entry(document: object) -> SignedEntry:
    """Return the entry of a JSON object. Whether it is genuine is for `domain.chain` to say.

    Raises:
        Conflict: a newer version wrote it.
        InvalidInput: it is no entry; the first thing that is wrong is named.
    """
    signed = read_writable_entry(document)
    _refuse_unwritable(signed.entry)
    return signed


def read_writable_entry(document: object) -> SignedEntry:
    """Return the entry of an object that `parse` read from text without half a surrogate pair.

    Raises as `read_entry`, but does not look whether it has canonical bytes: it has.
    """
    message = read_message(EntryMessage, document, "journal entry")
    return SignedEntry(
        Entry(
            device=message.device,
            n=message.n,
            prev_hash=bytes.fromhex(message.prev_hash),
            epoch=message.epoch,
            kind=message.kind,
            body=message.body,
            wall_time=moment(message.wall_time),
            hub_time=None if message.hub_time is None else moment(message.hub_time),
        ),
        bytes.fromhex(message.hash),
        bytes.fromhex(message.signature),
    )


def write_line(signed: SignedEntry) -> str:
    """Return an entry as one line of an exported journal, without the line's end."""
    return canonical(write_entry(signed))


def read_line(line: str) -> SignedEntry:
    """Return the entry on one line of an exported journal.

    Raises:
        Conflict: a newer version wrote it.
        InvalidInput: it is no entry, or says something twice.
    """
    if len(line) > LONGEST_LINE:
        raise InvalidInput("The line has more than {most:,} characters.", most=LONGEST_LINE)
    return read_entry(parse(line, "journal entry"))


def _refuse_unwritable(entry: Entry) -> None:
    """Refuse what has no canonical bytes: endless numbers, half of a surrogate pair."""
    try:
        canonical_bytes(entry)
    except ValueError:
        raise InvalidInput(
            "This is no journal entry: body holds what JSON in UTF-8 cannot."
        ) from None
