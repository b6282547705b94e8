"""Requirements are pinned, hashed, free of addresses, and agree with one another."""

import re
import tomllib

import pytest

from tests.house.checkout import ROOT

PINS = ROOT / "packaging" / "requirements"
NAMES = ("run", "dev", "core", "hub", "package")
PIN = re.compile(r"(?P<name>[a-z0-9._-]+)==(?P<version>[0-9][\w.!+-]*)(?: ; (?P<marker>[^\\]+))?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def entries(name: str) -> list[list[str]]:
    """Return the logical lines of a requirements file, each split at its continuations."""
    text = (PINS / f"{name}.txt").read_text()
    return [re.split(r" \\\n\s+", line) for line in re.split(r"\n(?! )", text.strip())]


def pins(name: str) -> set[tuple[str, str]]:
    """Return the (name, version) pairs of a requirements file."""
    matches = (PIN.fullmatch(entry[0].strip()) for entry in entries(name))
    return {(m["name"], m["version"]) for m in matches if m}


@pytest.mark.parametrize("name", NAMES)
def test_every_line_is_a_pin_with_hashes_and_nothing_else(name: str) -> None:
    assert len(entries(name)) > 20
    odd = [
        entry[0]
        for entry in entries(name)
        if not PIN.fullmatch(entry[0].strip())
        or len(entry) < 2
        or not all(HASH.fullmatch(part) for part in entry[1:])
    ]
    assert odd == []


@pytest.mark.parametrize("name", ["run", "core", "hub"])
def test_the_suite_runs_on_the_versions_that_are_shipped(name: str) -> None:
    assert pins(name) <= pins("dev")


def test_the_program_that_is_handed_out_has_the_same_versions() -> None:
    tested = dict(pins("dev"))
    packed = dict(pins("package"))
    assert pins("run") <= pins("package")
    assert {name: v for name, v in packed.items() if tested.get(name, v) != v} == {}
    # Of what is not tested with, there is what builds the program only.
    builders = {"altgraph", "macholib", "pefile", "pyinstaller", "pyinstaller-hooks-contrib"}
    assert set(packed) - set(tested) <= {*builders, "pywin32-ctypes"}


def test_every_dependency_declared_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    declared = {
        re.split(r"[\[<>=! ;]", line)[0].lower() for line in project["project"]["dependencies"]
    }
    assert declared <= {pinned for pinned, _ in pins("run")}
    groups = project["dependency-groups"]
    for group in ("dev", "core", "hub", "package"):
        names = {re.split(r"[\[<>=! ;]", g)[0].lower() for g in groups[group] if isinstance(g, str)}
        assert names <= {pinned for pinned, _ in pins(group)}


def test_the_core_has_neither_screen_nor_camera() -> None:
    names = {name for each in ("core", "hub") for name, _ in pins(each)}
    heavy = {"pyside6-essentials", "shiboken6", "opencv-python-headless", "pyzbar", "zxing-cpp"}
    assert names & heavy == set()
    assert heavy <= {name for name, _ in pins("run")}
