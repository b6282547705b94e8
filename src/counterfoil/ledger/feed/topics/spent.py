"""What is spent of the codes a device has, or may get later: single codes, and runs of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    update,
)

from counterfoil.ledger.codes.batches import BatchKind, Counts, add_counts
from counterfoil.ledger.feed.topics.runs import Run, outside, without
from counterfoil.ledger.statement import Row, Statement, inserting
from counterfoil.ledger.tables.codes import UNUSED, USED, VOID, batches, codes
from counterfoil.ledger.tables.sync import remote_spent, remote_uses

_FIND: Final = Statement(
    select(codes.c.status, batches.c.campaign_id, batches.c.kind)
    .join(batches, batches.c.id == codes.c.batch_id)
    .where(codes.c.id == bindparam("code_id"))
)
_SET: Final = Statement(
    update(codes).where(codes.c.id == bindparam("code_id")).values(status=bindparam("new"))
)
_START: Final = Statement(
    select(func.max(remote_spent.c.first_id)).where(remote_spent.c.first_id <= bindparam("first"))
)
_THERE: Final = Statement(
    select(remote_spent)
    .where(
        remote_spent.c.first_id.between(bindparam("start"), bindparam("last")),
        remote_spent.c.last_id >= bindparam("first"),
    )
    .order_by(remote_spent.c.first_id)
)
_FORGET: Final = Statement(delete(remote_spent).where(remote_spent.c.first_id == bindparam("low")))
_KEEP: Final = inserting(remote_spent)
_MOST: Final = 500
"""Conditions on runs that one statement has."""


def set_status(conn: Connection, code_id: int, status: int) -> None:
    """Give one code its status, and count it; one that is not here yet will have it."""
    row = _FIND.run(conn, {"code_id": code_id}).fetchone()
    if row is None:
        _remember(conn, (code_id, code_id), {status: [(code_id, code_id)]})
        return
    before, campaign, kind = row
    if before == status:
        return
    _SET.run(conn, {"code_id": code_id, "new": status})
    if kind != BatchKind.TEST.value:
        used = (status == USED) - (before == USED)
        add_counts(conn, campaign, Counts(0, used, (status == VOID) - (before == VOID)))


def set_statuses(conn: Connection, whole: Run, used: Sequence[Run], void: Sequence[Run]) -> None:
    """Make these runs used and void, and all other codes of `whole` unused."""
    before = _counted(conn, whole)
    unused = list(outside(sorted([*used, *void]), *whole))
    for status, runs in ((UNUSED, unused), (USED, used), (VOID, void)):
        for some in _some(runs):
            in_them = _in_runs(some) & (codes.c.status != status)
            conn.execute(update(codes).where(in_them).values(status=status))
    for first, last in outside(used, *whole):
        conn.execute(delete(remote_uses).where(remote_uses.c.code_id.between(first, last)))
    after = _counted(conn, whole)
    for campaign in sorted({*before, *after}):
        old, new = before.get(campaign, (0, 0)), after.get(campaign, (0, 0))
        if old != new:
            add_counts(conn, campaign, Counts(0, new[0] - old[0], new[1] - old[1]))
    _remember(conn, whole, {USED: used, VOID: void})


def spent_runs(conn: Connection, first: int, last: int) -> list[tuple[Run, int]]:
    """Return what is remembered of the codes from `first` to `last`: runs with their status."""
    return [
        ((max(low, first), min(high, last)), status)
        for low, high, status in _overlapping(conn, first, last)
    ]


def forget_spent(conn: Connection, first: int, last: int) -> None:
    """Forget what is remembered of these codes, which are here now."""
    _remember(conn, (first, last), {})


def forget_all(conn: Connection) -> None:
    """Make every code unused, here and remembered, before a snapshot says what is spent."""
    conn.execute(delete(remote_spent))
    conn.execute(delete(remote_uses))
    spent = codes.c.status.in_((USED, VOID))
    counted = _spent(spent)
    for campaign, used, void in conn.execute(counted).all():
        add_counts(conn, campaign, Counts(0, -used, -void))
    conn.execute(update(codes).where(spent).values(status=UNUSED))


def _overlapping(conn: Connection, first: int, last: int) -> list[Row]:
    """Return the runs that have any of these ids: first, last and status of each."""
    # Only the run that begins last before them may reach into them.
    row = _START.run(conn, {"first": first}).fetchone()
    start = first if row is None or row[0] is None else row[0]
    return _THERE.run(conn, {"start": start, "first": first, "last": last}).fetchall()


def _remember(conn: Connection, whole: Run, spent: Mapping[int, Sequence[Run]]) -> None:
    first, last = whole
    kept: list[tuple[Run, int]] = []
    for low, high, status in _overlapping(conn, first, last):
        _FORGET.run(conn, {"low": low})
        kept += [(part, status) for part in without((low, high), first, last)]
    kept += [(run, status) for status, runs in spent.items() if status != UNUSED for run in runs]
    for run, status in kept:
        _KEEP.run(conn, {"first_id": run[0], "last_id": run[1], "status": status})


def _counted(conn: Connection, whole: Run) -> dict[str, tuple[int, int]]:
    """How many codes among these are used, and how many void, by campaign."""
    spent = codes.c.id.between(*whole) & codes.c.status.in_((USED, VOID))
    rows = conn.execute(_spent(spent))
    return {campaign: (used, void) for campaign, used, void in rows}


def _spent(chosen: ColumnElement[bool]) -> Select[str, int, int]:
    """Select the campaigns of chosen codes, and how many are used and void; test codes are none."""
    return (
        select(
            batches.c.campaign_id,
            func.sum(case((codes.c.status == USED, 1), else_=0)).cast(Integer),
            func.sum(case((codes.c.status == VOID, 1), else_=0)).cast(Integer),
        )
        .join(batches, batches.c.id == codes.c.batch_id)
        .where(chosen, batches.c.kind != BatchKind.TEST.value)
        .group_by(batches.c.campaign_id)
    )


def _in_runs(runs: Sequence[Run]) -> ColumnElement[bool]:
    return or_(*(codes.c.id.between(*run) for run in runs))


def _some(runs: Sequence[Run]) -> Iterator[Sequence[Run]]:
    for at in range(0, len(runs), _MOST):
        yield runs[at : at + _MOST]
