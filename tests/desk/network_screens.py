"""Render the screens of conflicts and of devices; called by `tests.desk.sync_screens`."""

from dataclasses import replace
from pathlib import Path

from counterfoil.desk.conflicts.decision import ACCEPT_LOSS
from counterfoil.desk.conflicts.page import InboxPage
from counterfoil.desk.network.page import STORES, SUPPLIES, DevicesPage
from counterfoil.desk.shell.screens import Screen
from counterfoil.domain.campaign import OfflinePolicy
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.attempts import recent
from counterfoil.ledger.campaigns import get_campaign, list_campaigns, save_campaign
from counterfoil.ledger.exchange.devices import list_devices
from counterfoil.ledger.pins import set_pin
from counterfoil.ledger.staff import save_staff
from tests.desk.screens import Stage
from tests.helpers.joined import (
    MARKET,
    add_change,
    add_conflict,
    add_devices,
    add_grants,
    settle_as,
)


def wait(stage: Stage) -> None:
    """Wait for what a page reads."""
    office = stage.desk.office
    assert office is not None
    for _round in range(6):
        passed: list[None] = []
        office.read.submit(lambda: None, passed.append)
        stage.until(passed.__len__)
        stage.settle()


def fill(stage: Stage) -> None:
    """Let there be other devices, one of which holds something."""
    office = stage.desk.office
    assert office is not None
    if not list_devices(office.ledger):
        add_devices(office.ledger, stage.now)
        add_grants(office.ledger, list_campaigns(office.ledger)[0].id, stage.now)


def shoot_inbox(stage: Stage, out: Path) -> None:
    """Shoot the inbox: empty, with a conflict beside the list, and once it is settled."""
    office = stage.desk.office
    assert office is not None
    ledger = office.ledger
    office.go(Screen.INBOX, "")
    wait(stage)
    stage.shoot("inbox-01-empty", out)
    fill(stage)
    made = [each.id for each in recent(ledger) if each.refused is None]
    for number, redemption in enumerate(made):
        conflict = add_conflict(ledger, redemption, stage.now, n=number + 7)
        if number == 2:
            settle_as(ledger, conflict, "promoted", stage.now)
    office.go(Screen.INBOX, "")
    wait(stage)
    stage.shoot("inbox-02-list", out)
    office.go(Screen.INBOX, f"{MARKET}-7")
    wait(stage)
    stage.shoot("inbox-03-conflict", out)
    page = stage.desk.shell.page if stage.desk.shell else None
    assert isinstance(page, InboxPage)
    page.risk.more.click()
    page.detail.decision.buttons[ACCEPT_LOSS].click()
    stage.shoot("inbox-04-note-needed", out)
    page.risk.more.click()
    page.detail.decision.note.setText("Regular guest; the goods were cheap.")
    page.detail.decision.buttons[ACCEPT_LOSS].click()
    wait(stage)
    stage.shoot("inbox-05-settled", out)
    for number, kind in enumerate(("stale", "refused"), 6):
        changed = add_change(ledger, list_campaigns(ledger)[0].id, kind, stage.now)
        office.go(Screen.INBOX, changed)
        wait(stage)
        stage.shoot(f"inbox-{number:02}-{kind}", out)


def shoot_devices(stage: Stage, out: Path) -> None:
    """Shoot devices and stores: the lists, one device, and each panel that asks."""
    office, shell = stage.desk.office, stage.desk.shell
    assert office is not None
    assert shell is not None
    ledger, by = office.ledger, stage.desk.session.staff
    fill(stage)
    for campaign, policy in zip(
        list_campaigns(ledger), (OfflinePolicy.CAPPED, OfflinePolicy.OWNED), strict=False
    ):
        whole = get_campaign(ledger, campaign.id)
        changed = replace(whole, offline_policy=policy)
        save_campaign(ledger, changed, by, stage.now, base_version=whole.version)
    save_staff(ledger, Staff("jan", "Jan Kowalski", Role.MANAGER), by, stage.now)
    set_pin(ledger, "jan", "7305", by, stage.now)
    office.go(Screen.DEVICES, "")
    wait(stage)
    stage.shoot("devices-01-list", out)
    office.go(Screen.DEVICES, MARKET)
    wait(stage)
    stage.shoot("devices-02-device", out)
    page = shell.page
    assert isinstance(page, DevicesPage)
    asked = (
        ("03-hold", page.detail.hold.click),
        ("04-revoke", page.detail.revoke.click),
        ("05-write-off", page.detail.write_off.click),
        ("06-invite", page.add.click),
        ("07-invited", page.acts.invite.yes.click),
    )
    for name, press in asked:
        press()
        wait(stage)
        stage.shoot(f"devices-{name}", out)
    for part in (STORES, SUPPLIES):
        page.show_part(part)
        stage.shoot(f"devices-08-{part}", out)
    page.tables[SUPPLIES].opened.emit(page.rows[SUPPLIES].rows[0].key)
    stage.shoot("devices-09-supply", out)
    page.show_part(STORES)
    page.add.click()
    page.acts.store.yes.click()
    stage.shoot("devices-10-store", out)
