"""The screen for trying out, driven as a manager does."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from counterfoil.desk import translation
from counterfoil.desk.counter.present import attempt
from counterfoil.desk.counter.scene import Scene
from counterfoil.desk.counter.state import Scan
from counterfoil.desk.desk import Desk
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.simulate.page import SimulatePage
from counterfoil.desk.simulate.test_codes import Symbol
from counterfoil.domain.checks import CHECKS
from counterfoil.domain.condition import Condition, Operator
from counterfoil.ledger.attempts import recent
from counterfoil.ledger.campaigns import get_campaign, list_campaigns, save_campaign, set_active
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.redeem import Attempt, redeem
from counterfoil.ledger.staff import DEFAULT
from counterfoil.ledger.tables import METADATA
from counterfoil.scanning.decoder import decode
from tests.desk.conftest import NOW
from tests.helpers.shop import ANNA_CARD, Shop


def ledger_of(desk: Desk) -> Ledger:
    assert desk.office is not None
    return desk.office.ledger


def campaign_id(desk: Desk, name: str) -> str:
    return next(each.id for each in list_campaigns(ledger_of(desk)) if each.name == name)


def settled(qtbot: QtBot, desk: Desk) -> None:
    office = desk.office
    assert office is not None
    qtbot.waitUntil(lambda: not (office.read.busy or office.write.busy))
    qtbot.wait(1)


def opened(desk: Desk, qtbot: QtBot, subject: str = "") -> SimulatePage:
    assert desk.office is not None
    assert desk.shell is not None
    desk.office.go(Screen.SIMULATE, subject)
    settled(qtbot, desk)
    settled(qtbot, desk)
    page = desk.shell.page
    assert isinstance(page, SimulatePage)
    return page


def rows(desk: Desk) -> list[int]:

    with ledger_of(desk).read() as conn:
        tables = METADATA.sorted_tables
        return [conn.scalar(select(func.count()).select_from(each)) or 0 for each in tables]


def test_a_campaign_is_tried_as_soon_as_it_is_the_subject(desk: Desk, qtbot: QtBot) -> None:
    before = rows(desk)
    page = opened(desk, qtbot, campaign_id(desk, "Autumn scratch card"))
    assert page.result.isVisible()
    assert page.result.verdict.view.word == "Member needed"
    page.form.member.setText(ANNA_CARD)
    QTest.keyClick(page.form.member, Qt.Key.Key_Return)
    settled(qtbot, desk)
    view = page.result.verdict.view
    assert (view.word, view.of) == ("Would be accepted", "Any unused code · Autumn scratch card")
    assert [line.text for line in view.lines] == ["+100 units"]
    said = page.result.texts()
    assert said.count("Passed") == len(CHECKS)
    assert "Rule rule: Holds" in said
    assert "+100 units for card 4000101" in said
    assert rows(desk) == before


def test_a_used_code_says_so_and_goes_on(desk: Desk, shop: Shop, qtbot: QtBot) -> None:
    code = shop.codes["points"][0]
    assert redeem(ledger_of(desk), Attempt((code,), DEFAULT, card=ANNA_CARD), NOW).accepted
    page = opened(desk, qtbot, code)
    assert page.form.code.text() == code
    assert page.result.verdict.view.word == "Already used"
    said = page.result.texts()
    assert "The code is unused – Already used on" in said
    assert "The budget is enough" in said


def test_conditions_say_what_they_looked_at(desk: Desk, qtbot: QtBot) -> None:
    ledger, chosen = ledger_of(desk), campaign_id(desk, "Autumn scratch card")
    campaign = get_campaign(ledger, chosen)
    conditions = (
        Condition("member.tier", Operator.IS_EQUAL, "gold"),
        Condition("transaction.grossValue", Operator.IS_GREATER, 50),
    )
    changed = replace(campaign, rules=(replace(campaign.rules[0], conditions=conditions),))
    save_campaign(ledger, changed, DEFAULT, NOW, base_version=campaign.version)
    page = opened(desk, qtbot)
    page.form.show_campaign(chosen)
    page.form.member.setText("4000102")
    page.form.ask()
    settled(qtbot, desk)
    said = page.result.texts()
    assert "Tier of the member is Gold – It is Basic." in said
    assert "Purchase amount is above 50 – There is none." in said
    assert "Rule rule: Does not hold" in said


def test_the_amount_must_be_one(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot)
    page.form.amount.setText("much")
    page.form.go.click()
    assert page.form.fields[3].error == "Give the amount as a number, or leave it empty."
    assert page.result.isHidden()


def test_members_are_found_by_name_and_scanned_by_card(
    desk: Desk, shop: Shop, qtbot: QtBot
) -> None:
    page = opened(desk, qtbot)
    QTest.keyClicks(page.form.member, "nowak")
    qtbot.waitUntil(lambda: page.form.member.completer().model().rowCount() == 2)
    page.form.member.setText("Anna Nowak · 4000101")
    page.form.ask()
    settled(qtbot, desk)
    assert page.result.verdict.view.word == "Would be accepted"
    page.form.member.clear()
    assert page.take_scan(Scan((ANNA_CARD,), "scanner"))
    settled(qtbot, desk)
    assert page.form.member.text() == ANNA_CARD
    assert page.take_scan(Scan((shop.codes["coupon"][0],), "scanner"))
    settled(qtbot, desk)
    settled(qtbot, desk)
    assert page.result.verdict.view.lines[0].text == "A coffee of your choice"
    assert not page.take_scan(Scan((), "scanner", "why"))


def test_test_codes_are_made_scanned_and_redeemed_and_count_nowhere(
    desk: Desk, qtbot: QtBot
) -> None:
    ledger, chosen = ledger_of(desk), campaign_id(desk, "Autumn scratch card")
    set_active(ledger, chosen, DEFAULT, NOW, active=False)
    page = opened(desk, qtbot, chosen)
    page.tests.make.click()
    qtbot.waitUntil(lambda: len(page.tests.codes) == 5)
    first = page.tests.codes[0]
    symbol = page.tests.findChildren(Symbol)[0]
    assert [read.text for read in decode(symbol.pixels)] == [first]
    copy = page.tests.findChildren(QPushButton)
    next(each for each in copy if first in each.accessibleName()).click()
    assert QGuiApplication.clipboard().text() == first
    page.tests.counter.click()
    assert desk.shell is not None
    assert desk.screen is not None
    assert desk.shell.current is Screen.COUNTER
    desk.screen.code.typed.emit(ANNA_CARD)
    settled(qtbot, desk)
    desk.screen.code.typed.emit(first)
    settled(qtbot, desk)
    view = desk.screen.verdict.view
    assert (view.word, view.check_only) == (
        "Test: accepted",
        "Test · nothing is given or counted",
    )
    scene = Scene(ledger.store.zone, ledger.store.currency, NOW)
    assert attempt(recent(ledger)[0], scene).word == "Test · Accepted"
    line = next(each for each in list_campaigns(ledger) if each.id == chosen)
    assert (line.counts.used, int(line.units)) == (0, 0)
    page = opened(desk, qtbot, chosen)
    assert len(page.tests.codes) == 4


def test_test_codes_are_discarded_after_a_question(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, campaign_id(desk, "Free coffee"))
    assert page.tests.discard.isHidden()
    page.tests.make.click()
    qtbot.waitUntil(lambda: len(page.tests.codes) == 5)
    page.tests.discard.click()
    assert page.confirm.isVisible()
    page.confirm.yes.click()
    qtbot.waitUntil(lambda: page.tests.codes == ())


def test_another_time_is_tried_once_it_is_chosen(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, campaign_id(desk, "Summer lemonade"))
    page.form.member.setText(ANNA_CARD)
    assert "The campaign has not ended – " in page.result.texts()
    page.form.when.show_value("2026-07-01T12:00")
    page.form.when.edited.emit("2026-07-01T12:00")
    page.form.ask()
    settled(qtbot, desk)
    assert page.result.verdict.view.word == "Would be accepted"


@pytest.mark.parametrize("width", [700, 1300])
def test_the_form_stands_where_there_is_room(desk: Desk, qtbot: QtBot, width: int) -> None:
    page = opened(desk, qtbot, campaign_id(desk, "Free coffee"))
    page.resize(width, 700)
    assert (page.form.maximumWidth() == 400) is (width > 1000)


def test_the_screen_follows_the_language(desk: Desk, qtbot: QtBot) -> None:
    page = opened(desk, qtbot, campaign_id(desk, "Free coffee"))
    translation.use("pl")
    for part in (page, page.form, page.result, page.tests):
        part.retranslate()
    assert page.result.texts()
    translation.use("en")
