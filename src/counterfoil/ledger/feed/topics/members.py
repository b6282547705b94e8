"""Members: their row, units, what limits counted of them, and whether they were erased."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, bindparam, delete, select, update

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
    with_keys,
)
from counterfoil.ledger.member_put import put_terms
from counterfoil.ledger.member_rows import member_from
from counterfoil.ledger.statement import Statement, inserting, putting
from counterfoil.ledger.tables.campaigns import usage
from counterfoil.ledger.tables.members import members, wallet_balances
from counterfoil.ledger.tables.office import erasures

_PUT: Final = putting(members)
_PUT_BALANCE: Final = putting(wallet_balances)
_PUT_ERASURE: Final = putting(erasures)
_COUNTED: Final = ("campaign_id", "unit", "bucket", "points", "executions")
_COLUMNS: Final = tuple(usage.c[name] for name in _COUNTED)
_HERE: Final = Statement(select(members).where(members.c.id == bindparam("id")))
_HOLDER: Final = Statement(select(members.c.id).where(members.c.card == bindparam("card")))
_TAKE_CARD: Final = Statement(
    update(members).where(members.c.id == bindparam("holder")).values(card=bindparam("moved"))
)
_UNITS: Final = Statement(
    select(wallet_balances.c.wallet_code, wallet_balances.c.units).where(
        wallet_balances.c.member_id == bindparam("member")
    )
)
_USED: Final = Statement(select(*_COLUMNS).where(usage.c.member_id == bindparam("member")))
_DELETE_USED: Final = Statement(delete(usage).where(usage.c.member_id == bindparam("member")))
_ADD_USED: Final = inserting(usage)
_MOVED: Final = "\x1b"
"""What the card of a member begins with whose card another one got, until theirs comes too."""


def _read(conn: Connection, keys: Sequence[str]) -> Mapping[str, Document]:
    units = _grouped(conn, wallet_balances, keys)
    counted = _grouped(conn, usage, keys)
    erased = {
        row["member_id"]: row_document(erasures, row)
        for row in with_keys(conn, erasures, erasures.c.member_id, keys).mappings()
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
    for row in with_keys(conn, table, table.c.member_id, keys):
        found.setdefault(row.member_id, []).append(row)
    return found


def _put(at: Putting, key: str, document: Document | None) -> None:
    if document is None:
        return
    conn, row = at.conn, row_values(members, document["row"])
    if _HERE.run(conn, {"id": key}).fetchone() != tuple(row.values()):
        _free_card(conn, key, row["card"])
        _PUT.run(conn, row)
        member = member_from([(*row.values(), None, None)])
        assert member is not None  # noqa: S101 - there is a row
        if document["erased"] is None:
            put_terms(conn, member)
        else:
            unname(conn, key)
            _PUT_ERASURE.run(conn, row_values(erasures, document["erased"]))
    _put_units(at, key, document["units"])
    _put_counted(conn, key, document["counted"])


def _free_card(conn: Connection, key: str, card: str) -> None:
    """Take the card from whoever had it; what they have now is in the same pull."""
    holder = _HOLDER.run(conn, {"card": card}).fetchone()
    if holder is not None and holder[0] != key:
        _TAKE_CARD.run(conn, {"holder": holder[0], "moved": f"{_MOVED}{holder[0]}"})


def _put_units(at: Putting, key: str, units: Mapping[str, int]) -> None:
    before: dict[str, int] = dict(_UNITS.run(at.conn, {"member": key}).fetchall())
    for wallet in sorted({*before, *units}):
        if wallet not in before:
            place = {"member_id": key, "wallet_code": wallet, "units": 0}
            _PUT_BALANCE.run(at.conn, place)
        more = units.get(wallet, 0) - before.get(wallet, 0)
        wallets.move(at.conn, key, wallet, more, wallets.SYNCED, at.now)


def _put_counted(conn: Connection, key: str, counted: Sequence[Sequence[Any]]) -> None:
    before = _USED.run(conn, {"member": key}).fetchall()
    if sorted(before) == sorted(tuple(each) for each in counted):
        return
    _DELETE_USED.run(conn, {"member": key})
    for each in counted:
        _ADD_USED.run(conn, {"member_id": key, **dict(zip(_COUNTED, each, strict=True))})


MEMBER: Final = Topic(lambda conn: key_pages(conn, members.c.id), _read, _put)
