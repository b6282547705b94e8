"""From the first step to an active campaign with codes, with nothing but keys."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.wizard.page import WizardPage
from counterfoil.desk.wizard.place import Place
from counterfoil.ledger.campaigns import get_campaign, list_campaigns
from counterfoil.ledger.codes.listing import list_codes
from counterfoil.ledger.drafts import list_drafts
from tests.desk.wizard.conftest import Open, at, settle

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def tab_to(page: WizardPage, wanted: QWidget, most: int = 60) -> None:
    """Press Tab until the wanted input has the focus, as somebody without a mouse does."""
    for _press in range(most):
        if QApplication.focusWidget() is wanted:
            return
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    raise AssertionError(f"{wanted} is not reached by Tab on {page.form.at}")


def fill(page: WizardPage, wanted: QWidget, text: str) -> None:
    tab_to(page, wanted)
    QTest.keyClick(wanted, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(wanted, text)


def next_step() -> None:
    QTest.keyClick(focused(), Qt.Key.Key_Right, ALT)


def fill_the_form(page: WizardPage) -> None:
    form = page.form
    QTest.keyClick(focused(), Qt.Key.Key_Right, ALT)
    assert at(page) is Place.TRIGGER
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    assert at(page) is Place.CODES
    fill(page, form.codes.quantity.inner, "25")
    fill(page, form.codes.length.inner, "9")
    fill(page, form.codes.prefix.inner, "KEYS")
    next_step()
    assert at(page) is Place.DETAILS
    # The name is missing: the step is not left, the field is told and gets the focus.
    next_step()
    assert at(page) is Place.DETAILS
    name = form.details.field_at("texts.0.name")
    assert name is not None
    assert name.error == "Give the campaign a name in this language."
    assert QApplication.focusWidget() is name.inner
    QTest.keyClicks(name.inner, "Made by keys")
    assert name.error == ""
    next_step()
    assert at(page) is Place.RULES
    units = form.rules.field_at("rules.0.effects.0.value")
    assert units is not None
    fill(page, units.inner, "50")
    next_step()
    assert at(page) is Place.LIMITS
    each = form.limits.caps["executions_per_member"]
    fill(page, each.value.inner, "1")
    tab_to(page, each.per.inner)
    for _press in ("hour", "day", "week", "month"):
        QTest.keyClick(each.per.inner, Qt.Key.Key_Down)
    next_step()


def test_a_campaign_is_made_by_keys_alone(qtbot: QtBot, desk: Desk, wizard: Open) -> None:
    desk.window.activateWindow()
    page = wizard()
    form = page.form
    fill_the_form(page)
    assert at(page) is Place.SUMMARY
    tab_to(page, form.summary.active.inner)
    QTest.keyClick(form.summary.active.inner, Qt.Key.Key_Space)
    QTest.keyClick(focused(), Qt.Key.Key_Left, ALT)
    assert at(page) is Place.LIMITS
    next_step()
    QTest.keyClick(focused(), Qt.Key.Key_Return, CTRL)
    assert desk.office is not None
    ledger = desk.office.ledger
    qtbot.waitUntil(lambda: page.wizard.now is None and not page.job.busy, timeout=30_000)
    settle(qtbot, desk)
    line = next(each for each in list_campaigns(ledger) if each.name == "Made by keys")
    assert line.active
    assert line.counts.codes == 25
    codes = list_codes(ledger, line.id).codes
    assert all((each.text or "").startswith("KEYS") for each in codes)
    saved = get_campaign(ledger, line.id)
    limit = saved.limits.executions_per_member
    assert limit is not None
    assert limit.interval is not None
    assert list_drafts(ledger) == ()
    assert desk.shell is not None
    assert desk.shell.current is Screen.CAMPAIGN
