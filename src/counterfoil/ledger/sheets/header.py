"""The code in the header of a sheet, which opens it.

`CFS`, the id of the device that printed it, the sheet's number, and the check character of ISO/IEC
7064 mod 37,36 over all of them: `CFS-7K2M9QXR4T-12-H`. All characters are of QR's alphanumeric
mode. No generated code can be one: dashes stand only in the prefix of a code, which is too short
for three of them around the id of a device.
"""

import re
from dataclasses import dataclass
from typing import Final

from counterfoil.domain.check_character import check_character, has_valid_check

_MARK: Final = "CFS"
_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_HEADER: Final = re.compile(rf"{_MARK}-([A-Z0-9]{{10}})-([1-9][0-9]{{0,17}})-([A-Z0-9])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Header:
    """What a header says: the id of the device that printed the sheet, and its number there."""

    device: str
    number: int


def header_code(device: str, number: int) -> str:
    """Return the code in the header of a device's sheet."""
    check = check_character(f"{_MARK}{device}{number}", _ALPHABET)
    return f"{_MARK}-{device}-{number}-{check}"


def read_header(text: str) -> Header | None:
    """Return what a scanned text says, None where it is no header or was misread."""
    found = _HEADER.fullmatch(text.strip().upper())
    if found is None or not has_valid_check(_MARK + "".join(found.groups()), _ALPHABET):
        return None
    return Header(found[1], int(found[2]))


def is_header(text: str) -> bool:
    """Say whether a scanned text is the header of a sheet, of this device or another."""
    return read_header(text) is not None
