"""What the parts of the dashboard show of a board: lines with their words and what they open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from counterfoil.desk import formats
from counterfoil.desk.dashboard import words
from counterfoil.desk.dashboard.bars import Bar
from counterfoil.desk.dashboard.lists import Finding
from counterfoil.desk.dashboard.work import Board, Period
from counterfoil.desk.translation import _
from counterfoil.ledger.asked import Asked, at_place
from counterfoil.ledger.rows import RowKind
from counterfoil.ledger.statistics import Part
from counterfoil.ledger.trend import Point


@dataclass(frozen=True, slots=True)
class Opened:
    """Rows that are wanted: which, how many they should be, and of what."""

    kind: RowKind
    asked: Asked
    count: int
    of: str


Open = Callable[[Opened], object]
Table = list[tuple[object, ...]]


def period(board: Board, zone: ZoneInfo) -> str:
    """Return the time of the figures, in a few words."""
    asked, chosen = board.asked, board.view.period
    if chosen is Period.ALL or asked.start is None or asked.end is None:
        return _("since the beginning")
    if chosen is not Period.CUSTOM:
        return words.period(chosen)
    first = asked.start.astimezone(zone).date()
    last = (asked.end - timedelta(hours=1)).astimezone(zone).date()
    return words.span(first, last)


def subject(board: Board, zone: ZoneInfo) -> str:
    """Return what the figures are of: the time, and the campaign where one is chosen."""
    names = [each.name for each in board.remaining if board.view.campaign_id == each.campaign_id]
    return " · ".join([*names, period(board, zone)])


def remaining(board: Board, opened: Open) -> list[Bar]:
    """Return a line for each campaign: how many of its codes are redeemed, how many are left."""
    return [
        Bar(
            name=each.name,
            figure=_("{used} used · {left} left").format(
                used=formats.number(each.counts.used), left=formats.number(each.counts.remaining)
            ),
            share=each.counts.used / max(1, each.counts.codes - each.counts.void),
            open=partial(
                opened, Opened(RowKind.REDEMPTIONS, Asked(each.campaign_id), each.live, each.name)
            ),
            cells=(each.name, each.counts.codes, each.counts.used, each.counts.remaining),
        )
        for each in board.remaining
    ]


def parts(board: Board, field: str, opened: Open) -> list[Bar]:
    """Return a line for each store, till or person."""
    found = board.figures
    some = {"store": found.by_store, "till": found.by_till, "staff_id": found.by_staff}[field]
    most = max((each.tally.redemptions for each in some), default=0)
    return [
        Bar(
            name=words.part(each),
            figure=_part_figure(each),
            share=each.tally.redemptions / most if most else 0,
            open=partial(
                opened,
                Opened(
                    RowKind.REDEMPTIONS,
                    at_place(board.asked, field, each.id),
                    each.tally.redemptions,
                    words.part(each),
                ),
            ),
            cells=(
                words.part(each),
                each.tally.redemptions,
                each.tally.units,
                each.refused,
                each.reversed,
            ),
        )
        for each in some
    ]


def reasons(board: Board, opened: Open) -> list[Bar]:
    """Return a line for each reason, the commonest first."""
    found = sorted(board.figures.refusals.items(), key=lambda each: -each[1])
    return [
        Bar(
            name=words.reason(reason),
            figure=_("{count} · {share}").format(
                count=formats.number(count), share=words.percent(count / board.figures.refused)
            ),
            share=count / found[0][1],
            open=partial(
                opened,
                Opened(
                    RowKind.REFUSALS,
                    replace(board.asked, reason=reason),
                    count,
                    words.reason(reason),
                ),
            ),
            cells=(words.reason(reason), count),
            role="refused",
        )
        for reason, count in found
    ]


def burns(board: Board, zone: ZoneInfo, opened: Open) -> list[tuple[Bar, str]]:
    """Return a line for each thing that may run out, with its outlook."""
    return [
        (
            Bar(
                name=words.supply(burn)
                if board.view.campaign_id
                else f"{each.name} · {words.supply(burn)}",
                figure=words.used(burn),
                share=float(burn.used / burn.whole) if burn.whole else 1,
                open=partial(
                    opened,
                    Opened(RowKind.REDEMPTIONS, Asked(each.campaign_id), each.live, each.name),
                ),
            ),
            words.outlook(burn, zone),
        )
        for each in board.remaining
        for burn in each.burns
    ]


def findings(board: Board, zone: ZoneInfo, opened: Open) -> list[Finding]:
    """Return a line for each finding."""
    lines = []
    for each in board.unusual:
        count, sentence = int(str(each.values["count"])), words.unusual(each, zone)
        wanted = Opened(each.rows, each.asked, count, sentence)
        lines.append(
            Finding(
                words.unusual_icon(each),
                sentence,
                words.rows(each.rows, count),
                partial(opened, wanted),
            )
        )
    return lines


def trend_table(board: Board) -> Table:
    """Return the figures of the chart over time, by the moment each column starts."""
    heading = (board.grain.value, "redemptions", "units", "refusals")
    return [heading, *((each.start.isoformat(), *_cells(each)) for each in board.points)]


def hours_table(board: Board) -> Table:
    """Return the figures of the hours of the day."""
    heading = ("hour", "redemptions", "units", "refusals")
    return [heading, *((hour, *_cells(each)) for hour, each in enumerate(board.hours))]


def table_of(bars: Sequence[Bar]) -> Callable[[], Table]:
    """Return what gives the figures of bars, under a heading for each cell."""
    headings = {
        2: ("reason", "refusals"),
        4: ("campaign", "codes", "used", "left"),
        5: ("name", "redemptions", "units", "refusals", "reversals"),
    }
    return lambda: [headings[len(bars[0].cells)], *(each.cells for each in bars)]


def _cells(point: Point) -> tuple[object, ...]:
    return (point.tally.redemptions, point.tally.units, point.refused)


def _part_figure(part: Part) -> str:
    figure = formats.number(part.tally.redemptions)
    if not part.refused:
        return figure
    return _("{count} · {refused} refused").format(
        count=figure, refused=formats.number(part.refused)
    )
