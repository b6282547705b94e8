"""Invitations, and devices that join with one.

An invitation is a token that a manager makes for one store, good for one device and a quarter of an
hour. Only its hash is kept. The device makes its key itself and sends the public half.
"""

import base64
import re
import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select, update

from counterfoil.domain.chain import device_id
from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Forbidden, InvalidInput, NotFound
from counterfoil.domain.exchange import DeviceKind, DeviceState, Enrolment
from counterfoil.domain.store import Role, Staff
from counterfoil.domain.text import check_text
from counterfoil.ledger import journal
from counterfoil.ledger.exchange.devices import check_managed
from counterfoil.ledger.exchange.epochs import is_waiting
from counterfoil.ledger.exchange.hubs import epoch, hub_id
from counterfoil.ledger.feed.publish import EVERYONE, OFFICE, note, publishing
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.settings import read_store
from counterfoil.ledger.staff import require
from counterfoil.ledger.statement import inserting, putting
from counterfoil.ledger.tables.base import from_micros, to_micros
from counterfoil.ledger.tables.stores import devices, stores
from counterfoil.ledger.tables.sync import enrolments, invitations

LIFE: Final = timedelta(minutes=15)
"""An invitation is good for so long."""
LONGEST_NAME: Final = 100
_TOKEN_BYTES: Final = 15
_GROUP: Final = 6
_SPARE: Final = re.compile(r"[\s-]+")
_INVITE: Final = putting(invitations, without=("used_by",))
_DEVICE: Final = putting(devices)
# Never two at once: devices are told apart by the order in which they joined.
_LAST_JOINED: Final = select(func.max(enrolments.c.joined_at))
_ENROL: Final = inserting(enrolments)


class TokenRefused(Forbidden):
    """The invitation is not good; nobody is told whether it ever was."""

    def __init__(self) -> None:
        super().__init__(
            "This invitation is not good, or not any more; ask a manager for another one."
        )


def invite(
    ledger: Ledger, store: str, name: str, kind: DeviceKind, by: Staff, now: datetime
) -> str:
    """Invite a device to a store, and return the token that it joins with; it is kept nowhere.

    `name` is what the device will be called; "" where it says so itself. On an office device the
    token is good once the hub has its entry.

    Raises Forbidden unless `by` is a manager, NotFound where there is no such store, Conflict where
    this ledger has no devices.
    """
    require(by, Role.MANAGER)
    check_managed(ledger)
    check_name(name)
    token = _new_token()
    with ledger.write() as conn:
        last = journal.head(ledger, conn, now)
        body: dict[str, object] = {
            "token_hash": token_hash(token).hex(),
            "store": store,
            "name": name,
            "kind": kind.value,
            "expires_at": to_micros(last.now + LIFE),
            "staff": by.id,
        }
        put_invitation(conn, body, by, last.now)
        journal.append_after(ledger, conn, last, Kind.DEVICE_INVITED, body)
    return token


def put_invitation(conn: Connection, body: Any, by: Staff, now: datetime) -> None:  # noqa: ANN401
    """Keep an invitation as an entry says it; it ends a quarter of an hour from now at the latest.

    Raises NotFound where there is no such store, InvalidInput where it is none.
    """
    try:
        hashed, kind = bytes.fromhex(body["token_hash"]), DeviceKind(body["kind"])
        expires = min(from_micros(body["expires_at"]), now + LIFE)
        store, name = str(body["store"]), str(body["name"])
    except (KeyError, TypeError, ValueError, OverflowError):
        raise InvalidInput("This is no invitation.") from None
    if len(hashed) != sha256().digest_size:
        raise InvalidInput("This is no invitation.")
    check_name(name)
    if conn.scalar(select(stores.c.code).where(stores.c.code == store)) is None:
        raise NotFound("There is no store {store}.", store=store[:40])
    _INVITE.run(
        conn,
        {
            "token_hash": hashed,
            "store": store,
            "name": name,
            "kind": kind.value,
            "invited_by": by.id,
            "invited_at": to_micros(now),
            "expires_at": to_micros(expires),
        },
    )


def enrol(ledger: Ledger, token: str, name: str, public_key: bytes, now: datetime) -> Enrolment:
    """Let a device join that has shown that it has the key, and tell it what it needs to know.

    A token is good for one device; the same device with the same token is answered alike again,
    because the first answer may have been lost.

    Raises TokenRefused, InvalidInput where the name cannot be kept.
    """
    check_name(name)
    device = device_id(public_key)
    with ledger.write() as conn, publishing(conn):
        invitation = _good(conn, token, device, now)
        if not _is_known(conn, device, public_key):
            _keep(conn, invitation, device, name, public_key, now)
            body = {"device": device, "store": invitation.store, "kind": invitation.kind}
            journal.append(ledger, conn, Kind.JOINED, body, now)
            note(conn, [("device", device, EVERYONE), ("enrolment", device, OFFICE)])
        conn.execute(
            update(invitations)
            .where(invitations.c.token_hash == invitation.token_hash)
            .values(used_by=device)
        )
        return _enrolment(ledger, conn, device, now)


def token_hash(token: str) -> bytes:
    """Return what is kept of a token; spaces, dashes and small letters make no difference."""
    return sha256(_SPARE.sub("", token).upper().encode()).digest()


def check_name(name: str) -> None:
    """Raise InvalidInput where a device cannot be called that."""
    check_text(name)
    if len(name) > LONGEST_NAME:
        raise InvalidInput("Give a name of at most {most} characters.", most=LONGEST_NAME)


def _new_token() -> str:
    text = base64.b32encode(secrets.token_bytes(_TOKEN_BYTES)).decode()
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def _good(conn: Connection, token: str, device: str, now: datetime) -> Row[Any]:
    query = select(invitations).where(invitations.c.token_hash == token_hash(token))
    row = conn.execute(query.with_for_update()).one_or_none()
    if row is None or row.used_by not in {None, device}:
        raise TokenRefused
    if row.used_by is None and to_micros(now) >= row.expires_at:
        raise TokenRefused
    return row


def _is_known(conn: Connection, device: str, public_key: bytes) -> bool:
    """Say whether this device has joined before.

    Raises TokenRefused where it may not again, or is one of the hub's own.
    """
    kept = conn.scalar(select(devices.c.public_key).where(devices.c.id == device))
    if kept is None:
        return False
    query = select(enrolments.c.state).where(enrolments.c.device == device).with_for_update()
    state = conn.scalar(query)
    if bytes(kept) != public_key or state != DeviceState.ACTIVE:
        # What is frozen, revoked or written off joins under a new id.
        raise TokenRefused
    return True


def _keep(
    conn: Connection,
    invitation: Row[Any],
    device: str,
    name: str,
    public_key: bytes,
    now: datetime,
) -> None:
    at = to_micros(now)
    _DEVICE.run(
        conn,
        {
            "id": device,
            "name": invitation.name or name or device,
            "store_code": invitation.store,
            "public_key": public_key,
            "created_at": at,
        },
    )
    waiting = is_waiting(conn)
    _ENROL.run(
        conn,
        {
            "device": device,
            "kind": invitation.kind,
            "state": DeviceState.ACTIVE.value,
            "why": "",
            "joined_at": max(at, 1 + int(conn.scalar(_LAST_JOINED) or 0)),
            "seen_at": at,
            "clock_off": 0,
            # It may be one that the hub has forgotten with a restore.
            "awaited": waiting,
            "receipted_n": None if waiting else 0,
            "early": None,
            "sessions": 0,
            "tip_n": 0,
            "had_n": 0,
        },
    )


def _enrolment(ledger: Ledger, conn: Connection, device: str, now: datetime) -> Enrolment:
    query = select(devices, enrolments.c.kind).join(enrolments, enrolments.c.device == devices.c.id)
    row = conn.execute(query.where(devices.c.id == device)).one()
    return Enrolment(
        device=device,
        name=row.name,
        kind=DeviceKind(row.kind),
        store=read_store(conn, row.store_code),
        digest_key=ledger.digest_key,
        hub_id=hub_id(conn),
        epoch=epoch(conn),
        hub_time=now,
    )
