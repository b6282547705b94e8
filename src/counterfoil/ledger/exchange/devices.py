"""The devices that a hub knows: how they stand, and when one is not trusted any more."""

from sqlalchemy import Connection, select, update

from counterfoil.domain.exchange import DeviceState
from counterfoil.ledger.tables.sync import enrolments


def state_of(conn: Connection, device: str) -> DeviceState | None:
    """Return where a device stands with the hub; None where it is not known."""
    kept = conn.scalar(select(enrolments.c.state).where(enrolments.c.device == device))
    return None if kept is None else DeviceState(kept)


def freeze(conn: Connection, device: str, why: str) -> None:
    """Keep what an active device sends from now on and decide nothing of it; `why` is a sentence.

    It was restored or copied, so that nobody knows which of two histories is true. It joins again
    under a new id.
    """
    conn.execute(
        update(enrolments)
        .where(enrolments.c.device == device, enrolments.c.state == DeviceState.ACTIVE)
        .values(state=DeviceState.FROZEN, why=why)
    )
