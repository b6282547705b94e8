"""Joining a hub from the desk: loaded when somebody wants to, run behind the background door."""

from datetime import datetime

from counterfoil.ledger.ledger import Ledger
from counterfoil.sync.http import HttpPort, hub_url
from counterfoil.sync.join import join


def join_hub(ledger: Ledger, url: str, token: str, name: str, now: datetime) -> Ledger:
    """Return the ledger as that of a device of the hub at `url`.

    Raises InvalidInput where the address is none, otherwise as `sync.join.join`.
    """
    address = hub_url(url)
    with HttpPort(address) as port:
        return join(ledger, port, address, token, name, now)
