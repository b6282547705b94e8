"""The dashboard over five million redemptions, against the same count straight from the rows.

The rows are written in bulk with their tallies, as two years of a busy till would leave them: open
from 7 to 21, six campaigns, three people taking turns. The count from the rows is one statement of
SQL for each figure, on the same connection, in the same run.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from sqlalchemy import text

from counterfoil.domain.campaign import Activity, Campaign, Rule, Translation
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.effect import GivePoints
from counterfoil.domain.event import EventSchema, Field, FieldType
from counterfoil.domain.member import Member
from counterfoil.domain.refusal import Reason
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.asked import Asked, days
from counterfoil.ledger.campaigns import save_campaign
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import save_member
from counterfoil.ledger.rows import RowKind, list_rows
from counterfoil.ledger.schemas import save_schema
from counterfoil.ledger.staff import DEFAULT, save_staff
from counterfoil.ledger.statistics import figures
from counterfoil.ledger.tallies import differing_tallies, rebuild_tallies
from counterfoil.ledger.trend import Grain, hours_of_day, trend
from counterfoil.ledger.unusual import unusual
from tests.bench.report import Line, at_most, better, quantity, shown

REDEMPTIONS: Final = 5_000_000
REFUSALS: Final = 250_000
DAYS: Final = 730
NOW: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)
CAMPAIGNS: Final = tuple(f"c{number}" for number in range(6))
MEMBERS: Final = 20_000
CHUNK: Final = 100_000
_MILLIS: Final = 1e-3

_REDEEMED = """INSERT INTO redemptions (id, code_id, campaign_id, campaign_version, member_id,
staff_id, store, till, at, units, rules, given, source, test, reversed_at, reversed_by,
reversal_reason) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, 10000, '[]', '[]', 'camera', 0, ?, ?, ?)"""
_REFUSED = """INSERT INTO refusals (id, at, reason, campaign_id, shown, "values", staff_id, store,
till, source) VALUES (?, ?, ?, ?, 'AB…YZ', '{}', ?, ?, ?, 'camera')"""
_TOTALS = """SELECT store, till, staff_id, campaign_id, count(*), sum(units),
count(reversed_at) FROM redemptions {where} GROUP BY store, till, staff_id, campaign_id"""
_BY_DAY = """SELECT at / 86400000000, count(*), sum(units) FROM redemptions {where}
GROUP BY at / 86400000000"""
_BY_HOUR = """SELECT at / 3600000000 % 24, count(*), sum(units) FROM redemptions {where}
GROUP BY at / 3600000000 % 24"""
_REASONS = "SELECT reason, count(*) FROM refusals {where} GROUP BY reason"


def run() -> list[Line]:
    """Measure with five million redemptions."""
    return measured(REDEMPTIONS, REFUSALS)


def measured(redeemed: int, refused: int) -> list[Line]:
    """Measure with so many redemptions and refusals."""
    with TemporaryDirectory() as name, open_ledger(Path(name), NOW) as ledger:
        fill(ledger)
        write_rows(ledger, redeemed, refused)
        with ledger.write() as conn:
            began = perf_counter()
            rebuild_tallies(conn)
            rebuilt = perf_counter() - began
        with ledger.read() as conn:
            assert differing_tallies(conn) == []
            kept = conn.execute(text("SELECT count(*) FROM redemption_tallies")).scalar_one()
        return [
            shown("redemptions", f"{redeemed:,}"),
            shown("tallies they are kept in", f"{kept:,}"),
            shown("tallies counted anew", quantity(rebuilt, "s")),
            *lines(ledger, redeemed),
        ]


def lines(ledger: Ledger, redeemed: int) -> list[Line]:
    """Return the table's lines."""
    zone, today = ledger.store.zone, NOW.date()
    found: list[Line] = []
    for name, back, most in (("30 days", 30, 50), ("all", None, 1500)):
        asked = Asked()
        if back is not None:
            start, end = days(today - timedelta(days=back - 1), today, zone)
            asked = replace(asked, start=start, end=end)
        ours = least(lambda asked=asked: dashboard(ledger, asked))
        theirs = least(lambda asked=asked: straight(ledger, asked))
        found.append(better(f"all figures, {name}", ours, "counted from rows", theirs, 10))
        found.append(at_most(f"all figures, {name}", ours, most * _MILLIS))
    total = figures(ledger, Asked()).total.redemptions
    counted = straight(ledger, Asked())
    assert total == counted, (total, counted, redeemed)
    asked = Asked(CAMPAIGNS[0], *days(today - timedelta(days=29), today, zone))
    found.append(shown("  one campaign, 30 days", timed(lambda: dashboard(ledger, asked))))
    found.append(shown("  what is unusual, 30 days", timed(lambda: unusual(ledger, asked, NOW))))
    page = least(lambda: list_rows(ledger, RowKind.REDEMPTIONS, Asked()))
    found.append(at_most("first page of the rows behind a figure", page, 0.1))
    return found


def dashboard(ledger: Ledger, asked: Asked) -> int:
    """Read every figure that the dashboard shows of redemptions and refusals."""
    found = figures(ledger, asked)
    trend(ledger, asked, Grain.DAY)
    hours_of_day(ledger, asked)
    return found.total.redemptions


def straight(ledger: Ledger, asked: Asked) -> int:
    """Count the same from the rows; return the redemptions that were not reversed."""
    where, values = "WHERE campaign_id IN (SELECT id FROM campaigns)", {}
    if asked.start is not None and asked.end is not None:
        where += " AND at >= :start AND at < :end"
        values = {
            "start": int(asked.start.timestamp() * 1e6),
            "end": int(asked.end.timestamp() * 1e6),
        }
    with ledger.read() as conn:
        totals = conn.execute(text(_TOTALS.format(where=where)), values).all()
        for query in (_BY_DAY, _BY_HOUR, _REASONS):
            conn.execute(text(query.format(where=where)), values).all()
    return sum(row[4] - row[6] for row in totals)


def fill(ledger: Ledger) -> None:
    """Make campaigns, staff and members."""
    fields = (Field(FieldType.TEXT, "promo_code"),)
    save_schema(ledger, EventSchema("purchase", "Purchase", fields), DEFAULT, NOW)
    for number, campaign_id in enumerate(CAMPAIGNS):
        campaign = Campaign(
            id=campaign_id,
            translations={"en": Translation(f"Campaign {number}")},
            activity=Activity(NOW - timedelta(days=DAYS)),
            event="purchase",
            event_code_attribute="promo_code",
            rules=(Rule("points", (GivePoints("100"),)),),
            code_format=CodeFormat(CharacterSet.ALPHANUM, 8, f"{'ABCDEF'[number]}"),
            active=True,
        )
        save_campaign(ledger, campaign, DEFAULT, NOW)
    for name in ("anna", "jan", "ewa"):
        save_staff(ledger, Staff(name, name.title(), Role.CASHIER), DEFAULT, NOW)
    save_member(ledger, Member("m0", "card0", NOW), DEFAULT, NOW)
    with ledger.write() as conn:
        columns = ", ".join(row[1] for row in conn.exec_driver_sql("PRAGMA table_info(members)"))
        others = columns.replace("id, card,", ":id, :card,", 1)
        query = text(f"INSERT INTO members ({columns}) SELECT {others} FROM members LIMIT 1")
        conn.execute(query, [{"id": f"m{n}", "card": f"card{n}"} for n in range(1, MEMBERS)])


def write_rows(ledger: Ledger, redeemed: int, refused: int) -> None:
    """Write the rows by time, as they would have come."""
    chance = Random(5)
    store, till = ledger.store.code, ledger.device.id
    begin = NOW - timedelta(days=DAYS)

    def moment(number: int, of: int) -> int:
        # Fourteen hours are open; a thousandth of a day apart at random.
        day, part = divmod(number * DAYS / of, 1)
        hours = 7 + 14 * part + chance.random() / 100
        return int((begin.timestamp() + day * 86_400 - 43_200 + hours * 3600) * 1e6)

    def redemption(number: int) -> tuple[object, ...]:
        at = moment(number, redeemed)
        undone = (at, "anna", "wrong") if chance.random() < 0.01 else (None, None, None)
        member = f"m{chance.randrange(MEMBERS)}"
        campaign, person = chance.choice(CAMPAIGNS), ("anna", "jan", "ewa")[number // 900 % 3]
        return (f"r{number}", number, campaign, member, person, store, till, at, *undone)

    def refusal(number: int) -> tuple[object, ...]:
        reason = chance.choice((Reason.ALREADY_USED, Reason.UNKNOWN, Reason.ENDED)).value
        campaign = None if reason == Reason.UNKNOWN.value else chance.choice(CAMPAIGNS)
        return (f"f{number}", moment(number, refused), reason, campaign, "anna", store, till)

    for statement, row, count in ((_REDEEMED, redemption, redeemed), (_REFUSED, refusal, refused)):
        for first in range(0, count, CHUNK):
            with ledger.write() as conn:
                raw = conn.connection.driver_connection
                assert raw is not None
                raw.executemany(statement, map(row, range(first, min(first + CHUNK, count))))


def least(work: Callable[[], object], turns: int = 3) -> float:
    """Seconds of the quickest of some calls."""
    return min(taken(work) for _ in range(turns))


def taken(work: Callable[[], object]) -> float:
    """Seconds of a call."""
    begin = perf_counter()
    work()
    return perf_counter() - begin


def timed(work: Callable[[], object]) -> str:
    """The seconds of the quickest of some calls, to be shown."""
    return quantity(least(work), "s")
