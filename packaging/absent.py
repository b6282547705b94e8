"""Prove that this environment has neither Qt nor the camera's libraries, and that the core imports.

Run in `.venv-core`. The tests of the lower rooms that follow then mean what they say.
"""

import importlib
import importlib.util
import pkgutil
import sys

import counterfoil

ABSENT = ("PySide6", "shiboken6", "cv2", "pyzbar", "zxingcpp", "reportlab", "qrcode")
CORE = ("domain", "openloyalty", "logs", "ledger", "wire", "sync", "hub")


def core_modules() -> list[str]:
    """Return the names of all modules in the rooms of the core that exist so far."""
    rooms = [room for room in pkgutil.iter_modules(counterfoil.__path__) if room.name in CORE]
    return [
        module.name
        for room in rooms
        for module in pkgutil.walk_packages(
            [f"{counterfoil.__path__[0]}/{room.name}"], prefix=f"counterfoil.{room.name}."
        )
    ]


def main() -> int:
    """Import the whole core; return 1 where a library that should be absent is there."""
    present = [name for name in ABSENT if importlib.util.find_spec(name)]
    if present:
        print(f"This environment proves nothing: it has {', '.join(present)}.", file=sys.stderr)
        return 1
    modules = core_modules()
    for name in modules:
        # Alembic's scripts run inside Alembic only.
        if ".migrations." not in name:
            importlib.import_module(name)
    print(f"{len(modules)} modules of the core import without {', '.join(ABSENT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
