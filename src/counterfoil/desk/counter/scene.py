"""Where and when things are shown at the counter, and codes as they can be."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when things are shown: the store's zone and currency, and the time."""

    zone: ZoneInfo
    currency: str
    now: datetime


def shortened(code: str) -> str:
    """Return a code as it can be shown, whatever was scanned: printable, and not too long."""
    shown = "".join(mark if mark.isprintable() else "·" for mark in code)
    return shown if len(shown) <= LONGEST_CODE else f"{shown[: LONGEST_CODE - 1]}…"
