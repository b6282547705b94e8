"""Members: their row, units, what limits counted of them, and whether they were erased."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, delete, insert, select, update

from counterfoil.domain.exchange import Document
from counterfoil.ledger import wallets
from counterfoil.ledger.erase import unname
from counterfoil.ledger.feed.topics.topic import (
    Putting,
    Topic,
    key_pages,
    read_rows,
    row_document,
    row_values,
)
from counterfoil.ledger.member_put import put_terms
from counterfoil.ledger.member_rows import read_member
from counterfoil.ledger.statement import putting
from counterfoil.ledger.tables.campaigns import campaigns, usage
from counterfoil.ledger.tables.members import members, wallet_balances
from counterfoil.ledger.tables.office import erasures

_PUT: Final = putting(members)
_PUT_BALANCE: Final = putting(wallet_balances)
_PUT_ERASURE: Final = putting(erasures)
_COUNTED: Final = ("campaign_id", "unit", "bucket", "points", "executions")
_MOVED: Final = "\x1b"
"""What the card of a member begins with whose card another one got, until theirs comes too."""


def _read(conn: Connection, keys: Sequence[str]) -> Mapping[str, Document]:
    units = _grouped(conn, wallet_balances, keys)
    counted = _grouped(conn, usage, keys)
    erased = {
        row["member_id"]: row_document(erasures, row)
        for row in conn.execute(select(erasures).where(erasures.c.member_id.in_(keys))).mappings()
    }
    return {
        key: {
            "row": row,
            "units": {each.wallet_code: each.units for each in units.get(key, ())},
            "counted": sorted(
                [getattr(each, name) for name in _COUNTED] for each in counted.get(key, ())
            ),
            "erased": erased.get(key),
        }
        for key, row in read_rows(conn, members, members.c.id, keys)
    }


def _grouped(conn: Connection, table: Table, keys: Sequence[str]) -> dict[str, list[Row[Any]]]:
    found: dict[str, list[Row[Any]]] = {}
    for row in conn.execute(select(table).where(table.c.member_id.in_(keys))):
        found.setdefault(row.member_id, []).append(row)
    return found


def _put(at: Putting, key: str, document: Document | None) -> None:
    if document is None:
        return
    conn, row = at.conn, row_values(members, document["row"])
    _free_card(conn, key, row["card"])
    _PUT.run(conn, row)
    if document["erased"] is None:
        member = read_member(conn, key)
        assert member is not None  # noqa: S101 - just written
        put_terms(conn, member)
    else:
        unname(conn, key)
        _PUT_ERASURE.run(conn, row_values(erasures, document["erased"]))
    _put_units(at, key, document["units"])
    _put_counted(conn, key, document["counted"])


def _free_card(conn: Connection, key: str, card: str) -> None:
    """Take the card from whoever had it; what they have now is in the same pull."""
    other = (members.c.card == card) & (members.c.id != key)
    holder = conn.scalar(select(members.c.id).where(other))
    if holder is not None:
        values = {"card": f"{_MOVED}{holder}"}
        conn.execute(update(members).where(members.c.id == holder).values(values))


def _put_units(at: Putting, key: str, units: Mapping[str, int]) -> None:
    here = select(wallet_balances.c.wallet_code, wallet_balances.c.units)
    here = here.where(wallet_balances.c.member_id == key)
    before = {row.wallet_code: row.units for row in at.conn.execute(here)}
    for wallet in sorted({*before, *units}):
        if wallet not in before:
            place = {"member_id": key, "wallet_code": wallet, "units": 0}
            _PUT_BALANCE.run(at.conn, place)
        more = units.get(wallet, 0) - before.get(wallet, 0)
        wallets.move(at.conn, key, wallet, more, wallets.SYNCED, at.now)


def _put_counted(conn: Connection, key: str, counted: Sequence[Sequence[Any]]) -> None:
    """Write what limits counted; of a campaign that is not here yet it comes again with it."""
    conn.execute(delete(usage).where(usage.c.member_id == key))
    named = {each[0] for each in counted}
    known = set(conn.scalars(select(campaigns.c.id).where(campaigns.c.id.in_(named))))
    rows = [
        {"member_id": key, **dict(zip(_COUNTED, each, strict=True))}
        for each in counted
        if each[0] in known
    ]
    if rows:
        conn.execute(insert(usage), rows)


MEMBER: Final = Topic(lambda conn: key_pages(conn, members.c.id), _read, _put)
