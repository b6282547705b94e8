"""Make this system's installer of the program that `make package` has built, in `dist`.

On Linux a Debian package, on Windows an MSI by WiX, on macOS a disk image. The two last want their
systems' own tools; what those are given is worked out here, and tested, on any.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import bundle

HERE = Path(__file__).resolve().parent
ICONS = bundle.ROOT / "build" / "package" / "icons"
DIST = bundle.ROOT / "dist"
WINDOWS_SOURCE = HERE / "windows" / "counterfoil.wxs"
ENTITLEMENTS = HERE / "macos" / "entitlements.plist"

VERSION_RESOURCE = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}),
  kids=[
    StringFileInfo([StringTable('040904B0', [
      StringStruct('CompanyName', 'The Counterfoil project'),
      StringStruct('FileDescription', 'Counterfoil'),
      StringStruct('FileVersion', '{version}'),
      StringStruct('OriginalFilename', 'counterfoil.exe'),
      StringStruct('ProductName', 'Counterfoil'),
      StringStruct('ProductVersion', '{version}'),
    ])]),
    VarFileInfo([VarStruct('Translation', [1033, 1200])]),
  ]
)
"""


def version_resource(version: str) -> str:
    """Return what PyInstaller writes into the program on Windows."""
    numbers = (*(int(part) for part in version.split(".")), 0, 0, 0)[:4]
    return VERSION_RESOURCE.format(numbers=numbers, version=version)


def msi(version: str) -> list[list[str]]:
    """Return the commands that make the MSI: WiX 5 must be on the path."""
    given = {"Version": version, "Program": DIST / bundle.NAME, "Icons": ICONS}
    defines = [word for name, value in given.items() for word in ("-d", f"{name}={value}")]
    made = DIST / f"counterfoil-{version}-x64.msi"
    return [["wix", "build", "-arch", "x64", *defines, "-o", str(made), str(WINDOWS_SOURCE)]]


def dmg(version: str, identity: str = "-") -> list[list[str]]:
    """Return the commands that sign the program for macOS and make the disk image.

    The identity `-` signs it for this machine only.
    """
    program = str(DIST / "Counterfoil.app")
    sign = ["codesign", "--force", "--deep", "--options", "runtime", "--sign", identity]
    made = DIST / f"counterfoil-{version}.dmg"
    image = ["hdiutil", "create", "-volname", "Counterfoil", "-srcfolder", program, "-ov"]
    return [
        [*sign, "--entitlements", str(ENTITLEMENTS), program],
        [*image, "-format", "UDZO", str(made)],
    ]


def run(commands: Sequence[Sequence[str]]) -> int:
    """Run the commands up to the first that fails; return its exit code."""
    for command in commands:
        code = subprocess.run(command, check=False).returncode
        if code:
            return code
    return 0


def main() -> int:
    """Make the installer; return the exit code."""
    if sys.platform == "win32":
        return run(msi(bundle.version()))
    if sys.platform == "darwin":
        return run(dmg(bundle.version()))
    import deb

    return deb.main()


if __name__ == "__main__":
    sys.exit(main())
