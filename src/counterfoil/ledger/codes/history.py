"""What happened to one code, in order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import NotFound
from counterfoil.ledger.codes.batches import Batch, BatchKind, batch_by_id
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.sheets.places import places
from counterfoil.ledger.tables.base import from_micros, load
from counterfoil.ledger.tables.codes import VOID, codes
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.redemptions import newest_first, redemptions, refusals
from counterfoil.ledger.tables.sheets import print_runs, sheet_reprints, sheets
from counterfoil.ledger.tables.stores import staff, stores
from counterfoil.ledger.tables.sync import remote_uses

MOST_REFUSALS: Final = 100
"""Refusals that are told; somebody may have tried a code a thousand times."""


class EventKind(StrEnum):
    """What can happen to a code."""

    GENERATED = "generated"
    IMPORTED = "imported"
    PRINTED = "printed"
    REPRINTED = "reprinted"
    REDEEMED = "redeemed"
    REVERSED = "reversed"
    REFUSED = "refused"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True)
class CodeEvent:
    """One thing that happened: `who` is a name, `detail` a batch, redemption or reason.

    `store` is a name too. `test` marks the redemption of a test code. `sheet` is what was printed,
    printed again or made void, and `place` that of the code on it.
    """

    kind: EventKind
    at: datetime
    who: str
    detail: str
    store: str = ""
    test: bool = False
    sheet: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of people by id, and of stores by code."""

    staff: dict[str, str]
    stores: dict[str, str]


def code_history(ledger: Ledger, code_id: int) -> tuple[CodeEvent, ...]:
    """Return what happened to a code, the oldest first. Raises NotFound."""
    with ledger.read() as conn:
        query = select(codes.c.batch_id, codes.c.status).where(codes.c.id == code_id)
        row = conn.execute(query).one_or_none()
        if row is None:
            raise NotFound("There is no code number {code}.", code=code_id)
        batch = batch_by_id(conn, row.batch_id)
        names = _Names(
            {row.id: row.name for row in conn.execute(select(staff.c.id, staff.c.name))},
            {row.code: row.name for row in conn.execute(select(stores.c.code, stores.c.name))},
        )
        events = [
            _made(batch, names),
            *_printing(conn, code_id, names),
            *_redemptions(conn, code_id, names),
            *_elsewhere(conn, code_id),
            *_refusals(conn, code_id, batch, names),
            *(_voiding(conn, code_id, batch, names) if row.status == VOID else ()),
        ]
    return tuple(sorted(events, key=lambda event: event.at))


def _made(batch: Batch, names: _Names) -> CodeEvent:
    kind = EventKind.IMPORTED if batch.kind is BatchKind.IMPORTED else EventKind.GENERATED
    return CodeEvent(kind, batch.created_at, names.staff.get(batch.created_by, ""), batch.name)


def _printing(conn: Connection, code_id: int, names: _Names) -> Iterator[CodeEvent]:
    there = places(conn, [code_id]).get(code_id)
    if there is None:
        return
    where: dict[str, Any] = {"sheet": there.sheet, "place": there.place}
    run = (
        select(print_runs.c.printed_at, print_runs.c.printed_by)
        .join(sheets, sheets.c.run_id == print_runs.c.id)
        .where(sheets.c.number == there.sheet)
    )
    at, who = conn.execute(run).one()
    yield CodeEvent(EventKind.PRINTED, from_micros(at), names.staff.get(who, ""), "", **where)
    again = select(sheet_reprints).where(sheet_reprints.c.sheet == there.sheet)
    for row in conn.execute(again.order_by(sheet_reprints.c.n)):
        who = names.staff.get(row.staff_id, "")
        yield CodeEvent(EventKind.REPRINTED, from_micros(row.at), who, row.reason, **where)


def _redemptions(conn: Connection, code_id: int, names: _Names) -> Iterator[CodeEvent]:
    query = select(redemptions).where(redemptions.c.code_id == code_id)
    for row in reversed(conn.execute(query.order_by(*newest_first(redemptions))).all()):
        yield replace(_event(EventKind.REDEEMED, row, names, row.id), test=bool(row.test))
        if row.reversed_at is not None:
            yield CodeEvent(
                EventKind.REVERSED,
                from_micros(row.reversed_at),
                names.staff.get(row.reversed_by, ""),
                row.reversal_reason or "",
                names.stores.get(row.store, ""),
            )


def _elsewhere(conn: Connection, code_id: int) -> Iterator[CodeEvent]:
    """The use at another till, of which only the hub has the redemption."""
    row = conn.execute(select(remote_uses).where(remote_uses.c.code_id == code_id)).one_or_none()
    if row is None:
        return
    here = (redemptions.c.code_id == code_id) & (redemptions.c.at == row.at)
    if conn.scalar(select(redemptions.c.id).where(here)) is None:
        yield CodeEvent(EventKind.REDEEMED, from_micros(row.at), row.staff, "", row.store)


def _refusals(conn: Connection, code_id: int, batch: Batch, names: _Names) -> Iterator[CodeEvent]:
    # By the index of the campaign's refusals; there is none by code.
    query = (
        select(refusals)
        .where(refusals.c.campaign_id == batch.campaign_id, refusals.c.code_id == code_id)
        .order_by(*newest_first(refusals))
        .limit(MOST_REFUSALS)
    )
    for row in conn.execute(query):
        yield _event(EventKind.REFUSED, row, names, row.reason)


def _voiding(conn: Connection, code_id: int, batch: Batch, names: _Names) -> Iterator[CodeEvent]:
    """Say who made a void code so; nothing where it was imported as void.

    Only the journal knows; its last entry about the code is the one.
    """
    found = select(journal.c.body, journal.c.wall_time)
    query = found.where(journal.c.kind == Kind.CODES_VOIDED.value)
    for row in conn.execute(query.order_by(journal.c.wall_time.desc(), journal.c.n.desc())):
        body = load(row.body)
        inside = any(first <= code_id <= last for first, last in body["ids"])
        if inside and body["campaign"] == batch.campaign_id:
            who = names.staff.get(body["staff"], "")
            at, why, sheet = from_micros(row.wall_time), body["reason"], body.get("sheet")
            yield CodeEvent(EventKind.VOIDED, at, who, why, sheet=sheet)
            return


def _event(kind: EventKind, row: Row[Any], names: _Names, detail: str) -> CodeEvent:
    who, store = names.staff.get(row.staff_id, ""), names.stores.get(row.store, "")
    return CodeEvent(kind, from_micros(row.at), who, detail, store)
