"""Allowances: what tills are kept supplied with for each campaign."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.domain.exchange import Document, Standing
from counterfoil.domain.rights import Allowance, Amount
from counterfoil.domain.store import Act, Staff
from counterfoil.domain.units import MOST, ZERO, from_hundredths
from counterfoil.ledger import journal
from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.grants import MOST_COUNT
from counterfoil.ledger.rights.managing import check_managed
from counterfoil.ledger.rights.rows import amount_document, amount_from
from counterfoil.ledger.staff import require
from counterfoil.ledger.statement import putting
from counterfoil.ledger.tables.stores import devices
from counterfoil.ledger.tables.sync import allowances

EVERY_TILL: Final = ""
MOST_HOURS: Final = 24 * 31
MOST_QUOTA: Final = 1000

_PUT: Final = putting(allowances)


def set_allowance(ledger: Ledger, allowance: Allowance, by: Staff, now: datetime) -> None:
    """Set what tills, or one of them, are kept supplied with for a campaign.

    What they have is not taken away; an office device's takes effect when the hub applies it.

    Raises:
        Forbidden: `by` is no manager.
        InvalidInput: the amounts cannot be.
        NotFound: there is no such campaign or device.
        Conflict: the ledger is neither a hub nor an office device.
    """
    require(by, Act.GRANT_RIGHTS)
    check_managed(ledger)
    check_allowance(allowance)
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        check_known(ledger, conn, allowance)
        if ledger.standing is Standing.HUB:
            put_allowance(conn, allowance)
        body = {**allowance_document(allowance), "staff": by.id}
        journal.append_after(ledger, conn, last, Kind.ALLOWANCE_SET, body)


def check_allowance(allowance: Allowance) -> None:
    """Raise InvalidInput where no till could be supplied so."""
    for amount in (allowance.budget, allowance.risk):
        sums = (amount.units, amount.money)
        if min(sums) < 0 or max(sums) > MOST or not 0 <= amount.count <= MOST_COUNT:
            raise InvalidInput("A till cannot be supplied with this amount.")
    if allowance.risk.count == 0 and allowance.risk != Amount():
        raise InvalidInput("Say how many redemptions may be risked.")
    if allowance.budget.money != ZERO:
        raise InvalidInput("The limits of a campaign are in units and redemptions, not in money.")
    if not 1 <= allowance.hours <= MOST_HOURS:
        raise InvalidInput("A lease lasts 1 to {most} hours.", most=MOST_HOURS)
    if not 0 <= allowance.quota <= MOST_QUOTA:
        raise InvalidInput("A member's quota is 0 to {most} redemptions.", most=MOST_QUOTA)


def check_known(ledger: Ledger, conn: Connection, allowance: Allowance) -> None:
    """Raise NotFound where the campaign or the device is not known."""
    current(ledger, conn, allowance.campaign_id)
    named = select(devices.c.id).where(devices.c.id == allowance.device)
    if allowance.device != EVERY_TILL and conn.scalar(named) is None:
        raise NotFound("There is no device {device}.", device=allowance.device[:40])


def put_allowance(conn: Connection, allowance: Allowance) -> None:
    """Keep an allowance, in place of the one that was there."""
    _PUT.run(conn, _columns(allowance))


def list_allowances(ledger: Ledger, campaign_id: str | None = None) -> tuple[Allowance, ...]:
    """Return the allowances of a campaign, or of all, those for every till before others."""
    with ledger.read() as conn:
        return allowances_of(conn, campaign_id=campaign_id)


def allowances_of(
    conn: Connection, *, campaign_id: str | None = None, among: Iterable[str] | None = None
) -> tuple[Allowance, ...]:
    """Return the allowances of a campaign, or of all; only those for `among`, where given."""
    query = select(allowances).order_by(allowances.c.campaign_id, allowances.c.device)
    if campaign_id is not None:
        query = query.where(allowances.c.campaign_id == campaign_id)
    if among is not None:
        query = query.where(allowances.c.device.in_(tuple(among)))
    return tuple(map(_allowance, conn.execute(query)))


def allowance_for(conn: Connection, campaign_id: str, device: str) -> Allowance | None:
    """Return what a device is supplied with: its own allowance, or that of every till."""
    found = allowances_of(conn, campaign_id=campaign_id, among=(EVERY_TILL, device))
    return found[-1] if found else None


def allowance_document(allowance: Allowance) -> dict[str, Any]:
    """Return an allowance as JSON: in the journal, and in the feed."""
    return {
        "campaign": allowance.campaign_id,
        "device": allowance.device,
        "budget": amount_document(allowance.budget),
        "risk": amount_document(allowance.risk),
        "hours": allowance.hours,
        "quota": allowance.quota,
    }


def allowance_from(document: Document) -> Allowance:
    """Return the allowance that a document says. Raises InvalidInput where it says none."""
    try:
        return Allowance(
            campaign_id=str(document["campaign"]),
            device=str(document["device"]),
            budget=amount_from(document["budget"]),
            risk=amount_from(document["risk"]),
            hours=int(document["hours"]),
            quota=int(document["quota"]),
        )
    except (KeyError, TypeError, ValueError):
        raise InvalidInput("This says nothing that a till is supplied with.") from None


def _allowance(row: Row[Any]) -> Allowance:
    return Allowance(
        campaign_id=row.campaign_id,
        device=row.device,
        budget=Amount(units=from_hundredths(row.budget_units), count=row.budget_count),
        risk=Amount(
            from_hundredths(row.risk_units), from_hundredths(row.risk_money), row.risk_count
        ),
        hours=row.hours,
        quota=row.quota,
    )


def _columns(allowance: Allowance) -> dict[str, Any]:
    budget, risk = amount_document(allowance.budget), amount_document(allowance.risk)
    return {
        "campaign_id": allowance.campaign_id,
        "device": allowance.device,
        "budget_units": budget["units"],
        "budget_count": budget["count"],
        "risk_units": risk["units"],
        "risk_money": risk["money"],
        "risk_count": risk["count"],
        "hours": allowance.hours,
        "quota": allowance.quota,
    }
