"""A hub with tills, and a till with rights, both on the shop of the ledger's tests."""

# ruff: noqa: ANN401 - what a test wants different is checked by the dataclass it goes into

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, insert, select

from counterfoil.domain.campaign import Campaign, OfflinePolicy
from counterfoil.domain.entry import Entry, Kind, SignedEntry
from counterfoil.domain.exchange import DeviceKind, EntryVerdict, Outcome, Standing
from counterfoil.domain.limit import Limits
from counterfoil.domain.refusal import Reason
from counterfoil.domain.rights import Amount, Grant, GrantKind, GrantState, Wish
from counterfoil.ledger import journal
from counterfoil.ledger.exchange.applying import Applying, Judged
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.appliers import RIGHTS_APPLIERS
from counterfoil.ledger.rights.duties import fulfil, take_grant
from counterfoil.ledger.rights.managing import give
from counterfoil.ledger.rights.rows import grant_body, read_grant
from counterfoil.ledger.tables.base import to_micros
from counterfoil.ledger.tables.codes import batches
from counterfoil.ledger.tables.journal import journal as journal_rows
from counterfoil.ledger.tables.sync import entry_verdicts
from counterfoil.ledger.verdict import Verdict
from tests.domain.build import NOW, limit
from tests.ledger.exchange.tills import enrolled
from tests.ledger.shop import MANAGER, Shop

DAY = timedelta(days=1)
TOMORROW = NOW + DAY
BUDGET = Amount(Decimal(500), count=5)


def hub_of(ledger: Ledger) -> Ledger:
    """Return the ledger as a hub."""
    return become_hub(ledger, NOW)


def till_of(ledger: Ledger) -> Ledger:
    """Return the ledger as a till that has joined a hub."""
    return replace(ledger, standing=Standing.TILL)


def owned(shop: Shop, quantity: int = 5, **over: Any) -> tuple[Campaign, list[str]]:
    """Save a campaign whose codes are redeemed by whoever holds them."""
    return made(shop, quantity, **{"offline_policy": OfflinePolicy.OWNED, **over})


def capped(shop: Shop, quantity: int = 5, **over: Any) -> tuple[Campaign, list[str]]:
    """Save a campaign whose codes may be risked."""
    return made(shop, quantity, **{"offline_policy": OfflinePolicy.CAPPED, **over})


def made(shop: Shop, quantity: int = 5, **over: Any) -> tuple[Campaign, list[str]]:
    """Save a campaign and make its codes; a till gets them from elsewhere."""
    return alone(shop).campaign(quantity, **over)


def alone(shop: Shop) -> Shop:
    """Return the shop of a ledger as if it stood alone, where it is a till's."""
    if shop.ledger.standing is Standing.HUB:
        return shop
    return Shop(replace(shop.ledger, standing=Standing.ALONE))


def limited(points: int | None = None, executions: int | None = None) -> Limits:
    """Return limits of a campaign in total."""
    return Limits(
        points=None if points is None else limit(points),
        executions=None if executions is None else limit(executions),
    )


def ids(ledger: Ledger, campaign_id: str = "c1") -> tuple[int, int]:
    """Return the range of ids of a campaign's first batch."""
    query = select(batches.c.first_id, batches.c.last_id).order_by(batches.c.id)
    with ledger.read() as conn:
        row = conn.execute(query.where(batches.c.campaign_id == campaign_id)).first()
    assert row is not None
    return row.first_id, row.last_id


def holding(device: str, *ranges: tuple[int, int], **over: Any) -> Wish:
    """Return the wish that a device holds codes."""
    return replace(Wish(device, "c1", GrantKind.CODES, ranges), **over)


def lease(device: str, kind: GrantKind, amount: Amount, **over: Any) -> Wish:
    """Return the wish that a device has a lease until tomorrow."""
    return replace(Wish(device, "c1", kind, amount=amount, expires_at=TOMORROW), **over)


def given(hub: Ledger, wish: Wish, now: datetime = NOW) -> Grant:
    """Let the manager give what is wished; return the first grant."""
    return give(hub, wish, MANAGER, now)[0]


def put(till: Ledger, *, confirmed: bool = True, **over: Any) -> Grant:
    """Give a till a right as its hub would, accepted and, with `confirmed`, answered."""
    grant = Grant(
        **{
            "id": 1,
            "epoch": 1,
            "device": till.device.id,
            "kind": GrantKind.BUDGET,
            "campaign_id": "c1",
            "state": GrantState.GRANTED,
            "granted_at": NOW,
            **over,
        }
    )
    with till.write() as conn:
        take_grant(till, conn, grant)
    fulfil(till, NOW)
    if confirmed:
        confirm(till)
    return grant


def confirm(till: Ledger) -> None:
    """Let the hub have answered every entry of a till so far: all were applied."""
    with till.write() as conn:
        known = set(conn.scalars(select(entry_verdicts.c.n)))
        for signed in list(journal.entries(till)):
            if signed.entry.n not in known:
                row = {"of": "", "reason": "", "values": "{}", "answer": None, "receipt": bytes(32)}
                conn.execute(
                    insert(entry_verdicts).values(
                        device=till.device.id,
                        n=signed.entry.n,
                        hash=signed.hash,
                        outcome=Outcome.APPLIED,
                        **row,
                    )
                )


def grant_at(ledger: Ledger, grant_id: int) -> Grant:
    """Return a grant as a ledger has it."""
    with ledger.read() as conn:
        found = read_grant(conn, grant_id)
    assert found is not None
    return found


def reason(verdict: Verdict) -> Reason | None:
    """Return why a code was refused."""
    return verdict.refused.reason if verdict.refused else None


def said(
    hub: Ledger,
    device: str,
    kind: Kind,
    body: dict[str, Any] | Grant,
    *,
    office: bool = False,
    receipted: EntryVerdict | None = None,
    touched: list[tuple[str, str, str]] | None = None,
) -> Judged:
    """Let the hub apply an entry of a device."""
    document = grant_body(body) if isinstance(body, Grant) else body
    entry = Entry(device, 2, bytes(32), 1, kind, document, NOW)
    with hub.write() as conn:
        _join(conn, device)
        return RIGHTS_APPLIERS[kind](
            Applying(
                ledger=hub,
                conn=conn,
                device=device,
                kind=DeviceKind.OFFICE if office else DeviceKind.TILL,
                signed=SignedEntry(entry, bytes(32), bytes(64)),
                attached={},
                receipted=receipted,
                now=NOW,
                touched=touched if touched is not None else [],
            )
        )


def _join(conn: Connection, device: str) -> None:
    known = select(journal_rows.c.n).where(journal_rows.c.device == device)
    if conn.scalar(known) is None:
        row = {"prev_hash": bytes(32), "hash": bytes(32), "signature": bytes(64), "body": "{}"}
        at = to_micros(NOW)
        conn.execute(
            insert(journal_rows).values(
                device=device, n=1, epoch=1, kind=Kind.JOINED, wall_time=at, **row
            )
        )


def tills(hub: Ledger, *numbers: int) -> Sequence[str]:
    """Enrol tills; return their ids."""
    return [enrolled(hub, number) for number in numbers]
