"""A till's refusal: kept and counted at the hub, so that the brand sees what its tills refuse."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from counterfoil.domain.errors import Forbidden
from counterfoil.domain.store import Act
from counterfoil.ledger.codes.batches import BatchKind
from counterfoil.ledger.exchange.applying import Applying, Judged
from counterfoil.ledger.guesses import lift_of
from counterfoil.ledger.seats import person
from counterfoil.ledger.staff import require
from counterfoil.ledger.statement import Statement, inserting
from counterfoil.ledger.tables.codes import batches, code_digests
from counterfoil.ledger.tables.redemptions import refusals
from counterfoil.ledger.tallies import count_refusal

_INSERT: Final = inserting(refusals)
_CODE: Final = Statement(
    select(code_digests.c.code_id, batches.c.kind)
    .join(
        batches,
        code_digests.c.code_id.between(batches.c.first_id, batches.c.last_id),
    )
    .where(code_digests.c.digest == bindparam("digest"))
)
_SAID: Final = {
    "campaign_id": "campaign",
    "member_id": "member",
    "staff_id": "staff",
    "store": "store",
    "at": "at",
    "reason": "reason",
    "source": "source",
}


def refused_at_till(applying: Applying) -> Judged:
    """Take in that a till refused a code; what the journal must not hold comes beside the entry."""
    body = applying.entry.body
    beside: Mapping[str, Any] = applying.attached.get("row") or {}
    digest = beside.get("digest") or body["code"]
    code_id, is_test = _code(applying.conn, body["code"])
    row: dict[str, Any] = {
        "id": applying.name,
        "event_id": _free_event(applying.conn, body["event_id"]),
        **{column: body[said] for column, said in _SAID.items()},
        "code_id": code_id,
        "shown": beside.get("shown", ""),
        "digest": None if digest is None else bytes.fromhex(str(digest)),
        "values": beside.get("values", "{}"),
        "till": applying.device,
    }
    _INSERT.run(applying.conn, row)
    if not is_test:
        count_refusal(applying.conn, row)
    return Judged()


def guesses_lifted(applying: Applying) -> Judged:
    """Take in that a supervisor ended the waits at a till, and end them here too, within bounds.

    Raises Forbidden where whoever did it is no supervisor.
    """
    body: Mapping[str, Any] = applying.entry.body
    by = person(applying.conn, str(body["staff"]))
    if by is None:
        raise Forbidden("Nobody on the staff has the id {id}.", id=str(body["staff"])[:40])
    require(by, Act.LIFT_GUESSES)
    people = [str(each) for each in body["people"]]
    lift_of(applying.conn, applying.device, applying.ledger.store.code, people, applying.now)
    return Judged()


def _code(conn: Connection, digest: object) -> tuple[int | None, bool]:
    """Return a code's id and whether it is for tests; None where it is not known here."""
    if digest is None:
        return None, False
    row = _CODE.run(conn, {"digest": bytes.fromhex(str(digest))}).fetchone()
    return (None, False) if row is None else (row[0], row[1] == BatchKind.TEST.value)


def _free_event(conn: Connection, event_id: object) -> object:
    taken = select(refusals.c.id).where(refusals.c.event_id == event_id)
    return None if event_id is None or conn.scalar(taken) is not None else event_id
