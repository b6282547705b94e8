"""A manager's first day: from an empty till to figures that agree, all of it in the window."""

import csv
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from counterfoil.desk.campaigns.page import CampaignsPage
from counterfoil.desk.campaigns.show import CampaignPage
from counterfoil.desk.counter.view import Tone
from counterfoil.desk.dashboard.page import DashboardPage
from counterfoil.desk.desk import Desk
from counterfoil.desk.schemas.page import SchemasPage
from counterfoil.desk.shell.page import Page
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.simulate.page import SimulatePage
from counterfoil.desk.wizard.page import WizardPage
from counterfoil.desk.wizard.place import Place
from counterfoil.domain.entry import Kind
from counterfoil.domain.member import Member
from counterfoil.ledger.campaigns import list_campaigns
from counterfoil.ledger.journal import entries, verify
from counterfoil.ledger.members import get_member, save_member
from tests.desk.conftest import (
    NOW,
    Clock,
    Start,
    clock,
    dressed,
    english,
    folder,
    qapp_cls,
    start,
)

__all__ = ["clock", "dressed", "english", "folder", "qapp_cls", "start"]

pytestmark = pytest.mark.qt_log_ignore("does not support", extend=True)

CARD = "4000101"
P = TypeVar("P", bound=Page)


class Manager:
    """Somebody at the desk: goes to pages, presses, types, and waits for what comes of it."""

    def __init__(self, qtbot: QtBot, desk: Desk, clock: Clock) -> None:
        self.qtbot, self.desk, self.clock = qtbot, desk, clock

    def until(self, held: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(held()), timeout=20_000)

    def settle(self) -> None:
        """Wait until both doors have done what was asked, and what followed from that."""
        office = self.desk.office
        assert office is not None
        for _round in range(4):
            passed: list[Any] = []
            for door in (office.write, office.read):
                door.submit(lambda: None, passed.append)
            self.until(partial(has_two, passed))

    def open(self, screen: Screen, kind: type[P]) -> P:
        """Go where the rail leads."""
        assert self.desk.shell is not None
        press(self.desk.shell.rail.entry(screen))
        return self.at(kind)

    def at(self, kind: type[P]) -> P:
        assert self.desk.shell is not None
        shell = self.desk.shell
        self.until(lambda: isinstance(shell.page, kind))
        self.settle()
        assert isinstance(shell.page, kind)
        return shell.page

    def redeem(self, code: str, *, member: bool = True) -> Tone:
        """Type a code at the counter, for the member whose card was scanned just before."""
        assert self.desk.shell is not None
        self.desk.shell.go(Screen.COUNTER)
        screen, counter = self.desk.screen, self.desk.counter
        assert screen is not None
        assert counter is not None
        screen.reset_wanted.emit()
        for text in (*((CARD,) if member else ()), code):
            self.clock.forward(minutes=1)
            QTest.keyClicks(screen.code.line, text)
            QTest.keyClick(screen.code.line, Qt.Key.Key_Return)
            self.until(lambda: counter.state.in_hand is None)
        self.settle()
        return screen.verdict.view.tone


def has_two(passed: list[Any]) -> bool:
    return len(passed) == 2


def press(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def rewrite(widget: QWidget, text: str) -> None:
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(widget, text)


@pytest.fixture
def manager(qtbot: QtBot, start: Start, clock: Clock) -> Manager:
    """A till set up a minute ago, with one customer."""
    desk = start()
    first = desk.first_run
    assert first is not None
    first.open_form()
    first.store.setText("Corner Coffee")
    first.zone.setText("Europe/Warsaw")
    first.person.setText("Maria")
    QTest.keyClick(first.person, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.office is not None)
    maria = Manager(qtbot, desk, clock)
    maria.settle()
    assert desk.till is not None
    anna = Member("anna", CARD, NOW, "Anna", "Nowak")
    save_member(desk.till.ledger, anna, desk.till.staff, NOW)
    return maria


def make_event(maria: Manager) -> None:
    events = maria.open(Screen.SCHEMAS, SchemasPage)
    press(events.empty.button)
    maria.settle()
    assert [each.schema.event_type for each in events.schemas] == ["code_redeemed"]


def make_campaign(maria: Manager) -> str:
    listed = maria.open(Screen.CAMPAIGNS, CampaignsPage)
    press(listed.add)
    wizard = maria.at(WizardPage)
    maria.until(lambda: wizard.wizard.now is not None)
    form = wizard.form
    for _step in (Place.KIND, Place.TRIGGER):
        press(form.next)
    rewrite(form.codes.quantity.inner, "0")
    rewrite(form.codes.prefix.inner, "AUT26")
    press(form.next)
    name = form.details.field_at("texts.0.name")
    assert name is not None
    QTest.keyClicks(name.inner, "Autumn cards")
    press(form.next)
    units = form.rules.field_at("rules.0.effects.0.value")
    assert units is not None
    rewrite(units.inner, "50")
    press(form.next)
    press(form.next)
    assert form.at is Place.SUMMARY
    maria.settle()
    press(form.next)
    maria.at(CampaignPage)
    assert maria.desk.till is not None
    (line,) = list_campaigns(maria.desk.till.ledger)
    return line.id


def try_first(maria: Manager, campaign_id: str) -> None:
    """A test batch, redeemed at the counter; then what a customer's code would come to."""
    maria.desk.office.go(Screen.SIMULATE, campaign_id)  # type: ignore[union-attr]
    trial = maria.at(SimulatePage)
    press(trial.tests.make)
    maria.until(lambda: len(trial.tests.codes) == 5)
    code = trial.tests.codes[0]
    assert maria.redeem(code) is Tone.ACCEPTED
    assert maria.redeem(code) is Tone.USED
    assert maria.desk.till is not None
    assert not get_member(maria.desk.till.ledger, "anna").wallets
    maria.desk.office.go(Screen.SIMULATE, campaign_id)  # type: ignore[union-attr]
    trial = maria.at(SimulatePage)
    trial.form.code.setText(code)
    press(trial.form.go)
    maria.until(trial.result.isVisible)


def choose(maria: Manager, listed: CampaignsPage, text: str) -> None:
    (line,) = listed.listed.campaigns
    item = next(each for each in listed.acts.items(line) if each.text == text)
    assert not item.why_not
    item.run()
    maria.settle()


def export(maria: Manager, listed: CampaignsPage, file: Path) -> list[dict[str, str]]:
    choose(maria, listed, "Export to CSV")
    (dialog,) = listed.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.close()
    maria.until(lambda: file.exists() and not listed.acts.jobs.job.busy)
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def test_a_manager_s_first_day(manager: Manager, tmp_path: Path) -> None:
    maria = manager
    make_event(maria)
    campaign_id = make_campaign(maria)
    try_first(maria, campaign_id)

    listed = maria.open(Screen.CAMPAIGNS, CampaignsPage)
    choose(maria, listed, "Activate")
    choose(maria, listed, "Add codes")
    panel = listed.acts.jobs.add_codes
    maria.until(panel.isVisible)
    QTest.keyClicks(panel.quantity, "10000")
    press(panel.go)
    maria.until(lambda: listed.listed.campaigns[0].counts.codes == 10_000)
    codes = [row["code"] for row in export(maria, listed, tmp_path / "before.csv")]
    assert len(set(codes)) == 10_000

    tones = [maria.redeem(code) for code in codes[:12]]
    tones += [maria.redeem(code) for code in codes[:3]]
    tones += [maria.redeem("AUT26NOTACODE")]
    assert Counter(tones) == {Tone.ACCEPTED: 12, Tone.USED: 3, Tone.REFUSED: 1}
    undo_last_accepted(maria)

    agree(maria, campaign_id, tmp_path)


def undo_last_accepted(maria: Manager) -> None:
    screen = maria.desk.screen
    assert screen is not None
    table = screen.attempts
    indexes = (table.attempts.index(row, 4) for row in range(table.attempts.rowCount()))
    table.clicked.emit(next(index for index in indexes if index.data()))
    QTest.keyClicks(screen.undo.line, "wrong card")
    QTest.keyClick(screen.undo.line, Qt.Key.Key_Return)
    maria.settle()


def agree(maria: Manager, campaign_id: str, folder: Path) -> None:
    """The dashboard, the exported CSV and the journal say the same, to the unit."""
    maria.desk.office.go(Screen.DASHBOARD, campaign_id)  # type: ignore[union-attr]
    board_page = maria.at(DashboardPage)
    maria.until(lambda: board_page.board is not None and not board_page.busy)
    board = board_page.board
    assert board is not None
    listed = maria.open(Screen.CAMPAIGNS, CampaignsPage)
    rows = export(maria, listed, folder / "after.csv")
    till = maria.desk.till
    assert till is not None
    assert list(verify(till.ledger)) == []
    journal = list(entries(till.ledger))
    kinds = Counter(entry.entry.kind for entry in journal)
    given = [
        gift["units"] / 100
        for entry in journal
        if entry.entry.kind == Kind.REDEEM and not entry.entry.body.get("test")
        for gift in entry.entry.body["given"]  # type: ignore[attr-defined]
    ]
    live = board.figures.total.redemptions
    assert live == 11 == sum(bool(row["usedAt"]) and not row["undoneAt"] for row in rows)
    assert live == len(given) - kinds[Kind.REVERSE]
    assert board.figures.reversed == kinds[Kind.REVERSE] == 1
    assert board.figures.total.units == 550 == sum(given) - 50
    assert get_member(till.ledger, "anna").wallets["default"] == 550
    assert board.figures.refused == 3
    (remaining,) = board.remaining
    assert remaining.counts.codes == len(rows) == 10_000
    assert QApplication.activePopupWidget() is None
