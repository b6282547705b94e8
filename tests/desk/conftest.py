"""A desk on a real ledger in a temporary folder, with a clock that stands until it is told."""

import gc
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counterfoil.desk import preferences, roles, theme, translation
from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.desk import Desk
from counterfoil.desk.preferences import OFF, Preferences
from counterfoil.desk.sync.following import OpenLine, open_line
from tests.helpers.shop import Shop, make_shop

NOW = datetime(2026, 11, 24, 13, 2, tzinfo=UTC)
PATIENCE_MS = 60_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the platform that draws nowhere say that it cannot keep windows from getting small."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints"))


class Clock:
    """Tells the time it was set to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


class PatientBot(QtBot):
    """Waits for what must come as long as a machine may take that has much else to do."""

    def waitUntil(  # noqa: N802 - pytest-qt's own name
        self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS
    ) -> None:
        super().waitUntil(callback, timeout=timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:  # noqa: ARG001 - first
    return PatientBot(request)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application with the style and the fonts of a desk."""
    qapp.setStyle("Fusion")
    theme.load_fonts()
    roles.install()
    return qapp


@pytest.fixture(autouse=True)
def english(dressed: QApplication) -> Iterator[None]:
    translation.use("en")
    if not gc.get_freeze_count():
        # The desk of the last test was there long enough to take it back.
        gc.collect()
        gc.freeze()
    yield
    # Now, or what is left of this test would be dressed anew with the next test's desk.
    dressed.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def shop_made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Shop]:
    folder = tmp_path_factory.mktemp("shop")
    return folder, make_shop(folder, NOW - timedelta(days=1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def shop(shop_made: tuple[Path, Shop], folder: Path) -> Shop:
    """The shop, copied to the desk's folder."""
    shutil.copytree(shop_made[0], folder)
    return shop_made[1]


Start = Callable[..., Desk]


@pytest.fixture
def start(qapp: QApplication, folder: Path, clock: Clock) -> Iterator[Start]:
    """Open a desk on the folder; by default in English, light, and with no camera."""
    opened: list[Desk] = []

    def open_desk(
        kept: Preferences = Preferences(language="en", camera=OFF),  # noqa: B008
        lines: OpenLine = open_line,
    ) -> Desk:
        preferences.write(folder, kept)
        desk = Desk(qapp, folder, clock, lines)
        opened.append(desk)
        desk.start()
        return desk

    yield open_desk
    for desk in opened:
        desk.close()
        desk.window.close()
        desk.window.deleteLater()
        if desk.failure is not None:
            desk.failure.close()


@pytest.fixture
def desk(qtbot: QtBot, shop: Shop, start: Start) -> Desk:  # noqa: ARG001 - the shop comes first
    """A desk at work in the shop."""
    opened = start()
    qtbot.waitUntil(lambda: opened.screen is not None)
    qtbot.waitUntil(lambda: not opened.door.busy)
    return opened


@pytest.fixture
def screen(desk: Desk) -> CounterScreen:
    assert desk.screen is not None
    return desk.screen
