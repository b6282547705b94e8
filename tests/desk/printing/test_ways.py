"""The ways to the screen that prints: from a campaign's menu, and from its codes."""

from pytestqt.qtbot import QtBot

from counterfoil.desk.campaigns.page import CampaignsPage
from counterfoil.desk.codes.page import CodesPage
from counterfoil.desk.desk import Desk
from counterfoil.desk.printing.page import PrintPage
from counterfoil.desk.shell.screens import Screen
from counterfoil.ledger.campaigns import archive
from counterfoil.ledger.codes.batches import batches_of
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import DEFAULT
from tests.desk.conftest import NOW
from tests.desk.printing.conftest import settle


def shown(desk: Desk, qtbot: QtBot) -> PrintPage:
    assert desk.shell is not None
    page = desk.shell.page
    assert isinstance(page, PrintPage)
    settle(desk, page, qtbot)
    return page


def test_a_campaigns_menu_and_the_chosen_batch_of_its_codes_lead_to_it(
    desk: Desk, ledger: Ledger, campaign_id: str, qtbot: QtBot
) -> None:
    assert desk.office is not None
    assert desk.shell is not None
    office, shell = desk.office, desk.shell
    generate(ledger, campaign_id, 30, DEFAULT, NOW)
    with ledger.read() as conn:
        second = batches_of(conn, campaign_id)[-1]
    office.go(Screen.CODES, campaign_id)
    codes = shell.page
    assert isinstance(codes, CodesPage)
    qtbot.waitUntil(lambda: codes.filters.batch.findData(str(second.id)) > 0)
    codes.filters.batch.setCurrentIndex(codes.filters.batch.findData(str(second.id)))
    codes.reload()
    qtbot.waitUntil(lambda: not office.read.busy)
    next(each for each in codes.acts.items() if each.text == "Print…").run()
    page = shown(desk, qtbot)
    assert page.choices.codes.value.batch_id == second.id
    assert page.foot.summary.accessibleName() == "30 labels on 2 sheets"

    office.go(Screen.CAMPAIGNS, "")
    campaigns = shell.page
    assert isinstance(campaigns, CampaignsPage)
    qtbot.waitUntil(lambda: bool(campaigns.listed.campaigns))
    line = campaigns.listed.campaign(campaign_id)
    assert line is not None
    (way,) = [each for each in campaigns.acts.items(line) if each.text == "Print…"]
    assert not way.why_not
    way.run()
    assert shown(desk, qtbot).choices.codes.value.batch_id is None

    archive(ledger, campaign_id, DEFAULT, NOW)
    page.reload()
    settle(desk, page, qtbot)
    assert campaign_id not in {each.id for each in page.looked.campaigns}


def test_what_is_pressed_before_the_page_is_drawn_waits_for_it(
    page: PrintPage, desk: Desk, qtbot: QtBot
) -> None:
    from PySide6.QtWidgets import QFileDialog

    page.choices.design.template.edited.emit("stacked")
    assert page.drawing
    page.foot.save.click()
    assert page.findChild(QFileDialog) is None
    settle(desk, page, qtbot)
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.close()
