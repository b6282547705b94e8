"""The whole check-up of a till: what `doctor` examines, and what surrounds it.

`doctor` asks whether the database agrees with itself. Here come the code store with its batches and
digests, units against transfers, printed sheets, work that was cut off, the clock, the disk, and a
ledger that cannot be opened at all.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select

from counterfoil.domain.errors import MachineError, NotFound
from counterfoil.domain.exchange import JOINED
from counterfoil.domain.problem import Problem
from counterfoil.ledger import journal, sqlite
from counterfoil.ledger.connect import DATABASE, open_ledger
from counterfoil.ledger.doctor import MOST_SHOWN, Finding, examine, in_own_words
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sealing import folder_key
from counterfoil.ledger.settings import STANDING, read_setting
from counterfoil.ledger.sheets.faults import sheet_faults, unfinished_runs
from counterfoil.ledger.tables.codes import BUILDING, READY, batches, code_digests, codes
from counterfoil.ledger.tables.members import transfers
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.sync import batch_pages
from counterfoil.ledger.wallets import REDEEMED

LEAST_FREE: Final = 100_000_000
"""Bytes that must be free at least: a busy year's journal."""

FreeBytes = Callable[[Path], int]
Check = Callable[[Connection], Iterable[Problem]]


def free_bytes(folder: Path) -> int:
    """Return how many bytes can still be written to the disk that `folder` is on."""
    return shutil.disk_usage(folder).free


def checkup(ledger: Ledger, now: datetime, free: FreeBytes = free_bytes) -> Iterator[Finding]:
    """Yield what `doctor.examine` finds, then the rest; the ledger may be in use meanwhile."""
    yield from _until_unreadable(examine(ledger))
    yield from _until_unreadable(_rows(ledger))
    yield Finding("clock", tuple(_clock(ledger, now)))
    if ledger.folder is not None:
        yield Finding("disk space", tuple(_space(ledger.folder, free)))


def checkup_folder(
    data_dir: Path, now: datetime, free: FreeBytes = free_bytes
) -> Iterator[Finding]:
    """Yield the findings of a data folder whose ledger may be too damaged to open.

    Raises:
        NotFound: there is no ledger.
        Conflict: another program has it open, or a newer one has written it.
    """
    require_ledger(data_dir)
    try:
        ledger = open_ledger(data_dir, now)
    except sqlite.Locked as error:
        yield Finding("opening", (_as_fault(error),))
        return
    except MachineError as error:
        yield Finding("opening", (_as_fault(error),))
        yield Finding("database file", tuple(_damage(data_dir)))
        yield Finding("disk space", tuple(_space(data_dir, free)))
        return
    with ledger:
        yield from checkup(ledger, now, free)


def require_ledger(data_dir: Path) -> None:
    """Raise NotFound where there is no ledger in a folder."""
    if not (data_dir / DATABASE).exists():
        raise NotFound("There is no ledger in {folder}; check the path.", folder=data_dir)


def _until_unreadable(findings: Iterator[Finding]) -> Iterator[Finding]:
    try:
        yield from findings
    except MachineError as error:
        yield Finding("reading", (_as_fault(error),))


def _as_fault(error: MachineError) -> Problem:
    return Problem(error.template, error.values)


def _rows(ledger: Ledger) -> Iterator[Finding]:
    for name, check in _CHECKS:
        with ledger.read() as conn:
            faults = check(conn)
            shown = tuple(fault for fault, _ in zip(faults, range(MOST_SHOWN), strict=False))
        yield Finding(name, shown)


def _batches(conn: Connection) -> Iterator[Problem]:
    """Read every code: each must be in a batch, within its range, and none may be missing.

    On a device that has joined a hub, the codes of some batches are not there at all.
    """
    known = conn.execute(select(batches).order_by(batches.c.first_id, batches.c.last_id)).all()
    for before, after in pairwise(row for row in known if row.last_id >= row.first_id):
        if after.first_id <= before.last_id:
            yield Problem(
                "the batches {one} and {other} share numbers of codes",
                {"one": before.id, "other": after.id},
            )
    figures = select(codes.c.batch_id, func.count(), func.min(codes.c.id), func.max(codes.c.id))
    found = {row[0]: row[1:] for row in conn.execute(figures.group_by(codes.c.batch_id))}
    joined = read_setting(conn, STANDING) in JOINED
    fetched = set(conn.scalars(select(batch_pages.c.batch_id).distinct()))
    for row in known:
        count, lowest, highest = found.pop(row.id, (0, row.first_id, row.last_id))
        is_whole = row.state != BUILDING and (row.id in fetched or not joined)
        if is_whole and count != row.size:
            yield Problem(
                "the batch {batch} has {count:,} codes where it should have {size:,}",
                {"batch": row.id, "count": count, "size": row.size},
            )
        if lowest < row.first_id or highest > row.last_id:
            yield Problem("the batch {batch} has codes outside of its range", {"batch": row.id})
    for batch_id, (count, *_) in sorted(found.items()):
        yield Problem(
            "{count:,} codes are of a batch {batch} that is not there",
            {"count": count, "batch": batch_id},
        )


def _digests(conn: Connection) -> Iterator[Problem]:
    """Each code is found by one digest; while a batch is being written it may have none yet.

    Numbers and sums are compared first, in flat memory; only where they differ is it asked which.
    """
    if conn.scalar(select(func.count()).where(batches.c.state == BUILDING)):
        return
    here = conn.execute(select(func.count(), func.sum(codes.c.id))).one()
    found = conn.execute(select(func.count(), func.sum(code_digests.c.code_id))).one()
    if tuple(here) == tuple(found):
        return
    if here[0] != found[0]:
        yield Problem(
            "there are {codes:,} codes and {digests:,} digests to find them by",
            {"codes": here[0], "digests": found[0]},
        )
    lost = select(codes.c.id).where(codes.c.id.not_in(select(code_digests.c.code_id)))
    for code_id in conn.scalars(lost.order_by(codes.c.id).limit(MOST_SHOWN)):
        yield Problem("code number {code} cannot be found", {"code": code_id})


def _units(conn: Connection) -> Iterator[Problem]:
    if read_setting(conn, STANDING) in JOINED:
        # Units of what the hub decided come with the balances, as differences.
        return
    given = (
        select(transfers.c.redemption_id, func.sum(transfers.c.units).label("units"))
        .where(transfers.c.kind == REDEEMED, transfers.c.units > 0)
        .group_by(transfers.c.redemption_id)
        .subquery()
    )
    query = select(redemptions.c.id).outerjoin(given, given.c.redemption_id == redemptions.c.id)
    differs = redemptions.c.units != func.coalesce(given.c.units, 0)
    for redemption_id in conn.scalars(query.where(differs).limit(MOST_SHOWN)):
        yield Problem(
            "the units of redemption {redemption} are not those of its transfers",
            {"redemption": redemption_id},
        )


def _unfinished(conn: Connection) -> Iterator[Problem]:
    left = select(batches.c.id, batches.c.state).where(batches.c.state != READY)
    for batch_id, state in conn.execute(left.order_by(batches.c.id)):
        if state == BUILDING:
            yield Problem(
                "the batch {batch} is being made, or was cut off; open the ledger again if so",
                {"batch": batch_id},
            )
        else:
            yield Problem(
                "the batch {batch} is being made void, or was cut off; open the ledger again if so",
                {"batch": batch_id},
            )
    yield from unfinished_runs(conn)


def _clock(ledger: Ledger, now: datetime) -> Iterator[Problem]:
    behind = journal.clock_behind(ledger, now)
    if behind is not None:
        yield Problem(
            "the clock is {behind} behind the last entry of the journal; set it right",
            {"behind": behind},
        )


def _space(folder: Path, free: FreeBytes) -> Iterator[Problem]:
    database = folder / DATABASE
    # An update of the program first copies the database.
    needed = max(LEAST_FREE, database.stat().st_size if database.exists() else 0)
    left = free(folder)
    if left < needed:
        yield Problem(
            "{free:,.0f} MB are free on the disk of {folder}, and {needed:,.0f} MB should be;"
            " remove what is not needed",
            {"free": left / 1e6, "folder": folder, "needed": needed / 1e6},
        )


def _damage(data_dir: Path) -> Iterator[Problem]:
    try:
        with closing(sqlite.reading(data_dir / DATABASE, folder_key(data_dir))) as raw:
            said = raw.execute(f"PRAGMA integrity_check({MOST_SHOWN})").fetchall()
    except sqlite.errors(OSError) as error:
        yield in_own_words(str(error))
    else:
        yield from (in_own_words(line) for (line,) in said if line != "ok")


_CHECKS: Final[tuple[tuple[str, Check], ...]] = (
    ("batches of codes", _batches),
    ("digests of codes", _digests),
    ("units given", _units),
    ("printed sheets", sheet_faults),
    ("unfinished work", _unfinished),
)
