"""A year in which much was redeemed, also across both changes of the clock."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from counterfoil.domain.campaign import Activity
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.effect import GivePoints, GiveReward
from counterfoil.domain.store import Store
from counterfoil.ledger.codes.void import void_codes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.settings import put_store
from counterfoil.ledger.tables.redemptions import refusals
from tests.domain.build import NOW, WARSAW, rule
from tests.ledger.shop import CASHIER, PIOTR, SUPERVISOR, Shop

NEW_YORK = Store("NY", "New York", ZoneInfo("America/New_York"), "USD")
OPEN = Activity(datetime(2026, 1, 1, tzinfo=UTC))
AUTUMN = date(2026, 10, 25)
SPRING = date(2026, 3, 29)


@dataclass(frozen=True, slots=True)
class Year:
    """A shop in which much was redeemed, also across both changes of the clock."""

    shop: Shop
    codes: list[str]

    @property
    def ledger(self) -> Ledger:
        return self.shop.ledger

    def rows_of_refusals(self) -> list[dict[str, Any]]:
        return self.shop.rows(refusals)


def at(day: date, hour: int, minute: int = 0, *, fold: int = 0) -> datetime:
    """Return a moment on the clocks of Warsaw."""
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=WARSAW, fold=fold)
    return moment.astimezone(UTC)


MOMENTS = (
    at(SPRING, 0),
    at(SPRING, 1, 59),
    at(SPRING, 3),
    at(SPRING, 23, 59),
    at(AUTUMN, 0),
    at(AUTUMN, 2, 30),
    at(AUTUMN, 2, 30, fold=1),
    at(AUTUMN, 23, 59) + timedelta(seconds=59, microseconds=999_999),
    at(AUTUMN + timedelta(days=1), 0),
    NOW,
    NOW + timedelta(minutes=10),
)


def lived(shop: Shop) -> Year:
    """Two campaigns; every third redemption undone, some refused, some codes made void."""
    both = rule(effects=(GivePoints("10.50"), GiveReward("coffee")))
    _, first = shop.campaign(20, activity=OPEN, rules=(both,))
    other = CodeFormat(CharacterSet.NUM, 9, "T")
    _, second = shop.campaign(6, id="c2", activity=OPEN, code_format=other)
    with shop.ledger.write() as conn:
        put_store(conn, NEW_YORK)
    abroad = Shop(replace(shop.ledger, store=NEW_YORK))
    for number, moment in enumerate(MOMENTS):
        where = abroad if number % 4 == 3 else shop
        who = CASHIER if number % 2 else SUPERVISOR
        done = where.redeem(first[number], at=moment, staff=who)
        assert done.redemption_id is not None
        if number % 3 == 2:
            reverse(shop.ledger, done.redemption_id, "returned", SUPERVISOR, NOW)
        if number % 2:
            assert not shop.redeem(first[number], at=moment).accepted
    assert shop.redeem(second[0], at=NOW, card=PIOTR).accepted
    assert not shop.redeem("NOSUCHCODE").accepted
    assert not shop.redeem("").accepted
    void_codes(shop.ledger, "c1", SUPERVISOR, NOW, reason="lost", texts=first[18:])
    return Year(shop, first)
