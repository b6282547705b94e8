"""Changing a campaign: what is fixed and why, what changes, and two people at once."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.wizard.form import Form, PairForm
from counterfoil.desk.wizard.page import WizardPage
from counterfoil.desk.wizard.place import Place
from counterfoil.domain.campaign import Campaign, Label
from counterfoil.ledger.campaigns import get_campaign, list_campaigns, save_campaign
from counterfoil.ledger.drafts import list_drafts
from counterfoil.ledger.staff import DEFAULT
from tests.desk.wizard.conftest import Open, settle


def a_campaign(desk: Desk, name: str = "Autumn scratch card") -> Campaign:
    assert desk.office is not None
    ledger = desk.office.ledger
    line = next(each for each in list_campaigns(ledger) if each.name == name)
    return get_campaign(ledger, line.id)


def somebody_else_saves(desk: Desk, campaign: Campaign) -> Campaign:
    assert desk.office is not None
    theirs = replace(campaign, labels=(Label("by", "somebody else"),))
    now = desk.office.clock()
    ledger = desk.office.ledger
    return save_campaign(ledger, theirs, DEFAULT, now, base_version=campaign.version)


def save(qtbot: QtBot, desk: Desk, page: WizardPage) -> None:
    page.form.go(Place.SUMMARY)
    page.form.go_on()
    settle(qtbot, desk)


def test_what_codes_hang_on_is_fixed_and_says_why(desk: Desk, wizard: Open) -> None:
    page = wizard(a_campaign(desk).id)
    assert page.head.title == "Change Autumn scratch card"
    kind = page.form.kind.type
    assert not kind.inner.isEnabled()
    assert kind.inner.accessibleDescription().startswith(
        "Autumn scratch card has codes, so whether it is direct or referral stays"
    )
    page.form.go(Place.CODES)
    assert not page.form.codes.length.inner.isEnabled()
    assert page.form.codes.quantity.isHidden()
    page.form.go(Place.DETAILS)
    name = page.form.details.field_at("texts.0.name")
    assert name is not None
    assert name.inner.isEnabled()


def test_the_summary_says_what_changes_and_from_when(desk: Desk, wizard: Open) -> None:
    page = wizard(a_campaign(desk).id, at=Place.SUMMARY)
    summary = page.form.summary
    assert summary.changes.texts == ["Nothing is changed yet."]
    page.wizard.paper.set("texts.0.name", "Renamed")
    page.wizard.paper.set("rules.0.effects.0.value", "150")
    told = summary.changes.texts
    assert "It is shown differently; no scan depends on it." in told
    assert "It holds for scans from when you save it; what was redeemed before stays." in told
    assert page.form.next.text() == "Save the changes"


def test_a_change_is_saved_as_the_next_version(qtbot: QtBot, desk: Desk, wizard: Open) -> None:
    campaign = a_campaign(desk)
    page = wizard(campaign.id)
    page.wizard.paper.set("rules.0.effects.0.value", "150")
    save(qtbot, desk, page)
    assert a_campaign(desk).version == campaign.version + 1
    assert desk.office is not None
    assert list_drafts(desk.office.ledger) == ()
    assert desk.shell is not None
    assert desk.shell.current is Screen.CAMPAIGN


def conflict(qtbot: QtBot, desk: Desk, page: WizardPage, campaign: Campaign) -> Form:
    """Change the campaign here while somebody else saves it, and try to save."""
    page.wizard.paper.set("texts.0.name", "Mine")
    mine = page.wizard.paper.form
    somebody_else_saves(desk, campaign)
    save(qtbot, desk, page)
    assert page.conflict.isVisible()
    return mine


def test_the_second_of_two_is_told_and_can_go_on(qtbot: QtBot, desk: Desk, wizard: Open) -> None:
    campaign = a_campaign(desk)
    page = wizard(campaign.id)
    mine = conflict(qtbot, desk, page, campaign)
    assert page.conflict.comparison.marked
    page.conflict.editing.click()
    assert page.form.isVisible()
    assert page.wizard.paper.form == mine
    assert desk.office is not None
    assert [line.name for line in list_drafts(desk.office.ledger)] == ["Mine"]


def test_mine_can_be_saved_over_theirs(qtbot: QtBot, desk: Desk, wizard: Open) -> None:
    campaign = a_campaign(desk)
    page = wizard(campaign.id)
    conflict(qtbot, desk, page, campaign)
    page.conflict.mine.click()
    settle(qtbot, desk)
    saved = a_campaign(desk, "Mine")
    assert saved.version == campaign.version + 2
    assert saved.labels == ()


def test_theirs_can_stay(qtbot: QtBot, desk: Desk, wizard: Open) -> None:
    campaign = a_campaign(desk)
    page = wizard(campaign.id)
    conflict(qtbot, desk, page, campaign)
    page.conflict.theirs.click()
    settle(qtbot, desk)
    assert a_campaign(desk).labels == (Label("by", "somebody else"),)
    assert desk.office is not None
    assert list_drafts(desk.office.ledger) == ()


def test_a_draft_that_got_stale_overnight_meets_the_conflict_too(
    qtbot: QtBot, desk: Desk, wizard: Open
) -> None:
    campaign = a_campaign(desk)
    page = wizard(campaign.id)
    page.wizard.paper.set("labels", (PairForm("by", "me"),))
    page.leave()
    settle(qtbot, desk)
    somebody_else_saves(desk, campaign)
    page = wizard(campaign.id)
    assert page.wizard.paper.form.labels == (PairForm("by", "me"),)
    save(qtbot, desk, page)
    assert page.conflict.isVisible()
