"""Making codes void: a batch, a lost sheet, single codes. Used ones stay used, and are counted.

A whole batch is void from the first, short transaction on, which also records it: redeeming takes
the unused codes of a batch in the state `voiding` for void. The codes themselves follow in short
steps; what a crash leaves is finished when the ledger is opened.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final, TypeVar

from sqlalchemy import Connection, func, select, update

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, InvalidInput, MachineError
from counterfoil.domain.store import Act, Staff
from counterfoil.domain.text import check_text
from counterfoil.ledger.codes.batches import (
    Batch,
    BatchKind,
    Counts,
    add_counts,
    batch_by_id,
    unfinished,
)
from counterfoil.ledger.codes.steps import Progress, Report, Steps, finish, unheard
from counterfoil.ledger.journal import append
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lookup import find_code
from counterfoil.ledger.staff import require
from counterfoil.ledger.tables.codes import (
    READY,
    STATUSES,
    UNUSED,
    USED,
    VOID,
    VOIDING,
    batches,
    codes,
)

T = TypeVar("T")
CHUNK: Final = 16_384
MOST_IN_ENTRY: Final = 1_000
"""Codes given one by one that one transaction and its journal entry take."""

LONGEST_REASON: Final = 500


@dataclass(frozen=True, slots=True)
class Voided:
    """What came of it: codes made void, and those left as they were."""

    void: int = 0
    used: int = 0
    void_before: int = 0
    unknown: int = 0

    def __add__(self, other: "Voided") -> "Voided":
        return Voided(
            self.void + other.void,
            self.used + other.used,
            self.void_before + other.void_before,
            self.unknown + other.unknown,
        )


@dataclass(frozen=True, slots=True)
class Order:
    """Who wants codes of which campaign void, why and when; `sheet` where it is for a lost one."""

    campaign_id: str
    staff: Staff
    reason: str
    now: datetime
    sheet: int | None = None


def void_codes(
    ledger: Ledger,
    campaign_id: str,
    staff: Staff,
    now: datetime,
    *,
    reason: str,
    batch_id: int | None = None,
    code_ids: Iterable[int] = (),
    texts: Iterable[str] = (),
    progress: Report = unheard,
) -> Voided:
    """Make codes of a campaign void. See `void_steps`."""
    steps = void_steps(
        ledger,
        campaign_id,
        staff,
        now,
        reason=reason,
        batch_id=batch_id,
        code_ids=code_ids,
        texts=texts,
    )
    return finish(steps, progress)


def void_steps(
    ledger: Ledger,
    campaign_id: str,
    staff: Staff,
    now: datetime,
    *,
    reason: str,
    batch_id: int | None = None,
    code_ids: Iterable[int] = (),
    texts: Iterable[str] = (),
) -> Steps[Voided]:
    """Make a batch, the codes with these ids and the codes with these texts void, in short steps.

    Codes of other campaigns count as unknown.

    Raises:
        Forbidden: `staff` is no supervisor.
        InvalidInput: there is no reason.
        NotFound, Conflict: there is no such batch in the campaign, or it is being made void.
        MachineError: the disk is full or failed; what was recorded before is void.
    """
    require(staff, Act.VOID_CODES)
    order = Order(campaign_id, staff, checked_reason(reason), now)
    result = Voided()
    if batch_id is not None:
        result += yield from _void_batch(ledger, order, batch_id)
    for chunk in _chunks(code_ids):
        with ledger.write() as conn:
            result += void_ids(ledger, conn, order, chunk)
        yield Progress(result.void, result.void)
    for some in _chunks(texts):
        ids = _ids_of(ledger, some)
        with ledger.write() as conn:
            result += void_ids(ledger, conn, order, ids)
        result += Voided(unknown=len(some) - len(ids))
        yield Progress(result.void, result.void)
    return result


def checked_reason(reason: str) -> str:
    """Return a reason as it is kept. Raises InvalidInput where there is none."""
    why = reason.strip()[:LONGEST_REASON]
    if not why:
        raise InvalidInput("Give a reason for making the codes void.")
    check_text(why)
    return why


def void_ids(ledger: Ledger, conn: Connection, order: Order, ids: Sequence[int]) -> Voided:
    """Make those of some codes that are unused void, in the transaction of `conn`, and record it.

    Those of a batch that is being made void count as void. A sheet is recorded even where all its
    codes are spent.
    """
    void, result = put_void(conn, order.campaign_id, ids)
    if void or order.sheet is not None:
        _record(ledger, conn, order, _ranges(void), len(void))
    return result


def put_void(conn: Connection, campaign_id: str, ids: Sequence[int]) -> tuple[list[int], Voided]:
    """Make codes of a campaign void as `void_ids`, the journal left out; return which were."""
    rows = conn.execute(
        select(codes.c.id, codes.c.status, batches.c.kind, batches.c.state)
        .join(batches, batches.c.id == codes.c.batch_id)
        .where(codes.c.id.in_(ids), batches.c.campaign_id == campaign_id)
        .where(batches.c.state.in_((READY, VOIDING)))
        .order_by(codes.c.id)
        .with_for_update(of=codes)
    ).all()
    unused = [row for row in rows if row.status == UNUSED and row.state == READY]
    void = [row.id for row in unused]
    if unused:
        counting = sum(row.kind != BatchKind.TEST for row in unused)
        conn.execute(update(codes).where(codes.c.id.in_(void)).values(status=VOID))
        add_counts(conn, campaign_id, Counts(void=counting))
    used = sum(row.status == USED for row in rows)
    known = Voided(len(unused), used, len(rows) - len(unused) - used, len(set(ids)) - len(rows))
    return void, known


def finish_voiding(ledger: Ledger) -> int:
    """Finish what a crash interrupted; return how many batches that were."""
    with ledger.read() as conn:
        left = unfinished(conn, VOIDING)
    for batch in left:
        finish(_sweep(ledger, batch))
    return len(left)


def _void_batch(ledger: Ledger, order: Order, batch_id: int) -> Steps[Voided]:
    with ledger.write() as conn:
        batch = batch_by_id(conn, batch_id)
        if batch.campaign_id != order.campaign_id or batch.state != READY:
            raise Conflict(
                "The batch {batch} is of another campaign, or is being made void already.",
                batch=batch.name,
            )
        spent = _spent(conn, batch)
        unused = batch.size - spent[USED] - spent[VOID]
        if unused:
            begin_voiding(conn, batch.id)
            _record(ledger, conn, order, [(batch.first_id, batch.last_id)], unused, batch.id)
    if unused:
        yield from _swept(ledger, batch)
    return Voided(unused, spent[USED], spent[VOID])


def _swept(ledger: Ledger, batch: Batch) -> Steps[None]:
    try:
        yield from _sweep(ledger, batch)
    except MachineError as error:
        raise MachineError(
            "The batch {batch} is void, but the disk failed; the rest is done at the next start.",
            batch=batch.name,
        ) from error


def begin_voiding(conn: Connection, batch_id: int) -> None:
    """Make a batch void from this transaction on; `finish_voiding` gives its codes their status."""
    conn.execute(update(batches).where(batches.c.id == batch_id).values(state=VOIDING))


def _sweep(ledger: Ledger, batch: Batch) -> Steps[None]:
    """Give the unused codes of a batch in the state `voiding` their status."""
    for first_id in range(batch.first_id, batch.last_id + 1, CHUNK):
        last_id = min(first_id + CHUNK - 1, batch.last_id)
        with ledger.write() as conn:
            swept = conn.execute(
                update(codes)
                .where(codes.c.id.between(first_id, last_id), codes.c.status == UNUSED)
                .values(status=VOID)
            ).rowcount
            if not batch.is_test:
                add_counts(conn, batch.campaign_id, Counts(void=swept))
            if last_id == batch.last_id:
                conn.execute(update(batches).where(batches.c.id == batch.id).values(state=READY))
        yield Progress(last_id - batch.first_id + 1, batch.last_id - batch.first_id + 1)


def _ids_of(ledger: Ledger, texts: Sequence[str]) -> list[int]:
    with ledger.read() as conn:
        found = [find_code(ledger, conn, (text,), lock=False).code_id for text in texts]
    return [code_id for code_id in found if code_id is not None]


def _spent(conn: Connection, batch: Batch) -> dict[int, int]:
    counted = (
        select(func.count())
        .where(codes.c.id.between(batch.first_id, batch.last_id))
        .where(codes.c.status != UNUSED)
    )
    return {
        status: conn.execute(counted.where(codes.c.status == status)).scalar_one()
        for status in range(1, len(STATUSES))
    }


def _record(
    ledger: Ledger,
    conn: Connection,
    order: Order,
    ids: Sequence[tuple[int, int]],
    count: int,
    batch_id: int | None = None,
) -> None:
    body = {
        "campaign": order.campaign_id,
        "batch": batch_id,
        "ids": [list(pair) for pair in ids],
        "count": count,
        "reason": order.reason,
        "staff": order.staff.id,
    }
    if order.sheet is not None:
        body["sheet"] = order.sheet
    append(ledger, conn, Kind.CODES_VOIDED, body, order.now)


def _ranges(ids: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of each run of ids that follow one another; `ids` ascend."""
    ranges: list[tuple[int, int]] = []
    for code_id in ids:
        if ranges and ranges[-1][1] == code_id - 1:
            ranges[-1] = (ranges[-1][0], code_id)
        else:
            ranges.append((code_id, code_id))
    return ranges


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    left = iter(items)
    while some := list(islice(left, MOST_IN_ENTRY)):
        yield some
