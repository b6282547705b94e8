"""The program and the package as they are built: they start, and hold what they should.

They are built once for all of these tests, which takes minutes.
"""

import os
import re
import shutil
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import bundle
import deb
import elf
import pytest

from tests.helpers.xserver import x_server
from tests.house.checkout import ROOT
from tests.packaging.building import PROGRAM, make, opened

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(2400),
    pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="packs with Debian's tools"),
]
NEW_ROOT = "mmdebstrap"
CAN_INSTALL = os.geteuid() == 0 and shutil.which(NEW_ROOT) is not None
INSTALL = """
set -e
root=$1; package=$2
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mkdir -p "$root/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
cp "$package" "$root/tmp/counterfoil.deb"
cp /etc/resolv.conf "$root/etc/resolv.conf"
export DEBIAN_FRONTEND=noninteractive
chroot "$root" apt-get update
chroot "$root" apt-get install --yes --no-install-recommends /tmp/counterfoil.deb
chroot "$root" useradd --create-home till
chroot "$root" runuser --login till --command "counterfoil demo --headless"
exec chroot "$root" runuser --login till \
    --command "LANG=C.UTF-8 DISPLAY=$DISPLAY QT_QPA_PLATFORM=xcb counterfoil demo"
"""


@pytest.fixture(scope="module")
def package() -> Path:
    make("installer")
    return ROOT / "dist" / f"counterfoil_{bundle.version()}_{deb.architecture()}.deb"


@pytest.fixture
def plain(tmp_path: Path) -> dict[str, str]:
    """Return an environment with nothing of ours in it."""
    return {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}


@pytest.mark.usefixtures("package")
def test_the_command_line_does_the_whole_main_job(plain: dict[str, str]) -> None:
    done = subprocess.run(
        [PROGRAM, "demo", "--headless"], env=plain, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "12 of 12 read back" in done.stdout


@contextmanager
def serving(plain: dict[str, str]) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    command = [str(PROGRAM), "hub", "serve", "--port", "0"]
    with subprocess.Popen(command, env=plain, stdout=subprocess.PIPE, text=True) as hub:
        try:
            assert hub.stdout is not None
            told = hub.stdout.readline()
            found = re.search(r"http://\S+", told)
            assert found, told
            yield hub, found[0]
        finally:
            hub.terminate()
            hub.wait(40)


@pytest.mark.usefixtures("package")
def test_the_hub_serves_and_stops(plain: dict[str, str]) -> None:
    with serving(plain) as (hub, address):
        for path in ("/health", "/ready"):
            with urllib.request.urlopen(address + path) as answer:  # noqa: S310 - our own
                assert answer.status == 200
        hub.send_signal(signal.SIGTERM)
        assert hub.wait(40) == 0


@pytest.mark.usefixtures("package")
def test_the_desk_opens(plain: dict[str, str], tmp_path: Path) -> None:
    with x_server() as display:
        environment = plain | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        with opened([str(PROGRAM)], display, environment, tmp_path / "desk.png") as desk:
            assert desk.process.poll() is None


@pytest.mark.usefixtures("package")
def test_nothing_is_in_it_that_is_not_needed() -> None:
    names = {each.name for each in PROGRAM.parent.rglob("*")}
    unwanted = re.compile(r"Qt6?(Qml|Quick|WebEngine)|gtk-3|avcodec\.so")
    assert [name for name in names if unwanted.search(name)] == []
    assert {"libzbar.so.0", "libqxcb.so", "pl.po", "0001_initial.py", "qtbase_pl.qm"} <= names
    # Qt's film plug-in would come with its own.
    assert any(name.startswith("libavcodec-") for name in names)


@pytest.mark.usefixtures("package")
def test_every_library_is_there_or_in_a_package_that_is_depended_on(package: Path) -> None:
    packages = set(deb.depends(PROGRAM.parent))
    said = subprocess.run(
        ["dpkg-deb", "--field", package, "Depends"], check=True, capture_output=True, text=True
    ).stdout
    assert {name.strip() for name in said.split(",")} == packages
    assert len(elf.lacking(PROGRAM.parent)) < 30


def test_the_package_puts_each_file_where_it_belongs(package: Path) -> None:
    listed = subprocess.run(
        ["dpkg-deb", "--contents", package], check=True, capture_output=True, text=True
    ).stdout
    places = {line.split()[5] for line in listed.splitlines()}
    assert {
        "./usr/bin/counterfoil",
        "./usr/share/applications/counterfoil.desktop",
        "./usr/share/icons/hicolor/48x48/apps/counterfoil.png",
        "./usr/share/icons/hicolor/scalable/apps/counterfoil.svg",
        "./usr/share/doc/counterfoil/copyright",
        "./usr/share/doc/counterfoil/scanners.md",
        f"./lib/systemd/system/{deb.SERVICE}",
        "./etc/counterfoil/hub.env",
    } <= places
    # Shipped, and not started: nothing asks for it.
    assert [place for place in places if ".wants/" in place] == []
    assert {line.split()[1] for line in listed.splitlines()} == {"root/root"}
    modes = {line.split()[5]: line.split()[0] for line in listed.splitlines()}
    assert modes["./etc/counterfoil/hub.env"] == "-rw-r-----"


@pytest.mark.skipif(not CAN_INSTALL, reason=f"a clean system is made by root, with {NEW_ROOT}")
def test_it_installs_on_a_clean_system_and_opens_there(package: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    made = subprocess.run(
        [NEW_ROOT, "--quiet", "--variant=apt", "bookworm", root],
        check=False,
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    with x_server() as display:
        # `demo` starts the desk as a program of its own, in which nothing of the first is left.
        # In its own mounts and processes, which all end with it.
        apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
        command = [*apart, "sh", "-c", INSTALL, "install", str(root), str(package)]
        environment = {"PATH": os.environ["PATH"], "DISPLAY": display}
        with opened(command, display, environment, tmp_path / "desk.png") as desk:
            assert desk.process.poll() is None
