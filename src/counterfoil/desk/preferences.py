"""What this desk remembers for itself, in a file beside the ledger: language, looks, scanners."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from counterfoil.desk.theme import SCALES, Scheme
from counterfoil.desk.translation import LANGUAGES
from counterfoil.domain.errors import MachineError
from counterfoil.ledger.whole_file import put_in_place

FILE = "desk.json"
AUTOMATIC = ""
OFF = "off"
LOCK_AFTER = (0, 1, 5, 15)
UNADJUSTED = (0.0, 0.0, 1.0, 1.0)
# Millimetres: the rolls of paper that receipt printers take.
PAPERS = (80, 58)


@dataclass(frozen=True, slots=True)
class Preferences:
    """The desk's settings. `language` "" follows the system.

    `camera` is "" for the first that works, "off", or a camera's number; `serial_port` "" for none.
    `scanner` is what the calibration scan taught: prefix, suffix and the longest gap, or empty.
    `lock_after` is after how many idle minutes the till locks itself, 0 for never. `adjustment` is
    how the sheet printer puts things elsewhere than asked: millimetres to the right and down, and
    how it stretches across and along. `receipt_printer` is the address of the printer for slips, ""
    for none; `receipt_paper` is how wide its paper is, in millimetres. With `print_slips`, a coupon
    that is issued is printed without being asked for. With `daily_backup`, the ledger is backed up
    once a day by itself.
    """

    language: str = AUTOMATIC
    scheme: Scheme = Scheme.SYSTEM
    text_scale: float = 1.0
    sound: bool = True
    camera: str = AUTOMATIC
    serial_port: str = ""
    scanner: tuple[tuple[str, str], ...] = ()
    lock_after: int = 0
    adjustment: tuple[float, float, float, float] = UNADJUSTED
    receipt_printer: str = ""
    receipt_paper: int = PAPERS[0]
    print_slips: bool = False
    daily_backup: bool = True


def read(folder: Path) -> Preferences:
    """Return the settings kept in `folder`; the defaults for what is missing or unusable."""
    try:
        kept = json.loads((folder / FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return Preferences()
    return from_json(kept) if isinstance(kept, dict) else Preferences()


def from_json(kept: dict[str, Any]) -> Preferences:
    """Return settings from their JSON form, each on its own: an unusable one keeps its default."""
    read: dict[str, Any] = {name: reader(kept.get(name)) for name, reader in _READERS.items()}
    return Preferences(**{name: value for name, value in read.items() if value is not None})


def write(folder: Path, preferences: Preferences) -> None:
    """Keep the settings in `folder`, whole or not at all.

    Raises:
        MachineError: the file cannot be written.
    """
    values = asdict(preferences) | {"scanner": dict(preferences.scanner)}
    new = folder / f"{FILE}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps(values, indent=2), "utf-8")
        put_in_place(new, folder / FILE)
    except OSError as error:
        raise MachineError(
            "The settings could not be kept: {why}. They hold until the desk is closed.",
            why=error.strerror or "",
        ) from error


def _language(value: object) -> str | None:
    known = {AUTOMATIC, *(language.code for language in LANGUAGES)}
    return value if isinstance(value, str) and value in known else None


def _scheme(value: object) -> Scheme | None:
    return Scheme(value) if isinstance(value, str) and value in set(Scheme) else None


def _scale(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and value in SCALES else None


def _minutes(value: object) -> int | None:
    return value if type(value) is int and value in LOCK_AFTER else None


def _paper(value: object) -> int | None:
    return value if type(value) is int and value in PAPERS else None


def _bool(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and len(value) <= 200 else None


def _pairs(value: object) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, dict):
        return None
    return tuple((str(key), str(item)) for key, item in value.items())


def _adjustment(value: object) -> tuple[float, ...] | None:
    """Return what is far more than any printer is out by as nothing."""
    if not isinstance(value, list) or len(value) != 4:
        return None
    if not all(type(each) in {int, float} and abs(each) < 100 for each in value):
        return None
    return tuple(float(each) for each in value) if min(value[2:]) > 0 else None


_READERS: dict[str, Callable[[object], object]] = {
    "language": _language,
    "scheme": _scheme,
    "text_scale": _scale,
    "sound": _bool,
    "camera": _text,
    "serial_port": _text,
    "scanner": _pairs,
    "lock_after": _minutes,
    "adjustment": _adjustment,
    "receipt_printer": _text,
    "receipt_paper": _paper,
    "print_slips": _bool,
    "daily_backup": _bool,
}
