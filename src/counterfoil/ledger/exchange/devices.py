"""The devices that a hub knows: how they stand, and when one is not trusted any more.

What a manager does is done at once at a hub; on an office device it takes effect when the hub
applies the entry, and shows there until then.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, func, select, update

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, InvalidInput, NotFound
from counterfoil.domain.exchange import DeviceKind, DeviceState, Standing
from counterfoil.domain.store import Role, Staff
from counterfoil.domain.text import check_text
from counterfoil.ledger import journal
from counterfoil.ledger.exchange.resuming import resume
from counterfoil.ledger.feed.publish import note
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rights.grants import written_off_with
from counterfoil.ledger.rights.managing import require_two
from counterfoil.ledger.staff import require
from counterfoil.ledger.statement import Statement
from counterfoil.ledger.tables.base import from_micros
from counterfoil.ledger.tables.stores import devices
from counterfoil.ledger.tables.sync import enrolments

LONGEST_REASON: Final = 500
_MICROSECOND: Final = timedelta(microseconds=1)
_ENROLLED: Final = Statement(
    select(enrolments.c.kind, enrolments.c.state).where(enrolments.c.device == bindparam("device"))
)
_KEY: Final = Statement(
    select(devices.c.public_key)
    .join(enrolments, enrolments.c.device == devices.c.id)
    .where(devices.c.id == bindparam("device"))
)


@dataclass(frozen=True, slots=True)
class EnrolledDevice:
    """A device that has joined.

    `clock_off` is how far its clock was ahead of the hub's when it last began a session. `waiting`
    are the entries that it said it has and the hub had not had by then or since. `awaited` says
    that the hub, which was restored, decides nothing before it has pushed again. `why` says why it
    is not active.
    """

    id: str
    name: str
    kind: DeviceKind
    store: str
    state: DeviceState
    why: str
    joined_at: datetime
    seen_at: datetime
    clock_off: timedelta
    waiting: int
    awaited: bool


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a device is to the hub, and how it stands."""

    kind: DeviceKind
    state: DeviceState


def enrolled(ledger: Ledger, device: str) -> Enrolled | None:
    """Return what a device is, None where it is not known."""
    with ledger.read() as conn:
        row = _ENROLLED.run(conn, {"device": device}).fetchone()
    return None if row is None else Enrolled(DeviceKind(row[0]), DeviceState(row[1]))


def list_devices(ledger: Ledger) -> tuple[EnrolledDevice, ...]:
    """Return every device that has joined, by store and name."""
    with ledger.read() as conn:
        query = _query().order_by(devices.c.store_code, func.lower(devices.c.name), devices.c.id)
        return tuple(map(_enrolled, conn.execute(query)))


def find_device(ledger: Ledger, device: str) -> EnrolledDevice:
    """Return one device, by its id or, where no other has it, its name. Raises NotFound."""
    found = [each for each in list_devices(ledger) if device in {each.id, each.name}]
    if len(found) != 1:
        raise _unknown(device)
    return found[0]


def state_of(conn: Connection, device: str) -> DeviceState | None:
    """Return where a device stands with the hub; None where it is not known."""
    kept = conn.scalar(select(enrolments.c.state).where(enrolments.c.device == device))
    return None if kept is None else DeviceState(kept)


def public_key_of(conn: Connection, device: str) -> bytes | None:
    """Return the key of a device that has joined; None where it is not known."""
    row = _KEY.run(conn, {"device": device}).fetchone()
    return None if row is None else bytes(row[0])


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


def revoke(ledger: Ledger, device: str, reason: str, by: Staff, now: datetime) -> None:
    """Let a device do nothing any more but hand over what it did.

    Raises Forbidden unless `by` is a manager, NotFound, and Conflict where it is revoked already or
    this ledger has no devices.
    """
    require(by, Role.MANAGER)
    check_managed(ledger)
    check_reason(reason)
    with ledger.write() as conn:
        _locked(conn, device)
        last = journal.head(ledger, conn, now)
        revoked(conn, device, reason)
        body = {"device": device, "reason": reason, "staff": by.id}
        journal.append_after(ledger, conn, last, Kind.DEVICE_REVOKED, body)


def write_off_device(
    ledger: Ledger, device: str, reason: str, by: Staff, second: Staff, now: datetime
) -> None:
    """Give a device up: nothing of it is waited for any more, and its rights are written off.

    What those guaranteed is waived. What it did and hands over later is taken in all the same.

    Raises Forbidden unless `by` and `second` are two managers, NotFound, and Conflict where it was
    written off before or this ledger has no devices.
    """
    require_two(by, second)
    check_managed(ledger)
    check_reason(reason)
    with ledger.write() as conn:
        _locked(conn, device)
        last = journal.head(ledger, conn, now)
        grants = written_off(conn, device, reason, grants=ledger.standing is Standing.HUB)
        body = {
            "device": device,
            "reason": reason,
            "staff": by.id,
            "second": second.id,
            "grants": list(grants),
        }
        journal.append_after(ledger, conn, last, Kind.DEVICE_WRITTEN_OFF, body)
        note(conn, resume(ledger, conn, now))


def revoked(conn: Connection, device: str, reason: str) -> None:
    """Revoke a device in the transaction of `conn`. Raises as `revoke`."""
    if _locked(conn, device) in {DeviceState.REVOKED, DeviceState.WRITTEN_OFF}:
        raise Conflict("The device {device} is revoked already.", device=device)
    _put(conn, device, state=DeviceState.REVOKED, why=reason)


def written_off(
    conn: Connection, device: str, reason: str, *, grants: bool = True
) -> tuple[int, ...]:
    """Write a device off in the transaction of `conn`; return the ids of its rights.

    Raises as `write_off_device`.
    """
    if _locked(conn, device) is DeviceState.WRITTEN_OFF:
        raise Conflict("The device {device} is written off already.", device=device)
    _put(conn, device, state=DeviceState.WRITTEN_OFF, why=reason, awaited=False)
    return tuple(each.id for each in written_off_with(conn, device)) if grants else ()


def check_managed(ledger: Ledger) -> None:
    """Raise Conflict where no devices are managed."""
    if ledger.standing not in {Standing.HUB, Standing.OFFICE}:
        raise Conflict("Devices are managed at the hub or on an office device.")


def check_reason(reason: str) -> None:
    """Raise InvalidInput where something cannot be a reason."""
    check_text(reason)
    if len(reason) > LONGEST_REASON:
        raise InvalidInput("Give a reason of at most {most} characters.", most=LONGEST_REASON)


def _locked(conn: Connection, device: str) -> DeviceState:
    """Keep a device for this transaction: everywhere before the chain of who writes that down."""
    query = select(enrolments.c.state).where(enrolments.c.device == device).with_for_update()
    kept = conn.scalar(query)
    if kept is None:
        raise _unknown(device)
    return DeviceState(kept)


def _put(conn: Connection, device: str, **values: object) -> None:
    conn.execute(update(enrolments).where(enrolments.c.device == device).values(values))


def _query() -> Any:  # noqa: ANN401 - of many columns
    named = (devices.c.id, devices.c.name, devices.c.store_code)
    return select(*named, enrolments).join(enrolments, enrolments.c.device == devices.c.id)


def _enrolled(row: Row[Any]) -> EnrolledDevice:
    return EnrolledDevice(
        id=row.id,
        name=row.name,
        kind=DeviceKind(row.kind),
        store=row.store_code,
        state=DeviceState(row.state),
        why=row.why,
        joined_at=from_micros(row.joined_at),
        seen_at=from_micros(row.seen_at),
        clock_off=row.clock_off * _MICROSECOND,
        waiting=max(0, row.tip_n - (row.had_n or 0)),
        awaited=bool(row.awaited),
    )


def _unknown(device: str) -> NotFound:
    return NotFound("There is no device {device}.", device=device[:40])
