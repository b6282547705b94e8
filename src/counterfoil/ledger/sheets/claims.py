"""Which codes of a campaign may still be printed, by ranges of ids.

What a run has claimed, no other run prints: its ranges are taken out, however many of their codes
were spent and left out. Codes of a batch in use neither come nor go, so it is only their status
that has to be counted, which the index of spent codes does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from sqlalchemy import Connection, bindparam, func, select

from counterfoil.domain.errors import NotFound
from counterfoil.ledger.codes.batches import Batch
from counterfoil.ledger.codes.filters import CodeFilter, chosen_batches
from counterfoil.ledger.sheets.model import Selection
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.base import load
from counterfoil.ledger.tables.codes import READY, UNUSED, USED, VOID, codes
from counterfoil.ledger.tables.sheets import print_runs

Range: TypeAlias = tuple[int, int]
"""First and last id, both included."""

_RANGE: Final = codes.c.id.between(bindparam("first"), bindparam("last"))
_CODES: Final = Statement(select(func.count()).select_from(codes).where(_RANGE))
# The second condition is that of the partial index.
_SPENT: Final = Statement(
    select(func.count())
    .select_from(codes)
    .where(_RANGE, codes.c.status == bindparam("status"), codes.c.status != UNUSED)
)
_NTH_UNUSED: Final = Statement(
    select(codes.c.id)
    .where(_RANGE, codes.c.status == UNUSED)
    .order_by(codes.c.id)
    .limit(1)
    .offset(bindparam("before"))
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of ids inside one batch."""

    batch: Batch
    first_id: int
    last_id: int

    @property
    def width(self) -> int:
        """How many ids there are; the most codes there can be."""
        return self.last_id - self.first_id + 1


@dataclass(frozen=True, slots=True)
class Claim:
    """Codes for a run: their ranges of ids, and how many of them are unused."""

    ids: tuple[Range, ...]
    labels: int


def claimed(conn: Connection, campaign_id: str) -> tuple[Range, ...]:
    """Return the ranges that runs of a campaign have claimed, ascending."""
    kept = conn.scalars(select(print_runs.c.ids).where(print_runs.c.campaign_id == campaign_id))
    return merged((first, last) for text in kept for first, last in load(text))


def free(conn: Connection, selection: Selection, taken: Sequence[Range]) -> list[Stretch]:
    """Return what is selected and not `taken`, in the order the codes were made.

    Test codes are there only where their batch is named. Raises NotFound where the campaign has no
    such batch.
    """
    wanted = CodeFilter(batch_id=selection.batch_id)
    batches = chosen_batches(conn, selection.campaign_id, wanted)
    if selection.batch_id is not None and not batches:
        raise NotFound(
            "There is no batch {batch}; list the campaign's batches.", batch=selection.batch_id
        )
    return [
        Stretch(batch, first, last)
        for batch in batches
        if batch.state == READY
        for first, last in _without(_bounded(batch, selection), taken)
    ]


def take(conn: Connection, stretches: Iterable[Stretch], quantity: int | None) -> Claim:
    """Return the first `quantity` unused codes of the stretches, or all that there are."""
    ids: list[Range] = []
    labels = 0
    for each in stretches:
        missing = None if quantity is None else quantity - labels
        end = None if missing is None else _nth_unused(conn, each, missing)
        if end is not None and quantity is not None:
            return Claim(merged([*ids, (each.first_id, end)]), quantity)
        there = unused(conn, each)
        if there:
            ids.append((each.first_id, each.last_id))
            labels += there
    return Claim(merged(ids), labels)


def unused(conn: Connection, stretch: Stretch) -> int:
    """Return how many codes of a stretch are unused."""
    ids = {"first": stretch.first_id, "last": stretch.last_id}
    spent = (_SPENT.run(conn, {**ids, "status": status}).fetchone() for status in (USED, VOID))
    return _codes(conn, stretch) - sum(map(_one, spent))


def merged(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Return ranges in order, those that touch or overlap as one."""
    found: list[Range] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def _bounded(batch: Batch, selection: Selection) -> Range:
    first, last = batch.first_id, batch.last_id
    if selection.first_id is not None:
        first = max(first, selection.first_id)
    if selection.last_id is not None:
        last = min(last, selection.last_id)
    return first, last


def _without(ids: Range, taken: Sequence[Range]) -> list[Range]:
    """What is left of a range; `taken` ascends."""
    left: list[Range] = []
    first, last = ids
    for taken_first, taken_last in taken:
        if taken_last < first or taken_first > last:
            continue
        if first < taken_first:
            left.append((first, taken_first - 1))
        first = taken_last + 1
    return [*left, (first, last)] if first <= last else left


def _codes(conn: Connection, stretch: Stretch) -> int:
    """How many codes there are; they are counted only in a part of a batch that has gaps."""
    batch = stretch.batch
    if (stretch.first_id, stretch.last_id) == (batch.first_id, batch.last_id):
        return batch.size
    if batch.size == batch.last_id - batch.first_id + 1:
        return stretch.width
    ids = {"first": stretch.first_id, "last": stretch.last_id}
    return _one(_CODES.run(conn, ids).fetchone())


def _nth_unused(conn: Connection, stretch: Stretch, n: int) -> int | None:
    """The id of the n-th unused code, None where there are fewer."""
    if n > stretch.width:
        return None
    ids = {"first": stretch.first_id, "last": stretch.last_id}
    row = _NTH_UNUSED.run(conn, {**ids, "before": n - 1}).fetchone()
    return None if row is None else int(row[0])


def _one(row: tuple[int, ...] | None) -> int:
    assert row is not None  # noqa: S101 - a count always has a row
    return row[0]
