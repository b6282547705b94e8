"""One campaign's page, and two versions side by side."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from counterfoil.desk import translation
from counterfoil.desk.campaigns.conflict import ConflictView
from counterfoil.desk.campaigns.page import CampaignsPage
from counterfoil.desk.campaigns.show import CampaignPage
from counterfoil.desk.campaigns.work import names_of
from counterfoil.desk.desk import Desk
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.screens import Screen
from counterfoil.domain.campaign import Label, Rule, Translation
from counterfoil.domain.campaign_change import Part
from counterfoil.domain.condition import Condition, Operator
from counterfoil.domain.effect import GivePoints
from counterfoil.ledger.campaign_versions import Stale
from counterfoil.ledger.campaigns import archive, get_campaign, list_campaigns, save_campaign
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.staff import DEFAULT
from counterfoil.ledger.verdict import Attempt
from tests.desk.conftest import NOW
from tests.helpers.shop import ANNA_CARD, Shop


def texts(widget: QWidget) -> str:
    return "\n".join(
        each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)
    )


def id_of(ledger: Ledger, prefix: str) -> str:
    return next(each.id for each in list_campaigns(ledger) if each.prefix == prefix)


@pytest.fixture
def shown(qtbot: QtBot, desk: Desk, office: Office) -> CampaignPage:
    """The page of the scratch card."""
    card = id_of(office.ledger, "CARD")
    before = get_campaign(office.ledger, card)
    labels = replace(before, labels=(Label("season", "autumn"),))
    save_campaign(office.ledger, labels, DEFAULT, NOW - timedelta(hours=1), base_version=1)
    office.go(Screen.CAMPAIGN, card)
    assert desk.shell is not None
    page = desk.shell.page
    assert isinstance(page, CampaignPage)
    qtbot.waitUntil(page.edit.isVisible)
    return page


def test_a_campaign_is_told_in_sentences_with_its_figures_and_past(
    qtbot: QtBot, shop: Shop, office: Office, shown: CampaignPage
) -> None:
    assert shown.head.title == "Autumn scratch card"
    assert shown.status.accessibleName() == "Active"
    told = texts(shown.about)
    for sentence in (
        "Direct: it rewards the member who redeems.",
        "Codes begin with CARD; 8 letters and digits follow.",
        "With every code:\n• The member gets 100 units",
        "There is no limit.",
        "season = autumn",
        "A till that cannot reach its hub does not redeem.",
        "The code stays used.",
    ):
        assert sentence in told
    assert "12 codes" in shown.batches.lines.texts[0]
    assert shown.versions.lines.texts[0] == "Version 2 · Maria, 24 Nov 2026, 13:02\nLabels"
    assert shown.versions.lines.texts[1].endswith("the first that is kept")
    attempt = Attempt((shop.codes["points"][0],), DEFAULT, ANNA_CARD)
    assert redeem(office.ledger, attempt, NOW).accepted
    shown.reload()
    qtbot.waitUntil(lambda: shown.figures.bar.accessibleName() == "1 redeemed, 11 left")
    assert "100" in texts(shown.figures)


def test_a_version_is_held_against_the_one_now(qtbot: QtBot, shown: CampaignPage) -> None:
    assert not shown.compared.isVisible()
    QTest.mouseClick(shown.versions.buttons[0], Qt.MouseButton.LeftButton)
    assert shown.compared.isVisible()
    assert shown.compared.comparison.marked == (Part.LABELS,)
    qtbot.waitUntil(lambda: "Now, version 2" in texts(shown.compared))
    assert "Version 1 · Maria, 23 Nov 2026, 14:02" in texts(shown.compared)
    QTest.mouseClick(shown.compared.close_button, Qt.MouseButton.LeftButton)
    assert not shown.compared.isVisible()


def test_it_leads_on_and_back(desk: Desk, shown: CampaignPage) -> None:
    assert desk.shell is not None
    shell = desk.shell
    QTest.mouseClick(shown.back, Qt.MouseButton.LeftButton)
    assert shell.current is Screen.CAMPAIGNS


def test_one_that_is_put_away_is_shown_but_not_edited(
    qtbot: QtBot, office: Office, shown: CampaignPage
) -> None:
    archive(office.ledger, id_of(office.ledger, "CARD"), DEFAULT, NOW)
    shown.reload()
    qtbot.waitUntil(lambda: not shown.edit.isEnabled())
    assert shown.status.accessibleName() == "Archived"


def test_one_that_is_not_there_says_so_and_leads_to_the_list(
    qtbot: QtBot, desk: Desk, office: Office
) -> None:
    office.go(Screen.CAMPAIGN, "nothing")
    assert desk.shell is not None
    shell = desk.shell
    qtbot.waitUntil(lambda: isinstance(shell.page, CampaignsPage))
    assert "There is no campaign nothing." in desk.window.trouble


def test_six_rules_of_twenty_conditions_are_told(
    qtbot: QtBot, office: Office, shown: CampaignPage
) -> None:
    card = id_of(office.ledger, "CARD")
    before = get_campaign(office.ledger, card)
    conditions = tuple(
        Condition(f"member.customAttributes.k{number}", Operator.IS_EQUAL, "🎉 קיץ " * 9)
        for number in range(20)
    )
    rules = tuple(
        Rule(f"Rule {n} " + "long " * 40, (GivePoints(str(n)),), conditions) for n in range(1, 7)
    )
    save_campaign(office.ledger, replace(before, rules=rules), DEFAULT, NOW, base_version=2)
    shown.reload()
    qtbot.waitUntil(lambda: "Rule 6" in texts(shown.about))
    assert texts(shown.about).count("🎉 קיץ") == 6 * 20 * 9
    assert shown.about.width() <= shown.width()


@pytest.fixture
def view(qtbot: QtBot, office: Office, shown: CampaignPage) -> ConflictView:  # noqa: ARG001 - it comes first
    """Mine beside theirs, which another person saved meanwhile."""
    base = get_campaign(office.ledger, id_of(office.ledger, "CARD"))
    theirs = replace(base, translations={"en": Translation("Theirs")})
    save_campaign(office.ledger, theirs, DEFAULT, NOW, base_version=base.version)
    mine = replace(base, display_order=9)
    with pytest.raises(Stale) as stale:
        save_campaign(office.ledger, mine, DEFAULT, NOW, base_version=base.version)
    made = ConflictView()
    qtbot.addWidget(made)
    made.show_conflict(mine, stale.value, names_of(office.ledger))
    made.resize(900, 600)
    made.show()
    return made


def test_both_versions_stand_side_by_side_and_differences_are_marked(
    qtbot: QtBot, view: ConflictView
) -> None:
    assert set(view.comparison.marked) == {Part.TEXTS, Part.DISPLAY_ORDER}
    said = texts(view)
    assert "Mine, not saved yet" in said
    assert "Theirs, version 3: Maria, 24 Nov 2026, 14:02" in said
    assert "en: Autumn scratch card" in said
    assert "en: Theirs" in said
    assert said.count("Differs") == 2
    assert view.base_version == 3
    translation.use("pl")
    translation.use("en")
    view.retranslate()
    qtbot.waitUntil(lambda: texts(view).count("Differs") == 2)


def test_each_way_out_of_a_conflict_is_a_button(qtbot: QtBot, view: ConflictView) -> None:
    for button, signal in (
        (view.mine, view.keep_mine),
        (view.theirs, view.keep_theirs),
        (view.editing, view.back),
    ):
        with qtbot.waitSignal(signal):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert button.height() >= 48
