"""A symbol that was read, and the symbologies that are looked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from counterfoil.domain.errors import InvalidInput

Point: TypeAlias = tuple[float, float]
Corners: TypeAlias = tuple[Point, Point, Point, Point]

QR = "QR Code"
CODE_128 = "Code 128"
CODE_39 = "Code 39"
EAN_13 = "EAN-13"
ITF = "ITF"
PDF417 = "PDF417"
ZXING_NAMES = {
    QR: "QRCode",
    "Micro QR Code": "MicroQRCode",
    "Data Matrix": "DataMatrix",
    "Aztec": "Aztec",
    PDF417: "PDF417",
    CODE_128: "Code128",
    CODE_39: "Code39",
    EAN_13: "EAN13",
    "EAN-8": "EAN8",
    "UPC-E": "UPCE",
    ITF: "ITF",
    "Codabar": "Codabar",
    "Code 93": "Code93",
}
FORMATS = tuple(ZXING_NAMES)
LINEAR = frozenset({CODE_128, CODE_39, EAN_13, "EAN-8", "UPC-E", ITF, "Codabar", "Code 93"})
MATRIX = frozenset(FORMATS) - LINEAR
# What shops print on coupons, tickets, cards and goods. UPC-A is read as EAN-13 with a leading 0,
# which it is. Left out unless asked for: ITF and UPC-E, as which part of another symbol may
# pass, and Codabar and Code 93, which no coupon carries.
SHOP_FORMATS = frozenset(FORMATS) - {ITF, "UPC-E", "Codabar", "Code 93"}
# Of these a misreading may pass the symbol's own check: none, or one digit of ten.
WEAK = frozenset({CODE_39, EAN_13, "EAN-8", "UPC-E", ITF, "Codabar"})


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol found in a picture.

    `text` is as carried (0x1D where the symbol has an FNC1 separator), `format` one of `FORMATS`,
    `corners` four points (x, y) in pixels of the picture, clockwise as seen from its own top left,
    `aim` the AIM identifier without text, such as `]Q1`, where the reader tells it.
    """

    text: str
    format: str
    corners: Corners
    aim: str | None = None


def checked_formats(names: Iterable[str]) -> frozenset[str]:
    """Return `names` as a set; raises `InvalidInput` where one is no symbology we know."""
    wanted = frozenset(names)
    unknown = sorted(wanted - frozenset(FORMATS))
    if unknown or not wanted:
        raise InvalidInput(
            "{unknown} is not a symbology that can be read; choose among {known}.",
            unknown=", ".join(unknown) or "Nothing",
            known=", ".join(FORMATS),
        )
    return wanted
