"""Devices and stores: what each is and holds, and every way to change that."""

import pytest
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.desk.network.page import DEVICES, STORES, SUPPLIES, DevicesPage
from counterfoil.desk.sync.invitation import join_line, read_join_line
from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import DeviceState
from counterfoil.domain.rights import GrantState
from counterfoil.ledger import journal
from tests.desk.conftest import Clock
from tests.desk.network.conftest import JAN, PIN
from tests.helpers.joined import AIRPORT, MARKET, URL


def entries(desk: Desk, kind: Kind) -> list[dict[str, object]]:
    assert desk.till is not None
    made = journal.entries(desk.till.ledger, after=0)
    return [dict(each.entry.body) for each in made if each.entry.kind == kind]


def show(qtbot: QtBot, page: DevicesPage, device: str) -> None:
    page.tables[DEVICES].opened.emit(device)
    qtbot.waitUntil(
        lambda: page.detail.shown is not None and page.detail.shown.line.device.id == device
    )


def test_the_list_says_how_each_device_stands(page: DevicesPage) -> None:
    rows = {row.key: row for row in page.rows[DEVICES].rows}
    assert rows[MARKET].cells[1].under == "14 waiting"
    assert rows[AIRPORT].cells[1].text == "Frozen"
    assert rows[AIRPORT].cells[2].under == "clock 3 h fast"
    assert rows[MARKET].cells[3].text == "19 redemptions, 950 units, 228.00\xa0PLN"
    (here,) = (row for key, row in rows.items() if key not in {MARKET, AIRPORT})
    assert here.cells[0].under.endswith("this one")


def test_one_device_says_what_a_thief_would_get(qtbot: QtBot, page: DevicesPage) -> None:
    show(qtbot, page, MARKET)
    assert page.detail.told == (
        "Without the hub, whoever takes it could redeem 10 codes that it holds, and cost at most"
        " 19 redemptions, 950 units, 228.00\xa0PLN more."
    )
    assert len(page.detail.shown.held) == 3  # type: ignore[union-attr]
    assert page.detail.hold.isEnabled()
    show(qtbot, page, AIRPORT)
    assert page.detail.told.startswith("It may decide nothing without the hub")
    assert not page.detail.hold.isEnabled()


def test_an_invitation_is_a_picture_and_a_line_for_a_quarter_of_an_hour(
    qtbot: QtBot, desk: Desk, page: DevicesPage, clock: Clock
) -> None:
    page.add.click()
    panel = page.acts.invite
    panel.name.setText("Till 2")
    panel.yes.click()
    qtbot.waitUntil(lambda: bool(panel.line.text()))
    read = read_join_line(panel.line.text())
    assert read is not None
    assert read.url == URL
    assert not panel.picture.pixmap().isNull()
    assert panel.told_left == "Good for 15:00 more, and for one device."
    (body,) = entries(desk, Kind.DEVICE_INVITED)
    assert body["name"] == "Till 2"
    assert read.token not in str(body)
    clock.forward(minutes=15)
    qtbot.waitUntil(lambda: "no more" in panel.told_left)
    assert not panel.line.text()
    assert panel.picture.pixmap().isNull()


def test_an_invitation_is_gone_with_the_page(qtbot: QtBot, page: DevicesPage) -> None:
    page.add.click()
    panel = page.acts.invite
    panel.yes.click()
    qtbot.waitUntil(lambda: bool(panel.line.text()))
    page.leave()
    assert not panel.line.text()


@pytest.mark.parametrize(
    "text",
    [
        "counterfoil join https://hub.example ABC234-DEF567",
        "  https://hub.example   abc234-def567 ",
        join_line("https://hub.example", "ABC234-DEF567"),
    ],
)
def test_a_line_to_join_is_read_as_it_is_typed_or_scanned(text: str) -> None:
    read = read_join_line(text)
    assert read is not None
    assert (read.url, read.token.upper()) == ("https://hub.example", "ABC234-DEF567")
    assert read_join_line("SAVE10-ABC") is None
    assert read_join_line("https://hub.example") is None


def test_codes_are_given_to_a_device_by_batch(qtbot: QtBot, desk: Desk, page: DevicesPage) -> None:
    show(qtbot, page, MARKET)
    page.detail.hold.click()
    panel = page.acts.hold
    qtbot.waitUntil(lambda: bool(panel.batch.currentData()))
    panel.yes.click()
    qtbot.waitUntil(lambda: not panel.isVisible())
    (body,) = entries(desk, Kind.RIGHT_GRANTED)
    assert body["wish"]["device"] == MARKET  # type: ignore[index]


def test_a_sheet_that_is_not_there_is_said_in_place(qtbot: QtBot, page: DevicesPage) -> None:
    show(qtbot, page, MARKET)
    page.detail.hold.click()
    panel = page.acts.hold
    panel.what.chosen.emit("sheet")
    panel.sheet.setText("99")
    panel.yes.click()
    qtbot.waitUntil(lambda: bool(panel.trouble.text()))
    assert panel.isVisible()


def test_a_right_is_recalled(qtbot: QtBot, desk: Desk, page: DevicesPage) -> None:
    show(qtbot, page, MARKET)
    assert page.detail.shown is not None
    held = page.detail.shown.held[0]
    page.detail.items(held)[0].run()
    assert page.acts.confirm.isVisible()
    page.acts.confirm.yes.click()
    qtbot.waitUntil(lambda: bool(entries(desk, Kind.RIGHT_RECALLED)))


def test_a_write_off_takes_a_second_manager_and_says_what_is_waived(
    qtbot: QtBot, desk: Desk, page: DevicesPage
) -> None:
    show(qtbot, page, MARKET)
    page.detail.write_off.click()
    panel = page.acts.waive
    qtbot.waitUntil(panel.isVisible)
    assert "These codes can be redeemed elsewhere" in panel.waives.text()
    assert [each.person.staff.id for each in panel.who.people] == [JAN.id]
    panel.who.chosen.emit(JAN.id, PIN)
    assert panel.field.error == "Give a reason."
    panel.reason.setText("Stolen on Monday")
    panel.who.chosen.emit(JAN.id, "9999")
    qtbot.waitUntil(lambda: bool(panel.trouble.text()))
    assert not entries(desk, Kind.DEVICE_WRITTEN_OFF)
    panel.who.chosen.emit(JAN.id, PIN)
    qtbot.waitUntil(lambda: not panel.isVisible())
    (body,) = entries(desk, Kind.DEVICE_WRITTEN_OFF)
    assert (body["second"], body["reason"]) == (JAN.id, "Stolen on Monday")


def test_a_device_is_revoked_with_a_reason(qtbot: QtBot, desk: Desk, page: DevicesPage) -> None:
    show(qtbot, page, MARKET)
    page.detail.revoke.click()
    page.acts.revoke.reason.setText("Left in a taxi")
    page.acts.revoke.yes.click()
    qtbot.waitUntil(lambda: bool(entries(desk, Kind.DEVICE_REVOKED)))
    qtbot.waitUntil(
        lambda: (
            page.detail.shown is not None
            and page.detail.shown.line.device.state is DeviceState.REVOKED
        )
    )
    assert all(each.grant.state is not GrantState.CLOSED for each in page.detail.shown.held)  # type: ignore[union-attr]


def test_what_tills_may_do_is_set_by_campaign(qtbot: QtBot, desk: Desk, page: DevicesPage) -> None:
    page.show_part(SUPPLIES)
    (row,) = page.rows[SUPPLIES].rows
    assert row.cells[1].text == "nothing"
    page.tables[SUPPLIES].opened.emit(row.key)
    panel = page.acts.supply
    panel.lines["risk_count"].setText("many")
    panel.yes.click()
    assert panel.fields["risk_count"].error == "Give a number."
    panel.lines["risk_count"].setText("20")
    panel.lines["risk_units"].setText("1,000")
    panel.yes.click()
    qtbot.waitUntil(lambda: not panel.isVisible())
    (body,) = entries(desk, Kind.ALLOWANCE_SET)
    assert body["risk"] == {"units": 100_000, "money": 0, "count": 20}


def test_a_store_is_added(qtbot: QtBot, page: DevicesPage) -> None:
    page.show_part(STORES)
    page.add.click()
    panel = page.acts.store
    panel.yes.click()
    assert panel.fields[panel.name].error
    panel.name.setText("Harbour")
    panel.code.setText("harbour")
    panel.zone.setText("Nowhere/Land")
    panel.yes.click()
    assert "time zone" in panel.fields[panel.zone].error
    panel.zone.setText("Europe/Helsinki")
    panel.currency.setText("eur")
    panel.yes.click()
    qtbot.waitUntil(lambda: "harbour" in [row.key for row in page.rows[STORES].rows])
