"""A device's side of its rights: taken in, accepted, and given back.

Whatever is done about a right is an entry of the device's journal, in one transaction with it. In
the entries and in its own table, what the device says of its spending is the truth.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, update

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict
from counterfoil.domain.rights import Amount, Grant, GrantKind, GrantState
from counterfoil.ledger import journal
from counterfoil.ledger.heard import heard
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.rows import (
    grant_body,
    move,
    open_grants,
    put_grant,
    read_grant,
)
from counterfoil.ledger.rights.usable import confirmed_ids
from counterfoil.ledger.tables.sync import grants

_NOTE_ACCEPTED: Final = (
    update(grants)
    .where(grants.c.id == bindparam("right"))
    .values(state=GrantState.ACCEPTED, accepted_n=bindparam("entry"))
)


def take_grant(ledger: Ledger, conn: Connection, grant: Grant) -> None:
    """Keep a right as the feed brings it; of one's own, only what the hub decides is taken over.

    One's own that is not known here was never accepted here; where the hub says that it was, it is
    given back unspent.
    """
    kept = read_grant(conn, grant.id)
    if grant.device != ledger.device.id:
        put_grant(conn, grant)
    elif kept is None:
        unknown = grant.state is GrantState.ACCEPTED
        put_grant(conn, replace(grant, state=GrantState.RECALLED) if unknown else grant)
    elif grant.state is not GrantState.ACCEPTED:
        move(conn, grant.id, grant.state)


def fulfil(ledger: Ledger, now: datetime) -> int:
    """Do what this device owes the hub about its rights; return how many entries that made.

    What was granted is accepted, what was recalled or is spent, over or no longer needed is given
    back. Of an epoch before the hub was restored, nothing is accepted any more.
    """
    with ledger.read() as conn:
        if not _due(ledger, conn, now):
            return 0
    with ledger.write() as conn:
        due = _due(ledger, conn, now)
        for grant, wanted in due:
            _DUTIES[wanted](ledger, conn, grant, now)
    return len(due)


def accept(ledger: Ledger, conn: Connection, grant: Grant, now: datetime) -> None:
    """Accept a right. It can be spent from when the hub has answered the entry that says so.

    Raises Conflict where it is of an epoch that the hub has forgotten, or not waiting for that.
    """
    if grant.epoch < heard(conn).epoch:
        raise Conflict("The right {right} is from before the hub was restored.", right=grant.id)
    if grant.state is not GrantState.GRANTED:
        raise Conflict("The right {right} was accepted or ended before.", right=grant.id)
    entry = _write(ledger, conn, Kind.RIGHT_ACCEPTED, grant, GrantState.ACCEPTED, now)
    conn.execute(_NOTE_ACCEPTED, {"right": grant.id, "entry": entry.n})


def release(ledger: Ledger, conn: Connection, grant: Grant, now: datetime) -> None:
    """Give held codes back; from this transaction on they are not redeemed here alone."""
    _end(ledger, conn, Kind.RIGHT_RELEASED, grant, now)


def close(ledger: Ledger, conn: Connection, grant: Grant, now: datetime) -> None:
    """Give back what is left of a lease, and say what was spent."""
    _end(ledger, conn, Kind.LEASE_CLOSED, grant, now)


def _end(ledger: Ledger, conn: Connection, kind: Kind, grant: Grant, now: datetime) -> None:
    if not move(conn, grant.id, GrantState.CLOSED):
        raise Conflict("The right {right} has ended already.", right=grant.id)
    _write(ledger, conn, kind, grant, GrantState.CLOSED, now)


def _write(
    ledger: Ledger, conn: Connection, kind: Kind, grant: Grant, state: GrantState, now: datetime
) -> journal.Head:
    return journal.append(ledger, conn, kind, grant_body(replace(grant, state=state)), now)


def _due(ledger: Ledger, conn: Connection, now: datetime) -> tuple[tuple[Grant, Kind], ...]:
    given = open_grants(conn, device=ledger.device.id)
    confirmed = confirmed_ids(conn, ledger.device.id)
    usable = tuple(each for each in given if each.id in confirmed and each.is_usable(now))
    return tuple(_wanted(given, usable, heard(conn).epoch, now))


def _wanted(
    given: Iterable[Grant], usable: tuple[Grant, ...], epoch: int, now: datetime
) -> Iterator[tuple[Grant, Kind]]:
    """Yield what is to be done, and with which of the device's rights."""
    for grant in given:
        if grant.state is GrantState.GRANTED and grant.epoch >= epoch:
            yield grant, Kind.RIGHT_ACCEPTED
        elif grant.kind is GrantKind.CODES and grant.state is not GrantState.ACCEPTED:
            yield grant, Kind.RIGHT_RELEASED
        elif grant.kind is not GrantKind.CODES and _is_over(grant, usable, now):
            yield grant, Kind.LEASE_CLOSED


Duty = Callable[[Ledger, Connection, Grant, datetime], None]
_DUTIES: Final[Mapping[Kind, Duty]] = {
    Kind.RIGHT_ACCEPTED: accept,
    Kind.RIGHT_RELEASED: release,
    Kind.LEASE_CLOSED: close,
}


def _is_over(grant: Grant, usable: Iterable[Grant], now: datetime) -> bool:
    if not grant.is_usable(now) or _is_spent(grant):
        return True
    return any(_stands_in(other, grant) for other in usable)


def _is_spent(grant: Grant) -> bool:
    """Say whether nothing can be spent of a lease any more; what is risked may come back."""
    gone = grant.burned if grant.kind is GrantKind.RISK else grant.spent
    return not _has_all(grant.amount, grant.amount - gone)


def _has_all(amount: Amount, left: Amount) -> bool:
    return all(
        rest > 0
        for whole, rest in (
            (amount.units, left.units),
            (amount.money, left.money),
            (amount.count, left.count),
        )
        if whole > 0
    )


def _stands_in(other: Grant, grant: Grant) -> bool:
    """Say whether `other` is a newer lease that allows whatever `grant` does."""
    return (
        other.id > grant.id
        and (other.kind, other.campaign_id) == (grant.kind, grant.campaign_id)
        and other.left.covers(grant.left)
        and _ends_later(other, grant)
    )


def _ends_later(other: Grant, grant: Grant) -> bool:
    if other.expires_at is None or grant.expires_at is None:
        return other.expires_at is None
    return other.expires_at >= grant.expires_at
