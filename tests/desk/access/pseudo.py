"""A language in which every text is two fifths longer than in English, to see what it breaks."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from counterfoil.desk import translation

MORE = 0.4
FILLING = "ęłóńśćźżąů"
WORD = 7


class Longer(gettext.NullTranslations):
    """Lengthens what it translates; places for values stay what they are."""

    def gettext(self, message: str) -> str:
        return longer(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return longer(msgid1 if n == 1 else msgid2)

    def pgettext(self, _context: str, message: str) -> str:
        return longer(message)


def longer(text: str) -> str:
    """Return a text with as much added as other languages take."""
    more = max(2, round(len(text) * MORE))
    filled = "".join(
        " " if at % (WORD + 1) == WORD else FILLING[at % len(FILLING)] for at in range(more)
    )
    return f"{text} {filled}".rstrip() if len(text) > WORD else f"{text}{filled}"


@contextmanager
def longer_texts(app: QApplication) -> Iterator[None]:
    """Have everything that is open, and all that opens meanwhile, speak it."""
    before = translation._Current.catalogue  # noqa: SLF001 - no language of a shop's
    _speak(app, Longer())
    try:
        yield
    finally:
        _speak(app, before)


def _speak(app: QApplication, catalogue: gettext.NullTranslations) -> None:
    translation._Current.catalogue = catalogue  # noqa: SLF001 - no language of a shop's
    for window in app.topLevelWidgets():
        QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
