"""Behind every figure stand as many rows, found by the same conditions."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from counterfoil.domain.refusal import Reason
from counterfoil.ledger.asked import Asked, days
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rows import AttemptRow, RowKey, RowKind, count_rows, list_rows
from counterfoil.ledger.rows_csv import HEADING, export_rows_steps
from counterfoil.ledger.statistics import Figures, Part, figures
from counterfoil.ledger.trend import Grain, extent, over_time, trend
from tests.domain.build import NOW, WARSAW
from tests.ledger.shop import Shop
from tests.ledger.year import AUTUMN, SPRING, Year

WHOLE = Asked(None, *days(date(2026, 1, 1), date(2026, 12, 31), WARSAW))
PARTS = {
    "campaign_id": lambda found: found.by_campaign,
    "store": lambda found: found.by_store,
    "till": lambda found: found.by_till,
    "staff_id": lambda found: found.by_staff,
}


def every(ledger: Ledger, kind: RowKind, asked: Asked, limit: int = 3) -> Iterator[AttemptRow]:
    """All rows, in pages."""
    after: RowKey | None = None
    while True:
        page = list_rows(ledger, kind, asked, after=after, limit=limit)
        assert len(page.rows) <= limit
        yield from page.rows
        if page.more is None:
            return
        after = page.more


def assert_rows(ledger: Ledger, asked: Asked, found: Figures | Part) -> None:
    tally = found.tally if isinstance(found, Part) else found.total
    wanted = {
        RowKind.REDEMPTIONS: tally.redemptions,
        RowKind.REVERSALS: found.reversed,
        RowKind.REFUSALS: found.refused,
    }
    for kind, count in wanted.items():
        assert len(list(every(ledger, kind, asked))) == count
        assert count_rows(ledger, kind, asked) == count
    redeemed = every(ledger, RowKind.REDEMPTIONS, asked)
    assert sum((row.units for row in redeemed), Decimal()) == tally.units


@pytest.mark.parametrize(
    "asked",
    [
        Asked(),
        WHOLE,
        Asked("c1"),
        Asked("c2"),
        Asked("none"),
        Asked("c1", *days(SPRING, SPRING, WARSAW)),
        Asked(None, *days(AUTUMN, AUTUMN, WARSAW), staff_id="ewa"),
        Asked(store="NY", hour=8),
        Asked(reason=Reason.ALREADY_USED),
        Asked(start=NOW),
        Asked(end=NOW),
    ],
)
def test_figures_are_the_number_of_their_rows(year: Year, asked: Asked) -> None:
    found = figures(year.ledger, asked)
    if asked.reason is None:
        assert_rows(year.ledger, asked, found)
    else:
        assert len(list(every(year.ledger, RowKind.REFUSALS, asked))) == found.refused > 0


@pytest.mark.parametrize("name", PARTS)
def test_each_part_has_its_rows(year: Year, name: str) -> None:
    parts = PARTS[name](figures(year.ledger, WHOLE))
    assert len(parts) > 1 or name == "till"
    for part in parts:
        assert_rows(year.ledger, replace(WHOLE, **{name: part.id}), part)


def test_each_reason_has_its_rows(year: Year) -> None:
    found = figures(year.ledger, WHOLE)
    assert set(found.refusals) == {Reason.UNREADABLE, Reason.UNKNOWN, Reason.ALREADY_USED}
    for reason, count in found.refusals.items():
        rows = list(every(year.ledger, RowKind.REFUSALS, replace(WHOLE, reason=reason)))
        assert [row.reason for row in rows] == [reason] * count


@pytest.mark.parametrize("grain", Grain)
def test_each_point_of_a_trend_has_its_rows(year: Year, grain: Grain) -> None:
    first = SPRING if grain is not Grain.HOUR else AUTUMN
    last = AUTUMN + timedelta(days=1)
    asked = Asked(None, *days(first, last, WARSAW))
    points = trend(year.ledger, asked, grain)
    assert (points[0].start, points[-1].end) == (asked.start, asked.end)
    assert extent(year.ledger, asked) == (asked.start, asked.end)
    assert over_time(year.ledger, asked, grain).points == points
    assert sum(point.tally.redemptions for point in points) == (
        figures(year.ledger, asked).total.redemptions
    )
    for point in points:
        if point.tally.redemptions or point.refused:
            inside = replace(asked, start=point.start, end=point.end)
            redeemed = list(every(year.ledger, RowKind.REDEMPTIONS, inside))
            assert len(redeemed) == point.tally.redemptions
            assert count_rows(year.ledger, RowKind.REFUSALS, inside) == point.refused


def test_weeks_begin_on_monday(year: Year) -> None:
    points = trend(year.ledger, WHOLE, Grain.WEEK)
    assert len(points) == 53
    local = [point.start.astimezone(WARSAW) for point in points]
    assert {(each.weekday(), each.hour) for each in local[1:]} == {(0, 0)}
    assert sum(point.tally.redemptions for point in points) == 9


@pytest.mark.parametrize("campaign_id", ["c1", None])
def test_each_hour_of_the_day_has_its_rows(year: Year, campaign_id: str | None) -> None:
    asked = replace(WHOLE, campaign_id=campaign_id)
    for hour, point in enumerate(over_time(year.ledger, asked, Grain.DAY).hours):
        inside = replace(asked, hour=hour)
        assert count_rows(year.ledger, RowKind.REDEMPTIONS, inside) == point.tally.redemptions
        assert count_rows(year.ledger, RowKind.REFUSALS, inside) == point.refused
        found = figures(year.ledger, inside)
        assert (found.total, found.refused) == (point.tally, point.refused)


def test_rows_come_newest_first_and_say_who_and_where(year: Year) -> None:
    rows = list(every(year.ledger, RowKind.REDEMPTIONS, Asked()))
    assert [row.at for row in rows] == sorted((row.at for row in rows), reverse=True)
    abroad = next(every(year.ledger, RowKind.REDEMPTIONS, Asked(store="NY", staff_id="jan")))
    assert (abroad.store, abroad.staff, abroad.card) == ("New York", "Jan", "1001")
    assert (abroad.member, abroad.reason, abroad.reversed_at) == ("Anna Nowak", None, None)
    assert abroad.code in year.codes
    undone = list(every(year.ledger, RowKind.REVERSALS, Asked()))
    assert {row.reversal_reason for row in undone} == {"returned"}
    refused = list(every(year.ledger, RowKind.REFUSALS, Asked(reason=Reason.UNKNOWN)))
    assert [(row.code, row.campaign) for row in refused] == [("NO…DE", "")]


def test_rows_of_one_card_or_one_code(year: Year) -> None:
    assert count_rows(year.ledger, RowKind.REDEMPTIONS, Asked(member_id="m2")) == 1
    digests = {row["digest"] for row in year.rows_of_refusals() if row["digest"]}
    counts = [count_rows(year.ledger, RowKind.REFUSALS, Asked(digest=each)) for each in digests]
    assert sum(counts) == 6


@pytest.mark.parametrize("kind", RowKind)
def test_rows_are_exported_as_csv(year: Year, kind: RowKind, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    written = finish(export_rows_steps(year.ledger, kind, WHOLE, path, a_step=2))
    with path.open(encoding="utf-8", newline="") as file:
        heading, *lines = list(csv.reader(file))
    assert tuple(heading) == HEADING
    rows = list(every(year.ledger, kind, WHOLE))
    assert written == len(lines) == len(rows)
    assert [(line[0], line[1]) for line in lines] == [(row.id, row.at.isoformat()) for row in rows]
    assert sum(Decimal(line[10]) for line in lines) == sum(row.units for row in rows)


def test_nothing_has_no_rows(shop: Shop) -> None:
    shop.campaign(1)
    for kind in RowKind:
        assert list_rows(shop.ledger, kind, Asked()).rows == ()
    assert figures(shop.ledger, Asked(hour=3)).is_nothing
    assert trend(shop.ledger, Asked(), Grain.DAY) == ()
    found = over_time(shop.ledger, Asked(), Grain.DAY)
    assert (found.points, len(found.hours)) == ((), 24)
    assert sum(point.refused for point in found.hours) == 0
    assert extent(shop.ledger, Asked()) is None
