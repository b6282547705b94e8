"""Joining a hub with an invitation."""

from datetime import datetime

from counterfoil.domain.errors import Conflict
from counterfoil.domain.proof import join_bytes
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.outbox.joining import check_joinable, join_ledger
from counterfoil.sync.port import Port


def join(ledger: Ledger, port: Port, url: str, token: str, name: str, now: datetime) -> Ledger:
    """Return the ledger as that of a device of the hub at `url`, which `port` leads to.

    `name` is what the device is called where the invitation does not say; it may be "". Where the
    hub's answer was lost, the same token is good for the same device again.

    Raises:
        Conflict: the ledger cannot join; see `join_ledger`.
        Forbidden: the invitation is not good, or not any more.
        HubUnreachable: the hub did not answer.
    """
    check_joinable(ledger)
    said, key = token.strip(), ledger.device.public_key
    proof = ledger.signing_key.sign(join_bytes(said, name, key))
    enrolment = port.join(said, name, key, proof)
    if enrolment.device != ledger.device.id:
        raise Conflict("The hub answered another device; try again.")
    return join_ledger(ledger, enrolment, url, now)
