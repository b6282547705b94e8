"""Keeping from others what the entries of a batch will change, before the first is applied.

On PostgreSQL rows are kept in one order everywhere: codes, campaigns, members, each by its id.
Entry by entry a batch would come to a code while it has a campaign, and so wait for somebody at the
counter who has the code and waits for the campaign. What is not foreseen here (a claim that another
one makes room for) is kept when it comes to that; where two wait for each other all the same, the
database ends one of them, and its device sends the batch again.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Table, select

from counterfoil.domain.entry import Entry, Kind
from counterfoil.ledger.bulk import among
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.ledger.tables.codes import batches, code_digests, codes
from counterfoil.ledger.tables.members import members
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.sync import conflicts

_LONGEST: Final = 200


def keep(conn: Connection, entries: Iterable[Entry]) -> None:
    """Keep the codes, campaigns and members that the entries name until the transaction ends."""
    if conn.dialect.name == "sqlite":
        return
    named = [(entry.kind, entry.device, entry.body) for entry in entries]
    bodies = [body for _, _, body in named]
    campaigns_of_codes = _lock_codes(conn, _codes(conn, bodies, _redemptions(named)))
    _lock(conn, campaigns, {*_texts(bodies, "campaign"), *campaigns_of_codes})
    _lock(conn, members, {*_texts(bodies, "member"), *_given(bodies)})


_Bodies = list[Mapping[str, object]]


def _codes(conn: Connection, bodies: _Bodies, names: set[str]) -> set[int]:
    by_digest = select(code_digests.c.code_id).where(
        among(conn, code_digests.c.digest, _digests(bodies))
    )
    found = set(conn.scalars(by_digest))
    if names:
        for table in (redemptions, conflicts):
            found.update(
                conn.scalars(select(table.c.code_id).where(among(conn, table.c.id, names)))
            )
    return found - {None}


def _lock_codes(conn: Connection, ids: set[int]) -> set[str]:
    """Keep codes; return the campaigns that they are of."""
    if not ids:
        return set()
    query = select(batches.c.campaign_id).join(codes, codes.c.batch_id == batches.c.id)
    wanted = query.where(among(conn, codes.c.id, ids)).order_by(codes.c.id)
    return set(conn.scalars(wanted.with_for_update(of=codes)))


def _lock(conn: Connection, table: Table, ids: Iterable[Any]) -> None:
    wanted = list(ids)
    if wanted:
        query = select(table.c.id).where(among(conn, table.c.id, wanted)).order_by(table.c.id)
        conn.execute(query.with_for_update()).all()


def _redemptions(named: Iterable[tuple[str, str, Mapping[str, object]]]) -> set[str]:
    """Return the redemptions that entries are about; one that makes its own is about no other."""
    others = [(device, body) for kind, device, body in named if kind != Kind.REDEEM]
    return {*_texts([body for _, body in others], "redemption"), *_intents(others)}


def _texts(bodies: _Bodies, name: str) -> Iterator[str]:
    return _fit(body.get(name) for body in bodies)


def _given(bodies: _Bodies) -> Iterator[str]:
    for body in bodies:
        given = body.get("given")
        if isinstance(given, list):
            yield from _fit(each.get("member") for each in given if isinstance(each, dict))


def _intents(named: Iterable[tuple[str, Mapping[str, object]]]) -> Iterator[str]:
    for device, body in named:
        if type(body.get("intent")) is int:
            yield f"{device}-{body['intent']}"


def _digests(bodies: _Bodies) -> list[bytes]:
    texts = [*_texts(bodies, "code")]
    for body in bodies:
        several = body.get("codes")
        texts += _fit(several) if isinstance(several, list) else ()
    return [bytes.fromhex(text) for text in texts if _is_hex(text)]


def _fit(values: Iterable[object]) -> Iterator[str]:
    """Yield what can be asked for: an entry may hold anything."""
    for value in values:
        if isinstance(value, str) and 0 < len(value) <= _LONGEST and "\0" not in value:
            yield value


def _is_hex(text: str) -> bool:
    try:
        return bool(bytes.fromhex(text))
    except ValueError:
        return False
