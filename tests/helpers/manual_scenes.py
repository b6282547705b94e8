"""What the manual's pictures show: each scene is reached as a person would, on the demo."""

from collections.abc import Callable, Mapping
from time import perf_counter

from PySide6.QtCore import QEventLoop

from counterfoil.desk.shell.screens import Screen
from counterfoil.domain.facts import CodeStatus
from counterfoil.ledger.campaigns import list_campaigns
from counterfoil.ledger.codes.filters import CodeFilter
from counterfoil.ledger.codes.listing import list_codes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import list_members
from tests.desk.screens import Stage

POINTS, GOLD, BASKET = range(3)
AT_REST_S = 0.4


def ledger(stage: Stage) -> Ledger:
    assert stage.desk.office is not None
    return stage.desk.office.ledger


def campaign(stage: Stage, number: int) -> str:
    return list_campaigns(ledger(stage))[number].id


def unused(stage: Stage, number: int) -> str:
    wanted = CodeFilter(status=CodeStatus.UNUSED)
    return list_codes(ledger(stage), campaign(stage, number), wanted=wanted).codes[0].text


def go(stage: Stage, screen: Screen, subject: str = "") -> None:
    """Open a screen, and wait until all that it reads is there."""
    assert stage.desk.shell is not None
    stage.desk.shell.go(screen, subject)
    rest(stage)


def rest(stage: Stage) -> None:
    """Wait until nothing has been at work for a while."""
    assert stage.desk.office is not None
    doors, since = (stage.desk.office.read, stage.desk.office.write), perf_counter()
    while perf_counter() - since < AT_REST_S:
        stage.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if any(door.busy for door in doors):
            since = perf_counter()


def counter(stage: Stage) -> None:
    go(stage, Screen.COUNTER)


def accepted(stage: Stage) -> None:
    card = next(m for m in list_members(ledger(stage)) if m.tier == "gold").loyalty_card_number
    stage.type(card)
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


SCENES: Mapping[str, Callable[[Stage], None]] = {
    "counter": counter,
    "accepted": accepted,
    "undo": undo,
    "settings": settings,
}
