"""Tills and office devices that have joined a hub, without one: what they would have heard.

Their ledgers say so, and what the feed would have brought is written into them.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update

from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.exchange import DeviceKind, DeviceState, EntryVerdict, Outcome, Standing
from counterfoil.domain.limit import Limit, Limits
from counterfoil.domain.rights import Amount, Grant, GrantKind, GrantState
from counterfoil.domain.store import Role, Staff, Store
from counterfoil.ledger.campaigns import get_campaign, list_campaigns, save_campaign
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.exchange.verdicts import keep_verdicts
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.rights.rows import put_grant
from counterfoil.ledger.settings import HUB, STANDING, put_store, write_setting
from counterfoil.ledger.staff import default_staff, put_staff
from counterfoil.ledger.tables.base import dump, load, to_micros
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tables.stores import devices
from counterfoil.ledger.tables.sync import conflicts, enrolments
from counterfoil.ledger.verdict import Attempt
from counterfoil.openloyalty.campaign import write_campaign
from tests.helpers.shop import ANNA_CARD, Shop

URL = "http://127.0.0.1:9"
"""Where nothing answers."""
MARKET, AIRPORT = "market-till-1", "airport-till-1"
OLA = Staff("ola", "Ola Wiśniewska", Role.CASHIER)


def stand(folder: Path, standing: Standing, now: datetime) -> None:
    """Have the ledger of a folder stand as a device that has joined."""
    with open_ledger(folder, now) as ledger, ledger.write() as conn:
        write_setting(conn, STANDING, standing.value)
        write_setting(conn, HUB, URL)


def redeem_some(folder: Path, shop: Shop, now: datetime) -> list[str]:
    """Redeem points for Anna and coupons, before the till joins; return the redemptions."""
    asked = (("points", ANNA_CARD), ("coupon", ""), ("points", ANNA_CARD), ("coupon", ""))
    made = []
    with open_ledger(folder, now) as ledger:
        by = default_staff(ledger)
        for index, (campaign, card) in enumerate(asked):
            verdict = redeem(ledger, Attempt((shop.codes[campaign][index],), by, card), now)
            made.append(verdict.redemption_id or "")
    return made


def with_policy(ledger: Ledger, name: str, policy: OfflinePolicy, now: datetime) -> str:
    """Give the campaign of that name an offline policy, and return its id."""
    line = next(each for each in list_campaigns(ledger) if each.name == name)
    whole = get_campaign(ledger, line.id)
    changed = replace(whole, offline_policy=policy)
    save_campaign(ledger, changed, default_staff(ledger), now, base_version=whole.version)
    return line.id


def add_devices(ledger: Ledger, now: datetime) -> None:
    """Let there be a till at the market and, frozen, one at the airport; this device is known."""
    zone = ZoneInfo("Europe/Warsaw")
    with ledger.write() as conn:
        put_store(conn, Store("market", "Market hall", zone, "PLN"))
        put_store(conn, Store("airport", "Airport, gate 4", zone, "PLN"))
        put_staff(conn, OLA)
        for number, (device, store) in enumerate(((MARKET, "market"), (AIRPORT, "airport"))):
            conn.execute(
                insert(devices).values(
                    id=device,
                    name="Till 1",
                    store_code=store,
                    public_key=bytes([number]) * 32,
                    created_at=to_micros(now),
                )
            )
        enrol = insert(enrolments)
        conn.execute(enrol.values(_enrolled(ledger.device.id, now, kind=DeviceKind.OFFICE.value)))
        conn.execute(enrol.values(_enrolled(MARKET, now - timedelta(minutes=22), tip_n=14)))
        why = "It was restored or copied: re-enrol it under a new id."
        airport = _enrolled(AIRPORT, now - timedelta(days=2), state=DeviceState.FROZEN.value)
        off = timedelta(hours=3) // timedelta(microseconds=1)
        conn.execute(enrol.values(airport | {"why": why, "clock_off": off}))


def add_conflict(
    ledger: Ledger, redemption_id: str, now: datetime, *, kind: str = "claim", n: int = 7
) -> str:
    """Let a redemption have been made at the market, too; return the id of the conflict."""
    conflict_id = f"{MARKET}-{n}"
    with ledger.write() as conn:
        query = select(redemptions).where(redemptions.c.id == redemption_id)
        first: dict[str, Any] = dict(conn.execute(query).mappings().one())
        second = first | {
            "id": conflict_id,
            "till": MARKET,
            "store": "market",
            "staff_id": OLA.id,
            "at": first["at"] + 11 * 60 * 1_000_000,
            "event_id": None,
        }
        conn.execute(
            insert(conflicts).values(
                id=conflict_id,
                kind=kind,
                of=redemption_id,
                device=MARKET,
                n=n,
                code_id=first["code_id"],
                campaign_id=first["campaign_id"],
                units=first["units"],
                money=1200 if load(first["given"])[0]["effect"] == "give_reward" else 0,
                at=to_micros(now),
                document=dump({"row": second, "reason": "", "first": first}),
                state="open",
                note="",
            )
        )
    return conflict_id


def add_change(ledger: Ledger, campaign_id: str, kind: str, now: datetime) -> str:
    """Let a change of a campaign have come too late, or been refused; return the conflict's id."""
    found = get_campaign(ledger, campaign_id)
    late = replace(found, limits=Limits(executions=Limit(Decimal(500))))
    document: dict[str, Any] = {
        "entry": "campaign_saved",
        "body": {"campaign": campaign_id, "document": write_campaign(late)},
        "reason": "The campaign {campaign} is archived.",
        "values": {"campaign": found.name},
    }
    if kind == "stale":
        document["reason"] = "{campaign} was saved by somebody else meanwhile."
        document["found"] = {
            "document": write_campaign(found),
            "version": found.version,
            "saved_by": "Jan Kowalski",
            "saved_at": to_micros(now),
        }
    conflict_id = f"{MARKET}-{kind}"
    with ledger.write() as conn:
        conn.execute(
            insert(conflicts).values(
                id=conflict_id,
                kind=kind,
                of=campaign_id,
                device=MARKET,
                n=99,
                campaign_id=campaign_id,
                units=0,
                money=0,
                at=to_micros(now),
                document=dump(document),
                state="open",
                note="",
            )
        )
    return conflict_id


def add_verdict(ledger: Ledger, n: int, outcome: Outcome) -> None:
    """Let the hub have answered to an entry of this device's."""
    with ledger.write() as conn:
        verdict = EntryVerdict(n, outcome, receipt=bytes(32))
        keep_verdicts(conn, ledger.device.id, [(bytes(32), verdict)])


def settle_as(ledger: Ledger, conflict_id: str, state: str, now: datetime) -> None:
    """Let the hub have settled a conflict by itself, as where its code became free."""
    with ledger.write() as conn:
        conn.execute(
            update(conflicts)
            .where(conflicts.c.id == conflict_id)
            .values(state=state, settled_at=to_micros(now))
        )


def add_grants(ledger: Ledger, campaign_id: str, now: datetime, *, first: int = 1) -> None:
    """Let the market hold ten codes, a share of the limits, and a risk of which a part is spent."""
    risk = Amount(Decimal(1000), Decimal(240), 20)
    spent = Amount(Decimal(150), Decimal(36), 3)
    burned = Amount(Decimal(50), Decimal(12), 1)
    leases: tuple[dict[str, Any], ...] = (
        {"kind": GrantKind.CODES, "codes": (first, first + 9)},
        {"kind": GrantKind.BUDGET, "amount": Amount(Decimal(500), count=40)},
        {
            "kind": GrantKind.RISK,
            "amount": risk,
            "spent": spent,
            "burned": burned,
            "expires_at": now + timedelta(hours=20),
        },
    )
    with ledger.write() as conn:
        for number, lease in enumerate(leases):
            grant = Grant(
                id=first * 10 + number,
                epoch=1,
                device=MARKET,
                campaign_id=campaign_id,
                state=GrantState.ACCEPTED,
                granted_at=now - timedelta(hours=4),
                **lease,
            )
            put_grant(conn, grant)


def _enrolled(
    device: str,
    seen_at: datetime,
    *,
    kind: str = DeviceKind.TILL.value,
    state: str = DeviceState.ACTIVE.value,
    tip_n: int = 0,
) -> dict[str, Any]:
    return {
        "device": device,
        "kind": kind,
        "state": state,
        "why": "",
        "joined_at": to_micros(seen_at - timedelta(days=30)),
        "seen_at": to_micros(seen_at),
        "clock_off": 0,
        "awaited": False,
        "tip_n": tip_n,
    }
