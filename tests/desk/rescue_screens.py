"""Render the screen of a damaged till to pictures: `python -m tests.desk.rescue_screens FOLDER`.

Each state is reached through a real ledger, damaged, and the real screen.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from counterfoil.desk import preferences, theme
from counterfoil.desk.desk import Desk
from counterfoil.desk.preferences import OFF, Preferences
from counterfoil.desk.rescue.screen import RescuePage
from counterfoil.desk.theme import Scheme
from counterfoil.ledger.backup import backup
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.staff import default_staff
from counterfoil.ledger.verdict import Attempt
from tests.desk.conftest import NOW
from tests.desk.waiting import Waiting
from tests.helpers.shop import ANNA_CARD, Shop, make_shop

LOOKS: Mapping[str, Preferences] = {
    "light": Preferences(language="en", camera=OFF, scheme=Scheme.LIGHT),
    "dark": Preferences(language="en", camera=OFF, scheme=Scheme.DARK),
    "large": Preferences(language="en", camera=OFF, scheme=Scheme.LIGHT, text_scale=1.3),
    "double": Preferences(language="pl", camera=OFF, scheme=Scheme.DARK, text_scale=2.0),
    "polish": Preferences(language="pl", camera=OFF, scheme=Scheme.LIGHT, text_scale=1.3),
}


def damaged(folder: Path, shop: Shop) -> None:
    """Back a shop up, redeem some codes more, and write over the beginning of its database."""
    with open_ledger(folder, NOW) as ledger:
        by = default_staff(ledger)
        for day in (3, 1):
            backup(ledger, NOW - timedelta(days=day))
            for index in range(4):
                code = shop.codes["points"][index + 4 * (day == 1)]
                redeem(ledger, Attempt((code,), by, ANNA_CARD), NOW - timedelta(hours=index))
    break_database(folder)


def break_database(folder: Path) -> None:
    """Write over the page that says what tables there are."""
    with (folder / "ledger.db").open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 3000)


class Scene(Waiting):
    """A desk that meets a damaged folder."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.app = app
        self.desk = Desk(app, folder, lambda: NOW)
        self.desk.start()
        self.until(lambda: self.desk.mending.rescue is not None)
        self.settle()

    @property
    def page(self) -> RescuePage:
        rescue = self.desk.mending.rescue
        assert rescue is not None
        assert rescue.page is not None
        return rescue.page

    def step(self, wanted: QWidget) -> None:
        self.until(lambda: self.page.step is wanted)
        self.settle()

    def shoot(self, path: Path) -> None:
        self.settle()
        self.desk.window.grab().save(str(path))


@contextmanager
def scene(app: QApplication, kept: Preferences) -> Iterator[Scene]:
    """Give a desk on a damaged shop."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        damaged(folder, make_shop(folder, NOW - timedelta(days=40)))
        preferences.write(folder, kept)
        made = Scene(app, folder)
        try:
            yield made
        finally:
            made.desk.close()
            made.desk.window.close()
            made.desk.window.deleteLater()
            app.processEvents()


def main(arguments: list[str]) -> int:
    """Write the pictures."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    app.setStyle("Fusion")
    theme.load_fonts()
    for name, kept in LOOKS.items():
        if arguments[1:] and name not in arguments[1:]:
            continue
        with scene(app, kept) as made:
            page = made.page
            made.shoot(folder / f"{name}-choices.png")
            page.look.click()
            made.step(page.found)
            made.shoot(folder / f"{name}-found.png")
            page.found.leave.click()
            page.join.click()
            made.shoot(folder / f"{name}-join.png")
            page.form.leave.click()
            page.restore.click()
            made.shoot(folder / f"{name}-backups.png")
            page.backups.choices[0].click()
            made.shoot(folder / f"{name}-ask.png")
            page.backups.confirm.yes.click()
            made.step(page.uses)
            made.shoot(folder / f"{name}-since.png")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
