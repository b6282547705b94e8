"""Build the program that is handed out: `dist/counterfoil`, one folder with all that it needs.

Run in `.venv-package` by `make package`; the same script serves Linux, Windows and macOS.
"""

import os
import shutil
import subprocess
import sys

import bundle
import elf
import icons
import installer
import licences

BUILD = bundle.ROOT / "build" / "package"
DIST = bundle.ROOT / "dist"
PROGRAM = DIST / bundle.NAME
LICENCES = "LICENCES.txt"


def main() -> int:
    """Build; return the exit code."""
    shutil.rmtree(PROGRAM, ignore_errors=True)
    drawn = BUILD / "icons"
    icons.draw(bundle.RESOURCES / "icons" / "counterfoil.svg", drawn)
    (drawn / "version.txt").write_text(installer.version_resource(bundle.version()), "utf-8")
    builder = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", str(DIST), "--workpath", str(BUILD)]
    spec = bundle.ROOT / "packaging" / "desk" / "counterfoil.spec"
    environment = os.environ | {"COUNTERFOIL_DRAWN": str(drawn), "PYTHONHASHSEED": "0"}
    if subprocess.run([*builder, *places, str(spec)], env=environment, check=False).returncode:
        return 1
    if sys.platform == "linux":
        inside = PROGRAM / licences.INSIDE
        elf.drop_unused([inside, inside / "PySide6" / "Qt" / "lib"], PROGRAM)
    parts = licences.parts_of(BUILD / bundle.NAME, PROGRAM)
    lacking = [part.name for part in parts if not part.texts]
    if lacking:
        print(f"No licence text is known for {', '.join(lacking)}.", file=sys.stderr)
        return 1
    (PROGRAM / LICENCES).write_text(licences.written(parts), encoding="utf-8")
    size = sum(each.lstat().st_size for each in PROGRAM.rglob("*") if each.is_file())
    place = PROGRAM.relative_to(bundle.ROOT)
    print(f"{place}: {size / 1e6:.0f} MB; the licences of {len(parts)} parts are in it")
    return 0


if __name__ == "__main__":
    sys.exit(main())
