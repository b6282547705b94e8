"""Grants between their rows and the domain, and as documents: in the journal, and in the feed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, or_, select, update

from counterfoil.domain.errors import InvalidInput, NotFound
from counterfoil.domain.exchange import Document
from counterfoil.domain.rights import BEFORE, OPEN, Amount, Grant, GrantKind, GrantState
from counterfoil.domain.units import from_hundredths, to_hundredths
from counterfoil.ledger.statement import putting
from counterfoil.ledger.tables.base import (
    from_micros,
    from_micros_or_none,
    to_micros,
    to_micros_or_none,
)
from counterfoil.ledger.tables.sync import grants

IS_OPEN: Final = or_(*(grants.c.state == state.value for state in sorted(OPEN)))
LARGEST: Final = 2**63 - 1
_NAMES: Final = tuple(column.name for column in grants.c)

# What the row says besides the grant stays where a row is put again.
_PUT: Final = putting(grants, without=("accepted_n",))


def read_grant(conn: Connection, grant_id: int, *, lock: bool = False) -> Grant | None:
    """Return a grant, None where it is not known; with `lock`, nobody else changes it meanwhile."""
    query = select(grants).where(grants.c.id == grant_id)
    row = conn.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else from_row(row)


def known_grant(conn: Connection, grant_id: int) -> Grant:
    """Return a grant that nobody else changes until the transaction ends. Raises NotFound."""
    found = read_grant(conn, grant_id, lock=True)
    if found is None:
        raise NotFound("There is no right with the number {right}.", right=grant_id)
    return found


def list_grants(
    conn: Connection,
    *,
    device: str | None = None,
    campaign: str | None = None,
    kind: GrantKind | None = None,
    states: Iterable[GrantState] = OPEN,
) -> tuple[Grant, ...]:
    """Return grants in the order they were given: open ones, or those in other `states`."""
    wanted: list[ColumnElement[bool]] = [grants.c.state.in_(tuple(states))]
    chosen: tuple[tuple[ColumnElement[Any], object], ...] = (
        (grants.c.device, device),
        (grants.c.campaign_id, campaign),
        (grants.c.kind, kind),
    )
    wanted += [column == value for column, value in chosen if value is not None]
    rows = conn.execute(select(grants).where(*wanted).order_by(grants.c.id))
    return tuple(map(from_row, rows))


def open_grants(
    conn: Connection, *, device: str | None = None, campaign: str | None = None
) -> tuple[Grant, ...]:
    """Return the grants that the hub counts as out of its hands, in the order they were given."""
    return list_grants(conn, device=device, campaign=campaign)


def put_grant(conn: Connection, grant: Grant, reason: str = "") -> None:
    """Insert or replace the row of a grant, whatever it said before."""
    _PUT.run(conn, {**_columns(grant), "reason": reason})


def move(conn: Connection, grant_id: int, state: GrantState) -> bool:
    """Give a grant another state where that may follow; say whether it did."""
    changed = conn.execute(
        update(grants)
        .where(grants.c.id == grant_id, grants.c.state.in_(tuple(BEFORE[state])))
        .values(state=state)
    )
    return bool(changed.rowcount)


def put_spent(conn: Connection, grant_id: int, spent: Amount) -> None:
    """Put what was spent of a lease, in place of what was known."""
    values = _amount_columns("spent_", spent)
    conn.execute(update(grants).where(grants.c.id == grant_id).values(values))


def grant_document(grant: Grant) -> dict[str, Any]:
    """Return a grant as JSON: amounts in hundredths, moments in microseconds."""
    return {
        "id": grant.id,
        "epoch": grant.epoch,
        "device": grant.device,
        "kind": grant.kind.value,
        "campaign": grant.campaign_id,
        "state": grant.state.value,
        "granted_at": to_micros(grant.granted_at),
        "expires_at": to_micros_or_none(grant.expires_at),
        "codes": None if grant.codes is None else list(grant.codes),
        "amount": amount_document(grant.amount),
        "spent": amount_document(grant.spent),
        "burned": amount_document(grant.burned),
    }


def grant_body(grant: Grant) -> dict[str, object]:
    """Return what an entry about a grant says: its number, and all of it.

    A hub that was restored learns from it what it has forgotten.
    """
    return {"grant": grant.id, "document": grant_document(grant)}


def grant_from(document: Document) -> Grant:
    """Return the grant that a document says. Raises InvalidInput where it says none."""
    try:
        codes = document["codes"]
        return Grant(
            id=_whole(document["id"], least=1),
            epoch=_whole(document["epoch"]),
            device=str(document["device"]),
            kind=GrantKind(document["kind"]),
            campaign_id=str(document["campaign"]),
            state=GrantState(document["state"]),
            granted_at=from_micros(_whole(document["granted_at"])),
            expires_at=from_micros_or_none(document["expires_at"]),
            codes=None if codes is None else (_whole(codes[0]), _whole(codes[1])),
            amount=amount_from(document["amount"]),
            spent=amount_from(document["spent"]),
            burned=amount_from(document["burned"]),
        )
    except (KeyError, IndexError, TypeError, ValueError, OverflowError):
        raise InvalidInput("This is no right that a hub has given.") from None


def amount_document(amount: Amount) -> dict[str, int]:
    """Return an amount as JSON, units and money in hundredths."""
    return {
        "units": to_hundredths(amount.units),
        "money": to_hundredths(amount.money),
        "count": amount.count,
    }


def amount_from(document: Document) -> Amount:
    """Return the amount that a document says. Raises KeyError, TypeError or ValueError."""
    return Amount(
        from_hundredths(_whole(document["units"])),
        from_hundredths(_whole(document["money"])),
        _whole(document["count"]),
    )


def _whole(value: object, *, least: int = 0) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= LARGEST:
        raise ValueError(value)
    return value


def from_row(row: Sequence[Any]) -> Grant:
    """Return the grant of a row with every column of `grants`, in their order."""
    kept = dict(zip(_NAMES, row, strict=True))
    codes = None if kept["first_id"] is None else (kept["first_id"], kept["last_id"])
    return Grant(
        id=kept["id"],
        epoch=kept["epoch"],
        device=kept["device"],
        kind=GrantKind(kept["kind"]),
        campaign_id=kept["campaign_id"],
        state=GrantState(kept["state"]),
        granted_at=from_micros(kept["granted_at"]),
        codes=codes,
        amount=_amount(kept, ""),
        spent=_amount(kept, "spent_"),
        burned=_amount(kept, "burned_"),
        expires_at=from_micros_or_none(kept["expires_at"]),
    )


def _amount(kept: Mapping[str, int], prefix: str) -> Amount:
    return Amount(
        from_hundredths(kept[f"{prefix}units"]),
        from_hundredths(kept[f"{prefix}money"]),
        kept[f"{prefix}count"],
    )


def _columns(grant: Grant) -> dict[str, Any]:
    first, last = grant.codes or (None, None)
    return {
        "id": grant.id,
        "epoch": grant.epoch,
        "device": grant.device,
        "kind": grant.kind.value,
        "campaign_id": grant.campaign_id,
        "state": grant.state.value,
        "granted_at": to_micros(grant.granted_at),
        "expires_at": to_micros_or_none(grant.expires_at),
        "first_id": first,
        "last_id": last,
        **_amount_columns("", grant.amount),
        **_amount_columns("spent_", grant.spent),
        **_amount_columns("burned_", grant.burned),
    }


def _amount_columns(prefix: str, amount: Amount) -> dict[str, int]:
    return {f"{prefix}{name}": value for name, value in amount_document(amount).items()}
