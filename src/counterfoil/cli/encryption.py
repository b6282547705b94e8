"""`encrypt`, `decrypt` and `unlock`: the ledger encrypted where it lies, and what opens it."""

from pathlib import Path

import click

from counterfoil.cli.options import data_option, staff_option
from counterfoil.cli.output import say
from counterfoil.cli.wiring import acting, clock, opened
from counterfoil.ledger.checkup import require_ledger
from counterfoil.ledger.encryption import Encrypted, decrypt, encrypt, recovery_key, unlock

_MEDIUM = (
    "What the old files held may remain on the medium until it is written over; on a flash drive"
    " nobody can say when."
)


@click.command("encrypt")
@click.option("--recovery-key", "shows", is_flag=True, help="Only print the recovery key again.")
@staff_option
@data_option
def encrypt_command(*, shows: bool, staff_id: str | None, data: Path) -> None:
    """Encrypt the ledger, the backups beside it, and the key that this till signs with.

    The key goes into the system's keyring, for the user who runs this; with --key-file, into that
    file, on a medium of its own, or whatever hands it over where the program runs as a service. The
    recovery key is printed, which opens the ledger where the key was lost: write it down and keep
    it elsewhere. Backups made from now on are encrypted with the same key. What was cut off goes on
    when it is given again.
    """
    require_ledger(data)
    if shows:
        say(recovery_key(data))
        return
    with opened(data) as ledger:
        done = encrypt(ledger, acting(ledger, staff_id), clock())
    _tell(done)


@click.command("decrypt")
@staff_option
@data_option
def decrypt_command(staff_id: str | None, data: Path) -> None:
    """Decrypt the ledger, the backups beside it, and the key that this till signs with."""
    require_ledger(data)
    with opened(data) as ledger:
        decrypt(ledger, acting(ledger, staff_id), clock())
    say(f"The ledger in {data} lies open: whoever has its files can read them.")


@click.command("unlock")
@data_option
def unlock_command(data: Path) -> None:
    """Keep the key of an encrypted ledger anew: the recovery key is asked for.

    For where the system's keyring was lost, or the ledger's folder was brought to another machine.
    It goes into the keyring of the user who runs this; with --key-file, into that file.
    """
    require_ledger(data)
    text = click.prompt("Recovery key", hide_input=False, err=True)
    unlock(data, text, clock())
    say(f"The ledger in {data} opens here now.")


def _tell(done: Encrypted) -> None:
    place = "this system's keyring" if done.key_file is None else str(done.key_file)
    say(f"The ledger is encrypted; its key is in {place}.")
    for file in done.left:
        say(f"{file} is damaged and could not be encrypted: remove it.")
    say(_MEDIUM)
    say("Write the recovery key down and keep it elsewhere; without it or the key, all is lost:")
    say(f"  {done.recovery_key}")
