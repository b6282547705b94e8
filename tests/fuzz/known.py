"""All targets, by name."""

from importlib import import_module
from typing import Final

from tests.fuzz.engine import Target

MODULES: Final = {
    "payload": ("payload", "serial port"),
    "wedge": ("wedge", "calibration"),
    "rules": ("formula", "condition", "pattern"),
    "documents": ("document", "design", "stock"),
    "wire": ("message", "push", "journal"),
    "counter": ("redeem", "decide"),
    "tables": ("codes csv", "codes import", "members csv"),
    "hub": ("hub",),
    "poison": ("poison",),
    "answers": ("answers",),
    "pictures": ("pictures", "pdf", "logo"),
    "keys": ("keys",),
    "files": ("settings", "kept stock", "backup", "command line"),
}
"""The modules in `targets`, each with its targets; imported when one of them is wanted."""
PLANTED: Final = "planted "
"""What the names of targets begin with that a mistake was planted in."""


def names() -> list[str]:
    """Return the names of all targets."""
    return [name for inside in MODULES.values() for name in inside]


def modules() -> list[str]:
    """Return the full names of the modules that targets are in."""
    return [f"tests.fuzz.targets.{module}" for module in MODULES] + ["tests.fuzz.mistakes"]


def target_of(name: str) -> Target:
    """Return the target of a name."""
    inside = next((f"targets.{each}" for each, inside in MODULES.items() if name in inside), "")
    where = "mistakes" if name.startswith(PLANTED) else inside
    targets: tuple[Target, ...] = import_module(f"tests.fuzz.{where}").TARGETS
    return next(target for target in targets if target.name == name)


def targets() -> list[Target]:
    """Return all targets."""
    return [target_of(name) for name in names()]
