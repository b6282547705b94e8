"""What a manager did about devices on an office device, taken in at the hub."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Forbidden
from counterfoil.domain.exchange import DeviceKind
from counterfoil.domain.store import Role, Staff
from counterfoil.ledger.exchange.applying import Applier, Applying
from counterfoil.ledger.exchange.devices import check_reason, revoked, written_off
from counterfoil.ledger.exchange.enrol import put_invitation
from counterfoil.ledger.exchange.office.judging import managed
from counterfoil.ledger.exchange.resuming import resume
from counterfoil.ledger.rights.managing import require_two
from counterfoil.ledger.staff import require
from counterfoil.ledger.tables.stores import staff


def _invited(applying: Applying, by: Staff) -> None:
    _check(applying, by)
    put_invitation(applying.conn, applying.entry.body, by, applying.now)


def _revoked(applying: Applying, by: Staff) -> None:
    _check(applying, by)
    device, reason = _named(applying.entry.body)
    revoked(applying.conn, device, reason)


def _written_off(applying: Applying, by: Staff) -> None:
    _check(applying, by)
    device, reason = _named(applying.entry.body)
    require_two(by, _person(applying, str(applying.entry.body.get("second"))))
    for grant in written_off(applying.conn, device, reason):
        applying.touch("grant", str(grant), device)
    applying.touch_all(resume(applying.ledger, applying.conn, applying.now))


def _check(applying: Applying, by: Staff) -> None:
    require(by, Role.MANAGER)
    if applying.kind is not DeviceKind.OFFICE:
        raise Forbidden("Devices are managed at the hub or on an office device.")


def _named(body: Mapping[str, Any]) -> tuple[str, str]:
    reason = str(body.get("reason", ""))
    check_reason(reason)
    return str(body.get("device")), reason


def _person(applying: Applying, named: str) -> Staff:
    row = applying.conn.execute(select(staff).where(staff.c.id == named)).one_or_none()
    if row is None:
        raise Forbidden("Nobody on the staff has the id {id}.", id=named[:40])
    return Staff(row.id, row.name, Role(row.role), bool(row.active))


DEVICE_APPLIERS: Final[Mapping[Kind, Applier]] = {
    Kind.DEVICE_INVITED: managed(_invited),
    Kind.DEVICE_REVOKED: managed(_revoked),
    Kind.DEVICE_WRITTEN_OFF: managed(_written_off),
}
