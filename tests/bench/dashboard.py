"""The dashboard over five million redemptions, against the same count straight from the rows.

The rows are written in bulk with their tallies, as two years of a busy till would leave them: open
from 7 to 21, six campaigns, three people taking turns. The count from the rows is one statement of
SQL for each figure, on the same connection, in the same run.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from sqlalchemy import text

from counterfoil.desk.dashboard.work import (
    Period,
    View,
    asked_of,
    grain_of,
    read_board,
)
from counterfoil.domain.campaign import Activity, Campaign, Rule, Translation
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.effect import GivePoints
from counterfoil.domain.event import EventSchema, Field, FieldType
from counterfoil.domain.member import Member
from counterfoil.domain.refusal import Reason
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.asked import Asked
from counterfoil.ledger.campaigns import save_campaign
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import save_member
from counterfoil.ledger.rows import RowKind, list_rows
from counterfoil.ledger.schemas import save_schema
from counterfoil.ledger.staff import DEFAULT, save_staff
from counterfoil.ledger.statistics import figures
from counterfoil.ledger.tallies import differing_tallies, rebuild_tallies
from counterfoil.ledger.trend import extent, over_time
from tests.bench.report import Line, at_most, better, quantity, shown

REDEMPTIONS: Final = 5_000_000
REFUSALS: Final = 250_000
DAYS: Final = 730
NOW: Final = datetime(2026, 1, 1, 12, tzinfo=UTC)
CAMPAIGNS: Final = tuple(f"c{number}" for number in range(6))
MEMBERS: Final = 20_000
CHUNK: Final = 100_000

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
            *lines(ledger),
        ]


def lines(ledger: Ledger) -> list[Line]:
    """Return the table's lines."""
    found: list[Line] = []
    for name, view, most, times in (
        ("30 days", View(), 1, 5),
        ("one campaign, 30 days", View(CAMPAIGNS[0]), 1, 5),
        ("all", View(period=Period.ALL), 4, 10),
    ):
        asked = asked_of(view, NOW, ledger.store.zone)
        ours = least(partial(every_figure, ledger, asked))
        theirs = least(partial(straight, ledger, asked), turns=2)
        whole = least(partial(read_board, ledger, view, NOW))
        found.append(better(f"all figures, {name}", ours, "counted from rows", theirs, times))
        found.append(at_most("  with outlook and what is unusual", whole, most))
    assert every_figure(ledger, Asked()) == straight(ledger, Asked())
    page = least(lambda: list_rows(ledger, RowKind.REDEMPTIONS, Asked()))
    found.append(at_most("first page of the rows behind a figure", page, 0.1))
    return found


def every_figure(ledger: Ledger, asked: Asked) -> int:
    """Read every figure, the trend and the hours of the day."""
    over_time(ledger, asked, grain_of(extent(ledger, asked)))
    return figures(ledger, asked).total.redemptions


def straight(ledger: Ledger, asked: Asked) -> int:
    """Count the same from the rows; return the redemptions that were not reversed."""
    where, values = "WHERE campaign_id IN (SELECT id FROM campaigns)", dict[str, object]()
    if asked.campaign_id is not None:
        where, values = "WHERE campaign_id = :campaign", {"campaign": asked.campaign_id}
    if asked.start is not None and asked.end is not None:
        where += " AND at >= :start AND at < :end"
        values["start"] = int(asked.start.timestamp() * 1e6)
        values["end"] = int(asked.end.timestamp() * 1e6)
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
