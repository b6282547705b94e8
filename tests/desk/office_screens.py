"""Render the pages of the back office to pictures, to be looked at: at work, and with nothing yet.

Run as `python -m tests.desk.office_screens FOLDER [LOOK …]`.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from counterfoil.desk.app import make_application
from counterfoil.desk.preferences import OFF, Preferences
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.theme import Scheme
from counterfoil.ledger.campaigns import list_campaigns
from counterfoil.ledger.codes.steps import finish
from counterfoil.ledger.members import list_members
from counterfoil.ledger.sheets.find import list_sheets
from counterfoil.ledger.sheets.void import void_sheet_steps
from counterfoil.ledger.staff import default_staff
from tests.desk.print_screens import shoot_printing
from tests.desk.screens import Stage, stages
from tests.helpers.sheets import record_sheets
from tests.helpers.shop import ANNA_CARD, EWA_CARD

PLAIN = Preferences(language="en", scheme=Scheme.LIGHT, camera=OFF)
LOOKS = {
    "en-light": PLAIN,
    "en-dark": replace(PLAIN, scheme=Scheme.DARK),
    "pl-light": replace(PLAIN, language="pl"),
    "pl-200": replace(PLAIN, language="pl", text_scale=2.0),
    "en-small": PLAIN,
    "rtl": PLAIN,
}


def subjects(stage: Stage) -> Iterator[tuple[Screen, str]]:
    """Give each page what it is about."""
    assert stage.desk.office is not None
    ledger = stage.desk.office.ledger
    campaign = next(iter(list_campaigns(ledger)), None)
    member = next(iter(list_members(ledger)), None)
    about = {
        Screen.CAMPAIGN: campaign and campaign.id,
        Screen.CODES: campaign and campaign.id,
        Screen.MEMBER: member and member.id,
    }
    for screen in Screen:
        if screen is not Screen.COUNTER and about.get(screen, "") is not None:
            yield screen, about.get(screen) or ""
    for sheet in list_sheets(ledger, limit=2):
        yield Screen.SHEETS, str(sheet.number)


def shoot_all(stage: Stage, out: Path, state: str) -> None:
    """Shoot every page."""
    office = stage.desk.office
    assert office is not None
    for number, (screen, subject) in enumerate(list(subjects(stage)), 1):
        office.go(screen, subject)
        for _round in range(6):
            passed: list[None] = []
            office.read.submit(lambda: None, passed.append)
            stage.until(passed.__len__)
            stage.settle()
        stage.shoot(f"{state}-{number:02}-{screen}", out)


def print_sheets(stage: Stage) -> None:
    """Some sheets were printed: one is lost, of one nothing was proved."""
    assert stage.desk.office is not None
    ledger, now = stage.desk.office.ledger, stage.now
    points, coupon, basket, *_more = sorted(list_campaigns(ledger), key=lambda each: each.name)
    record_sheets(ledger, points.id, now, quantity=5, stock="avery-5160", proved=False)
    lost = record_sheets(ledger, coupon.id, now, stock="avery-l7160", start=15)
    finish(
        void_sheet_steps(ledger, lost.last_sheet, default_staff(ledger), now, "Lost in the post")
    )
    record_sheets(ledger, basket.id, now, stock="avery-l7651")


def at_work(stage: Stage, out: Path) -> None:
    """A morning has passed."""
    print_sheets(stage)
    for index, card in enumerate((ANNA_CARD, EWA_CARD)):
        for campaign in ("points", "gold", "coupon"):
            stage.type(card)
            stage.type(stage.code(campaign, index))
            stage.fresh()
    stage.type(stage.code("points"))
    stage.type(stage.code("ended"))
    stage.fresh()
    shoot_all(stage, out, "full")
    shoot_printing(stage, out)


def with_nothing(stage: Stage, out: Path) -> None:
    """The till was set up a moment ago."""
    page = stage.desk.first_run
    assert page is not None
    page.open_form()
    page.store.setText("Kawiarnia Nowy Świat")
    page.zone.setText("Europe/Warsaw")
    page.person.setText("Maria")
    page.person.returnPressed.emit()
    stage.until(lambda: stage.desk.office is not None)
    shoot_all(stage, out, "empty")


def main() -> None:
    out, wanted = Path(sys.argv[1]), sys.argv[2:]
    out.mkdir(parents=True, exist_ok=True)
    app = make_application(["screens"])
    app.setQuitOnLastWindowClosed(False)
    for stage in stages(app, LOOKS, wanted):
        (with_nothing if stage.shop is None else at_work)(stage, out)


if __name__ == "__main__":
    main()
