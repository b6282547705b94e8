"""What a ledger holds, read and checked with nothing of the program: plain SQL, hashes, signatures.

It says whether the journal is whole, whether journal and ledger agree, and which codes were
accepted, so that what was shown can be held against it.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Query = Callable[[str], Iterable[tuple[Any, ...]]]

_JOURNAL = """
SELECT device, n, prev_hash, epoch, kind, body, wall_time, hub_time, hash, signature
FROM journal ORDER BY device, n"""
_REDEEMED = """
SELECT r.id, c.text, c.id, c.status FROM redemptions r JOIN codes c ON c.id = r.code_id
WHERE r.reversed_at IS NULL AND NOT r.test"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found. `entries` gives the hash of each, `redeemed` the code of each redemption.

    `doubles` counts codes beyond their first acceptance; `faults` is what contradicts itself.
    """

    entries: Mapping[str, str]
    redeemed: Mapping[str, str]
    reversed: frozenset[str]
    coupons_used: frozenset[str]
    codes: int
    codes_void: int
    labels: int
    cards: frozenset[str]
    doubles: int
    faults: tuple[str, ...]

    def lacks(self, before: "Evidence") -> list[str]:
        """Return what was there `before` and is there no more, or is another."""
        lost = [f"entry {name}" for name, sealed in before.entries.items()
                if self.entries.get(name) != sealed]  # fmt: skip
        lost += [f"redemption {name}" for name in before.redeemed
                 if name not in self.redeemed and name not in self.reversed]  # fmt: skip
        return lost


NOTHING = Evidence({}, {}, frozenset(), frozenset(), 0, 0, 0, frozenset(), 0, ())
"""Of a folder with no ledger."""


def of_folder(folder: Path) -> Evidence:
    """Read the ledger in a data folder that nobody has open."""
    database = folder / "ledger.db"
    return of_file(database) if database.exists() else NOTHING


def of_file(path: Path) -> Evidence:
    """Read a ledger's SQLite file."""
    with closing(sqlite3.connect(path)) as conn:
        damage = [said for (said,) in conn.execute("PRAGMA integrity_check") if said != "ok"]
        return _read(lambda sql: conn.execute(sql).fetchall(), damage)


def of_server(url: str) -> Evidence:
    """Read a ledger on PostgreSQL, by the URL that SQLAlchemy takes."""
    with psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://", 1)) as conn:
        return _read(lambda sql: conn.execute(sql.encode()).fetchall(), [])


def _read(query: Query, damage: list[str]) -> Evidence:
    keys = {device: bytes(key) for device, key in query("SELECT id, public_key FROM devices")}
    rows = list(query(_JOURNAL))
    entries = {f"{row[0]}-{row[1]}": bytes(row[8]).hex() for row in rows}
    kinds = {f"{row[0]}-{row[1]}": row[4] for row in rows}
    live = list(query(_REDEEMED))
    undone = {name for (name,) in query("SELECT id FROM redemptions WHERE reversed_at > 0")}
    times = Counter(code_id for _, _, code_id, _ in live)
    faults = [*damage, *_chain_faults(rows, keys), *_code_faults(query, live)]
    faults += _disagreements(kinds, rows, {row[0] for row in live}, undone)
    return Evidence(
        entries=entries,
        redeemed={name: text or "" for name, text, _, _ in live},
        reversed=frozenset(undone),
        coupons_used=frozenset(
            code for (code,) in query("SELECT code FROM coupons WHERE used_at > 0")
        ),
        codes=_number(query, "SELECT count(*) FROM codes"),
        codes_void=_number(query, "SELECT count(*) FROM codes WHERE status = 2"),
        labels=_number(query, "SELECT sum(labels) FROM print_runs WHERE state = 'ready'"),
        cards=frozenset(card for (card,) in query("SELECT card FROM members")),
        doubles=sum(count - 1 for count in times.values()),
        faults=tuple(faults),
    )


def _number(query: Query, sql: str) -> int:
    ((found,),) = query(sql)
    return int(found or 0)


def _chain_faults(rows: list[tuple[Any, ...]], keys: Mapping[str, bytes]) -> Iterator[str]:
    ends: dict[str, tuple[int, bytes]] = {}
    for device, n, before, epoch, kind, body, wall, hub, sealed, signature in rows:
        name, (last, last_hash) = f"{device}-{n}", ends.get(device, (0, bytes(32)))
        text = json.dumps(
            {
                "device": device, "n": n, "prev_hash": bytes(before).hex(), "epoch": epoch,
                "kind": kind, "body": json.loads(body), "wall_time": wall, "hub_time": hub,
            },
            sort_keys=True, separators=(",", ":"), ensure_ascii=False,
        )  # fmt: skip
        if n != last + 1 or bytes(before) != last_hash:
            yield f"{name} does not follow"
        if sha256(text.encode()).digest() != bytes(sealed):
            yield f"{name} was changed"
        try:
            Ed25519PublicKey.from_public_bytes(keys[device]).verify(bytes(signature), bytes(sealed))
        except (InvalidSignature, KeyError):
            yield f"{name} is not signed by its device"
        ends[device] = (n, bytes(sealed))


def _code_faults(query: Query, live: list[tuple[Any, ...]]) -> Iterator[str]:
    for name, _, _, status in live:
        if status != 1:
            yield f"the code of {name} is not marked as used"
    used = _number(query, "SELECT count(*) FROM codes WHERE status = 1")
    redeemed = _number(query, "SELECT count(DISTINCT code_id) FROM redemptions WHERE NOT test")
    if used > redeemed:
        yield f"{used} codes are used by {redeemed} redemptions"


def _disagreements(
    kinds: Mapping[str, str], rows: list[tuple[Any, ...]], live: set[str], undone: set[str]
) -> Iterator[str]:
    told = {name for name, kind in kinds.items() if kind == "redeem"}
    for name in sorted(told ^ (live | undone)):
        yield f"journal and ledger differ about redemption {name}"
    told = {json.loads(row[5])["redemption"] for row in rows if row[4] == "reverse"}
    for name in sorted(told ^ undone):
        yield f"journal and ledger differ about the undoing of {name}"
