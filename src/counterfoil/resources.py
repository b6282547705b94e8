"""Where the files of `resources/` lie: in a checkout beside the source, else in the package."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
INSTALLED = HERE / "_resources"
CHECKOUT = HERE.parent.parent / "resources"


def resource(path: str) -> Path:
    """Return the place of `path`, given from the top of `resources/`: `resource("icons/ok.svg")`.

    Raises:
        FileNotFoundError: there is no such file or folder.
    """
    found = (INSTALLED if INSTALLED.is_dir() else CHECKOUT) / path
    if not found.exists():
        raise FileNotFoundError(f"no resource {path!r} at {found}")
    return found
