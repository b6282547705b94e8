"""The desk as a program: one window, and an exit code."""

import sys
from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from counterfoil import __version__
from counterfoil.desk import icons, roles, theme
from counterfoil.desk.desk import Desk
from counterfoil.desk.wiring import clock, data_folder, key_file, logged
from counterfoil.ledger.sealing import name_key_file

# How long another thread may keep Python from the screen's: a fifth of the usual time.
SWITCH_S = 0.001


def main(argv: Sequence[str]) -> int:
    """Open the desk and return its exit code: 0 done, 3 the machine failed, told on stderr too."""
    sys.setswitchinterval(SWITCH_S)
    return run(make_application(argv))


def run(app: QApplication) -> int:
    """Open the desk, and return the exit code when its window is closed."""
    desk = make_desk(app)
    with logged(data_folder(), desk.support.tell, lambda: desk.exit_code):
        desk.start()
        code = app.exec()
        desk.close()
    return desk.exit_code or code


def make_desk(app: QApplication) -> Desk:
    """Return a desk on the data folder, not started yet."""
    name_key_file(key_file())
    desk = Desk(app, data_folder(), clock)
    app.aboutToQuit.connect(desk.close)
    return desk


def make_application(argv: Sequence[str]) -> QApplication:
    """Return the application with our font, before any window is made."""
    app = QApplication(list(argv))
    app.setApplicationName("Counterfoil")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("counterfoil")
    app.setWindowIcon(icons.application_icon())
    app.setStyle("Fusion")
    theme.load_fonts()
    roles.install()
    return app
