"""Every figure of the dashboard opens its rows; charts are read by keys; all can be saved."""

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from counterfoil.desk import theme
from counterfoil.desk.dashboard.bars import BarButton
from counterfoil.desk.dashboard.card import Card
from counterfoil.desk.dashboard.page import DashboardPage
from counterfoil.desk.dashboard.work import Period
from counterfoil.desk.desk import Desk
from counterfoil.desk.preferences import OFF, Preferences
from counterfoil.desk.shell.screens import Screen
from counterfoil.ledger.redeem import Attempt, redeem
from counterfoil.ledger.rows import RowKind
from tests.desk.conftest import NOW, Start
from tests.desk.dashboard.conftest import COUPON, MARIA, POINTS, ZOFIA, opened
from tests.helpers.shop import Shop


@pytest.fixture
def shop(worked_made: tuple[Path, Shop], folder: Path) -> Shop:
    """A shop that has worked, copied to the desk's folder."""
    shutil.copytree(worked_made[0], folder)
    return worked_made[1]


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> DashboardPage:
    """The dashboard of that shop."""
    return opened(qtbot, desk)


def settle(qtbot: QtBot, page: DashboardPage) -> None:
    qtbot.waitUntil(lambda: not page.busy)


def listed(qtbot: QtBot, page: DashboardPage) -> list[tuple[str, ...]]:
    """The rows that are listed, once all of them are there."""
    assert page.pages.currentWidget() is page.rows
    qtbot.waitUntil(lambda: page.rows.rows.complete)
    return [tuple(cell.text for cell in row.cells) for row in page.rows.rows.rows]


def campaign(page: DashboardPage, name: str) -> str:
    assert page.board is not None
    return next(each.campaign_id for each in page.board.remaining if each.name == name)


def test_the_figures_are_those_of_the_last_thirty_days(page: DashboardPage) -> None:
    view = page.view
    assert view.redeemed.figure == "11"
    assert view.units.figure == "900"
    assert view.refused.figure == "4"
    assert view.undone.figure == "1"
    assert "25 % of all attempts" in view.refused.accessibleName()
    assert page.head.title == "Dashboard"
    assert [bar.figure for bar in view.remaining.shown][:2] == [
        "10 used · 2 left", "2 used · 10 left"
    ]  # fmt: skip
    assert {bar.name: bar.figure for bar in view.staff.shown} == {
        "Maria": "5 · 3 refused", ZOFIA.name: "6 · 1 refused"
    }  # fmt: skip
    assert [(bar.name, bar.figure) for bar in view.reasons.shown] == [
        ("Already used", "3 · 75 %"), ("Unknown code", "1 · 25 %")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("redeemed", RowKind.REDEMPTIONS, 11),
        ("units", RowKind.REDEMPTIONS, 11),
        ("refused", RowKind.REFUSALS, 4),
        ("undone", RowKind.REVERSALS, 1),
    ],
)
def test_each_big_figure_opens_its_rows(
    qtbot: QtBot, page: DashboardPage, name: str, kind: RowKind, count: int
) -> None:
    QTest.mouseClick(getattr(page.view, name), Qt.MouseButton.LeftButton)
    assert page.rows.asked[0] is kind
    assert len(listed(qtbot, page)) == count
    QTest.keyClick(page.rows, Qt.Key.Key_Escape)
    assert page.pages.currentWidget() is not page.rows


def test_each_bar_opens_its_rows(qtbot: QtBot, page: DashboardPage) -> None:
    view = page.view
    for bars, counts in (
        (view.staff, [6, 5]),
        (view.stores, [11]),
        (view.reasons, [3, 1]),
        (view.remaining, [9, 2, 0, 0, 0]),
    ):
        buttons = [each for each in bars.buttons if not each.isHidden()]
        assert len(buttons) == len(counts)
        for button, count in zip(buttons, counts, strict=True):
            QTest.keyClick(button, Qt.Key.Key_Space)
            assert len(listed(qtbot, page)) == count
            page.rows.left.emit()


def test_the_chart_is_read_and_opened_by_keys(qtbot: QtBot, page: DashboardPage) -> None:
    chart, card = page.view.trend, page.view.trend_card
    assert len(chart.columns) == 30
    assert sum(each.value for each in chart.columns) == 11
    assert "Point at a column" in card.note.text()
    for key, chosen in (
        (Qt.Key.Key_Left, 29), (Qt.Key.Key_Left, 28), (Qt.Key.Key_Home, 0), (Qt.Key.Key_Left, 0),
        (Qt.Key.Key_Right, 1), (Qt.Key.Key_End, 29), (Qt.Key.Key_Right, 29),
    ):  # fmt: skip
        QTest.keyClick(chart, key)
        assert chart.chosen == chosen
    count = int(chart.columns[29].value)
    assert card.note.text() == chart.columns[29].caption == chart.accessibleDescription()
    assert f"{count} redemptions" in card.note.text()
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert len(listed(qtbot, page)) == count


def test_the_chart_is_read_and_opened_by_the_mouse(qtbot: QtBot, page: DashboardPage) -> None:
    chart = page.view.trend
    busiest = max(range(30), key=lambda number: chart.columns[number].value)
    at = chart.mapFromScene(chart.getViewBox().mapViewToScene(QPointF(busiest, 0.5)))
    QTest.mouseMove(chart.viewport(), at)
    qtbot.waitUntil(lambda: chart.chosen == busiest)
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert len(listed(qtbot, page)) == int(chart.columns[busiest].value) > 0


def test_periods_and_campaigns_narrow_the_figures(qtbot: QtBot, page: DashboardPage) -> None:
    for period, figure, columns in (
        (Period.TODAY, "3", 24), (Period.WEEK, "11", 7), (Period.ALL, "11", 5)
    ):  # fmt: skip
        page.controls.period.chosen.emit(period.value)
        settle(qtbot, page)
        assert page.view.redeemed.figure == figure
        assert len(page.view.trend.columns) == columns
    page.controls.campaign.setCurrentIndex(page.controls.campaign.findText(COUPON))
    page.controls.campaign.picked.emit(campaign(page, COUPON))
    settle(qtbot, page)
    assert page.view.redeemed.figure == "2"
    assert [bar.name for bar in page.view.remaining.shown] == [COUPON]
    page.controls.period.chosen.emit(Period.CUSTOM.value)
    page.controls.last.setDate(QDate(2026, 11, 23))
    settle(qtbot, page)
    assert page.controls.view.last == date(2026, 11, 23)
    assert page.view.redeemed.figure == "0"
    assert page.view.reasons.shown == ()
    assert "None in this time" in page.view.reason_card.note.text()


def test_a_campaign_is_opened_with_its_outlook(
    qtbot: QtBot, desk: Desk, page: DashboardPage
) -> None:
    again = opened(qtbot, desk, campaign(page, POINTS))
    settle(qtbot, again)
    assert again is page
    assert page.controls.campaign.currentText() == POINTS
    assert page.view.redeemed.figure == "9"
    (line,) = [each for each in page.view.burns.lines if not each.isHidden()]
    assert line.bar.bar.figure == "10 of 12"
    assert "Not enough history" in line.outlook.text()
    QTest.mouseClick(line.bar, Qt.MouseButton.LeftButton)
    assert len(listed(qtbot, page)) == 9


def test_what_is_unusual_is_told_with_its_rows(
    qtbot: QtBot, desk: Desk, page: DashboardPage, shop: Shop
) -> None:
    assert not any(page.view.findings.sentences)
    assert "as usual" in page.view.unusual_card.note.text()
    assert desk.till is not None
    for _ in range(6):
        redeem(desk.till.ledger, Attempt((shop.codes["points"][2],), MARIA), NOW)
    page.reload()
    settle(qtbot, page)
    sentences = page.view.findings.sentences
    burst, code = sentences[0], sentences[-1]
    assert burst.startswith("10 refusals from 24 Nov 2026, 14:00 to 24 Nov 2026, 14:15")
    assert code.startswith("The code CA…")
    assert code.endswith("was refused 6 times on 24 November 2026.")
    for line, count in zip(page.view.findings.lines, (10, 6), strict=True):
        assert line.button.text() == f"{count} refusals"
        QTest.mouseClick(line.button, Qt.MouseButton.LeftButton)
        assert len(listed(qtbot, page)) == count
        page.rows.left.emit()


def saved(qtbot: QtBot, dialog: QFileDialog, path: Path) -> Path:
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(path.is_file)
    return path


def test_rows_are_saved_as_csv(qtbot: QtBot, page: DashboardPage, tmp_path: Path) -> None:
    page.view.refused.click()
    path = saved(qtbot, page.rows.ask(), tmp_path / "rows.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["reason"] for row in rows].count("already_used") == 3
    assert len(rows) == 4


def test_charts_are_saved_as_pictures_and_figures_as_csv(
    qtbot: QtBot, page: DashboardPage, tmp_path: Path
) -> None:
    card = page.view.trend_card
    picture = QImage(str(saved(qtbot, page.ask_picture(card), tmp_path / "trend.png")))
    assert picture.width() == 2 * card.width()
    cards = [each for each in page.view.findChildren(Card) if each.table is not None]
    assert len(cards) > 5
    for number, each in enumerate(cards):
        path = saved(qtbot, page.ask_table(each), tmp_path / f"{number}.csv")
        with path.open(encoding="utf-8", newline="") as file:
            heading, *rows = list(csv.reader(file))
        assert all(len(row) == len(heading) for row in rows)
        if each is card:
            assert sum(int(row[1]) for row in rows) == 11


def test_figures_are_read_anew_while_they_are_shown(
    qtbot: QtBot, desk: Desk, page: DashboardPage, shop: Shop
) -> None:
    assert desk.till is not None
    assert desk.office is not None
    redeem(desk.till.ledger, Attempt((shop.codes["coupon"][5],), MARIA), NOW)
    page.again.timeout.emit()
    qtbot.waitUntil(lambda: page.view.redeemed.figure == "12")
    assert page.again.isActive()
    desk.office.go(Screen.COUNTER, "")
    assert not page.again.isActive()


@pytest.mark.usefixtures("shop")
def test_all_can_be_reached_at_twice_the_text_size(qtbot: QtBot, start: Start) -> None:
    desk = start(Preferences(language="en", camera=OFF, text_scale=2.0))
    qtbot.waitUntil(lambda: desk.office is not None)
    page = opened(qtbot, desk)
    room = page.pages.width()
    qtbot.waitUntil(lambda: page.view.width() <= room)
    buttons = [each for each in page.view.findChildren(BarButton) if not each.isHidden()]
    # They are there before they have been given their places.
    qtbot.waitUntil(lambda: all(each.height() >= theme.TARGET for each in buttons))
    parts: list[QWidget] = [*buttons, page.view.redeemed]
    for part in parts:
        if part.isVisible():
            assert inside(part, page)


def inside(part: QWidget, page: DashboardPage) -> bool:
    left = part.mapTo(page, QPoint(0, 0)).x()
    return left >= 0 and left + part.width() <= page.width()
