"""What a device last heard from its hub, kept in one setting: each new entry asks for it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from counterfoil.domain.exchange import DeviceState
from counterfoil.ledger.statement import Statement, putting
from counterfoil.ledger.tables.base import (
    dump,
    from_micros_or_none,
    load,
    to_micros_or_none,
)
from counterfoil.ledger.tables.stores import settings

HEARD: Final = "heard"
_MICROSECOND: Final = timedelta(microseconds=1)
_READ: Final = Statement(select(settings.c.value).where(settings.c.key == bindparam("key")))
_PUT: Final = putting(settings)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the hub said last.

    `seq` is how far the feed was taken in, 0 before the first snapshot. The hub has every entry
    below `next_n`, and its verdicts are here up to `receipted_n` without a gap. Of a frozen device
    it has put aside those up to `aside_n`. `at` is when it was heard on this device's clock, which
    was `clock_off` ahead of the hub's. `state` is where the device stands there, `waits` whether
    the hub was restored and decides nothing yet.
    """

    epoch: int = 0
    hub_time: datetime | None = None
    seq: int = 0
    next_n: int = 1
    receipted_n: int = 0
    aside_n: int = 0
    at: datetime | None = None
    clock_off: timedelta = timedelta()
    state: DeviceState = DeviceState.ACTIVE
    waits: bool = False


def heard(conn: Connection) -> Heard:
    """Return what was heard last; nothing yet where the ledger has joined no hub."""
    row = _READ.run(conn, {"key": HEARD}).fetchone()
    if row is None:
        return Heard()
    kept: dict[str, Any] = load(row[0])
    return Heard(
        epoch=kept["epoch"],
        hub_time=from_micros_or_none(kept["hub_time"]),
        seq=kept["seq"],
        next_n=kept["next_n"],
        receipted_n=kept["receipted_n"],
        aside_n=kept["aside_n"],
        at=from_micros_or_none(kept["at"]),
        clock_off=kept["clock_off"] * _MICROSECOND,
        state=DeviceState(kept["state"]),
        waits=kept["waits"],
    )


def note_heard(conn: Connection, **changes: Any) -> Heard:  # noqa: ANN401 - the fields of Heard
    """Keep what was heard, in the transaction of `conn`; what is not named stays as it is.

    The epoch and the hub's time never go back.
    """
    before = heard(conn)
    after = replace(before, **changes)
    times = [time for time in (before.hub_time, after.hub_time) if time is not None]
    after = replace(after, epoch=max(before.epoch, after.epoch), hub_time=max(times, default=None))
    kept = {
        "epoch": after.epoch,
        "hub_time": to_micros_or_none(after.hub_time),
        "seq": after.seq,
        "next_n": after.next_n,
        "receipted_n": after.receipted_n,
        "aside_n": after.aside_n,
        "at": to_micros_or_none(after.at),
        "clock_off": after.clock_off // _MICROSECOND,
        "state": after.state.value,
        "waits": after.waits,
    }
    _PUT.run(conn, {"key": HEARD, "value": dump(kept)})
    return after
