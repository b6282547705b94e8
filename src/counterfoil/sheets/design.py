"""What a label shows and how: chosen by a manager, kept with what was printed."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

CODE_PLACE = "{code}"
"""Stands for the code in `Design.content`."""


class Symbology(StrEnum):
    """The symbols on a label."""

    QR = "qr"
    CODE_128 = "code128"
    BOTH = "both"


class Template(StrEnum):
    """How a label is arranged.

    `side` has the symbol beside the texts, `stacked` above them, `plain` the symbol and the code
    only; `card` has a coloured band with the campaign's name, `ticket` all in the middle.
    """

    SIDE = "side"
    STACKED = "stacked"
    PLAIN = "plain"
    CARD = "card"
    TICKET = "ticket"


@dataclass(frozen=True, slots=True)
class Design:
    """The choices for a label.

    `content` is what the QR symbol carries: the code itself, or an address ending in it. `level`
    is the QR error correction (L, M, Q, H). Colours are `#RRGGBB`: `ink` of symbols and texts,
    `paper` under them, `band` of what a template colours. `logo` is a picture file's bytes.
    `group` is how many characters of the code stand together, 0 for all. `locale` chooses the
    campaign's name and how dates are written.
    """

    template: Template = Template.SIDE
    symbology: Symbology = Symbology.QR
    content: str = CODE_PLACE
    level: str = "M"
    locale: str = "en"
    show_name: bool = True
    show_code: bool = True
    show_dates: bool = True
    terms: str = ""
    logo: bytes | None = None
    ink: str = "#000000"
    paper: str = "#FFFFFF"
    band: str = "#1F3A5F"
    group: int = 4
    crop_marks: bool = False


@dataclass(frozen=True, slots=True)
class LabelTexts:
    """The texts of a label that are the same on all; "" where one is not shown."""

    name: str = ""
    dates: str = ""
    terms: str = ""
    note: str = ""
    """A word across the label, such as TEST."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """How a printer puts things elsewhere than asked: what is measured on the calibration page.

    Millimetres to the right and down; `scale_x` and `scale_y` stretch the page about its top left.
    """

    offset_x: float = 0.0
    offset_y: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0


def qr_content(design: Design, code: str) -> str:
    """Return what the QR symbol of a code carries; in an address, the code is percent-encoded."""
    is_address = "://" in design.content
    return design.content.replace(CODE_PLACE, quote(code, safe="") if is_address else code)
