"""What the manual's pictures show: each scene is reached as a person would, on the demo."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from time import perf_counter

from PySide6.QtCore import QEventLoop

from counterfoil.desk.printing.page import PrintPage
from counterfoil.desk.shell.page import Page
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.simulate.page import SimulatePage
from counterfoil.desk.wizard.convert import from_campaign
from counterfoil.desk.wizard.page import WizardPage
from counterfoil.desk.wizard.place import Place
from counterfoil.domain.facts import CodeStatus
from counterfoil.domain.member import Member
from counterfoil.ledger.campaigns import get_campaign, list_campaigns
from counterfoil.ledger.codes.filters import CodeFilter
from counterfoil.ledger.codes.listing import list_codes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import list_members
from counterfoil.ledger.pins import set_pin
from counterfoil.ledger.sheets.find import sheet_codes
from counterfoil.ledger.staff import DEFAULT
from tests.desk.screens import Stage
from tests.helpers.sheets import record_sheets

POINTS, GOLD, BASKET = range(3)
SUPERVISOR, PIN = "piotr", "482615"
AT_REST_S = 0.2
# The places on the sheet of which the codes are used, less one.
USED = (1, 5, 6, 11, 12)


def ledger(stage: Stage) -> Ledger:
    assert stage.desk.office is not None
    return stage.desk.office.ledger


def campaign(stage: Stage, number: int) -> str:
    return list_campaigns(ledger(stage))[number].id


def unused(stage: Stage, number: int) -> str:
    wanted = CodeFilter(status=CodeStatus.UNUSED)
    return list_codes(ledger(stage), campaign(stage, number), wanted=wanted).codes[0].text


def gold_member(stage: Stage) -> Member:
    return next(each for each in list_members(ledger(stage)) if each.tier == "gold")


def behind(stage: Stage, act: Callable[[], object]) -> None:
    """Do something behind the door that writes."""
    assert stage.desk.office is not None
    stage.desk.office.write.submit(act, lambda _done: None)
    rest(stage)


def shown(stage: Stage) -> Page | None:
    assert stage.desk.shell is not None
    return stage.desk.shell.page


def go(stage: Stage, screen: Screen, subject: str = "") -> None:
    """Open a screen, and wait until all that it reads is there."""
    assert stage.desk.shell is not None
    stage.desk.shell.go(screen, subject)
    rest(stage)


def rest(stage: Stage) -> None:
    """Wait until both doors have done what was asked, and what followed from that."""
    assert stage.desk.office is not None
    for _round in range(5):
        for door in (stage.desk.office.write, stage.desk.office.read):
            passed: list[None] = []
            door.submit(lambda: None, passed.append)
            stage.until(lambda passed=passed: bool(passed))  # type: ignore[misc]
    since = perf_counter()
    while perf_counter() - since < AT_REST_S:
        stage.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def counter(stage: Stage) -> None:
    go(stage, Screen.COUNTER)


def accepted(stage: Stage) -> None:
    stage.type(gold_member(stage).loyalty_card_number)
    stage.type(unused(stage, GOLD))


def undo(stage: Stage) -> None:
    assert stage.desk.screen is not None
    stage.fresh()
    table = stage.desk.screen.attempts
    lines = (table.attempts.index(row, 4) for row in range(table.attempts.rowCount()))
    table.clicked.emit(next(index for index in lines if index.data()))


def settings(stage: Stage) -> None:
    stage.fresh()
    stage.desk.window.header.settings_wanted.emit()


def dashboard(stage: Stage) -> None:
    stage.desk.window.header.settings_wanted.emit()
    go(stage, Screen.DASHBOARD)


def campaigns(stage: Stage) -> None:
    go(stage, Screen.CAMPAIGNS)


def wizard_codes(stage: Stage) -> None:
    """Fill in a new campaign like one of last season's."""
    go(stage, Screen.WIZARD)
    last = from_campaign(get_campaign(ledger(stage), campaign(stage, POINTS)))
    wizard(stage).wizard.paper.replace(
        replace(
            last,
            texts=(replace(last.texts[0], name="Winter scratch card"), *last.texts[1:]),
            codes=replace(last.codes, prefix="WINTER", quantity="5000"),
            active=False,
        )
    )
    wizard(stage).form.go(Place.CODES)


def wizard_summary(stage: Stage) -> None:
    wizard(stage).form.go(Place.SUMMARY)


def wizard(stage: Stage) -> WizardPage:
    page = shown(stage)
    assert isinstance(page, WizardPage)
    return page


def events(stage: Stage) -> None:
    go(stage, Screen.SCHEMAS)


def codes(stage: Stage) -> None:
    go(stage, Screen.CODES, campaign(stage, POINTS))


def printing(stage: Stage) -> None:
    """Choose what is printed, with terms, on labels of which four are gone."""
    go(stage, Screen.PRINT, campaign(stage, POINTS))
    page = shown(stage)
    assert isinstance(page, PrintPage)
    page.choices.design.terms.setPlainText("One per visit. Not with other offers.")
    page.choices.stock.begin_at(5)
    stage.until(lambda: not page.drawing)


def sheets(stage: Stage) -> None:
    """Show a sheet of which some codes were used since."""
    kept, chosen = ledger(stage), campaign(stage, POINTS)
    behind(stage, lambda: record_sheets(kept, chosen, stage.now, quantity=39))
    codes = sheet_codes(kept, 1)
    members = [each for each in list_members(kept) if each.tier != "gold"]
    go(stage, Screen.COUNTER)
    for code, customer in zip((codes[at] for at in USED), members, strict=False):
        stage.fresh()
        stage.type(customer.loyalty_card_number)
        stage.type(code.text)
    go(stage, Screen.SHEETS, "1")


def simulate(stage: Stage) -> None:
    go(stage, Screen.SIMULATE, campaign(stage, GOLD))
    page = shown(stage)
    assert isinstance(page, SimulatePage)
    page.form.show_member(gold_member(stage))
    page.form.go.click()


def member(stage: Stage) -> None:
    go(stage, Screen.MEMBER, gold_member(stage).id)


def staff(stage: Stage) -> None:
    behind(stage, lambda: set_pin(ledger(stage), SUPERVISOR, PIN, DEFAULT, stage.now))
    behind(stage, lambda: set_pin(ledger(stage), DEFAULT.id, PIN, DEFAULT, stage.now))
    go(stage, Screen.STAFF)


def sign_in(stage: Stage) -> None:
    stage.desk.session.lock()


# In an order in which none is in the way of the next.
SCENES: Mapping[str, Callable[[Stage], None]] = {
    "counter": counter,
    "accepted": accepted,
    "undo": undo,
    "settings": settings,
    "dashboard": dashboard,
    "campaigns": campaigns,
    "codes": codes,
    "simulate": simulate,
    "member": member,
    "events": events,
    "wizard-codes": wizard_codes,
    "wizard-summary": wizard_summary,
    "printing": printing,
    "sheets": sheets,
    "staff": staff,
    "sign-in": sign_in,
}
