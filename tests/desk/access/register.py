"""Every screen of the desk, and the tours that bring it to its states.

A new page of `shell/screens.py` is on the tours by itself. A new panel, form or window is brought
up in one of the tours (`panels.py` for what opens within a page), and its class named in `SHOWN`.
"""

import importlib
import pkgutil
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

import counterfoil.desk
from tests.desk import office_screens, screens, sync_screens
from tests.desk.access.deeper import deeper
from tests.desk.access.panels import panels
from tests.desk.access.rare import rare
from tests.desk.access.sweep import Tour
from tests.desk.screens import Stage
from tests.helpers.manual_scenes import SCENES, rest

FROM = "counterfoil.desk."


def scenes(stage: Stage, out: Path) -> None:
    """What the manual's pictures show."""
    for name, scene in SCENES.items():
        scene(stage)
        rest(stage)
        stage.shoot(f"manual-{name}", out)


def nothing_yet(stage: Stage, out: Path) -> None:
    """The first run, and each page while it is empty."""
    screens.first_run(stage, out)
    office_screens.with_nothing(stage, out)


def among_others(stage: Stage, out: Path) -> None:
    """What a till and an office device show of their hub."""
    for part in sync_screens.PARTS.values():
        part(stage, out)


def cannot_open(stage: Stage, out: Path) -> None:
    """The window of a desk that cannot start."""
    stage.desk.window.hide()
    window = screens.failure_window()
    window.show()
    stage.shoot("cannot-open", out)
    window.close()


def rescue(stage: Stage, out: Path) -> None:
    """What a till shows whose records are damaged, until it is put back."""
    mending = stage.desk.mending
    stage.until(lambda: mending.rescue is not None and mending.rescue.page is not None)
    assert mending.rescue is not None
    page = mending.rescue.page
    assert page is not None

    def see(name: str, step: QWidget | None = None) -> None:
        stage.until(lambda: step in {None, page.step})
        stage.shoot(f"rescue-{name}", out)

    see("choices")
    page.look.click()
    see("found", page.found)
    page.found.leave.click()
    page.join.click()
    see("join", page.form)
    page.form.leave.click()
    page.restore.click()
    see("backups", page.backups)
    page.backups.choices[0].click()
    see("ask")
    page.backups.confirm.yes.click()
    see("since", page.uses)


COUNTER = Tour("counter", "shop", screens.all_states)
PAGES = Tour("pages", "shop", office_screens.at_work)
NOTHING = Tour("nothing", "nothing", nothing_yet)
JOINED = Tour("joined", "joined", among_others)
PANELS = Tour("panels", "demo", panels)
MANUAL = Tour("manual", "demo", scenes)
FAILED = Tour("failed", "nothing", cannot_open)
DEEPER = Tour("deeper", "demo", deeper)
RARE = Tour("rare", "demo", rare)
RESCUE = Tour("rescue", "damaged", rescue)
TOURS = (COUNTER, PAGES, NOTHING, JOINED, PANELS, DEEPER, RARE, MANUAL, FAILED, RESCUE)


def classes() -> dict[str, type[QWidget]]:
    """Return every widget class of the desk by its module and name."""
    found: dict[str, type[QWidget]] = {}
    for module in pkgutil.walk_packages(counterfoil.desk.__path__, FROM):
        for name, thing in vars(importlib.import_module(module.name)).items():
            own = isinstance(thing, type) and thing.__module__ == module.name
            if own and issubclass(thing, QWidget):
                found[f"{module.name.removeprefix(FROM)}.{name}"] = thing
    return found


def forgotten(seen: set[type]) -> list[str]:
    """Return the classes of which nothing was seen, neither itself nor one derived from it."""
    return [
        name
        for name, known in classes().items()
        if not any(issubclass(each, known) for each in seen)
    ]


def names(app: QApplication) -> list[str]:
    """Return the names of the classes that are shown now."""
    shown = {type(each) for each in app.allWidgets() if each.isVisible()}
    return sorted(name for name, known in classes().items() if known in shown)
