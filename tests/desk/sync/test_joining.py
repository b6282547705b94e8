"""Joining a hub from the settings, over real HTTP, and working with it from then on."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from counterfoil.desk.counter.state import Scan
from counterfoil.desk.counter.view import Tone
from counterfoil.desk.desk import Desk
from counterfoil.desk.settings.joining import JoinSettings
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.sync.invitation import join_line
from counterfoil.desk.sync.state import Link
from counterfoil.domain.exchange import DeviceKind, Standing
from counterfoil.domain.store import Role, Staff, Store
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.exchange.enrol import invite
from counterfoil.ledger.exchange.hubs import become_hub
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.staff import default_staff
from tests.desk.conftest import NOW, Clock, Start
from tests.helpers.joined import stand
from tests.helpers.shop import Shop, make_shop
from tests.hub.served import served

NEW = Store("new", "A new shop", ZoneInfo("Europe/Warsaw"), "PLN")


@dataclass
class Hub:
    """A hub that is served, with a shop's things."""

    ledger: Ledger
    url: str
    shop: Shop

    def invite(self, kind: DeviceKind = DeviceKind.TILL) -> str:
        by = default_staff(self.ledger)
        return invite(self.ledger, self.ledger.store.code, "Till 2", kind, by, NOW)


@pytest.fixture
def hub(tmp_path: Path, clock: Clock) -> Iterator[Hub]:
    place = tmp_path / "hub"
    shop = make_shop(place, NOW)
    with open_ledger(place, NOW) as opened:
        ledger = become_hub(opened, NOW)
        with served(ledger, clock) as client:
            yield Hub(ledger, str(client.http.base_url).rstrip("/"), shop)


@pytest.fixture
def new(qtbot: QtBot, folder: Path, start: Start) -> Desk:
    """A desk that was set up a moment ago."""
    open_ledger(folder, NOW, store=NEW).close()
    opened = start()
    qtbot.waitUntil(lambda: opened.office is not None)
    qtbot.waitUntil(lambda: not opened.door.busy)
    return opened


def form_of(qtbot: QtBot, desk: Desk) -> JoinSettings:
    desk.window.header.settings_wanted.emit()
    assert desk.settings.panel is not None
    part = desk.settings.panel.joining
    part.begin.click()
    qtbot.waitUntil(lambda: part.is_open or bool(part.trouble))
    return part


def join(qtbot: QtBot, desk: Desk, hub: Hub, kind: DeviceKind = DeviceKind.TILL) -> None:
    part = form_of(qtbot, desk)
    part.address.setText(hub.url)
    part.token.setText(hub.invite(kind))
    part.join.click()
    qtbot.waitUntil(lambda: desk.till is not None and desk.till.joined)
    qtbot.waitUntil(lambda: desk.sync.state.link is Link.ONLINE)


def verdict(qtbot: QtBot, desk: Desk, code: str) -> Tone:
    """Try a code, again where a busy machine let the hub answer too late; return the verdict."""
    counter, screen = desk.counter, desk.screen
    assert counter is not None
    assert screen is not None
    for _try in range(5):
        qtbot.waitUntil(lambda: desk.sync.state.link is Link.ONLINE)
        screen.code.typed.emit(code)
        qtbot.waitUntil(lambda: counter.state.in_hand is None)
        if screen.verdict.view.tone is not Tone.REFUSED:
            break
    return screen.verdict.view.tone


def test_a_new_till_joins_and_asks_the_hub_from_then_on(qtbot: QtBot, new: Desk, hub: Hub) -> None:
    join(qtbot, new, hub)
    assert new.till is not None
    assert new.till.ledger.standing is Standing.TILL
    assert new.window.header.sync.text() == "Online"
    assert new.till.ledger.store.name == hub.ledger.store.name
    code = hub.shop.codes["coupon"][0]
    assert verdict(qtbot, new, code) is Tone.ACCEPTED
    assert verdict(qtbot, new, code) is Tone.USED
    qtbot.waitUntil(lambda: new.sync.state.waiting == 0)


def test_an_office_device_gets_the_screens_of_one(qtbot: QtBot, new: Desk, hub: Hub) -> None:
    join(qtbot, new, hub, DeviceKind.OFFICE)
    assert new.shell is not None
    assert new.office is not None
    qtbot.waitUntil(lambda: new.shell is not None and new.shell.may_see(Screen.DEVICES))
    new.office.go(Screen.DEVICES, "")
    assert new.shell.current is Screen.DEVICES


def test_a_till_with_things_of_its_own_is_told_why_it_cannot(qtbot: QtBot, desk: Desk) -> None:
    part = form_of(qtbot, desk)
    assert not part.is_open
    assert "campaigns, codes or members of its own" in part.trouble


def test_what_is_wrong_is_said_in_place(qtbot: QtBot, new: Desk, hub: Hub) -> None:
    part = form_of(qtbot, new)
    part.join.click()
    assert part.fields[part.address].error == "Give the hub’s address."
    part.address.setText("hub")
    part.token.setText("ABCDEF")
    part.join.click()
    qtbot.waitUntil(lambda: "no address of a hub" in part.fields[part.address].error)
    part.address.setText(hub.url)
    part.join.click()
    qtbot.waitUntil(lambda: "not good" in part.trouble)
    assert part.token.text() == "ABCDEF"
    part.address.setText("http://127.0.0.1:9")
    part.join.click()
    qtbot.waitUntil(lambda: bool(part.trouble) and "not good" not in part.trouble)
    assert part.is_open


def test_an_invitation_is_scanned_or_pasted(qtbot: QtBot, new: Desk) -> None:
    line = join_line("https://hub.example", "ABCDEF-234567")
    new.devices.scanned.emit(Scan((line,), "camera"))
    part = form_of(qtbot, new)
    assert not part.address.text()
    new.devices.scanned.emit(Scan((line,), "camera"))
    assert (part.address.text(), part.token.text()) == ("https://hub.example", "ABCDEF-234567")
    part.close_form()
    assert not part.token.text()


def test_only_a_manager_may(qtbot: QtBot, new: Desk) -> None:
    new.session.changed.emit(Staff("ola", "Ola", Role.CASHIER))
    assert new.till is not None
    part = new.settings.panel.joining if new.settings.panel else None
    assert part is not None
    new.joining.serve(new.till, part, lambda: Staff("ola", "Ola", Role.CASHIER))
    assert not form_of(qtbot, new).is_open
    assert "manager" in part.trouble


def test_a_till_whose_hub_is_gone_says_so_and_goes_on(
    qtbot: QtBot, folder: Path, shop: Shop, start: Start
) -> None:
    stand(folder, Standing.TILL, NOW)
    till = start()
    qtbot.waitUntil(lambda: till.sync.state.link is Link.OFFLINE)
    assert till.window.header.sync.text().startswith("Offline · ")
    assert till.screen is not None
    screen = till.screen
    screen.code.typed.emit(shop.codes["coupon"][0])
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.REFUSED)
    assert screen.verdict.view.next_step == "Try again when the network is back."
    assert till.sync.state.waiting > 0
