"""What rows say was given, taken and used, held against what the journal tells.

Balances may agree with transfers and coupons with redemptions, and yet somebody who had the file
wrote both. The journal is signed: what it does not tell of was not done. Only a ledger that stands
alone has an entry for everything; elsewhere much comes from the hub as it stands there.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, select

from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import Standing
from counterfoil.domain.mint import digest
from counterfoil.domain.problem import Problem
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.tables.base import load
from counterfoil.ledger.tables.campaigns import coupons
from counterfoil.ledger.tables.codes import UNUSED, codes
from counterfoil.ledger.tables.journal import journal
from counterfoil.ledger.tables.members import wallet_balances
from counterfoil.ledger.tables.redemptions import redemptions

_READ: Final = (
    Kind.REDEEM,
    Kind.REVERSE,
    Kind.UNITS_ADJUSTED,
    Kind.COUPON_USED,
    Kind.COUPON_UNUSED,
)
_PAGE: Final = 1000
_SHOWN: Final = 4
"""Characters of a coupon's code that may be shown."""

Body = Mapping[str, Any]


@dataclass(slots=True)
class _Told:
    """Units by member and wallet; coupons issued, by digest, and how often each is used just now.

    They are sums: several devices tell at once, and their entries have no order among them.
    `undone` are the redemptions that were, `spent` those of them whose codes stay used.
    """

    units: Counter[tuple[str, str]] = field(default_factory=Counter)
    issued: set[bytes] = field(default_factory=set)
    uses: Counter[bytes] = field(default_factory=Counter)
    undone: set[str] = field(default_factory=set)
    spent: set[str] = field(default_factory=set)


def differing_from_journal(ledger: Ledger, conn: Connection) -> Iterator[Problem]:
    """Yield what rows have otherwise than the journal tells; the journal itself is not checked."""
    if ledger.standing is not Standing.ALONE:
        return
    told = _Told()
    for kind, body in _entries(conn):
        # Where an entry is damaged, the journal's own check says so, and what it told of differs.
        with suppress(LookupError, TypeError, ValueError, AttributeError):
            _HEARD[Kind(kind)](conn, told, body)
    yield from _wallets(conn, told)
    yield from _coupons(conn, told, ledger.digest_key)
    yield from _undone(conn, told)


def _entries(conn: Connection) -> Iterator[tuple[str, Body]]:
    kinds = [kind.value for kind in _READ]
    query = select(journal.c.kind, journal.c.body).where(journal.c.kind.in_(kinds))
    rows = conn.execute(query.order_by(journal.c.device, journal.c.n))
    for kind, text in rows.yield_per(_PAGE):
        body = _object(text)
        if body is not None:
            yield kind, body


def _object(text: str) -> Body | None:
    """Return the body of an entry; None where it is damaged, which the journal's own check says."""
    try:
        return dict(load(text))
    except (ValueError, TypeError):
        return None


def _redeemed(_conn: Connection, told: _Told, body: Body) -> None:
    _give(told, body, 1)
    for gift in body.get("given", ()):
        if "coupon" in gift:
            told.issued.add(bytes.fromhex(gift["coupon"]))


def _reversed(conn: Connection, told: _Told, body: Body) -> None:
    told.undone.add(body["redemption"])
    if not body.get("code_unused"):
        told.spent.add(body["redemption"])
    device, _, n = str(body["redemption"]).rpartition("-")
    entry = (journal.c.device == device) & (journal.c.n == int(n))
    text = conn.scalar(select(journal.c.body).where(entry))
    if text is not None:
        _give(told, _object(text) or {}, -1)


def _give(told: _Told, body: Body, sign: int) -> None:
    if body.get("test"):
        return
    for gift in body.get("given", ()):
        if "units" in gift:
            told.units[gift["member"], gift["wallet"]] += sign * gift["units"]


def _adjusted(_conn: Connection, told: _Told, body: Body) -> None:
    told.units[body["member"], body["wallet"]] += body["units"]


def _used(_conn: Connection, told: _Told, body: Body) -> None:
    told.uses[bytes.fromhex(body["coupon"])] += 1


def _unused(_conn: Connection, told: _Told, body: Body) -> None:
    told.uses[bytes.fromhex(body["coupon"])] -= 1


_HEARD: Final = {
    Kind.REDEEM: _redeemed,
    Kind.REVERSE: _reversed,
    Kind.UNITS_ADJUSTED: _adjusted,
    Kind.COUPON_USED: _used,
    Kind.COUPON_UNUSED: _unused,
}


def _wallets(conn: Connection, told: _Told) -> Iterator[Problem]:
    for row in conn.execute(select(wallet_balances)).yield_per(_PAGE):
        if told.units.pop((row.member_id, row.wallet_code), 0) != row.units:
            yield Problem(
                "the wallet {wallet} of member {member} is not what the journal comes to",
                {"wallet": row.wallet_code, "member": row.member_id},
            )
    for (member_id, wallet), units in sorted(told.units.items()):
        if units:
            yield Problem(
                "the wallet {wallet} of member {member} is in the journal only",
                {"wallet": wallet, "member": member_id},
            )


def _coupons(conn: Connection, told: _Told, digest_key: bytes) -> Iterator[Problem]:
    for code, used_at in conn.execute(select(coupons.c.code, coupons.c.used_at)).yield_per(_PAGE):
        found, shown = digest(code, digest_key), code[:_SHOWN]
        is_used = told.uses[found] > 0
        if found not in told.issued:
            yield Problem(
                "the coupon {coupon}… was issued by no redemption in the journal", {"coupon": shown}
            )
        elif is_used and used_at is None:
            yield Problem(
                "the coupon {coupon}… is used by the journal, and not so here", {"coupon": shown}
            )
        elif not is_used and used_at is not None:
            yield Problem(
                "the coupon {coupon}… is unused by the journal, and not so here", {"coupon": shown}
            )
        told.issued.discard(found)
    if told.issued:
        yield Problem(
            "coupons that the journal has and the ledger does not: {count:,}",
            {"count": len(told.issued)},
        )


def _undone(conn: Connection, told: _Told) -> Iterator[Problem]:
    query = select(redemptions.c.id).where(redemptions.c.reversed_at.is_not(None))
    here = set(conn.scalars(query))
    of_code = query.join(codes, codes.c.id == redemptions.c.code_id)
    for redemption_id in conn.scalars(of_code.where(codes.c.status == UNUSED)):
        if redemption_id in told.spent:
            yield Problem(
                "the code of redemption {redemption} was to stay used, and is unused",
                {"redemption": redemption_id},
            )
    for redemption_id in sorted(here ^ told.undone):
        if redemption_id in here:
            yield Problem(
                "the redemption {redemption} was undone here and not in the journal",
                {"redemption": redemption_id},
            )
        else:
            yield Problem(
                "the redemption {redemption} was undone in the journal only",
                {"redemption": redemption_id},
            )
