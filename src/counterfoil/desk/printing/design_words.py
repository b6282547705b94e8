"""The choices of a label's design, in words."""

from collections.abc import Sequence

from babel import Locale, UnknownLocaleError

from counterfoil.desk import formats
from counterfoil.desk.translation import _
from counterfoil.sheets.design import Symbology, Template

Named = Sequence[tuple[str, str]]


def templates() -> Named:
    """Return the ways to arrange a label."""
    named = {
        Template.SIDE: _("Symbol beside the texts"),
        Template.STACKED: _("Symbol above the texts"),
        Template.PLAIN: _("Symbol and code only"),
        Template.CARD: _("Card with a coloured band"),
        Template.TICKET: _("Ticket, all in the middle"),
    }
    return [(str(each), text) for each, text in named.items()]


def symbologies() -> Sequence[str]:
    """Return what the symbols are called, in their order."""
    named = {
        Symbology.QR: _("QR code"),
        Symbology.CODE_128: _("Barcode"),
        Symbology.BOTH: _("Both"),
    }
    return [named[each] for each in Symbology]


def levels() -> Named:
    """Return how much of a QR symbol may be damaged (ISO/IEC 18004) and still be read."""
    return [
        ("L", _("Low: 7% may be damaged, the largest modules")),
        ("M", _("Medium: 15% may be damaged")),
        ("Q", _("High: 25% may be damaged")),
        ("H", _("Highest: 30% may be damaged, the smallest modules")),
    ]


def groups() -> Named:
    """Return how many characters of a code stand together."""
    some = [(str(size), _("Groups of {count}").format(count=size)) for size in (3, 4, 5, 6)]
    return [("0", _("All together")), *some]


def languages(locales: Sequence[str]) -> Named:
    """Return locales by the names that the screen's language has for them."""
    return [(each, _language(each)) for each in locales]


def _language(code: str) -> str:
    try:
        named = Locale.parse(code.replace("-", "_")).get_display_name(formats.locale())
    except (UnknownLocaleError, ValueError):
        return code
    return f"{named[0].upper()}{named[1:]}" if named else code
