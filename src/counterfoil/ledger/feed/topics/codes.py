"""Batches, codes and runs of codes. What a code reads, no topic says."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, select

from counterfoil.domain.exchange import Document
from counterfoil.ledger.feed.topics.runs import Run, outside, runs_of
from counterfoil.ledger.feed.topics.spent import set_status, set_statuses
from counterfoil.ledger.feed.topics.topic import (
    PAGE,
    Putting,
    Topic,
    key_pages,
    read_rows,
    row_document,
    row_values,
)
from counterfoil.ledger.feed.touched import code_ranges
from counterfoil.ledger.statement import Statement, putting
from counterfoil.ledger.tables.codes import (
    BUILDING,
    READY,
    STATUSES,
    UNUSED,
    USED,
    VOID,
    VOIDING,
    batches,
    code_spaces,
    codes,
)
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.stores import staff, stores
from counterfoil.ledger.tables.sync import remote_uses

_PUT_BATCH: Final = putting(batches)
_PUT_SPACE: Final = putting(code_spaces)
_PUT_USE: Final = putting(remote_uses)
_DELETE_USE: Final = Statement(
    delete(remote_uses).where(remote_uses.c.code_id == bindparam("code_id"))
)
_STATUS: Final = {status.value: number for number, status in enumerate(STATUSES)}


def _read_batches(conn: Connection, keys: Sequence[str]) -> Mapping[str, Document]:
    """Each batch with its space, whose key stays at the hub: nobody else makes codes."""
    rows = dict(read_rows(conn, batches, batches.c.id, keys))
    spaces = {row["space_id"] for row in rows.values()} - {None}
    found = conn.execute(select(code_spaces).where(code_spaces.c.id.in_(spaces))).mappings()
    documents = {row["id"]: row_document(code_spaces, row) | {"key": ""} for row in found}
    return {
        key: {"row": row, "space": documents.get(row["space_id"])}
        for key, row in rows.items()
        if row["state"] != BUILDING
    }


def _put_batch(at: Putting, _key: str, document: Document | None) -> None:
    if document is None:
        return
    if document["space"] is not None:
        _PUT_SPACE.run(at.conn, row_values(code_spaces, document["space"]))
    # What is being made void at the hub comes as runs of codes.
    _PUT_BATCH.run(at.conn, row_values(batches, document["row"]) | {"state": READY})


def _read_codes(conn: Connection, keys: Sequence[str]) -> Mapping[str, Document]:
    ids = [int(key) for key in keys]
    uses = _uses(conn, ids)
    rows = conn.execute(
        select(codes.c.id, codes.c.status, batches.c.state)
        .join(batches, batches.c.id == codes.c.batch_id)
        .where(codes.c.id.in_(ids))
    )
    documents: dict[str, Document] = {}
    for code_id, kept, state in rows:
        status = VOID if kept == UNUSED and state == VOIDING else kept
        use = uses.get(code_id) if status == USED else None
        documents[str(code_id)] = {"status": STATUSES[status].value, "use": use}
    return documents


def _uses(conn: Connection, ids: Sequence[int]) -> dict[int, Document]:
    query = (
        select(
            redemptions.c.code_id,
            redemptions.c.at,
            stores.c.name.label("store"),
            staff.c.name.label("staff"),
        )
        .join(stores, stores.c.code == redemptions.c.store)
        .join(staff, staff.c.id == redemptions.c.staff_id)
        .where(redemptions.c.code_id.in_(ids), redemptions.c.reversed_at.is_(None))
    )
    return {
        row.code_id: {"at": row.at, "store": row.store, "staff": row.staff}
        for row in conn.execute(query)
    }


def _put_code(at: Putting, key: str, document: Document | None) -> None:
    if document is None:
        return
    code_id = int(key)
    if document["use"] is None:
        _DELETE_USE.run(at.conn, {"code_id": code_id})
    else:
        _PUT_USE.run(at.conn, {"code_id": code_id, **document["use"]})
    set_status(at.conn, code_id, _STATUS[document["status"]])


def _read_runs(conn: Connection, keys: Sequence[str]) -> Mapping[str, Document]:
    return {key: _runs(conn, *_ends(key)) for key in keys}


def _runs(conn: Connection, first: int, last: int) -> Document:
    query = (
        select(codes.c.id, codes.c.status)
        .where(codes.c.status.in_((USED, VOID)), codes.c.id.between(first, last))
        .order_by(codes.c.id)
    )
    spent = conn.execute(query).all()
    used = runs_of(row.id for row in spent if row.status == USED)
    void = runs_of(row.id for row in spent if row.status == VOID)
    return {"used": used, "void": _with_voiding(conn, (first, last), used, void)}


def _with_voiding(
    conn: Connection, whole: Run, used: Sequence[Run], void: Sequence[Run]
) -> list[Run]:
    """Add what is void because its batch is being made void."""
    query = (
        select(batches.c.first_id, batches.c.last_id)
        .where(batches.c.state == VOIDING)
        .where(batches.c.first_id <= whole[1], batches.c.last_id >= whole[0])
    )
    all_void = list(void)
    for first, last in conn.execute(query):
        ends = max(first, whole[0]), min(last, whole[1])
        all_void += outside(sorted([*used, *void]), *ends)
    return sorted(all_void)


def _put_runs(at: Putting, key: str, document: Document | None) -> None:
    if document is not None:
        used, void = ([(run[0], run[1]) for run in document[name]] for name in ("used", "void"))
        set_statuses(at.conn, _ends(key), used, void)


def _ends(key: str) -> Run:
    first, _, last = key.partition("-")
    return int(first), int(last)


def _used_codes(conn: Connection) -> Iterator[Sequence[str]]:
    """Codes of which more is to be told than that they are used."""
    query = (
        select(codes.c.id)
        .where(codes.c.status == USED, codes.c.id > bindparam("after"))
        .order_by(codes.c.id)
        .limit(PAGE)
    )
    page: Sequence[int] = (0,)
    while page := conn.scalars(query, {"after": page[-1]}).all():
        with_use = _uses(conn, page)
        yield [str(each) for each in page if each in with_use]


def _spent_runs(conn: Connection) -> Iterator[Sequence[str]]:
    query = select(batches.c.first_id, batches.c.last_id).where(batches.c.state != BUILDING)
    for first, last in conn.execute(query.order_by(batches.c.first_id)).all():
        keys = (key for _, key, _ in code_ranges(first, last))
        yield [key for key in keys if _is_spent(conn, *_ends(key))]


def _is_spent(conn: Connection, first: int, last: int) -> bool:
    spent = codes.c.status.in_((USED, VOID)) & codes.c.id.between(first, last)
    voiding = (batches.c.state == VOIDING) & (batches.c.first_id <= last)
    queries: Sequence[Any] = (
        select(func.count()).select_from(select(codes.c.id).where(spent).limit(1).subquery()),
        select(func.count()).where(voiding, batches.c.last_id >= first),
    )
    return any(conn.scalar(query) for query in queries)


BATCH: Final = Topic(lambda conn: key_pages(conn, batches.c.id), _read_batches, _put_batch)
CODE: Final = Topic(_used_codes, _read_codes, _put_code)
CODES: Final = Topic(_spent_runs, _read_runs, _put_runs)
