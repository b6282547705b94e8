"""The steps of the wizard, in the order that the field teaches, and which fields stand where."""

from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from typing import Final

from counterfoil.desk.translation import _


class Place(IntEnum):
    """A step."""

    KIND = 0
    TRIGGER = 1
    CODES = 2
    DETAILS = 3
    RULES = 4
    LIMITS = 5
    SUMMARY = 6


_NAMES: Final[Mapping[Place, Callable[[], str]]] = {
    Place.KIND: lambda: _("Type"),
    Place.TRIGGER: lambda: _("Trigger"),
    Place.CODES: lambda: _("Codes"),
    Place.DETAILS: lambda: _("Details"),
    Place.RULES: lambda: _("Rules"),
    Place.LIMITS: lambda: _("Limits and budget"),
    Place.SUMMARY: lambda: _("Summary"),
}
_HEADS: Final[Mapping[str, Place]] = {
    "type": Place.KIND,
    "event": Place.TRIGGER,
    "attribute": Place.TRIGGER,
    "codes": Place.CODES,
    "rules": Place.RULES,
    "limits": Place.LIMITS,
    "offline_policy": Place.LIMITS,
    "reuse_after_reversal": Place.LIMITS,
    "active": Place.SUMMARY,
    "": Place.SUMMARY,
}


def name(place: Place) -> str:
    """Return what a step is called."""
    return _NAMES[place]()


def place_of(path: str) -> Place:
    """Return the step in which a field stands."""
    return _HEADS.get(path.partition(".")[0], Place.DETAILS)


def wrong_places(paths: Iterable[str]) -> frozenset[Place]:
    """Return the steps in which something is wrong."""
    return frozenset(place_of(path) for path in paths)
