"""Batches: codes generated or imported together, and how many codes a campaign has."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, func, insert, select, text, update

from counterfoil.domain.campaign import Label
from counterfoil.domain.errors import NotFound
from counterfoil.domain.store import Staff
from counterfoil.domain.text import check_text
from counterfoil.ledger.codes.spaces import Reserved
from counterfoil.ledger.tables.base import dump, from_micros, load, to_micros
from counterfoil.ledger.tables.codes import BUILDING, READY, batches, campaign_counts

_ID_LOCK: Final = 0x636F6465
"""Names the lock that PostgreSQL gives to one transaction at a time ("code")."""

_ADD_COUNTS: Final = text(
    """INSERT INTO campaign_counts (campaign_id, codes, used, void)
    VALUES (:campaign, :codes, :used, :void)
    ON CONFLICT (campaign_id) DO UPDATE SET codes = campaign_counts.codes + :codes,
    used = campaign_counts.used + :used, void = campaign_counts.void + :void"""
)


class BatchKind(StrEnum):
    """Where a batch's codes came from."""

    GENERATED = "generated"
    IMPORTED = "imported"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Batch:
    """Codes generated or imported together; their ids are `first_id` to `last_id`, with gaps."""

    id: int
    campaign_id: str
    name: str
    kind: BatchKind
    size: int
    first_id: int
    last_id: int
    state: str
    created_at: datetime
    created_by: str
    labels: tuple[Label, ...] = ()

    @property
    def is_test(self) -> bool:
        """Say whether its codes are for tests: their use moves nothing and counts nowhere."""
        return self.kind is BatchKind.TEST


@dataclass(frozen=True, slots=True)
class NewBatch:
    """What is known of a batch before it has codes; an empty name is filled in."""

    campaign_id: str
    name: str
    kind: BatchKind
    created_at: datetime
    created_by: Staff
    labels: tuple[Label, ...] = ()

    def __post_init__(self) -> None:
        """Raise InvalidInput where a text has a character that must not be kept."""
        check_text(self.name, *(text for each in self.labels for text in (each.key, each.value)))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many codes there are, in all and by status."""

    codes: int = 0
    used: int = 0
    void: int = 0

    @property
    def remaining(self) -> int:
        """Codes that can still be redeemed."""
        return self.codes - self.used - self.void


def counts(conn: Connection, campaign_id: str) -> Counts:
    """Return a campaign's counts; they are kept, not counted."""
    columns = (campaign_counts.c.codes, campaign_counts.c.used, campaign_counts.c.void)
    row = conn.execute(select(*columns).where(campaign_counts.c.campaign_id == campaign_id)).first()
    return Counts(*row) if row else Counts()


def add_counts(conn: Connection, campaign_id: str, more: Counts) -> None:
    """Count codes that came or changed their status; negative numbers take away."""
    values = {"codes": more.codes, "used": more.used, "void": more.void}
    conn.execute(_ADD_COUNTS, {"campaign": campaign_id, **values})


def batches_of(conn: Connection, campaign_id: str) -> tuple[Batch, ...]:
    """Return a campaign's batches in the order of their codes, without those being written."""
    chosen = (batches.c.campaign_id == campaign_id) & (batches.c.state != BUILDING)
    rows = conn.execute(select(batches).where(chosen).order_by(batches.c.first_id))
    return tuple(_batch(row) for row in rows)


def batch_by_id(conn: Connection, batch_id: int) -> Batch:
    """Return a batch; raises NotFound where there is none, or while it is being written."""
    chosen = (batches.c.id == batch_id) & (batches.c.state != BUILDING)
    row = conn.execute(select(batches).where(chosen)).first()
    if row is None:
        raise NotFound("There is no batch {batch}; list the campaign's batches.", batch=batch_id)
    return _batch(row)


def unfinished(conn: Connection, state: str = BUILDING) -> tuple[Batch, ...]:
    """Return the batches in a state other than ready, which a crash may have left."""
    rows = conn.execute(select(batches).where(batches.c.state == state).order_by(batches.c.id))
    return tuple(_batch(row) for row in rows)


def imported_lengths(conn: Connection) -> frozenset[int]:
    """Return the lengths of the canonical texts of all imported codes (for `is_mistyped`)."""
    kept = conn.execute(select(batches.c.lengths).where(batches.c.state != BUILDING).distinct())
    return frozenset(length for (lengths,) in kept for length in load(lengths))


def begin(
    conn: Connection, new: NewBatch, id_count: int, reserved: Reserved | None = None
) -> Batch:
    """Add a batch in the state of being written, with a range of `id_count` ids of its own."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ID_LOCK})
    first_id = 1 + int(conn.execute(select(func.max(batches.c.last_id))).scalar() or 0)
    return begin_at(conn, new, first_id, first_id + id_count - 1, reserved)


def begin_at(
    conn: Connection, new: NewBatch, first_id: int, last_id: int, reserved: Reserved | None = None
) -> Batch:
    """Add a batch in the state of being written, with ids that nobody else has."""
    values = {
        "campaign_id": new.campaign_id,
        "name": new.name or _next_name(conn, new.campaign_id),
        "kind": new.kind.value,
        "state": BUILDING,
        "size": 0,
        "first_id": first_id,
        "last_id": last_id,
        "lengths": dump([]),
        "labels": dump([[label.key, label.value] for label in new.labels]),
        "created_at": to_micros(new.created_at),
        "created_by": new.created_by.id,
    }
    if reserved:
        values |= {
            "space_id": reserved.space_id,
            "counter_start": reserved.start,
            "counter_end": reserved.end,
        }
    added = conn.execute(insert(batches).values(values).returning(*batches.c)).one()
    return _batch(added)


def make_ready(conn: Connection, batch: Batch, lengths: Collection[int] = ()) -> Batch:
    """Open a batch for use, with the name, size and ids it came to have.

    `lengths` are those of the canonical texts of imported codes.
    """
    changed = conn.execute(
        update(batches)
        .where(batches.c.id == batch.id)
        .values(
            state=READY,
            name=batch.name,
            size=batch.size,
            first_id=batch.first_id,
            last_id=batch.last_id,
            lengths=dump(sorted(lengths)),
        )
        .returning(*batches.c)
    )
    return _batch(changed.one())


def batch_entry(batch: Batch) -> dict[str, object]:
    """Return what the journal says of a new batch: never its codes."""
    entry: dict[str, object] = {
        "batch": batch.id,
        "campaign": batch.campaign_id,
        "name": batch.name,
        "size": batch.size,
        "ids": [batch.first_id, batch.last_id],
        "labels": [[label.key, label.value] for label in batch.labels],
        "staff": batch.created_by,
    }
    return entry | {"test": True} if batch.is_test else entry


def _next_name(conn: Connection, campaign_id: str) -> str:
    there = select(func.count()).where(batches.c.campaign_id == campaign_id)
    return str(int(conn.execute(there).scalar_one()) + 1)


def _batch(row: Row[Any]) -> Batch:
    return Batch(
        id=row.id,
        campaign_id=row.campaign_id,
        name=row.name,
        kind=BatchKind(row.kind),
        size=row.size,
        first_id=row.first_id,
        last_id=row.last_id,
        state=row.state,
        created_at=from_micros(row.created_at),
        created_by=row.created_by,
        labels=tuple(Label(key, value) for key, value in load(row.labels)),
    )
