"""What is unusual is told with its figures and rows; quiet shops are told nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection

from counterfoil.domain.campaign import Activity
from counterfoil.domain.refusal import Reason
from counterfoil.ledger import demo
from counterfoil.ledger.asked import Asked, midnight
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rows import RowKind, count_rows
from counterfoil.ledger.tables.office import redemption_tallies, refusal_tallies
from counterfoil.ledger.unusual import MOST_OF_A_KIND, Oddity, Unusual, unusual
from tests.domain.build import NOW, WARSAW
from tests.helpers.seeds import seeds
from tests.ledger.shop import PIOTR, Shop

OPEN = Activity(datetime(2026, 1, 1, tzinfo=UTC))
LATER = NOW + timedelta(hours=6)


@dataclass(frozen=True)
class Hours:
    """Attempts written straight into the tallies, as so many visits would leave them."""

    ledger: Ledger
    conn: Connection
    staff: str = "jan"

    def put(self, at: datetime, redeemed: int, refused: int, undone: int = 0) -> None:
        ledger = self.ledger
        key = {
            "campaign_id": "c1",
            "quarter": int(at.timestamp()) // 900,
            "store": ledger.store.code,
            "till": ledger.device.id,
            "staff_id": self.staff,
        }
        figures = {"redemptions": redeemed, "units": 0, "reversed": undone}
        conn = self.conn
        conn.execute(redemption_tallies.insert().values(**key, **figures))
        if refused:
            told = {"reason": Reason.UNKNOWN.value, "refusals": refused}
            conn.execute(refusal_tallies.insert().values(**key, **told))


def drawn(chance: Random, rate: float) -> int:
    """A number from a Poisson distribution."""
    total, at = 0, chance.expovariate(1)
    while at < rate:
        total += 1
        at += chance.expovariate(1)
    return total


def opening_hours(days: int) -> Iterator[tuple[datetime, float]]:
    """Each quarter in which the shop is open, and how busy it is: Saturdays more, noon more."""
    first = midnight(NOW.date(), WARSAW) - timedelta(days=days - 1)
    for day in range(days):
        for quarter in range(28, 80):
            at = first + timedelta(days=day, minutes=15 * quarter)
            local = at.astimezone(WARSAW)
            busy = (2.0 if 11 <= local.hour < 14 else 1.0) * (1.5 if local.weekday() == 5 else 1.0)
            yield at, busy


@pytest.fixture
def quick(sqlite_ledger: Ledger) -> Shop:
    """A shop on SQLite, as tallies are read alike on both."""
    shop = Shop(sqlite_ledger)
    shop.campaign(0, activity=OPEN)
    return shop


def found(shop: Shop, asked: Asked | None = None) -> list[Unusual]:
    return list(unusual(shop.ledger, asked or Asked(), LATER))


def rows_of(shop: Shop, one: Unusual) -> int:
    return count_rows(shop.ledger, one.rows, one.asked)


@pytest.mark.parametrize("seed", seeds(3, 12))
def test_random_shops_are_told_nothing(quick: Shop, seed: int) -> None:
    chance = Random(seed)
    rate, refused = chance.choice((0.05, 0.5, 3.0, 20.0)), chance.choice((0.01, 0.05, 0.15))
    with quick.ledger.write() as conn:
        people = [Hours(quick.ledger, conn, staff) for staff in ("jan", "ewa", "manager")]
        for at, busy in opening_hours(28):
            for person, share in zip(people, (0.6, 0.3, 0.1), strict=True):
                visits = drawn(chance, rate * busy * share)
                no = sum(chance.random() < refused for _ in range(visits))
                undone = sum(chance.random() < 0.01 for _ in range(visits - no))
                if visits:
                    person.put(at, visits - no - undone, no, undone)
    assert found(quick) == []


def test_the_demos_month_is_quiet(tmp_path: Path) -> None:
    with demo.open_demo(tmp_path, NOW) as ledger:
        finish(demo.demo_steps(ledger, NOW))
        assert unusual(ledger, Asked(), NOW) == ()


def test_a_burst_of_refusals_is_told_once(quick: Shop) -> None:
    chance = Random(3)
    start = midnight(NOW.date(), WARSAW) + timedelta(hours=10)
    with quick.ledger.write() as conn:
        for at, busy in opening_hours(20):
            usual = sum(chance.random() < 0.03 * busy for _ in range(3))
            more = 20 if start <= at < start + timedelta(minutes=30) else 0
            Hours(quick.ledger, conn).put(at, 3, usual + more)
    (burst,) = (one for one in found(quick) if one.kind is Oddity.BURST)
    assert (burst.values["start"], burst.values["end"]) == (start, start + timedelta(minutes=30))
    assert 40 <= int(str(burst.values["count"])) <= 44
    assert 0 <= float(str(burst.values["usual"])) < 2
    assert (burst.rows, burst.asked.start) == (RowKind.REFUSALS, start)
    assert [one for one in found(quick, Asked(end=start)) if one.kind is Oddity.BURST] == []
    assert [one.kind for one in found(quick, Asked("c2"))] == []


def test_a_burst_on_the_first_day_is_told_too(quick: Shop) -> None:
    with quick.ledger.write() as conn:
        for quarter in range(10):
            at = NOW - timedelta(minutes=15 * quarter)
            Hours(quick.ledger, conn).put(at, 2, 0 if quarter else 12)
    assert [one.kind for one in found(quick)] == [Oddity.BURST]


def test_too_little_to_compare_with_is_no_burst(quick: Shop) -> None:
    with quick.ledger.write() as conn:
        Hours(quick.ledger, conn).put(NOW, 0, 50)
    assert found(quick) == []


def test_one_person_with_many_refusals_or_reversals_is_told(quick: Shop) -> None:
    with quick.ledger.write() as conn:
        for day in range(1, 15):
            at = NOW - timedelta(days=day)
            Hours(quick.ledger, conn, "jan").put(at, 30, 1)
            Hours(quick.ledger, conn, "ewa").put(at, 26, 4, 4)
    share, undone = found(quick)
    assert (share.kind, share.asked.staff_id) == (Oddity.STAFF_REFUSALS, "ewa")
    assert share.values == {
        "name": "Ewa", "count": 56, "attempts": 476, "share": 11.8, "others": 3.2
    }  # fmt: skip
    assert (undone.kind, undone.rows) == (Oddity.STAFF_REVERSALS, RowKind.REVERSALS)
    assert (undone.values["count"], undone.values["others"]) == (56, 0.0)
    assert "undone" in undone.sentence


def test_one_card_with_many_redemptions_on_a_day_is_told(shop: Shop) -> None:
    _, codes = shop.campaign(30, activity=OPEN)
    for number, code in enumerate(codes[:20]):
        shop.redeem(code, at=NOW - timedelta(days=number % 6), card=PIOTR if number % 2 else "")
    assert found(shop) == []
    for code in codes[20:]:
        assert shop.redeem(code, at=NOW, card="1001").accepted
    (card,) = (one for one in found(shop) if one.kind is Oddity.CARD)
    assert (card.values["card"], card.values["count"]) == ("1001", 10)
    assert rows_of(shop, card) == 10
    assert card.values["day"] == midnight(NOW.date(), WARSAW)


def test_one_code_tried_many_times_is_told(shop: Shop) -> None:
    _, codes = shop.campaign(3, activity=OPEN)
    for number in range(9):
        shop.redeem(codes[number // 6], at=NOW + timedelta(minutes=number))
        shop.redeem("NOSUCHCODE" if number < 5 else f"NOSUCHCODE{number}")
    told = {str(one.values["code"]): one for one in found(shop) if one.kind is Oddity.CODE}
    assert {code: one.values["count"] for code, one in told.items()} == {
        f"{codes[0][:2]}…{codes[0][-2:]}": 5, "NO…DE": 5,
    }  # fmt: skip
    assert {rows_of(shop, one) for one in told.values()} == {5}
    for number in range(12):
        for _ in range(5):
            shop.redeem(f"GUESSED{number}")
    assert len([one for one in found(shop) if one.kind is Oddity.CODE]) == MOST_OF_A_KIND
    yesterday = Asked(end=midnight(NOW.date(), WARSAW))
    assert found(shop, yesterday) == []
