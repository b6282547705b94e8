"""Units: append-only transfers, and the balances that are kept in step with them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, bindparam, func, insert, select

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.domain.store import Act, Staff
from counterfoil.domain.text import check_text
from counterfoil.domain.units import from_hundredths, to_hundredths, units
from counterfoil.ledger import journal
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import require
from counterfoil.ledger.statement import Statement, inserting, putting
from counterfoil.ledger.tables.base import from_micros, to_micros
from counterfoil.ledger.tables.members import members, transfers, wallet_balances
from counterfoil.ledger.tables.office import adjustments

REDEEMED: Final = "redeem"
REVERSED: Final = "reverse"
ADJUSTED: Final = "adjust"

_MOVE: Final = inserting(transfers, without=("id",))
_BALANCE: Final = putting(wallet_balances, adding=True)
_BALANCE_OF: Final = Statement(
    select(wallet_balances.c.units).where(
        wallet_balances.c.member_id == bindparam("member_id"),
        wallet_balances.c.wallet_code == bindparam("wallet_code"),
    )
)


@dataclass(frozen=True, slots=True)
class Transfer:
    """Units added (positive) or taken from a wallet. `kind` is redeem, reverse or adjust."""

    wallet_code: str
    units: Decimal
    kind: str
    at: datetime
    redemption_id: str | None


def move(
    conn: Connection,
    member_id: str,
    wallet_code: str,
    hundredths: int,
    kind: str,
    at: datetime,
    redemption_id: str | None = None,
    reverses_id: int | None = None,
) -> None:
    """Append a transfer and bring the balance in step; nothing is moved for nothing."""
    if not hundredths:
        return
    place = {"member_id": member_id, "wallet_code": wallet_code, "units": hundredths}
    source = {"kind": kind, "at": to_micros(at), "redemption_id": redemption_id}
    _MOVE.run(conn, {**place, **source, "reverses_id": reverses_id})
    _BALANCE.run(conn, place)


def balance(conn: Connection, member_id: str, wallet_code: str) -> Decimal:
    """Return the units in a wallet."""
    row = _BALANCE_OF.run(conn, {"member_id": member_id, "wallet_code": wallet_code}).fetchone()
    return from_hundredths(row[0] if row else 0)


def adjust(
    ledger: Ledger,
    member_id: str,
    wallet_code: str,
    amount: Decimal,
    reason: str,
    by: Staff,
    now: datetime,
) -> Decimal:
    """Add units to a wallet, or take them with a negative `amount`; return the balance after.

    Raises Forbidden unless `by` is a supervisor, InvalidInput without a reason or below zero.
    """
    require(by, Act.ADJUST_UNITS)
    if not reason.strip():
        raise InvalidInput("Give a reason for changing the units.")
    check_text(reason, wallet_code)
    exact = units(amount)
    if not exact:
        raise InvalidInput("Give a number of units other than zero.")
    with ledger.write() as conn:
        found = select(members.c.id).where(members.c.id == member_id).with_for_update()
        if conn.scalar(found) is None:
            raise NotFound("There is no member {member}.", member=member_id[:40])
        last = journal.head(ledger, conn, now)
        move(conn, member_id, wallet_code, to_hundredths(exact), ADJUSTED, last.now)
        _note_reason(conn, member_id, reason.strip(), by)
        after = balance(conn, member_id, wallet_code)
        if exact < 0 and after < 0:
            raise InvalidInput("That is more than the wallet has; take less.")
        body = {
            "member": member_id,
            "wallet": wallet_code,
            "units": to_hundredths(exact),
            "reason": reason.strip(),
            "staff": by.id,
        }
        journal.append_after(ledger, conn, last, Kind.UNITS_ADJUSTED, body)
    return after


def _note_reason(conn: Connection, member_id: str, reason: str, by: Staff) -> None:
    """Keep why the last transfer of a member was made."""
    newest = select(func.max(transfers.c.id)).where(transfers.c.member_id == member_id)
    row = {"transfer_id": conn.scalar(newest), "staff_id": by.id, "reason": reason}
    conn.execute(insert(adjustments).values(row))


def transfers_of(ledger: Ledger, member_id: str, limit: int = 50) -> tuple[Transfer, ...]:
    """Return a member's last transfers, newest first."""
    with ledger.read() as conn:
        rows = conn.execute(
            select(transfers)
            .where(transfers.c.member_id == member_id)
            .order_by(transfers.c.at.desc(), transfers.c.id.desc())
            .limit(limit)
        ).all()
    return tuple(
        Transfer(
            row.wallet_code,
            from_hundredths(row.units),
            row.kind,
            from_micros(row.at),
            row.redemption_id,
        )
        for row in rows
    )


def differing_balances(conn: Connection) -> list[tuple[str, str]]:
    """Return the wallets (member, wallet code) whose balance is not the sum of its transfers."""
    summed = (
        select(
            transfers.c.member_id,
            transfers.c.wallet_code,
            func.sum(transfers.c.units).label("units"),
        )
        .group_by(transfers.c.member_id, transfers.c.wallet_code)
        .subquery()
    )
    kept = wallet_balances
    same_wallet = (summed.c.member_id == kept.c.member_id) & (
        summed.c.wallet_code == kept.c.wallet_code
    )
    differ = select(kept.c.member_id, kept.c.wallet_code).outerjoin(summed, same_wallet)
    differ = differ.where(kept.c.units != func.coalesce(summed.c.units, 0))
    unkept = select(summed.c.member_id, summed.c.wallet_code).outerjoin(kept, same_wallet)
    unkept = unkept.where(kept.c.member_id.is_(None))
    return [(row.member_id, row.wallet_code) for row in conn.execute(differ.union(unkept))]
