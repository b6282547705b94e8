"""Set this checkout up: system packages, a virtual environment, pinned requirements, the package.

    python3 packaging/bootstrap.py run|test|core|package

Needs nothing but Python 3.11. What is already there is left alone, so a second run takes well
under a second. System packages are looked at every time (one question to dpkg); the rest is skipped
while the fingerprints kept in the environment still match the files they were made from.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "packaging" / "requirements"

DECODER = ("libzbar0",)
WINDOW = (
    "libglib2.0-0", "libegl1", "libgl1", "libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4",
    "libxcb-keysyms1", "libxcb-image0", "libxcb-render-util0", "libxcb-randr0", "libxcb-shape0",
    "libxcb-sync1", "libxcb-xfixes0", "libxcb-xkb1", "libdbus-1-3", "libfontconfig1", "libpulse0",
    "libcups2", "libwayland-cursor0", "libwayland-egl1",
)  # fmt: skip
SUITE = ("xvfb", "xauth", "poppler-utils")
BUILDER = ("binutils", "dpkg")
VENV_MAKER = "python3-venv"
# Without these nothing at all would start; a missing window library is only told.
ESSENTIAL = {*DECODER, VENV_MAKER}


@dataclass(frozen=True, slots=True)
class Profile:
    """One environment: where it lies, what is pinned in it, what else would serve as well."""

    folder: str
    pins: str
    system: tuple[str, ...]
    also_served_by: tuple[str, ...] = ()


PROFILES = {
    "run": Profile(".venv", "run.txt", DECODER + WINDOW, also_served_by=("dev.txt",)),
    "test": Profile(".venv", "dev.txt", DECODER + WINDOW + SUITE),
    "core": Profile(".venv-core", "core.txt", ()),
    "package": Profile(".venv-package", "package.txt", DECODER + WINDOW + BUILDER),
}


class SetupFailed(Exception):
    """The set-up cannot go on; the text says in one sentence what to do."""


def main(arguments: Sequence[str]) -> int:
    """Set up the profile named by the one argument; return the exit code."""
    if len(arguments) != 1 or arguments[0] not in PROFILES:
        print(f"usage: bootstrap.py {'|'.join(PROFILES)}", file=sys.stderr)
        return 2
    profile = PROFILES[arguments[0]]
    try:
        ensure_system_packages(needed_packages(profile))
        ensure_environment(profile)
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def needed_packages(profile: Profile) -> list[str]:
    """Return the Debian packages that `profile` needs and lacks; none elsewhere."""
    if shutil.which("dpkg-query") is None:
        return []
    wanted = profile.system if can_make_environments() else (*profile.system, VENV_MAKER)
    present = installed_packages()
    return [name for name in wanted if name not in present]


def can_make_environments() -> bool:
    """Tell whether this Python can make a virtual environment with pip in it."""
    probe = [sys.executable, "-c", "import venv, ensurepip"]
    return subprocess.run(probe, check=False, stderr=subprocess.DEVNULL).returncode == 0


def installed_packages() -> set[str]:
    """Return the installed Debian packages and the names that they provide."""
    question = ["dpkg-query", "-W", "-f=${db:Status-Status}\t${Package}, ${Provides}\n"]
    answer = subprocess.run(question, check=True, capture_output=True, text=True).stdout
    names: set[str] = set()
    for line in answer.splitlines():
        status, _, provided = line.partition("\t")
        if status == "installed":
            names.update(name.split()[0] for name in provided.split(",") if name.strip())
    return names


def ensure_system_packages(missing: Sequence[str]) -> None:
    """Install `missing` by apt where we may; else say so, and stop only if nothing would start.

    Raises:
        SetupFailed: an essential package is missing and could not be installed.
    """
    if not missing:
        return
    elevate = elevation()
    if elevate is not None and apt_install(missing, elevate):
        return
    sentence = (
        "These system packages are missing; install them with"
        f" `sudo apt-get install {' '.join(missing)}`."
    )
    if ESSENTIAL.intersection(missing):
        raise SetupFailed(sentence)
    print(sentence, file=sys.stderr)


def elevation() -> list[str] | None:
    """Return the words that make a command run as root, or None where they are not to be had."""
    if os.geteuid() == 0:
        return []
    ask = ["sudo", "-n"]
    if shutil.which("sudo") and subprocess.run([*ask, "true"], check=False).returncode == 0:
        return ask
    return None


def apt_install(packages: Sequence[str], elevate: Sequence[str]) -> bool:
    """Install `packages` by apt without a question; tell whether it worked."""
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    settings = ["-qq", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]
    apt = [*elevate, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *settings]
    install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    # An out-of-date list need not stop the installation, so only the second answer counts.
    subprocess.run([*apt, "update"], check=False)
    return subprocess.run(install, check=False).returncode == 0


def ensure_environment(profile: Profile) -> None:
    """Make the environment of `profile`, or bring it up to date.

    Raises:
        SetupFailed: pip or venv failed; it printed why.
    """
    folder = ROOT / profile.folder
    python = folder / "bin" / "python"
    if not works(python):
        print(f"Making {profile.folder}", flush=True)
        run([sys.executable, "-m", "venv", "--clear", str(folder)])
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    acceptable = [fingerprint_of_pins(name) for name in (profile.pins, *profile.also_served_by)]
    requirements = folder / ".requirements-fingerprint"
    if read(requirements) not in acceptable:
        print(f"Installing packaging/requirements/{profile.pins}", flush=True)
        # The pins are whole; asked for what they need, pip would meet newer releases.
        pins = str(REQUIREMENTS / profile.pins)
        run([*pip, "--no-deps", "--require-hashes", "--only-binary=:all:", "--requirement", pins])
        requirements.write_text(acceptable[0], encoding="utf-8")
    package = folder / ".package-fingerprint"
    if read(package) != fingerprint_of_package():
        run([*pip, "--no-build-isolation", "--no-deps", "--editable", str(ROOT)])
        package.write_text(fingerprint_of_package(), encoding="utf-8")


def works(python: Path) -> bool:
    """Tell whether `python` starts and has pip: a moved or half-made environment does not."""
    if not python.exists():
        return False
    return subprocess.run([python, "-c", "import pip"], check=False).returncode == 0


def run(command: Sequence[str]) -> None:
    """Run `command`, letting it print.

    Raises:
        SetupFailed: it failed.
    """
    if subprocess.run(command, check=False).returncode != 0:
        raise SetupFailed(
            f"The set-up stopped at `{' '.join(command)}`; mend what it names above and try again."
        )


def fingerprint_of_pins(name: str) -> str:
    """Return what changes when the pins of `name` or the Python beneath them change."""
    return fingerprint(sys.version, (REQUIREMENTS / name).read_text(encoding="utf-8"))


def fingerprint_of_package() -> str:
    """Return what changes when the package must be installed again, this checkout's place included.

    Its modules are found where they lie, so only the metadata and the build settings count.
    """
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return fingerprint(str(ROOT), repr(settings["project"]), repr(settings["tool"]["hatch"]))


def fingerprint(*parts: str) -> str:
    """Return the SHA-256 of `parts` in hexadecimal."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def read(path: Path) -> str:
    """Return the text of `path`, or nothing where there is none."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
