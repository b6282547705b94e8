"""What concerns one device: its grants, allowances and conflicts. An office sees everybody's."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, delete, select

from counterfoil.domain.exchange import Document
from counterfoil.ledger.feed.publish import EVERYONE
from counterfoil.ledger.feed.topics.topic import (
    Putting,
    Topic,
    row_document,
    row_values,
    rows_topic,
)
from counterfoil.ledger.feed.touched import allowance_key
from counterfoil.ledger.rights.duties import take_grant
from counterfoil.ledger.rights.rows import from_row
from counterfoil.ledger.statement import putting
from counterfoil.ledger.tables.sync import allowances, conflicts, grants

_GRANTS: Final = rows_topic(grants, grants.c.id)
_CONFLICTS: Final = rows_topic(conflicts, conflicts.c.id)
_PUT_GRANT: Final = putting(grants)
_PUT_ALLOWANCE: Final = putting(allowances)


def _grants_of(conn: Connection, device: str) -> Sequence[str]:
    query = select(grants.c.id).where(grants.c.device == device).order_by(grants.c.id)
    return [str(each) for each in conn.scalars(query)]


def _put_grant(at: Putting, _key: str, document: Document | None) -> None:
    """Take a grant in; of its own ones the device knows better how far they are spent."""
    if document is None:
        return
    row = row_values(grants, document)
    if row["device"] == at.ledger.device.id:
        take_grant(at.ledger, at.conn, from_row([row[column.name] for column in grants.c]))
    else:
        _PUT_GRANT.run(at.conn, row)


def _allowance_keys(conn: Connection, *devices: str) -> Sequence[str]:
    query = select(allowances.c.campaign_id, allowances.c.device)
    if devices:
        query = query.where(allowances.c.device.in_(devices))
    rows = conn.execute(query.order_by(allowances.c.campaign_id, allowances.c.device))
    return [allowance_key(row.campaign_id, row.device) for row in rows]


def _all_allowances(conn: Connection) -> Iterator[Sequence[str]]:
    yield _allowance_keys(conn)


def _allowances_of(conn: Connection, device: str) -> Sequence[str]:
    return _allowance_keys(conn, EVERYONE, device)


def _read_allowances(conn: Connection, keys: Sequence[str]) -> Mapping[str, Document]:
    found: dict[str, Any] = {}
    for key in keys:
        device, _, campaign = key.partition("/")
        chosen = (allowances.c.campaign_id == campaign) & (allowances.c.device == device)
        row = conn.execute(select(allowances).where(chosen)).mappings().one_or_none()
        if row is not None:
            found[key] = row_document(allowances, row)
    return found


def _put_allowance(at: Putting, key: str, document: Document | None) -> None:
    if document is not None:
        _PUT_ALLOWANCE.run(at.conn, row_values(allowances, document))
        return
    device, _, campaign = key.partition("/")
    gone = (allowances.c.campaign_id == campaign) & (allowances.c.device == device)
    at.conn.execute(delete(allowances).where(gone))


def _conflicts_of(conn: Connection, device: str) -> Sequence[str]:
    query = select(conflicts.c.id).where(conflicts.c.device == device).order_by(conflicts.c.id)
    return list(conn.scalars(query))


GRANT: Final = Topic(_GRANTS.keys, _GRANTS.read, _put_grant, keys_of=_grants_of)
ALLOWANCE: Final = Topic(_all_allowances, _read_allowances, _put_allowance, keys_of=_allowances_of)
CONFLICT: Final = Topic(_CONFLICTS.keys, _CONFLICTS.read, _CONFLICTS.put, keys_of=_conflicts_of)
