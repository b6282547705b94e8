"""What is seldom seen: a save that comes too late, what is unusual, a picture held above."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent
from PySide6.QtWidgets import QApplication, QWidget

from counterfoil.desk.dashboard.page import DashboardPage
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.wizard.page import WizardPage
from counterfoil.desk.wizard.place import Place
from counterfoil.domain.campaign import Label
from counterfoil.ledger.campaigns import get_campaign, save_campaign
from counterfoil.ledger.staff import default_staff
from tests.desk.access.deeper import guess, scroll_to
from tests.desk.screens import Stage
from tests.helpers.manual_scenes import behind, campaign, go, ledger, rest, shown


def rare(stage: Stage, out: Path) -> None:
    """Bring about one after the other."""
    for of in (_too_late, _unusual, _held):
        of(stage, out)


def _see(stage: Stage, name: str, out: Path) -> None:
    rest(stage)
    stage.shoot(f"rare-{name}", out)


def _too_late(stage: Stage, out: Path) -> None:
    """Somebody else saves a campaign while it is changed here."""
    kept = ledger(stage)
    by, found = default_staff(kept), get_campaign(kept, campaign(stage, 0))
    go(stage, Screen.WIZARD, found.id)
    page = shown(stage)
    assert isinstance(page, WizardPage)
    paper = page.wizard.paper
    paper.replace(replace(paper.form, active=False))
    theirs = replace(found, labels=(Label("season", "winter"),))
    behind(stage, lambda: save_campaign(kept, theirs, by, stage.now, base_version=found.version))
    page.form.go(Place.SUMMARY)
    page.form.go_on()
    stage.until(page.conflict.isVisible)
    _see(stage, "too-late", out)


def _unusual(stage: Stage, out: Path) -> None:
    """Too many unknown codes were tried."""
    guess(stage)
    go(stage, Screen.DASHBOARD)
    page = shown(stage)
    assert isinstance(page, DashboardPage)
    rest(stage)
    assert page.view.findings.sentences
    scroll_to(page.view.unusual_card)
    _see(stage, "unusual", out)


def _held(stage: Stage, out: Path) -> None:
    """Hold a picture above a page, and above the counter."""
    for screen in (Screen.DASHBOARD, Screen.COUNTER):
        go(stage, screen)
        with _above(stage.desk.window):
            _see(stage, f"held-{screen}", out)


@contextmanager
def _above(window: QWidget) -> Iterator[None]:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/code.png")])
    middle, button = window.rect().center(), Qt.MouseButton.LeftButton
    entered = QDragEnterEvent(
        QPointF(middle), Qt.DropAction.CopyAction, data, button, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(window, entered)
    yield
    QApplication.sendEvent(window, QDragLeaveEvent())
