"""Make the Debian package of the program that `make package` has built, in `dist`.

What it depends on is read from the program itself: the libraries that it loads and does not bring.
"""

import gzip
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import bundle
import elf
import licences

HERE = Path(__file__).resolve().parent
LINUX = HERE / "linux"
HUB = HERE / "hub"
ICONS = bundle.ROOT / "build" / "package" / "icons"
BUILT = bundle.ROOT / "dist" / bundle.NAME
SERVICE = "counterfoil-hub.service"
METAINFO = "app.counterfoil.Counterfoil.metainfo.xml"
MAINTAINER = "The Counterfoil project <counterfoil@localhost>"
# What the libraries of the program read: fonts' rules, keyboards, certificates.
READ = ("ca-certificates", "fontconfig-config", "libx11-data", "xkb-data")
# Called, or loaded by name, where they are there.
RECOMMENDED = ("cups-client", "libusb-1.0-0")
SUGGESTED = ("postgresql",)
CACHED = re.compile(r"^\s+(\S+) \(libc6.*\) => (\S+)$", re.MULTILINE)

CONTROL = """\
Package: counterfoil
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Suggests: {suggests}
Section: misc
Priority: optional
Description: redeem unique codes at the counter, offline
 A code printed on a card, a label or a receipt, or shown on a phone, is read
 by camera, picture or hand scanner, judged by its campaign's rules, used up
 and recorded durably; a second use is refused. It works with no network.
 .
 This package holds the desk, the command line, and the hub that tills join,
 as a service that is not started by itself.
"""

AFTER = """\
#!/bin/sh
set -e
if [ -d /run/systemd/system ]; then
    systemctl daemon-reload || true
{more}fi
exit 0
"""
TRY_RESTART = f"    systemctl try-restart {SERVICE} || true\n"
BEFORE_REMOVAL = f"""\
#!/bin/sh
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
    systemctl disable --now {SERVICE} || true
fi
exit 0
"""
SCRIPTS = {
    "postinst": AFTER.format(more=TRY_RESTART),
    "postrm": AFTER.format(more=""),
    "prerm": BEFORE_REMOVAL,
}


@dataclass(frozen=True, slots=True)
class Release:
    """What stands in the files: the version, and the day in UTC."""

    version: str
    day: str


def main() -> int:
    """Make the package; return the exit code."""
    if not (BUILT / bundle.NAME).is_file():
        print("There is no program to pack; run `make package`.", file=sys.stderr)
        return 1
    release = Release(bundle.version(), built_on())
    root = bundle.ROOT / "build" / "deb"
    shutil.rmtree(root, ignore_errors=True)
    lay_out(root, release)
    made = bundle.ROOT / "dist" / f"counterfoil_{release.version}_{architecture()}.deb"
    # The highest levels take many minutes for a twentieth less.
    pack = ["dpkg-deb", "--root-owner-group", "-Zzstd", "-z10", "--build", str(root), str(made)]
    if subprocess.run(pack, check=False).returncode:
        return 1
    print(f"{made.relative_to(bundle.ROOT)}: {made.stat().st_size / 1e6:.0f} MB")
    return 0


def built_on() -> str:
    """Return the day of the build, which SOURCE_DATE_EPOCH may set."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH")
    when = (
        datetime.fromtimestamp(int(seconds), UTC)
        if seconds
        else datetime.fromtimestamp((BUILT / bundle.NAME).stat().st_mtime, UTC)
    )
    return when.date().isoformat()


def lay_out(root: Path, release: Release) -> None:
    """Put the files of the package where they belong, below `root`."""
    program = root / "usr" / "lib" / bundle.NAME
    shutil.copytree(BUILT, program, symlinks=True)
    link = root / "usr" / "bin" / bundle.NAME
    link.parent.mkdir(parents=True)
    link.symlink_to(f"../lib/{bundle.NAME}/{bundle.NAME}")
    share = root / "usr" / "share"
    put(LINUX / "counterfoil.desktop", share / "applications" / "counterfoil.desktop")
    put(LINUX / METAINFO, share / "metainfo" / METAINFO, release)
    put(HUB / SERVICE, root / "lib" / "systemd" / "system" / SERVICE)
    # It may hold a password.
    put(HUB / "hub.env", root / "etc" / "counterfoil" / "hub.env").chmod(0o640)
    _icons(share / "icons" / "hicolor")
    _manual(share / "man" / "man1" / "counterfoil.1.gz", release)
    _documents(share / "doc" / bundle.NAME, program)
    _control(root / "DEBIAN", root, release)


def put(source: Path, place: Path, release: Release | None = None) -> Path:
    """Write `source` at `place`, with the version and the day filled in; return the place."""
    text = source.read_text(encoding="utf-8")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(filled(text, release) if release else text, encoding="utf-8")
    place.chmod(0o644)
    return place


def filled(text: str, release: Release) -> str:
    """Return `text` with the version and the day where they belong."""
    return text.replace("@VERSION@", release.version).replace("@DATE@", release.day)


def _icons(folder: Path) -> None:
    for drawn in sorted(ICONS.glob("counterfoil-*.png")):
        size = drawn.stem.rpartition("-")[2]
        place = folder / f"{size}x{size}" / "apps" / "counterfoil.png"
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(drawn, place)
    put(
        bundle.RESOURCES / "icons" / "counterfoil.svg",
        folder / "scalable" / "apps" / "counterfoil.svg",
    )


def _manual(place: Path, release: Release) -> None:
    text = (LINUX / "counterfoil.1").read_text(encoding="utf-8")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(gzip.compress(filled(text, release).encode(), 9, mtime=0))


def _documents(folder: Path, program: Path) -> None:
    folder.mkdir(parents=True)
    (program / "LICENCES.txt").rename(folder / "copyright")
    changes = (bundle.ROOT / "CHANGELOG.md").read_bytes()
    (folder / "changelog.gz").write_bytes(gzip.compress(changes, 9, mtime=0))
    put(LINUX / "scanners.md", folder / "scanners.md")
    rules = "70-counterfoil-scanners.rules"
    put(LINUX / rules, folder / "examples" / rules)


def _control(folder: Path, root: Path, release: Release) -> None:
    folder.mkdir()
    size = sum(each.lstat().st_size for each in root.rglob("*") if not each.is_dir()) // 1024
    control = CONTROL.format(
        version=release.version,
        architecture=architecture(),
        maintainer=MAINTAINER,
        size=size,
        depends=", ".join(depends(root)),
        recommends=", ".join(RECOMMENDED),
        suggests=", ".join(SUGGESTED),
    )
    (folder / "control").write_text(control, encoding="utf-8")
    (folder / "conffiles").write_text("/etc/counterfoil/hub.env\n", encoding="utf-8")
    for name, text in SCRIPTS.items():
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o755)


def architecture() -> str:
    """Return what Debian calls this kind of machine."""
    return _answer(["dpkg", "--print-architecture"]).strip()


def depends(root: Path) -> list[str]:
    """Return the Debian packages with what the program loads or reads, and does not bring."""
    cache = dict(reversed(CACHED.findall(_answer(["ldconfig", "-p"]))))
    packages = set(READ)
    for name in elf.lacking(root):
        package = licences.package_of(Path(cache[name])) if name in cache else None
        if package is None:
            raise licences.Untraced(f"No package is known to hold {name}")
        packages.add(package)
    libc = _answer(["dpkg-query", "-W", "-f=${Version}", "libc6"]).split("-")[0]
    return [f"{name} (>= {libc})" if name == "libc6" else name for name in sorted(packages)]


def _answer(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
