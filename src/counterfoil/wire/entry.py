"""A journal entry as JSON, version 1: what is exported, and what tills push.

    {"v": 1, "device": "…", "n": 1, "prev_hash": "64 hex digits", "epoch": 0, "kind": "redeem",
     "body": {…}, "wall_time": 1780000000000000, "hub_time": null,
     "hash": "64 hex digits", "signature": "128 hex digits"}

Times are whole microseconds since 1970 in UTC. The hash is that of `domain.entry.canonical_bytes`,
which leaves out `v`, `hash` and `signature`. Kinds that this program does not know are passed on.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final, NoReturn

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from counterfoil.domain.entry import Entry, SignedEntry, canonical, canonical_bytes
from counterfoil.domain.errors import Conflict, InvalidInput

VERSION: Final = 1
LONGEST_LINE: Final = 8_000_000
"""Characters of an entry's line; a campaign's document is a million at most."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_LAST_MOMENT: Final = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND
_FIRST_MOMENT: Final = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND
_MOST_N: Final = 2**63 - 1
_MOST_EPOCH: Final = 2**31 - 1

_Hash = Annotated[str, Field(pattern=r"\A[0-9a-f]{64}\z")]
_Signature = Annotated[str, Field(pattern=r"\A[0-9a-f]{128}\z")]
_Moment = Annotated[int, Field(ge=_FIRST_MOMENT, le=_LAST_MOMENT)]


class EntryMessage(BaseModel):
    """The shape of an entry; nothing is converted, no field may be missing or unknown."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)

    # Not Literal, which takes true for 1.
    v: Annotated[int, Field(ge=VERSION, le=VERSION)]
    device: Annotated[str, Field(min_length=1, max_length=200)]
    n: Annotated[int, Field(ge=1, le=_MOST_N)]
    prev_hash: _Hash
    epoch: Annotated[int, Field(ge=0, le=_MOST_EPOCH)]
    kind: Annotated[str, Field(min_length=1, max_length=40)]
    body: dict[str, JsonValue]
    wall_time: _Moment
    hub_time: _Moment | None
    hash: _Hash
    signature: _Signature


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
        "wall_time": _micros(entry.wall_time),
        "hub_time": None if entry.hub_time is None else _micros(entry.hub_time),
        "hash": signed.hash.hex(),
        "signature": signed.signature.hex(),
    }


def read_entry(document: object) -> SignedEntry:
    """Return the entry of a JSON object. Whether it is genuine is for `domain.chain` to say.

    Raises:
        Conflict: a newer version wrote it.
        InvalidInput: it is no entry; the first thing that is wrong is named.
    """
    _refuse_newer(document)
    try:
        message = EntryMessage.model_validate(document)
    except ValidationError as error:
        raise InvalidInput("This is no journal entry: {why}.", why=_why(error)) from None
    signed = SignedEntry(
        Entry(
            device=message.device,
            n=message.n,
            prev_hash=bytes.fromhex(message.prev_hash),
            epoch=message.epoch,
            kind=message.kind,
            body=message.body,
            wall_time=_moment(message.wall_time),
            hub_time=None if message.hub_time is None else _moment(message.hub_time),
        ),
        bytes.fromhex(message.hash),
        bytes.fromhex(message.signature),
    )
    _refuse_unwritable(signed.entry)
    return signed


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
    try:
        document = json.loads(line, object_pairs_hook=_distinct, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise InvalidInput("This is no journal entry: it is not JSON.") from None
    return read_entry(document)


def _refuse_newer(document: object) -> None:
    version = document.get("v") if isinstance(document, dict) else None
    if type(version) is int and version > VERSION:
        raise Conflict(
            "The journal entry was written by a newer Counterfoil (version {found}; this one knows"
            " {known}); update this program.",
            found=version,
            known=VERSION,
        )


def _refuse_unwritable(entry: Entry) -> None:
    """Refuse what has no canonical bytes: endless numbers, half of a surrogate pair."""
    try:
        canonical_bytes(entry)
    except ValueError:
        raise InvalidInput(
            "This is no journal entry: body holds what JSON in UTF-8 cannot."
        ) from None


def _why(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"][:4])
    return f"{place[:60] or 'it'}: {first['msg']}"


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuse a name given twice: readers would differ on which one counts."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name is given twice")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // _MICROSECOND


def _moment(micros: int) -> datetime:
    return _EPOCH + micros * _MICROSECOND
