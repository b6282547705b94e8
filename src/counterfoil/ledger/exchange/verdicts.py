"""The hub's verdicts as they are kept, and the receipts that prove them to a hub that forgot."""

import hmac
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from counterfoil.domain.entry import canonical, quoted
from counterfoil.domain.exchange import Document, EntryVerdict, Outcome
from counterfoil.ledger.bulk import Bulk
from counterfoil.ledger.sentence_values import as_json
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.base import dump, load
from counterfoil.ledger.tables.sync import entry_verdicts

Kept = tuple[bytes, EntryVerdict]
"""The hash of the entry that was judged, and the verdict."""

_COLUMNS: Final = (
    entry_verdicts.c.n,
    entry_verdicts.c.hash,
    entry_verdicts.c.outcome,
    entry_verdicts.c.of,
    entry_verdicts.c.reason,
    entry_verdicts.c["values"],
    entry_verdicts.c.answer,
    entry_verdicts.c.receipt,
)
_BETWEEN: Final = Statement(
    select(*_COLUMNS).where(
        entry_verdicts.c.device == bindparam("device"),
        entry_verdicts.c.n.between(bindparam("first"), bindparam("last")),
    )
)
_PARTS: Final = 3
_PERSON: Final = "member"
"""The topic whose documents name people."""

_INSERT_ALL: Final = Bulk(entry_verdicts)


def receipt(key: bytes, device: str, entry: bytes, verdict: EntryVerdict) -> bytes:
    """Return what proves to whoever holds `key` that the entry with this hash got the verdict."""
    if not verdict.values and verdict.answer is None and not verdict.of + verdict.reason:
        # What most verdicts are, in the same characters as below.
        name, outcome = quoted(device), verdict.outcome.value
        said = f'[{name},{verdict.n},"{entry.hex()}","{outcome}","","",{{}},null]'
        return hmac.digest(key, said.encode(), "sha256")
    kept = None if verdict.answer is None else lasting(verdict.answer)
    answer = None if kept is None else sha256(canonical(kept).encode())
    whole = [
        device,
        verdict.n,
        entry.hex(),
        verdict.outcome.value,
        verdict.of,
        verdict.reason,
        dict(verdict.values),
        answer and answer.hexdigest(),
    ]
    return hmac.digest(key, canonical(whole).encode(), "sha256")


def with_receipt(key: bytes, device: str, entry: bytes, verdict: EntryVerdict) -> EntryVerdict:
    """Return the verdict with its receipt."""
    proof = receipt(key, device, entry, verdict)
    # As `replace` would, in a third of its time.
    said = (verdict.of, verdict.reason, verdict.values, verdict.answer)
    return EntryVerdict(verdict.n, verdict.outcome, *said, proof)


def is_genuine(key: bytes, device: str, entry: bytes, verdict: EntryVerdict) -> bool:
    """Say whether the receipt shows that this hub gave the verdict, in whichever epoch."""
    try:
        expected = receipt(key, device, entry, verdict)
    except ValueError:
        return False
    return hmac.compare_digest(expected, verdict.receipt)


def kept_between(conn: Connection, device: str, first: int, last: int) -> dict[int, Kept]:
    """Return the verdicts on a device's entries from `first` to `last`, by number."""
    rows = _BETWEEN.run(conn, {"device": device, "first": first, "last": last}).fetchall()
    return {row[0]: (bytes(row[1]), _verdict(row)) for row in rows}


def kept_verdict(conn: Connection, device: str, n: int) -> Kept | None:
    """Return the verdict on one entry, None where it was not judged yet."""
    return kept_between(conn, device, n, n).get(n)


def keep_verdicts(conn: Connection, device: str, judged: Sequence[Kept]) -> None:
    """Keep the verdicts on a device's entries."""
    _INSERT_ALL.run(conn, [_row(device, entry, verdict) for entry, verdict in judged])


def lasting(answer: Document) -> Document:
    """Return an answer as it is kept, which is for ever: without what names a person."""
    told = answer.get("documents")
    if not isinstance(told, list) or not all(_is_object(each) for each in told):
        return answer
    documents = [
        [topic, key, None if topic == _PERSON else document] for topic, key, document in told
    ]
    return {**answer, "documents": documents}


def _is_object(told: object) -> bool:
    return isinstance(told, list) and len(told) == _PARTS


def plain(values: Mapping[str, object]) -> Document:
    """Return the values of a sentence as JSON holds them; see `ledger.refuse.refilled`."""
    return {name: as_json(value) for name, value in values.items()}


def _row(device: str, entry: bytes, verdict: EntryVerdict) -> dict[str, Any]:
    return {
        "device": device,
        "n": verdict.n,
        "hash": entry,
        "outcome": verdict.outcome.value,
        "of": verdict.of,
        "reason": verdict.reason,
        "values": dump(dict(verdict.values)) if verdict.values else "{}",
        "answer": None if verdict.answer is None else dump(lasting(verdict.answer)),
        "receipt": verdict.receipt,
    }


def _verdict(row: Sequence[Any]) -> EntryVerdict:
    n, _, outcome, of, reason, values, answer, proof = row
    return EntryVerdict(
        n=n,
        outcome=Outcome(outcome),
        of=of,
        reason=reason,
        values=load(values),
        answer=None if answer is None else load(answer),
        receipt=bytes(proof),
    )
