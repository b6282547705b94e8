"""What opens further inside: questions with their outcomes, long work, a mistake, encryption."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

from PySide6.QtWidgets import QFileDialog, QPushButton, QScrollArea, QWidget

from counterfoil.desk.campaigns.page import CampaignsPage
from counterfoil.desk.campaigns.show import CampaignPage
from counterfoil.desk.codes.page import CodesPage
from counterfoil.desk.members.page import MembersPage
from counterfoil.desk.sheets.page import SheetsPage
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.simulate.page import SimulatePage
from counterfoil.desk.till import vouchers
from counterfoil.desk.wizard.form import ConditionForm, EffectForm
from counterfoil.desk.wizard.page import WizardPage
from counterfoil.desk.wizard.place import Place
from counterfoil.desk.wizard.steps.effect import EffectPart
from counterfoil.domain.campaign import Label
from counterfoil.domain.errors import MachineError
from counterfoil.domain.store import Act
from counterfoil.ledger.campaigns import get_campaign, save_campaign
from counterfoil.ledger.codes.steps import Progress
from counterfoil.ledger.encryption import Encryption
from counterfoil.ledger.guesses import BUDGETS, Whose
from counterfoil.ledger.pins import Person
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.staff import default_staff
from counterfoil.ledger.verdict import Attempt
from counterfoil.logs.report import Part
from tests.desk.screens import Stage
from tests.helpers.manual_scenes import (
    SUPERVISOR,
    behind,
    campaign,
    go,
    ledger,
    rest,
    sheets,
    shown,
    staff,
    unused,
    wizard_codes,
)

KEY = "K7QF 2M9X 4TRD 8WLP 6HBN 3VCJ 9YSG 5ZKA 7QF2 M9X4 TRD8 WLP6 HBN3"
REPORT = (
    Part("about.json", '{\n  "version": "0.6.0",\n  "system": "Linux"\n}'),
    Part("log.txt", "2026-11-24 13:02:11 [info] opened database=sqlite standing=alone\n" * 40),
)
CONDITIONS = (
    ConditionForm("transaction.grossValue", "is_between", {"from": 10, "to": 20.5}),
    ConditionForm("event.eventDate", "is_time_between", {"from": "08:00", "to": "11:00"}),
    ConditionForm("event.eventDate", "is_day_of_week", [1, 5]),
    ConditionForm("member.customAttributes.shoeSize", "is_one_of", ["38", "39"]),
)


def deeper(stage: Stage, out: Path) -> None:
    """Open one after the other; each is left before the next."""
    for of in (_support, _settings, _drafts, _imports, _work, _trial, _rules, _reprint, _lifting):
        of(stage, out)


def _see(stage: Stage, name: str, out: Path) -> None:
    rest(stage)
    stage.shoot(f"deeper-{name}", out)


def _support(stage: Stage, out: Path) -> None:
    panel = stage.desk.support.panel
    panel.show_mishap(["desk/counter/screen.py:118 in show", "desk/door.py:64 in run"])
    _see(stage, "mishap", out)
    panel.details.click()
    _see(stage, "mishap-details", out)
    panel.show_making()
    _see(stage, "report-made", out)
    panel.show_report(REPORT)
    _see(stage, "report", out)
    panel.show_trouble("The report could not be saved.")
    _see(stage, "report-trouble", out)
    panel.show_saved("counterfoil-report-2026-11-24.zip")
    _see(stage, "report-saved", out)
    panel.hide()


def _settings(stage: Stage, out: Path) -> None:
    """Ask about encryption, show the key to write down, and why it cannot be."""
    stage.desk.window.header.settings_wanted.emit()
    settings = stage.desk.settings.panel
    assert settings is not None
    part = settings.encryption
    for name, act in (
        ("encrypt", part.ask),
        ("no-keyring", lambda: part.show_error(MachineError("The keyring cannot be used."))),
        ("recovery", lambda: part.show_recovery(KEY)),
        ("noted", part.noted.click),
        ("encrypted", lambda: part.show_state(Encryption.ON)),
        ("decrypt", part.ask),
    ):
        act()
        rest(stage)
        scroll_to(part)
        _see(stage, name, out)
    part.close_question()
    part.show_state(Encryption.OFF)
    stage.desk.window.header.settings_wanted.emit()


def _drafts(stage: Stage, out: Path) -> None:
    wizard_codes(stage)
    go(stage, Screen.CAMPAIGNS)
    _see(stage, "drafts", out)
    kept, changed = ledger(stage), get_campaign(ledger(stage), campaign(stage, 0))
    labelled = replace(changed, labels=(Label("season", "winter"),))
    by, base = default_staff(kept), changed.version
    behind(stage, lambda: save_campaign(kept, labelled, by, stage.now, base_version=base))
    go(stage, Screen.CAMPAIGN, changed.id)
    about = shown(stage)
    assert isinstance(about, CampaignPage)
    next(each for each in about.versions.findChildren(QPushButton) if each.isVisible()).click()
    _see(stage, "compared", out)


def _imports(stage: Stage, out: Path) -> None:
    """Import files of which some lines are wrong."""
    with tempfile.TemporaryDirectory() as temporary:
        file = Path(temporary, "codes from the press.csv")
        file.write_text("code\n" + "\n".join(f"PRESS{at:04}" for at in range(30)) + "\nPRESS0001\n")
        go(stage, Screen.CAMPAIGNS)
        page = shown(stage)
        assert isinstance(page, CampaignsPage)
        jobs = page.acts.jobs
        jobs.ask_for_import(page.listed.campaigns[0])
        choose(jobs, file)
        stage.until(lambda: jobs.report.isVisible() or bool(stage.desk.window.trouble))
        _see(stage, "codes-imported", out)
        file.write_text("card,first name,email\n,No Card,\n4711,Zofia,not an address\n4712,Ola,\n")
        go(stage, Screen.MEMBERS)
        members = shown(stage)
        assert isinstance(members, MembersPage)
        members.import_file(file)
        stage.until(lambda: not members.job.busy)
        _see(stage, "members-imported", out)


def _work(stage: Stage, out: Path) -> None:
    """Be on the way with something long."""
    go(stage, Screen.CODES, campaign(stage, 0))
    page = shown(stage)
    assert isinstance(page, CodesPage)
    assert stage.desk.office is not None
    held, came = Event(), Event()

    def steps() -> Iterator[Progress]:
        yield Progress(120_000, 1_000_000)
        came.set()
        held.wait(60)
        yield Progress(1_000_000, 1_000_000)

    jobs = page.acts.jobs
    jobs.begin(stage.desk.office.read, steps(), lambda: "Adding codes", lambda _done: None)
    stage.until(came.is_set)
    for _round in range(6):
        stage.app.processEvents()
    stage.eye(stage, "deeper-work", out)
    held.set()
    stage.until(lambda: not jobs.job.busy)


def _trial(stage: Stage, out: Path) -> None:
    go(stage, Screen.SIMULATE, campaign(stage, 0))
    page = shown(stage)
    assert isinstance(page, SimulatePage)
    page.tests.make_wanted.emit()
    rest(stage)
    scroll_to(page.tests)
    _see(stage, "test-codes", out)


def _rules(stage: Stage, out: Path) -> None:
    """Fill in conditions of each kind, and a reward that is not there yet."""
    wizard_codes(stage)
    page = shown(stage)
    assert isinstance(page, WizardPage)
    paper = page.wizard.paper
    rule = replace(
        paper.form.rules[0], conditions=CONDITIONS, effects=(EffectForm(kind="give_reward"),)
    )
    paper.replace(replace(paper.form, rules=(rule,)))
    page.form.go(Place.RULES)
    _see(stage, "conditions", out)
    effect = next(each for each in page.form.findChildren(EffectPart) if each.isVisible())
    effect.new.click()
    rest(stage)
    scroll_to(effect.new_reward)
    _see(stage, "new-reward", out)


def _reprint(stage: Stage, out: Path) -> None:
    sheets(stage)
    page = shown(stage)
    assert isinstance(page, SheetsPage)
    rest(stage)
    page.detail.reprint.click()
    _see(stage, "reprint", out)
    page.acts.reprinting.panel.reason.setText("Paper jam")
    page.acts.reprinting.panel.reason.returnPressed.emit()
    with tempfile.TemporaryDirectory() as temporary:
        choose(page.acts, Path(temporary, "again.pdf"))
        stage.until(page.acts.reprinting.outcome.isVisible)
        _see(stage, "reprinted", out)


def _lifting(stage: Stage, out: Path) -> None:
    """A cashier has tried too many codes: a supervisor lifts the wait with a PIN."""
    staff(stage)
    guess(stage)
    people: list[Person] = []
    screen = stage.desk.screen
    assert screen is not None
    _see(stage, "wait", out)
    screen.open_lift()
    at = stage.desk.till
    assert at is not None
    behind(stage, lambda: people.extend(vouchers(at, Act.LIFT_GUESSES)))
    screen.lift.show_people(people)
    _see(stage, "lift", out)
    screen.lift.offer(SUPERVISOR).click()
    _see(stage, "lift-pin", out)
    screen.close_undo()
    stage.desk.session.lock()
    rest(stage)
    stage.desk.session.lock_screen.who.offer(SUPERVISOR).click()
    _see(stage, "pin", out)


def guess(stage: Stage) -> None:
    """Try unknown codes until no code is taken any more."""
    kept, by = ledger(stage), default_staff(ledger(stage))
    now = stage.now + timedelta(minutes=1)
    for number in range(BUDGETS[Whose.TILL].free):
        text = f"NONE{number:05}"
        behind(stage, lambda text=text: redeem(kept, Attempt((text,), by), now))  # type: ignore[misc]
    go(stage, Screen.COUNTER)
    stage.type(unused(stage, 0))


def scroll_to(part: QWidget) -> None:
    """Have a part seen that stands in something that scrolls."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(part, 0, part.height())


def choose(within: QWidget, path: Path) -> None:
    """Give the file that is asked for."""
    dialog = within.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
