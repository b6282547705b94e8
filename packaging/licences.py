"""Collect the licences of all that the built program holds into one text.

Each file that PyInstaller took is traced to the distribution or Debian package that it came from,
so that nothing is in the program whose licence is not in the text.
"""

import ast
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OWN_TEXTS = Path(__file__).resolve().parent / "licences"
DEBIAN_TEXTS = Path("/usr/share/doc")
QT = ("LGPL-3.0.txt", "GPL-3.0.txt")
_POSTGRESQL = tuple(
    sorted(f"psycopg-binary/{each.name}" for each in (OWN_TEXTS / "psycopg-binary").glob("*.txt"))
)
# Distributions that carry no text of their own, or not all.
SUPPLIED = {
    "pyside6-essentials": QT,
    "pyside6-addons": QT,
    "pyside6-pdf": QT,
    "shiboken6": QT,
    "pyserial": ("pyserial.txt",),
    # For the libraries beside it, of which its own text says nothing.
    "psycopg-binary": (*_POSTGRESQL, "LGPL-2.1.txt", "Apache-2.0.txt"),
    # For the library of zbar, which it brings on Windows.
    "pyzbar": ("LGPL-2.1.txt",),
}
LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
INSIDE = "_internal"
RULE = "=" * 78


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the program that others made."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...] = field(repr=False)


class Untraced(Exception):
    """Files are in the program of which nobody knows whose they are."""


def parts_of(tables: Path, program: Path) -> list[Part]:
    """Return the parts that are in `program`, each with its texts.

    PyInstaller's tables in the folder `tables` name what it took, and from where.

    Raises:
        Untraced: a file belongs to nothing that is known.
    """
    owners = _owners()
    names: set[str] = set()
    system: set[Path] = set()
    for file in sources(tables, program):
        owner = owners.get(file) or owners.get(file.resolve())
        if owner is not None:
            names.add(owner)
        elif not _is_ours(file) and not _is_python(file):
            system.add(file)
    # The program that starts the program is PyInstaller's, under its exception.
    parts = [distributed(metadata.distribution(name)) for name in sorted({*names, "pyinstaller"})]
    return [python(), *parts, *_fonts(), *debian(system)]


def sources(tables: Path, program: Path) -> Iterator[Path]:
    """Yield every file that went into `program` and is still there, by where it came from."""
    for table in sorted(tables.glob("*.toc")):
        entries = _entries(ast.literal_eval(table.read_text(encoding="utf-8")))
        if table.name.startswith("PYZ"):
            yield from (source for _place, source in entries)
        if table.name.startswith("COLLECT"):
            yield from (source for place, source in entries if (program / INSIDE / place).is_file())


def _entries(tree: object) -> Iterator[tuple[str, Path]]:
    if isinstance(tree, tuple) and len(tree) == 3 and all(isinstance(each, str) for each in tree):
        if Path(tree[1]).is_absolute() and tree[2] not in {"EXECUTABLE", "SYMLINK"}:
            yield tree[0], Path(tree[1])
    elif isinstance(tree, tuple | list):
        for each in tree:
            yield from _entries(each)


def _owners() -> dict[Path, str]:
    """Return each installed file with the name of its distribution."""
    owners = {}
    for distribution in metadata.distributions():
        for file in distribution.files or ():
            owners[Path(str(distribution.locate_file(file))).resolve()] = normal(distribution.name)
    return owners


def _is_ours(file: Path) -> bool:
    within = ROOT in file.parents
    return within and not any(each.startswith(".venv") for each in file.relative_to(ROOT).parts)


def _is_python(file: Path) -> bool:
    base = Path(sys.base_prefix).resolve()
    standard = Path(sysconfig.get_path("stdlib")).resolve()
    # Debian's own Python has its library among all others.
    known = (standard,) if base == Path("/usr") else (standard, base / "lib")
    within = any(each in file.resolve().parents for each in known)
    return within and "site-packages" not in file.parts


def normal(name: str) -> str:
    """Return a distribution's name as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def distributed(distribution: metadata.Distribution) -> Part:
    """Return an installed distribution as a part, with the texts it carries or is supplied with."""
    name = normal(distribution.name)
    found = [
        Path(str(distribution.locate_file(file)))
        for file in distribution.files or ()
        if any(each.endswith(".dist-info") for each in file.parts[:1])
        and ("licenses" in file.parts or LICENCE_FILE.search(file.name))
    ]
    found += [OWN_TEXTS / each for each in SUPPLIED.get(name, ())]
    about = distribution.metadata
    # Where the backport of this library is there too, what is absent raises rather than is None.
    stated = next((about[name] for name in ("License-Expression", "License") if name in about), "")
    return Part(name, distribution.version, _short(stated), _read(found))


def python() -> Part:
    """Return Python itself."""
    text = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    debian = DEBIAN_TEXTS.glob(f"libpython{sys.version_info.major}.*/copyright")
    texts = [text] if text.is_file() else sorted(debian)
    return Part("python", sys.version.split()[0], "PSF-2.0", _read(texts))


def _fonts() -> list[Part]:
    fonts = ROOT / "resources" / "fonts"
    stock = ROOT / "resources" / "stock" / "README.md"
    return [
        Part("Inter", "", "OFL-1.1", _read([fonts / "OFL.txt"])),
        Part("Noto Sans", "", "OFL-1.1", _read([fonts / "OFL-Noto.txt"])),
        Part("label stock of glabels-qt", "", "see below", _read([stock])),
    ]


def debian(files: Iterable[Path]) -> list[Part]:
    """Return the Debian packages that `files` belong to.

    Raises:
        Untraced: one belongs to none.
    """
    packages, unknown = set(), []
    for file in sorted(files):
        package = package_of(file)
        if package is None:
            unknown.append(str(file))
        else:
            packages.add(package)
    if unknown:
        raise Untraced(f"Nobody knows whose these are: {', '.join(unknown)}")
    return [_debian_part(package) for package in sorted(packages)]


def package_of(file: Path) -> str | None:
    """Return the Debian package that `file` is of, also where `/lib` is a link to `/usr/lib`."""
    real = file.resolve()
    ways = {str(file), str(real), str(real).removeprefix("/usr")}
    answers = subprocess.run(
        ["dpkg-query", "-S", *sorted(ways)], capture_output=True, text=True, check=False
    ).stdout.splitlines()
    return answers[0].split(":")[0] if answers else None


def _debian_part(package: str) -> Part:
    asked = ["dpkg-query", "-W", "-f=${source:Upstream-Version}", package]
    version = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return Part(package, version, "see below", _read([DEBIAN_TEXTS / package / "copyright"]))


def _read(files: Iterable[Path]) -> tuple[str, ...]:
    texts = (file.read_text(encoding="utf-8", errors="replace") for file in files if file.is_file())
    return tuple(dict.fromkeys(text.replace("\r", "").strip() for text in texts))


def _short(stated: str) -> str:
    return stated.splitlines()[0][:60] if stated.strip() else "see below"


def written(parts: Iterable[Part]) -> str:
    """Return the text: what parts there are, then the texts, each once, with whose it is."""
    parts = list(parts)
    lines = ["Counterfoil is delivered together with the work of others:", ""]
    lines += [f"  {f'{part.name} {part.version}'.strip()}: {part.licence}" for part in parts]
    whose: dict[str, list[str]] = {}
    for part in parts:
        for text in part.texts:
            whose.setdefault(text, []).append(part.name)
    for text, names in whose.items():
        lines += ["", RULE, ", ".join(names), RULE, "", text]
    return "\n".join(lines) + "\n"
