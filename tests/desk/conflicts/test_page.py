"""The inbox: both redemptions side by side, and each decision as it says."""

import pytest
from PySide6.QtWidgets import QFrame
from pytestqt.qtbot import QtBot

from counterfoil.desk.conflicts.decision import ACCEPT_LOSS, CONTACT, KEEP_FIRST
from counterfoil.desk.conflicts.page import InboxPage
from counterfoil.desk.desk import Desk
from counterfoil.desk.shell.screens import Screen
from counterfoil.domain.entry import Kind
from counterfoil.domain.exchange import Standing
from counterfoil.ledger import journal
from counterfoil.ledger.campaigns import list_campaigns
from tests.desk.conftest import NOW
from tests.helpers.joined import add_change, add_grants


def open_inbox(qtbot: QtBot, desk: Desk, conflict_id: str = "") -> InboxPage:
    assert desk.office is not None
    assert desk.shell is not None
    desk.office.go(Screen.INBOX, conflict_id)
    page = desk.shell.page
    assert isinstance(page, InboxPage)
    read = desk.office.read
    qtbot.waitUntil(lambda: not read.busy)
    return page


def entries(desk: Desk, kind: Kind) -> list[dict[str, object]]:
    assert desk.till is not None
    made = journal.entries(desk.till.ledger, after=0)
    return [dict(each.entry.body) for each in made if each.entry.kind == kind]


def test_it_says_where_nothing_waits(qtbot: QtBot, desk: Desk) -> None:
    page = open_inbox(qtbot, desk)
    assert page.empty.isVisible()
    assert not page.risk.isVisible()


def test_both_redemptions_stand_side_by_side(
    qtbot: QtBot, desk: Desk, conflicts: tuple[str, ...]
) -> None:
    page = open_inbox(qtbot, desk, conflicts[1])
    assert len(page.rows.rows) == 2
    assert page.detail.isVisible()
    assert page.table.selected == (conflicts[1],)
    spoken = [each.accessibleName() for each in page.detail.sides.findChildren(QFrame)]
    first, second = (text for text in spoken if text)
    assert first.startswith("First: counts. When: 24 Nov 2026, 11:02; Store: Corner Coffee")
    assert "Till: Till 1; Staff: Ola Wiśniewska" in second
    assert second.endswith(f"Receipt: {conflicts[1]}")


def test_a_loss_is_accepted_with_a_note_only(
    qtbot: QtBot, desk: Desk, conflicts: tuple[str, ...]
) -> None:
    page = open_inbox(qtbot, desk, conflicts[0])
    decision = page.detail.decision
    decision.buttons[ACCEPT_LOSS].click()
    assert decision.field.error == "Note why the loss is accepted."
    decision.note.setText("A regular guest")
    decision.buttons[ACCEPT_LOSS].click()
    qtbot.waitUntil(lambda: page.detail.shown is not None and not page.detail.shown.is_open)
    assert not decision.isVisible()
    (body,) = entries(desk, Kind.CONFLICT_SETTLED)
    assert body["how"] == "accept_loss"
    assert body["note"] == "A regular guest"
    qtbot.waitUntil(lambda: page.rows.rows[-1].key == conflicts[0])


@pytest.mark.parametrize(("way", "is_open"), [(KEEP_FIRST, False), (CONTACT, True)])
def test_the_others_do_as_they_say(
    qtbot: QtBot, desk: Desk, conflicts: tuple[str, ...], way: str, is_open: bool
) -> None:
    page = open_inbox(qtbot, desk, conflicts[0])
    page.detail.decision.note.setText("Called them")
    page.detail.decision.buttons[way].click()
    qtbot.waitUntil(lambda: page.detail.shown is not None and bool(page.detail.shown.note))
    assert page.detail.shown is not None
    assert page.detail.shown.is_open == is_open


def test_what_could_be_lost_is_told_by_campaign(
    qtbot: QtBot, desk: Desk, conflicts: tuple[str, ...]
) -> None:
    del conflicts
    assert desk.till is not None
    add_grants(desk.till.ledger, list_campaigns(desk.till.ledger)[0].id, NOW)
    page = open_inbox(qtbot, desk)
    qtbot.waitUntil(page.risk.isVisible)
    page.risk.more.click()
    assert page.risk.told[0] == "At risk now: 19 redemptions, 950 units, 228.00\xa0PLN."
    assert page.risk.told[1] == "Lost so far: 1 redemption, 50 units, 12.00\xa0PLN."


@pytest.mark.parametrize("kind", ["stale", "refused"])
def test_a_change_that_came_too_late_stands_beside_what_stands(
    qtbot: QtBot, desk: Desk, conflicts: tuple[str, ...], kind: str
) -> None:
    del conflicts
    assert desk.till is not None
    ledger = desk.till.ledger
    changed = add_change(ledger, list_campaigns(ledger)[0].id, kind, NOW)
    page = open_inbox(qtbot, desk, changed)
    detail = page.detail
    qtbot.waitUntil(detail.isVisible)
    assert detail.versions.isVisible() == (kind == "stale")
    assert not detail.sides.isVisible()
    assert not detail.decision.buttons[ACCEPT_LOSS].isVisible()
    assert detail.decision.buttons[KEEP_FIRST].text() == "Leave it as it is"
    detail.decision.buttons[KEEP_FIRST].click()
    qtbot.waitUntil(lambda: detail.shown is not None and not detail.shown.is_open)


class TestOnATill:
    @pytest.fixture
    def standing(self) -> Standing:
        return Standing.TILL

    def test_it_is_looked_at_and_settled_elsewhere(
        self, qtbot: QtBot, desk: Desk, conflicts: tuple[str, ...]
    ) -> None:
        page = open_inbox(qtbot, desk, conflicts[0])
        assert page.detail.sides.isVisible()
        assert not page.detail.decision.buttons[KEEP_FIRST].isVisible()
        assert not page.risk.isVisible()
