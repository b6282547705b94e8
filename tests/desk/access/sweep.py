"""Go through every screen in every state, in some looks, and tell what is wrong with each."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from counterfoil.desk import preferences
from counterfoil.desk.preferences import OFF, Preferences
from counterfoil.desk.theme import Scheme
from counterfoil.domain.exchange import Standing
from counterfoil.ledger.demo import demo_folder, make_demo, open_demo
from tests.desk.access import pseudo
from tests.desk.access.finding import Finding, windows
from tests.desk.rescue_screens import damaged as damage
from tests.desk.screens import NOW, Stage, staged
from tests.desk.sync_screens import joined
from tests.helpers.shop import make_shop

USUAL, SMALLEST = (1280, 800), (1024, 700)
PLAIN = Preferences(language="en", scheme=Scheme.LIGHT, camera=OFF)

Check = Callable[[QWidget], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Look:
    """How the desk looks: preferences, the window's size, and which way it runs."""

    name: str
    kept: Preferences = PLAIN
    size: tuple[int, int] = USUAL
    rtl: bool = False
    long: bool = False


LIGHT = Look("light")
DARK = Look("dark", replace(PLAIN, scheme=Scheme.DARK))
POLISH = Look("polish", replace(PLAIN, language="pl"), SMALLEST)
LARGE = Look("large", replace(PLAIN, language="pl", text_scale=2.0))
SMALL = Look("small", replace(PLAIN, text_scale=1.5, scheme=Scheme.DARK), SMALLEST)
HUGE = Look("huge", replace(PLAIN, language="pl", text_scale=2.0), SMALLEST)
MIRRORED = Look("mirrored", rtl=True)
LONG = Look("long", long=True)
LOOKS = (LIGHT, DARK, POLISH, LARGE, SMALL, MIRRORED, LONG)


@dataclass(frozen=True, slots=True)
class Tour:
    """States that one desk is brought to, one after the other: a `shop`, the `demo`, `nothing`
    yet, `joined` to a hub, or a `damaged` shop."""

    name: str
    kind: str
    go: Callable[[Stage, Path], None]


@dataclass(slots=True)
class Seen:
    """What a sweep saw: how many screens, what is wrong where, and which classes were there."""

    screens: int = 0
    findings: dict[str, list[Finding]] = field(default_factory=dict)
    classes: set[type] = field(default_factory=set)

    def lines(self) -> list[str]:
        return [f"{at}: {found}" for at, all_ in self.findings.items() for found in all_]


@contextmanager
def dressed(app: QApplication, look: Look, kind: str) -> Iterator[Stage]:
    """Give a desk in a look: of a kind of `Tour`."""
    if kind == "joined":
        made = joined(app, look.name, look.kept, Standing.OFFICE)
    elif kind in {"demo", "damaged"}:
        made = at_work(app, look, damaged if kind == "damaged" else demo)
    else:
        made = staged(app, look.name, look.kept, shop=kind == "shop")
    with made as stage:
        stage.desk.window.resize(*look.size)
        direction = Qt.LayoutDirection
        app.setLayoutDirection(direction.RightToLeft if look.rtl else direction.LeftToRight)
        with pseudo.longer_texts(app) if look.long else _as_it_is():
            yield stage
    app.setLayoutDirection(direction.LeftToRight)


def demo(folder: Path) -> None:
    """Make the demo in a folder."""
    with open_demo(demo_folder(folder), NOW) as ledger:
        make_demo(ledger, NOW)


def damaged(folder: Path) -> None:
    """Make a shop in a folder, of which the records are damaged since."""
    damage(folder, make_shop(folder, NOW - timedelta(days=40)))


@contextmanager
def at_work(app: QApplication, look: Look, make: Callable[[Path], None]) -> Iterator[Stage]:
    """Give a desk on what was made in its folder."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        make(folder)
        preferences.write(folder, look.kept)
        stage = Stage(app, folder, None, look.name)
        try:
            yield stage
        finally:
            stage.desk.close()
            stage.desk.window.close()
            stage.desk.window.deleteLater()
            app.processEvents()


def sweep(app: QApplication, look: Look, tours: Sequence[Tour], checks: Sequence[Check]) -> Seen:
    """Make the tours in a look; each check sees each screen, and each list that dropped down."""
    seen = Seen()

    def eye(_stage: Stage, state: str, _folder: Path) -> None:
        seen.screens += 1
        for window in windows():
            seen.classes |= {
                type(each) for each in (window, *window.findChildren(QWidget)) if each.isVisible()
            }
            found = [each for check in checks for each in check(window)]
            if found:
                seen.findings.setdefault(f"{look.name}/{state}", []).extend(found)

    for tour in tours:
        with dressed(app, look, tour.kind) as stage:
            stage.eye = eye
            tour.go(stage, Path())
    return seen


@contextmanager
def _as_it_is() -> Iterator[None]:
    yield
