"""The screen's language: gettext catalogues read from `.po` files when the language is chosen.

The source language is English. Sentences of the domain and the ledger come as English templates
with `{named}` places and are translated here, before the places are filled.
"""

import gettext
import io
from dataclasses import dataclass
from functools import lru_cache

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from counterfoil.resources import resource

SOURCE = "en"
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the screen: its code and its own name for itself."""

    code: str
    name: str


LANGUAGES = (Language("en", "English"), Language("pl", "Polski"))


class _Current:
    code = SOURCE
    catalogue: gettext.NullTranslations = gettext.NullTranslations()
    qt: QTranslator | None = None


@lru_cache(maxsize=8)
def catalogue(code: str) -> gettext.NullTranslations:
    """Return the catalogue of a language; English needs none."""
    if code == SOURCE:
        return gettext.NullTranslations()
    with resource(f"translations/{code}.po").open("rb") as file:
        messages = read_po(file, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def code() -> str:
    """Return the code of the language in force."""
    return _Current.code


def system_language() -> str:
    """Return the first of our languages that the system's user asks for, else English."""
    known = {language.code for language in LANGUAGES}
    wanted = (name.replace("_", "-").split("-")[0] for name in QLocale.system().uiLanguages())
    return next((name for name in wanted if name in known), SOURCE)


def use(language: str) -> None:
    """Switch the whole application to a language; widgets get a `LanguageChange` event."""
    _Current.catalogue = catalogue(language)
    _Current.code = language
    app = QCoreApplication.instance()
    if not isinstance(app, QApplication):
        return
    _use_qt_texts(app, language)
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft
        if language in RIGHT_TO_LEFT
        else Qt.LayoutDirection.LeftToRight
    )
    for window in app.topLevelWidgets():
        QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))


def _use_qt_texts(app: QApplication, language: str) -> None:
    if _Current.qt is not None:
        app.removeTranslator(_Current.qt)
    _Current.qt = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if _Current.qt.load(f"qtbase_{language}", folder):
        app.installTranslator(_Current.qt)


def _(message: str) -> str:
    """Translate a sentence of the screen."""
    return _Current.catalogue.gettext(message)


def n_(singular: str, plural: str, count: int) -> str:
    """Translate a sentence that depends on a count."""
    return _Current.catalogue.ngettext(singular, plural, count)


def p_(context: str, message: str) -> str:
    """Translate a short text whose meaning depends on where it stands."""
    return _Current.catalogue.pgettext(context, message)
