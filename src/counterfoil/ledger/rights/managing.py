"""What managers do about rights: at the hub it is done, on an office device it is wished for.

Each is one transaction with its journal entry; an office device's takes effect when the hub applies
that entry.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput
from counterfoil.domain.exchange import Document, Standing
from counterfoil.domain.rights import WAIVED, Amount, Grant, GrantKind, Guarantee, Wish
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger import journal
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.grants import check_wish, granted, recalled, written_off
from counterfoil.ledger.rights.ranges import Range
from counterfoil.ledger.rights.rows import (
    amount_document,
    amount_from,
    grant_body,
    grant_document,
    known_grant,
)
from counterfoil.ledger.staff import require
from counterfoil.ledger.tables.base import from_micros_or_none, to_micros_or_none


def give(ledger: Ledger, wish: Wish, by: Staff, now: datetime) -> tuple[Grant, ...]:
    """Give a device a right; return the grants, none where an office device only wishes for it.

    Raises Forbidden unless `by` is a manager, otherwise as `grants.granted`.
    """
    require(by, Act.GRANT_RIGHTS)
    check_managed(ledger)
    check_wish(wish, now)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        body: dict[str, object] = {"staff": by.id, "reason": wish.reason}
        if ledger.standing is Standing.OFFICE:
            wished = {**body, "wish": wish_document(wish)}
            journal.append_after(ledger, conn, last, Kind.RIGHT_GRANTED, wished)
            return ()
        made = granted(ledger, conn, wish, last.now)
        record_granted(ledger, conn, last, made, body)
        return made


def recall(ledger: Ledger, grant_id: int, by: Staff, now: datetime) -> Grant:
    """Ask a device to give a right back, and return the right as it is here.

    Raises Forbidden unless `by` is a manager, NotFound, and Conflict where the right has ended.
    """
    require(by, Act.GRANT_RIGHTS)
    check_managed(ledger)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        grant = _changeable(conn, grant_id)
        if ledger.standing is Standing.HUB:
            grant = recalled(conn, grant_id)
        body = {**grant_body(grant), "staff": by.id}
        journal.append_after(ledger, conn, last, Kind.RIGHT_RECALLED, body)
        return grant


def write_off(
    ledger: Ledger, grant_id: int, by: Staff, second: Staff, waives: Guarantee, now: datetime
) -> Grant:
    """Count a right as back without its device's word, and return the right as it is here.

    Two managers say so, and which guarantee they waive (`domain.rights.WAIVED`).

    Raises:
        Forbidden: they are not two different managers.
        InvalidInput: this right guarantees something else.
        NotFound: there is no such right.
        Conflict: the right has ended.
    """
    require_two(by, second)
    check_managed(ledger)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        grant = _changeable(conn, grant_id)
        check_waiver(grant, waives)
        if ledger.standing is Standing.HUB:
            grant = written_off(conn, grant_id)
        body = {
            **grant_body(grant),
            "staff": by.id,
            "second": second.id,
            "waives": waives.value,
        }
        journal.append_after(ledger, conn, last, Kind.RIGHT_WRITTEN_OFF, body)
        return grant


def require_two(by: Staff, second: Staff) -> None:
    """Raise Forbidden unless both may grant rights and are two people."""
    require(by, Act.GRANT_RIGHTS)
    require(second, Act.GRANT_RIGHTS)
    if by.id == second.id:
        raise Forbidden("A second manager must agree; {name} cannot be both.", name=by.name)


def check_waiver(grant: Grant, waives: Guarantee) -> None:
    """Raise InvalidInput where somebody signs another waiver than the right needs."""
    if WAIVED[grant.kind] is not waives:
        raise InvalidInput("Writing off this right waives another guarantee than was signed.")


def check_managed(ledger: Ledger) -> None:
    """Raise Conflict where rights are not given: a till is given some, one alone has all."""
    if ledger.standing not in {Standing.HUB, Standing.OFFICE}:
        raise Conflict("Rights are given by the hub or on an office device.")


def record_granted(
    ledger: Ledger,
    conn: Connection,
    last: journal.Head,
    made: Sequence[Grant],
    more: Mapping[str, object],
) -> journal.Head:
    """Write into the hub's journal what it gave."""
    documents = [grant_document(each) for each in made]
    body = {**more, "grants": [each.id for each in made], "documents": documents}
    return journal.append_after(ledger, conn, last, Kind.RIGHT_GRANTED, body)


def wish_document(wish: Wish) -> dict[str, object]:
    """Return a wish as JSON, for an office device's entry."""
    return {
        "device": wish.device,
        "campaign": wish.campaign_id,
        "kind": wish.kind.value,
        "ranges": [list(each) for each in wish.ranges],
        "amount": amount_document(wish.amount),
        "expires_at": to_micros_or_none(wish.expires_at),
        "reason": wish.reason,
    }


def wish_from(document: Document) -> Wish:
    """Return the wish that a document says. Raises InvalidInput where it says none."""
    try:
        ranges: list[Range] = [(int(first), int(last)) for first, last in document["ranges"]]
        return Wish(
            device=str(document["device"]),
            campaign_id=str(document["campaign"]),
            kind=GrantKind(document["kind"]),
            ranges=tuple(ranges),
            amount=amount_from(document["amount"]) if document["amount"] else Amount(),
            expires_at=from_micros_or_none(document["expires_at"]),
            reason=str(document["reason"]),
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        raise InvalidInput("This says no right to give.") from None


def _changeable(conn: Connection, grant_id: int) -> Grant:
    grant = known_grant(conn, grant_id)
    if not grant.is_open:
        raise Conflict("The right {right} has ended already.", right=grant_id)
    return grant
