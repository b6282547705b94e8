"""The forms that other programs read: well formed, and in agreement with the program."""

import configparser
import plistlib
import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import bundle
import deb
import installer
import pytest

from counterfoil.cli.hub import serve_command
from counterfoil.desk import app as desk
from tests.house.checkout import ROOT

PACKAGING = ROOT / "packaging"
RELEASE = deb.Release("1.2.3", "2026-01-31")
WIX = "{http://wixtoolset.org/schemas/v4/wxs}"
OPTIONS = {name for option in serve_command.params for name in option.opts}
VARIABLES = {str(option.envvar) for option in serve_command.params if option.envvar}


def test_the_desktop_entry_opens_the_desk() -> None:
    entry = configparser.RawConfigParser()
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(PACKAGING / "linux" / "counterfoil.desktop", encoding="utf-8")
    keys = entry["Desktop Entry"]
    assert keys["Exec"] == keys["Icon"] == bundle.NAME
    assert {"Name", "Comment", "Comment[pl]", "GenericName[pl]", "Keywords[pl]"} <= set(keys)
    # The window says so itself, or its icon would not be found under Wayland.
    assert f'setDesktopFileName("{bundle.NAME}")' in Path(str(desk.__file__)).read_text("utf-8")


def test_the_metainfo_names_the_entry_and_the_release() -> None:
    text = (PACKAGING / "linux" / deb.METAINFO).read_text("utf-8")
    root = ET.fromstring(deb.filled(text, RELEASE))  # noqa: S314 - our own
    assert f"{root.findtext('id')}.metainfo.xml" == deb.METAINFO
    assert root.findtext("launchable") == "counterfoil.desktop"
    release = root.find("releases/release")
    assert release is not None
    assert release.attrib == {"version": "1.2.3", "date": "2026-01-31"}


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="desktop-file-utils")
def test_the_desktop_entry_is_what_desktops_read() -> None:
    entry = str(PACKAGING / "linux" / "counterfoil.desktop")
    assert installer.run([["desktop-file-validate", entry]]) == 0


@pytest.mark.skipif(not shutil.which("appstreamcli"), reason="appstream")
def test_the_metainfo_is_what_software_centres_read(tmp_path: Path) -> None:
    filled = deb.put(PACKAGING / "linux" / deb.METAINFO, tmp_path / deb.METAINFO, RELEASE)
    assert installer.run([["appstreamcli", "validate", "--no-net", str(filled)]]) == 0


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd")
def test_the_service_is_what_systemd_reads(tmp_path: Path) -> None:
    text = (PACKAGING / "hub" / deb.SERVICE).read_text("utf-8")
    # Neither the program nor its manual is on the machine that tests.
    text = text.replace("/usr/bin/counterfoil", "/bin/true")
    text = re.sub(r"^Documentation=.*\n", "", text, flags=re.MULTILINE)
    unit = tmp_path / deb.SERVICE
    unit.write_text(text, encoding="utf-8")
    assert installer.run([["systemd-analyze", "verify", str(unit)]]) == 0


def test_the_manual_page_takes_the_version() -> None:
    text = deb.filled((PACKAGING / "linux" / "counterfoil.1").read_text("utf-8"), RELEASE)
    assert text.startswith('.TH COUNTERFOIL 1 "2026-01-31" "Counterfoil 1.2.3"')
    assert "@" not in text.replace("@HOST", "")


def test_the_service_gives_the_hub_what_it_takes() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(PACKAGING / "hub" / deb.SERVICE, encoding="utf-8")
    start = unit["Service"]["ExecStart"]
    assert start.startswith("/usr/bin/counterfoil hub serve ")
    assert set(re.findall(r"--\w+", start)) <= OPTIONS
    text = (PACKAGING / "hub" / deb.SERVICE).read_text("utf-8")
    used = set(re.findall(r"\$\{(\w+)\}", start))
    assert {"COUNTERFOIL_DATA", "COUNTERFOIL_DATABASE"} <= VARIABLES
    given = set(re.findall(r"(COUNTERFOIL_\w+)=", text))
    assert used <= given
    assert given <= used | VARIABLES
    told = set(
        re.findall(r"^#(COUNTERFOIL_\w+)=", (PACKAGING / "hub/hub.env").read_text(), re.MULTILINE)
    )
    assert told <= used | VARIABLES
    assert given | told >= VARIABLES


def test_the_container_copies_what_there_is_and_serves() -> None:
    text = (PACKAGING / "hub" / "Containerfile").read_text("utf-8")
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", text, re.MULTILINE)
    assert copied
    assert [name for line in copied for name in line.split() if not (ROOT / name).exists()] == []
    assert set(re.findall(r"COUNTERFOIL_\w+", text)) <= VARIABLES
    command = re.search(r"^CMD \[(.+)\]$", text, re.MULTILINE)
    assert command is not None
    assert set(re.findall(r"--\w+", command[1])) <= OPTIONS
    assert "hub.txt" in text


def test_the_disk_image_asks_for_the_camera_in_words() -> None:
    about = plistlib.loads((PACKAGING / "macos" / "Info.plist").read_bytes())
    assert "codes" in about["NSCameraUsageDescription"]
    # The program is a command line too, which PyInstaller would hide from the dock.
    assert about["LSBackgroundOnly"] is False
    assert about["CFBundleLocalizations"] == list(bundle.LANGUAGES)
    entitled = plistlib.loads(installer.ENTITLEMENTS.read_bytes())
    assert entitled["com.apple.security.device.camera"] is True
    sign, image = installer.dmg("1.2.3")
    assert sign[-1].endswith("dist/Counterfoil.app")
    assert str(installer.ENTITLEMENTS) in sign
    assert image[-1].endswith("dist/counterfoil-1.2.3.dmg")
    spec = (PACKAGING / "desk" / "counterfoil.spec").read_text("utf-8")
    identifier = deb.METAINFO.removesuffix(".metainfo.xml")
    assert f'bundle_identifier="{identifier}"' in spec


def test_the_msi_takes_its_version_and_files_from_outside() -> None:
    root = ET.parse(installer.WINDOWS_SOURCE).getroot()  # noqa: S314 - our own
    package = root.find(f"{WIX}Package")
    assert package is not None
    assert package.attrib["Version"] == "$(Version)"
    text = installer.WINDOWS_SOURCE.read_text("utf-8")
    (command,) = installer.msi("1.2.3")
    given = {word.partition("=")[0] for word in command if "=" in word}
    assert set(re.findall(r"\$\((\w+)\)", text)) == given
    assert "Version=1.2.3" in command
    shortcut = package.find(f".//{WIX}Shortcut")
    assert shortcut is not None
    assert shortcut.attrib["Target"] == f"[INSTALLFOLDER]{bundle.NAME}.exe"
    identifiers = [each.attrib["Id"] for each in root.iter() if "Id" in each.attrib]
    assert {"Program", "ProgramFiles", "Ways"} <= set(identifiers)


@pytest.mark.parametrize("version", ["1.2.3", "10.0"])
def test_the_version_resource_of_windows_is_one_expression(version: str) -> None:
    text = installer.version_resource(version)
    compile(text, "version.txt", "eval")
    assert f"'ProductVersion', '{version}'" in text


def test_commands_stop_at_the_first_that_fails() -> None:
    assert installer.run([["true"], ["false"], ["true"]]) == 1
    assert installer.run([["true"]]) == 0


def test_the_scripts_of_the_package_are_shell() -> None:
    for text in (
        deb.AFTER.format(more=deb.TRY_RESTART),
        deb.AFTER.format(more=""),
        deb.BEFORE_REMOVAL,
    ):
        assert installer.run([["sh", "-nc", text]]) == 0
