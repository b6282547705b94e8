"""This checkout: where it lies and which files belong to it."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT_ENDINGS = {
    ".cfg", ".css", ".csv", ".html", ".ini", ".js", ".json", ".md", ".po", ".py", ".qss", ".sh",
    ".svg", ".toml", ".txt", ".yaml", ".yml", "",
}  # fmt: skip
DAMAGED_ON_PURPOSE = ROOT / "tests" / "fuzz" / "corpus"


@cache
def files() -> tuple[Path, ...]:
    """Return every file that is tracked, or would be: the ignored ones are left out."""
    # The checkout may belong to another user, as in a container; we only list it.
    git = ["git", "-c", "safe.directory=*"]
    ask = [*git, "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(ask, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = (ROOT / name for name in names.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def texts() -> list[tuple[str, str]]:
    """Return each text file's name, from the top of the checkout, and its content."""
    return [
        (path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in files()
        if path.suffix in TEXT_ENDINGS and not path.is_relative_to(DAMAGED_ON_PURPOSE)
    ]


def modules(folder: str) -> list[Path]:
    """Return the Python files under `folder`."""
    return [path for path in files() if path.suffix == ".py" and path.is_relative_to(ROOT / folder)]
