"""Render every state of the desk to pictures, to be looked at.

Run as `python -m tests.desk.screens FOLDER [LOOK …]`.

With a display (`xvfb-run`) as staff see it, else offscreen. Each state is reached through the real
ledger and the real screen; only what a hub would say (provisional) is put in by hand.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from counterfoil.desk import preferences, translation
from counterfoil.desk.app import make_application
from counterfoil.desk.counter import state as steps
from counterfoil.desk.counter.viewfinder import CameraState
from counterfoil.desk.desk import Desk
from counterfoil.desk.failure import FailureWindow
from counterfoil.desk.preferences import OFF, Preferences
from counterfoil.desk.sources.camera import to_picture
from counterfoil.desk.sync.following import OpenLine, open_line
from counterfoil.desk.theme import Scheme
from counterfoil.domain.errors import MachineError
from counterfoil.scanning.pipeline import ScanPipeline
from tests.desk.waiting import Waiting
from tests.helpers import pictures
from tests.helpers.shop import ANNA_CARD, EWA_CARD, Shop, make_shop

NOW = datetime(2026, 11, 24, 13, 2, tzinfo=UTC)
FULL = MachineError(
    "The disk is full: nothing was recorded in {place}; free some space and try again.",
    place="/var/lib/counterfoil/ledger.db",
)
Eye = Callable[["Stage", str, Path], None]


class Stage(Waiting):
    """A desk on a folder, and the shots that are taken of it."""

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        shop: Shop | None,
        name: str,
        lines: OpenLine = open_line,
    ) -> None:
        self.app, self.shop, self.name = app, shop, name
        self.now = NOW
        self.eye: Eye = save
        self.desk = Desk(app, folder, lambda: self.now, lines)
        self.desk.start()
        self.until(self._is_there)
        self.settle()

    def _is_there(self) -> bool:
        """Say whether there is a counter, the first run, or the rescue of what is damaged."""
        desk = self.desk
        shown = (desk.screen, desk.first_run, desk.mending.rescue)
        return any(each is not None for each in shown)

    def type(self, text: str) -> None:
        assert self.desk.screen is not None
        self.now += timedelta(minutes=1)
        self.desk.screen.code.typed.emit(text)
        self.until(
            lambda: self.desk.counter is not None and self.desk.counter.state.in_hand is None
        )
        self.settle()

    def code(self, campaign: str, index: int = 0) -> str:
        assert self.shop is not None
        return self.shop.codes[campaign][index]

    def fresh(self) -> None:
        assert self.desk.screen is not None
        self.desk.screen.reset_wanted.emit()
        self.desk.screen.close_undo()
        self.desk.screen.code.line.setFocus()

    def shoot(self, state: str, folder: Path) -> None:
        """Have the eye see what there is; by default it keeps a picture of it."""
        self.settle()
        self.eye(self, state, folder)


def save(stage: Stage, state: str, folder: Path) -> None:
    """Keep a picture of the window."""
    stage.desk.window.grab().save(str(folder / f"{stage.name}-{state}.png"))


@contextmanager
def staged(
    app: QApplication, name: str, kept: Preferences, *, shop: bool = True
) -> Iterator[Stage]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        made = make_shop(folder, NOW - timedelta(days=40)) if shop else None
        preferences.write(folder, kept)
        stage = Stage(app, folder, made, name)
        try:
            yield stage
        finally:
            stage.desk.close()
            stage.desk.window.close()
            stage.desk.window.deleteLater()
            app.processEvents()


def stages(
    app: QApplication, looks: Mapping[str, Preferences], wanted: Collection[str]
) -> Iterator[Stage]:
    """Set a stage in each look that is wanted (all where none is named): a shop, then nothing."""
    for name, kept in looks.items():
        if wanted and name not in wanted:
            continue
        for shop in (True, False):
            with staged(app, name, kept, shop=shop) as stage:
                if name.endswith("small"):
                    stage.desk.window.resize(1024, 700)
                if name == "rtl":
                    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
                yield stage


def all_states(stage: Stage, out: Path) -> None:  # noqa: PLR0915 - one shot after the other
    """Shoot every state of the counter."""
    screen = stage.desk.screen
    assert screen is not None
    assert stage.desk.counter is not None
    finder = screen.viewfinder
    finder.show_state(CameraState.NONE)
    stage.shoot("01-ready-no-camera", out)
    for index, card in enumerate((ANNA_CARD, EWA_CARD)):
        stage.type(card)
        stage.type(stage.code("points", index))
        stage.fresh()
    finder.show_state(CameraState.LIVE)
    frame = pictures.held_up(stage.code("coupon"))
    pipeline = ScanPipeline()
    for at in range(3):
        finder.show_picture(to_picture(pipeline.take(frame, at / 30)))
    stage.type(stage.code("coupon"))
    stage.shoot("02-accepted-coupon", out)
    stage.type(stage.code("coupon"))
    stage.shoot("03-already-used", out)
    stage.fresh()
    stage.type(stage.code("ended"))
    stage.shoot("04-refused", out)
    finder.show_state(CameraState.LOST)
    stage.type(stage.code("points", 5))
    stage.shoot("05-member-needed", out)
    screen.member.line.setText("now")
    screen.member.searched.emit("now")
    stage.shoot("06-member-search", out)
    screen.member.line.clear()
    screen.member.results.hide()
    stage.type(ANNA_CARD)
    stage.shoot("07-accepted-member", out)
    stage.type(stage.code("basket"))
    stage.shoot("08-amount-needed", out)
    stage.fresh()
    stage.type(EWA_CARD)
    stage.shoot("09-member-first", out)
    screen.check_only.switch.click()
    stage.type(stage.code("points", 7))
    stage.shoot("10-check-only", out)
    stage.fresh()
    stage.type(ANNA_CARD)
    stage.type(stage.code("gold"))
    stage.shoot("11-two-things-given", out)
    provisional(stage)
    stage.shoot("12-provisional", out)
    stage.desk.counter.go(steps.failed(stage.desk.counter.state, FULL))
    stage.shoot("13-not-recorded", out)
    stage.fresh()
    stage.type("SAVE\u202e10-" + "X" * 90)
    stage.shoot("14-garbage", out)
    table = screen.attempts
    lines = (table.attempts.index(row, 4) for row in range(table.attempts.rowCount()))
    table.clicked.emit(next(index for index in lines if index.data()))
    stage.shoot("15-undo", out)
    stage.fresh()
    stage.desk.window.header.settings_wanted.emit()
    stage.shoot("16-settings", out)
    stage.desk.window.header.settings_wanted.emit()
    stage.desk.window.show_demo(demo=True)
    stage.shoot("17-demo", out)
    asked = stage.desk.window
    asked.ask_handed_over(
        lambda: translation._(
            "The till stopped right after {code} was accepted ({when}). Were the goods handed over?"
        ).format(code=stage.code("points"), when="24 Nov 2026, 14:05")
    )
    stage.shoot("18-handed-over", out)
    stage.desk.window.show_trouble(
        lambda: translation._(
            "Something went wrong in the program. It was noted in the log; please report it."
        )
    )
    stage.shoot("19-trouble", out)


def provisional(stage: Stage) -> None:
    counter = stage.desk.counter
    assert counter is not None
    assert counter.state.shown is not None
    shown = counter.state.shown
    assert shown.verdict is not None
    verdict = replace(shown.verdict, final=False)
    counter.go(steps.decided(replace(counter.state, in_hand=shown.scan), verdict, check_only=False))


def first_run(stage: Stage, out: Path) -> None:
    page = stage.desk.first_run
    assert page is not None
    stage.shoot("20-first-run", out)
    page.open_form()
    page.store.setText("Kawiarnia Nowy Świat")
    page.zone.setText("Europe/Warsaw")
    stage.shoot("21-set-up", out)
    QTest.keyClick(page.person, Qt.Key.Key_Return)
    stage.shoot("22-set-up-wrong", out)
    page.show_working(2600, 5700)
    stage.shoot("23-making-demo", out)


def failure_window() -> FailureWindow:
    return FailureWindow(
        translation._("{folder} is in use by {holder}; close it first.").format(
            folder="/var/lib/counterfoil",
            holder="process 4123 (counterfoil) since 2026-11-24 08:01 UTC",
        ),
        Path(tempfile.gettempdir()),
        lambda: NOW,
    )


def failure(app: QApplication, name: str, out: Path) -> None:
    window = failure_window()
    window.show()
    app.processEvents()
    window.grab().save(str(out / f"{name}-30-cannot-open.png"))
    window.close()


def main() -> None:
    out = Path(sys.argv[1])
    wanted = sys.argv[2:]
    out.mkdir(parents=True, exist_ok=True)
    app = make_application(["screens"])
    app.setQuitOnLastWindowClosed(False)
    plain = Preferences(language="en", scheme=Scheme.LIGHT, camera=OFF)
    looks = {
        "en-light": plain,
        "en-dark": replace(plain, scheme=Scheme.DARK),
        "pl-light": replace(plain, language="pl"),
        "pl-dark": replace(plain, language="pl", scheme=Scheme.DARK),
        "en-125": replace(plain, text_scale=1.3),
        "pl-200": replace(plain, language="pl", text_scale=2.0),
        "en-small": plain,
        "pl-small": replace(plain, language="pl", scheme=Scheme.DARK),
        "rtl": plain,
    }
    for stage in stages(app, looks, wanted):
        if stage.shop is not None:
            all_states(stage, out)
        else:
            first_run(stage, out)
            failure(app, stage.name, out)


if __name__ == "__main__":
    main()
