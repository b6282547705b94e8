"""Spending of leases: on the device that redeems, and at the hub when it hears of it."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select, update

from counterfoil.domain.award import amount_given
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.exchange import Document, Outcome
from counterfoil.domain.redemption import Accepted
from counterfoil.domain.rights import Amount
from counterfoil.ledger.gather import Gathered
from counterfoil.ledger.rights.facts import ALL
from counterfoil.ledger.rights.rows import amount_document, amount_from
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.sync import grants

_ADD_SPENT: Final = Statement(
    update(grants)
    .where(grants.c.id == bindparam("right"))
    .values(
        spent_units=grants.c.spent_units + bindparam("units"),
        spent_money=grants.c.spent_money + bindparam("money"),
        spent_count=grants.c.spent_count + bindparam("count"),
    )
)
_ADD_BURNED: Final = Statement(
    update(grants)
    .where(grants.c.id == bindparam("right"))
    .values(
        burned_units=grants.c.burned_units + bindparam("units"),
        burned_money=grants.c.burned_money + bindparam("money"),
        burned_count=grants.c.burned_count + bindparam("count"),
    )
)


def spend(conn: Connection, gathered: Gathered, accepted: Accepted) -> dict[str, Any] | None:
    """Spend what an acceptance costs of the leases that cover it, in its transaction.

    Returns what the journal says of it, None where nothing is spent: a ledger that stands alone has
    no leases, and a test costs nothing.
    """
    held = gathered.held
    if held is ALL or gathered.is_test:
        return None
    risk = None if accepted.final else held.risk
    if held.budget is None and risk is None:
        return None
    cost = amount_given(accepted.outcomes, gathered.facts.rewards)
    for lease in (held.budget, risk):
        if lease is not None:
            _add(conn, _ADD_SPENT, lease.id, cost)
    return {
        "budget": held.budget.id if held.budget else None,
        "risk": risk.id if risk else None,
        **amount_document(cost),
    }


def refund(conn: Connection, grant_id: int, amount: Amount) -> None:
    """Let a lease spend again what was spent of it."""
    _add(conn, _ADD_SPENT, grant_id, Amount() - amount)


def burn(conn: Connection, grant_id: int, amount: Amount) -> None:
    """Note that what was spent of a risk went to a duplicate."""
    _add(conn, _ADD_BURNED, grant_id, amount)


def settle(conn: Connection, spends: Document | None, outcome: Outcome) -> None:
    """Take over, on the device, what the hub made of a redemption: once for each verdict.

    The risk of what was applied is given back, that of a duplicate is burned. `spends` is what the
    redemption's entry says of it, if anything.
    """
    if not spends or spends.get("risk") is None:
        return
    if outcome is Outcome.APPLIED:
        refund(conn, spends["risk"], amount_from(spends))
    elif outcome is Outcome.DUPLICATE:
        burn(conn, spends["risk"], amount_from(spends))


def count_spent(
    conn: Connection, device: str, spends: Document | None, outcome: Outcome
) -> tuple[int, ...]:
    """Count at the hub what a device says that a redemption spent, and return which grants changed.

    A redemption is counted however much it overspends, and whatever has become of the lease. Raises
    InvalidInput where `spends` cannot be read.
    """
    if not spends:
        return ()
    budget, risk, amount = read_spends(spends)
    changed = []
    if budget is not None and _is_of(conn, budget, device):
        _add(conn, _ADD_SPENT, budget, amount)
        changed.append(budget)
    if risk is not None and outcome is Outcome.DUPLICATE and _is_of(conn, risk, device):
        _add(conn, _ADD_SPENT, risk, amount)
        _add(conn, _ADD_BURNED, risk, amount)
        changed.append(risk)
    return tuple(changed)


def read_spends(spends: Mapping[str, Any]) -> tuple[int | None, int | None, Amount]:
    """Return the budget, the risk and the amount that a redemption spent. Raises InvalidInput."""
    try:
        ids = [spends["budget"], spends["risk"]]
        if not all(each is None or type(each) is int for each in ids):
            raise TypeError
        return ids[0], ids[1], amount_from(spends)
    except (KeyError, TypeError, ValueError):
        raise InvalidInput("The redemption does not say what it spent.") from None


def _is_of(conn: Connection, grant_id: int, device: str) -> bool:
    query = select(grants.c.id).where(grants.c.id == grant_id, grants.c.device == device)
    return conn.scalar(query) is not None


def _add(conn: Connection, statement: Statement, grant_id: int, amount: Amount) -> None:
    statement.run(conn, {"right": grant_id, **amount_document(amount)})
