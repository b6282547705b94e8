"""The set-up: which packages it finds missing, how it asks for them, what it says where it may not.

`dpkg-query`, `apt-get` and `sudo` are small stand-ins on the PATH that keep what they were asked.
"""

import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.house.checkout import ROOT

INSTALLED = "installed\tlibzbar0t64, libzbar0 (= 0.23.93), libzbar0:any\ninstalled\txvfb, \n"
REMOVED = "config-files\tlibgl1, \n"

Command = Callable[[str, str], None]


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "packaging" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["bootstrap"] = module
    spec.loader.exec_module(module)
    return module


bootstrap = load()


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Return a maker of commands; no others are on the PATH but `env` and the shell."""
    for name in ("env", "sh", "cat"):
        (tmp_path / name).symlink_to(f"/usr/bin/{name}")
    monkeypatch.setenv("PATH", str(tmp_path))

    def add(name: str, script: str) -> None:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\necho {name} $* >> {tmp_path}/asked\n{script}\n")
        path.chmod(0o755)

    return add


def asked(folder: Path) -> list[str]:
    path = folder / "asked"
    return path.read_text().splitlines() if path.exists() else []


def test_a_package_counts_as_installed_under_a_name_that_it_provides(
    machine: Command, tmp_path: Path
) -> None:
    (tmp_path / "list").write_text(INSTALLED + REMOVED)
    machine("dpkg-query", f"cat {tmp_path}/list")
    missing = bootstrap.needed_packages(bootstrap.PROFILES["test"])
    assert {"libgl1", "poppler-utils", "libpulse0"} <= set(missing)
    assert not {"libzbar0", "xvfb"} & set(missing)
    assert "xvfb" not in bootstrap.needed_packages(bootstrap.PROFILES["run"])


@pytest.mark.usefixtures("machine")
def test_a_machine_without_dpkg_is_not_asked() -> None:
    assert bootstrap.needed_packages(bootstrap.PROFILES["test"]) == []


def test_nothing_missing_asks_nothing(machine: Command, tmp_path: Path) -> None:
    machine("apt-get", "exit 0")
    bootstrap.ensure_system_packages([])
    assert asked(tmp_path) == []


def test_missing_packages_are_installed_without_a_question(
    machine: Command, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    machine("sudo", 'shift; exec "$@"')
    machine("apt-get", 'case "$*" in *update*) exit 100;; esac')
    bootstrap.ensure_system_packages(["libzbar0", "xvfb"])
    update, install = [line for line in asked(tmp_path) if line.startswith("apt-get")]
    assert update.endswith("update")
    assert install.endswith("install --yes --no-install-recommends libzbar0 xvfb")
    assert capfd.readouterr().err == ""


def test_a_missing_window_library_is_told_in_one_sentence(
    machine: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    machine("sudo", "exit 1")
    machine("apt-get", "exit 1")
    bootstrap.ensure_system_packages(["libegl1", "xvfb"])
    assert capsys.readouterr().err == (
        "These system packages are missing; install them with"
        " `sudo apt-get install libegl1 xvfb`.\n"
    )


def test_a_missing_decoder_stops_the_set_up(machine: Command) -> None:
    machine("sudo", "exit 1")
    machine("apt-get", "exit 1")
    with pytest.raises(bootstrap.SetupFailed, match="sudo apt-get install libzbar0"):
        bootstrap.ensure_system_packages(["libzbar0"])


@pytest.mark.skipif(os.geteuid() != 0, reason="root needs no sudo; others do")
@pytest.mark.usefixtures("machine")
def test_root_needs_no_sudo() -> None:
    assert bootstrap.elevation() == []


def test_a_pin_that_moves_changes_the_fingerprint() -> None:
    assert bootstrap.fingerprint("a", "b") != bootstrap.fingerprint("a", "c")
    assert bootstrap.fingerprint("ab", "c") != bootstrap.fingerprint("a", "bc")
    prints = {bootstrap.fingerprint_of_pins(name) for name in ("run.txt", "dev.txt", "core.txt")}
    assert len(prints) == 3


def test_wrong_use_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["everything"]) == 2
    assert "run|test|core|package" in capsys.readouterr().err
