"""What opens within the pages: details, forms, questions, menus, each step of the wizard."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QMenu

from counterfoil.desk.campaigns.page import CampaignsPage
from counterfoil.desk.campaigns.show import CampaignPage
from counterfoil.desk.codes.page import CodesPage
from counterfoil.desk.dashboard.bars import BarButton
from counterfoil.desk.dashboard.page import DashboardPage
from counterfoil.desk.members.life import TABS
from counterfoil.desk.members.page import MembersPage
from counterfoil.desk.members.show import MemberPage
from counterfoil.desk.parts.menu import MenuButton
from counterfoil.desk.rewards.page import RewardsPage
from counterfoil.desk.schemas.page import SchemasPage
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.staff.page import StaffPage
from counterfoil.desk.widgets import Scroll
from counterfoil.desk.wizard.page import WizardPage
from counterfoil.desk.wizard.place import Place
from counterfoil.ledger.staff import default_staff
from tests.desk.screens import Stage
from tests.helpers.manual_scenes import campaign, go, gold_member, ledger, rest, shown, wizard_codes


def panels(stage: Stage, out: Path) -> None:
    """Open one after the other; each is left before the next."""
    for of in (_campaigns, _codes, _members, _lists, _dashboard, _staff, _wizard, _settings):
        of(stage, out)


def _see(stage: Stage, name: str, out: Path) -> None:
    rest(stage)
    stage.shoot(f"panel-{name}", out)


def _menu(stage: Stage, pressed: MenuButton, name: str, out: Path) -> None:
    pressed.click()
    _see(stage, name, out)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.close()


def _campaigns(stage: Stage, out: Path) -> None:
    go(stage, Screen.CAMPAIGNS)
    page = shown(stage)
    assert isinstance(page, CampaignsPage)
    page.acts.ask_to_archive(page.listed.campaigns[0])
    _see(stage, "archive", out)
    page.acts.confirm.hide()
    go(stage, Screen.CAMPAIGN, campaign(stage, 0))
    about = shown(stage)
    assert isinstance(about, CampaignPage)
    _menu(stage, about.menu, "campaign-menu", out)


def _codes(stage: Stage, out: Path) -> None:
    go(stage, Screen.CODES, campaign(stage, 0))
    page = shown(stage)
    assert isinstance(page, CodesPage)
    page.table.selectRow(0)
    _see(stage, "code", out)
    page.detail.void_wanted.emit()
    _see(stage, "void", out)
    page.acts.add()
    _see(stage, "add-codes", out)
    page.foot.several.click()
    _see(stage, "several", out)


def _members(stage: Stage, out: Path) -> None:
    go(stage, Screen.MEMBERS)
    page = shown(stage)
    assert isinstance(page, MembersPage)
    page.new.click()
    _see(stage, "new-member", out)
    go(stage, Screen.MEMBER, gold_member(stage).id)
    about = shown(stage)
    assert isinstance(about, MemberPage)
    for tab in TABS:
        about.life.show_tab(tab)
        _see(stage, f"member-{tab}", out)
    for part in ("adjust", "erase"):
        about.open(gold_member(stage).id)
        rest(stage)
        if part == "adjust":
            about.life.show_tab(TABS[0])
            about.life.adjust.click()
        else:
            about.items()[-1].run()
        _see(stage, f"member-{part}", out)


def _lists(stage: Stage, out: Path) -> None:
    go(stage, Screen.REWARDS)
    rewards = shown(stage)
    assert isinstance(rewards, RewardsPage)
    rewards.new.click()
    _see(stage, "reward", out)
    go(stage, Screen.SCHEMAS)
    events = shown(stage)
    assert isinstance(events, SchemasPage)
    events.new.click()
    _see(stage, "event", out)


def _dashboard(stage: Stage, out: Path) -> None:
    go(stage, Screen.DASHBOARD)
    page = shown(stage)
    assert isinstance(page, DashboardPage)
    inside = page.findChild(Scroll)
    assert isinstance(inside, Scroll)
    down = inside.verticalScrollBar()
    for share in (0.5, 1.0):
        down.setValue(round(down.maximum() * share))
        _see(stage, f"dashboard-{share}", out)
    bar = next(each for each in page.view.findChildren(BarButton) if each.isVisible())
    bar.click()
    _see(stage, "dashboard-rows", out)


def _staff(stage: Stage, out: Path) -> None:
    go(stage, Screen.STAFF)
    page = shown(stage)
    assert isinstance(page, StaffPage)
    page.edit(default_staff(ledger(stage)).id)
    _see(stage, "staff-form", out)
    stage.desk.window.header.staff_wanted.emit()
    _see(stage, "staff-drawer", out)
    stage.desk.window.header.staff_wanted.emit()


def _wizard(stage: Stage, out: Path) -> None:
    wizard_codes(stage)
    page = shown(stage)
    assert isinstance(page, WizardPage)
    for place in Place:
        page.form.go(place)
        _see(stage, f"wizard-{place.name.lower()}", out)


def _settings(stage: Stage, out: Path) -> None:
    go(stage, Screen.COUNTER)
    stage.fresh()
    stage.desk.window.header.settings_wanted.emit()
    _see(stage, "settings", out)
    stage.desk.session.lock()
    _see(stage, "lock", out)
