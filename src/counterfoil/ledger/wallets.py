"""Units: append-only transfers, and the balances that are kept in step with them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Final

from sqlalchemy import Connection, bindparam, func, insert, select, text

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, InvalidInput, NotFound
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
SYNCED: Final = "sync"
"""What a device's hub knows of and it does not: what other devices moved, in one transfer."""

LONGEST_EXTERNAL_ID: Final = 200

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
    """Units added (positive) or taken from a wallet. `kind` is redeem, reverse, adjust or sync."""

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


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A transfer to be made by hand: see `adjust_once`."""

    member_id: str
    wallet_code: str
    units: Decimal
    reason: str
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A transfer that was made by hand, and the balance of its wallet now.

    `again` says that it was made before, by the same external id.
    """

    transfer_id: int
    balance: Decimal
    again: bool = False


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

    Raises as `adjust_once`.
    """
    return adjust_once(ledger, member_id, wallet_code, amount, reason, by, now).balance


def adjust_once(
    ledger: Ledger,
    member_id: str,
    wallet_code: str,
    amount: Decimal,
    reason: str,
    by: Staff,
    now: datetime,
    *,
    external_id: str = "",
) -> Adjusted:
    """Add units to a wallet, or take them with a negative `amount`.

    With an `external_id`, what another program calls the transfer, the same again is made once.

    Raises:
        Forbidden: `by` is no supervisor.
        InvalidInput: there is no reason, no amount, an id too long, or it would end below zero.
        NotFound: there is no such member.
        Conflict: another transfer was made by that external id.
    """
    require(by, Act.ADJUST_UNITS)
    asked = Adjustment(member_id, wallet_code, units(amount), reason.strip(), external_id)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        made = adjust_in(conn, asked, by, last.now)
        if not made.again:
            body = {
                "member": member_id,
                "wallet": wallet_code,
                "units": to_hundredths(asked.units),
                "reason": asked.reason,
                "staff": by.id,
            }
            named = {"external_id": external_id} if external_id else {}
            journal.append_after(ledger, conn, last, Kind.UNITS_ADJUSTED, {**body, **named})
    return made


def adjust_in(conn: Connection, asked: Adjustment, by: Staff, at: datetime) -> Adjusted:
    """Make a transfer in the transaction of `conn`; the journal is left to whoever calls.

    Raises as `adjust_once`, but for who may.
    """
    member_id, wallet_code = asked.member_id, asked.wallet_code
    if not asked.reason:
        raise InvalidInput("Give a reason for changing the units.")
    check_text(asked.reason, wallet_code, asked.external_id)
    if not asked.units:
        raise InvalidInput("Give a number of units other than zero.")
    same = _made_before(conn, asked.external_id, (member_id, wallet_code, asked.units))
    if same is not None:
        return Adjusted(same, balance(conn, member_id, wallet_code), again=True)
    _lock_member(conn, member_id)
    move(conn, member_id, wallet_code, to_hundredths(asked.units), ADJUSTED, at)
    made = _note_reason(conn, member_id, asked.reason, by.id, asked.external_id)
    after = balance(conn, member_id, wallet_code)
    if asked.units < 0 and after < 0:
        raise InvalidInput("That is more than the wallet has; take less.")
    return Adjusted(made, after)


def adjust_anyway(
    conn: Connection,
    member_id: str,
    wallet_code: str,
    hundredths: int,
    why: str,
    by: str,
    at: datetime,
) -> None:
    """Make a transfer that somebody decided on, even where the wallet ends below zero.

    The member must be kept for the transaction; the journal is left to whoever calls.
    """
    if hundredths:
        move(conn, member_id, wallet_code, hundredths, ADJUSTED, at)
        _note_reason(conn, member_id, why, by, "")


def _made_before(
    conn: Connection, external_id: str, wanted: tuple[str, str, Decimal]
) -> int | None:
    """The transfer that was made by an external id, None where there is none."""
    if not external_id:
        return None
    if len(external_id) > LONGEST_EXTERNAL_ID:
        raise InvalidInput("Give an id of at most {most} characters.", most=LONGEST_EXTERNAL_ID)
    if conn.dialect.name == "postgresql":
        # Of two who send the same at once, the second one finds what the first one made.
        key = blake2b(external_id.encode(), digest_size=8).digest()
        lock = {"key": int.from_bytes(key, signed=True)}
        conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), lock)
    row = conn.execute(
        select(transfers.c.id, transfers.c.member_id, transfers.c.wallet_code, transfers.c.units)
        .join(adjustments, adjustments.c.transfer_id == transfers.c.id)
        .where(adjustments.c.external_id == external_id)
    ).first()
    if row is None:
        return None
    if (row.member_id, row.wallet_code, from_hundredths(row.units)) != wanted:
        raise Conflict(
            "Another transfer has the id {id} already; give this one an id of its own.",
            id=external_id,
        )
    return int(row.id)


def _lock_member(conn: Connection, member_id: str) -> None:
    found = select(members.c.id).where(members.c.id == member_id).with_for_update()
    if conn.scalar(found) is None:
        raise NotFound("There is no member {member}.", member=member_id[:40])


def _note_reason(conn: Connection, member_id: str, reason: str, by: str, external_id: str) -> int:
    """Keep why the last transfer of a member was made; return its id."""
    newest = select(func.max(transfers.c.id)).where(transfers.c.member_id == member_id)
    made = int(conn.scalar(newest) or 0)
    row = {"transfer_id": made, "staff_id": by, "reason": reason}
    conn.execute(insert(adjustments).values({**row, "external_id": external_id or None}))
    return made


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
