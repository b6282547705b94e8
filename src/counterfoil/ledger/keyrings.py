"""The system's keyring: what keeps a key for the user who is signed in, and for nobody else."""

from types import ModuleType
from typing import Final

from counterfoil.ledger.sqlite import Locked

SERVICE: Final = "counterfoil"


def keep(name: str, secret: str) -> None:
    """Keep a secret under a name, and see that it is there.

    Raises Locked where the machine has no keyring that keeps it.
    """
    with_keyring = _usable()
    try:
        with_keyring.set_password(SERVICE, name, secret)
        kept = with_keyring.get_password(SERVICE, name)
    except Exception as error:
        # Each backend has errors of its own, of the service that it asks.
        raise _unusable(_why(error)) from error
    if kept != secret:
        raise _unusable("it did not keep what was given to it")


def find(name: str) -> str | None:
    """Return the secret kept under a name, None where there is none. Raises Locked as `keep`."""
    try:
        return _usable().get_password(SERVICE, name)  # type: ignore[no-any-return]
    except Locked:
        raise
    except Exception as error:
        raise _unusable(_why(error)) from error


def forget(name: str) -> None:
    """Forget the secret kept under a name, where there is one. Raises Locked as `keep`."""
    if find(name) is None:
        return
    try:
        _usable().delete_password(SERVICE, name)
    except Exception as error:
        raise _unusable(_why(error)) from error


def _usable() -> ModuleType:
    """Return the keyring, imported when it is needed: it asks the system what it has."""
    try:
        import keyring  # noqa: PLC0415
        from keyring.backends import fail, null  # noqa: PLC0415
    except ImportError as error:
        raise Locked(
            "This program came without a way to the system's keyring; install its extra"
            " `encryption` (pip install 'counterfoil[encryption]'), or name a key file with"
            " --key-file."
        ) from error
    found = keyring.get_keyring()
    if isinstance(found, fail.Keyring | null.Keyring):
        raise _unusable("there is none")
    return keyring


def _why(error: Exception) -> str:
    return str(error).rstrip(".") or type(error).__name__


def _unusable(why: str) -> Locked:
    return Locked(
        "This system's keyring cannot be used ({why}); install or unlock one, such as GNOME Keyring"
        " or KWallet, or keep the key in a file on a medium of its own, with --key-file or"
        " COUNTERFOIL_KEY_FILE.",
        why=why,
    )
