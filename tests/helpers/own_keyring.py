"""A keyring of a test's own, in a folder: for the system's, which no test may write to.

It is put in the place of the system's as a user would, by the environment.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

FOLDER = "TEST_KEYRING_FOLDER"


class FolderKeyring(KeyringBackend):
    """Keeps each secret in a file; a file `locked` locks it."""

    priority = 1

    @property
    def _folder(self) -> Path:
        folder = Path(os.environ[FOLDER])
        if (folder / "locked").exists():
            raise KeyringLocked("It is locked.")
        return folder

    def get_password(self, service: str, username: str) -> str | None:
        path = self._folder / f"{service}-{username}"
        return path.read_text("utf-8") if path.exists() else None

    def set_password(self, service: str, username: str, password: str) -> None:
        (self._folder / f"{service}-{username}").write_text(password, "utf-8")

    def delete_password(self, service: str, username: str) -> None:
        path = self._folder / f"{service}-{username}"
        if not path.exists():
            raise PasswordDeleteError(username)
        path.unlink()


@contextmanager
def own_keyring(folder: Path) -> Iterator[Path]:
    """Let there be a keyring in a folder, for this process and those it starts."""
    folder.mkdir(exist_ok=True)
    before = keyring.get_keyring()
    named = {
        FOLDER: str(folder),
        "PYTHON_KEYRING_BACKEND": f"{FolderKeyring.__module__}.{FolderKeyring.__name__}",
    }
    kept = {name: os.environ.get(name) for name in named}
    os.environ.update(named)
    keyring.set_keyring(FolderKeyring())  # type: ignore[no-untyped-call]
    try:
        yield folder
    finally:
        keyring.set_keyring(before)
        for name, value in kept.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
