"""The key that a hub signs its tokens with: one for all hubs on a database, made by the first."""

import secrets
from typing import Final

from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.settings import lock_settings, read_setting, write_setting

TOKEN_KEY: Final = "hub_token_key"  # noqa: S105 - what it is kept under
_BYTES: Final = 32


def token_key(ledger: Ledger) -> bytes:
    """Return the key, made where there is none yet."""
    with ledger.write() as conn:
        # Two hubs that start at once must make one key.
        lock_settings(conn)
        kept = read_setting(conn, TOKEN_KEY)
        if kept is None:
            kept = secrets.token_bytes(_BYTES).hex()
            write_setting(conn, TOKEN_KEY, kept)
    return bytes.fromhex(kept)
