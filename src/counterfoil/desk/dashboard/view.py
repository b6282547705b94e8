"""The figures of the dashboard, laid out; each opens the rows behind it."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.dashboard import lines, words
from counterfoil.desk.dashboard.bars import Bars
from counterfoil.desk.dashboard.card import Card
from counterfoil.desk.dashboard.chart import Column, ColumnChart
from counterfoil.desk.dashboard.figure import Figure
from counterfoil.desk.dashboard.lines import Opened
from counterfoil.desk.dashboard.lists import Burns, Findings
from counterfoil.desk.dashboard.tiles import Tiles
from counterfoil.desk.dashboard.work import Board
from counterfoil.desk.translation import _, p_
from counterfoil.desk.widgets import Live
from counterfoil.ledger.rows import RowKind
from counterfoil.ledger.trend import Point

FIGURE_WIDTH, CARD_WIDTH = 190, 430


class BoardView(Live, QWidget):
    """Shows a board. `opened` gives what is to be listed, with its count and what it is of."""

    opened = Signal(object)

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__()
        self._zone = zone
        self.board: Board | None = None
        self.figures = Tiles(FIGURE_WIDTH, 5, gap=12)
        self.redeemed, self.units, self.refused = Figure(), Figure(), Figure()
        self.undone, self.left = Figure(), Figure(opens=False)
        for figure in (self.redeemed, self.left, self.units, self.refused, self.undone):
            self.figures.add(figure)
        self.trend, self.hours = ColumnChart(), ColumnChart()
        self.findings, self.burns = Findings(), Burns()
        self.remaining, self.stores, self.tills = Bars(), Bars(), Bars()
        self.staff, self.reasons = Bars(), Bars()
        self.trend_card = Card(self.trend, picture=True)
        self.hours_card = Card(self.hours, picture=True)
        self.unusual_card, self.burn_card = Card(self.findings), Card(self.burns)
        self.remaining_card, self.store_card = Card(self.remaining), Card(self.stores)
        self.till_card, self.staff_card = Card(self.tills), Card(self.staff)
        self.reason_card = Card(self.reasons)
        self.cards = Tiles(CARD_WIDTH, 2)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(16)
        for part in (self.figures, self.trend_card, self.unusual_card, self.cards):
            column.addWidget(part)
        for card in (
            self.remaining_card,
            self.burn_card,
            self.reason_card,
            self.hours_card,
            self.staff_card,
            self.store_card,
            self.till_card,
        ):
            self.cards.add(card)
        column.addStretch(1)

    def _connect(self) -> None:
        for figure, kind in (
            (self.redeemed, RowKind.REDEMPTIONS),
            (self.units, RowKind.REDEMPTIONS),
            (self.refused, RowKind.REFUSALS),
            (self.undone, RowKind.REVERSALS),
        ):
            figure.clicked.connect(lambda _on=False, kind=kind: self._open_figure(kind))
        self.trend.pointed.connect(self._read_trend)
        self.hours.pointed.connect(self._read_hours)
        self.trend.opened.connect(self._open_point)
        self.hours.opened.connect(self._open_hour)

    def show_board(self, board: Board) -> None:
        """Show these figures."""
        self.board = board
        self._show_figures(board)
        self._show_charts(board)
        self._show_bars(board)
        self._show_lists(board)

    def retranslate(self) -> None:
        if self.board is not None:
            self.show_board(self.board)

    def _show_figures(self, board: Board) -> None:
        found, of = board.figures, lines.period(board, self._zone)
        number = formats.number
        self.redeemed.show_figure(_("Redeemed"), number(found.total.redemptions), of)
        self.units.show_figure(_("Units given"), number(found.total.units), of)
        attempts = found.total.redemptions + found.reversed + found.refused
        share = words.percent(found.refused / attempts) if attempts else ""
        note = _("{share} of all attempts").format(share=share) if share else of
        self.refused.show_figure(p_("figure", "Refused"), number(found.refused), note)
        self.undone.show_figure(p_("figure", "Undone"), number(found.reversed), of)
        codes = sum(each.counts.codes for each in board.remaining)
        left = sum(each.counts.remaining for each in board.remaining)
        self.left.show_figure(
            _("Codes left"), number(left), _("of {count} in all").format(count=number(codes))
        )

    def _show_charts(self, board: Board) -> None:
        self.trend.show_columns(
            [
                _column(each, words.tick(each, board.grain, self._zone),
                        words.point(each, board.grain, self._zone))
                for each in board.points
            ]
        )  # fmt: skip
        self.hours.show_columns(
            [
                _column(each, words.hour(hour), words.hour(hour))
                for hour, each in enumerate(board.hours)
            ]
        )
        self.trend_card.table = lambda: lines.trend_table(board)
        self.hours_card.table = lambda: lines.hours_table(board)
        for chart, card in ((self.trend, self.trend_card), (self.hours, self.hours_card)):
            chart.setAccessibleName(card.title)
        self._read_trend(self.trend.chosen)
        self._read_hours(self.hours.chosen)

    def _show_bars(self, board: Board) -> None:
        found, emit = board.figures, self.opened.emit
        for card, bars, title, shown in (
            (
                self.remaining_card,
                self.remaining,
                _("Redeemed and left"),
                lines.remaining(board, emit),
            ),
            (self.store_card, self.stores, _("By store"), lines.parts(board, "store", emit)),
            (self.till_card, self.tills, _("By till"), lines.parts(board, "till", emit)),
            (self.staff_card, self.staff, _("By staff"), lines.parts(board, "staff_id", emit)),
            (self.reason_card, self.reasons, _("Refusals by reason"), lines.reasons(board, emit)),
        ):
            bars.show_bars(shown)
            card.table = lines.table_of(shown) if shown else None
            card.show_texts(title, "" if shown else _("None in this time."))
        self.cards.leave_out(self.till_card, left_out=len(found.by_till) < 2)

    def _show_lists(self, board: Board) -> None:
        findings = lines.findings(board, self._zone, self.opened.emit)
        self.findings.show_findings(findings)
        quiet = _("Nothing: refusals, reversals, cards and codes are as usual.")
        self.unusual_card.show_texts(_("Unusual"), "" if findings else quiet)
        burns = lines.burns(board, self._zone, self.opened.emit)
        self.burns.show_burns(burns)
        none = _("No campaign that is active has codes or limits of its own.")
        self.burn_card.show_texts(_("Used up and outlook"), "" if burns else none)

    def _read_trend(self, number: int) -> None:
        board = self.board
        if board is not None:
            hint = _("Point at a column or use the arrow keys; Enter lists what is behind it.")
            shown = self.trend.columns[number].caption if number >= 0 else hint
            self.trend_card.show_texts(words.trend_title(board.grain), shown)

    def _read_hours(self, number: int) -> None:
        if self.board is not None:
            hint = _("All days of the time together, on each store’s clock.")
            shown = self.hours.columns[number].caption if number >= 0 else hint
            self.hours_card.show_texts(_("By hour of the day"), shown)

    def _open_figure(self, kind: RowKind) -> None:
        board = self.board
        if board is not None:
            found = board.figures
            counts = {
                RowKind.REDEMPTIONS: found.total.redemptions,
                RowKind.REFUSALS: found.refused,
                RowKind.REVERSALS: found.reversed,
            }
            of = lines.subject(board, self._zone)
            self.opened.emit(Opened(kind, board.asked, counts[kind], of))

    def _open_point(self, number: int) -> None:
        board = self.board
        if board is not None:
            point = board.points[number]
            asked = replace(board.asked, start=point.start, end=point.end)
            of = words.point(point, board.grain, self._zone)
            self._open(Opened(RowKind.REDEMPTIONS, asked, point.tally.redemptions, of))

    def _open_hour(self, number: int) -> None:
        board = self.board
        if board is not None:
            point = board.hours[number]
            asked = replace(board.asked, hour=number)
            of = f"{words.hour(number)} · {lines.subject(board, self._zone)}"
            self._open(Opened(RowKind.REDEMPTIONS, asked, point.tally.redemptions, of))

    def _open(self, wanted: Opened) -> None:
        self.opened.emit(wanted)


def _column(point: Point, tick: str, when: str) -> Column:
    redeemed = point.tally.redemptions
    said: Sequence[str] = (
        words.rows(RowKind.REDEMPTIONS, redeemed),
        formats.units(point.tally.units),
        words.rows(RowKind.REFUSALS, point.refused),
    )
    return Column(redeemed, formats.number(redeemed), tick, f"{when}: {' · '.join(said)}")
