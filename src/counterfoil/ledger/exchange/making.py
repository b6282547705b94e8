"""Codes made at the hub for an office device that asks for them: the hub numbers all codes."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete

from counterfoil.domain.campaign import Label
from counterfoil.domain.errors import Forbidden
from counterfoil.domain.exchange import CodesWanted
from counterfoil.domain.store import Act, Staff
from counterfoil.domain.text import check_text
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.seats import person
from counterfoil.ledger.settings import lock_settings, read_setting, write_setting
from counterfoil.ledger.staff import require
from counterfoil.ledger.tables.base import from_micros, to_micros
from counterfoil.ledger.tables.stores import settings

GIVEN_UP: Final = timedelta(hours=1)
"""A request whose codes are not there by then was cut off, and may be begun anew."""

_MADE: Final = "batch "
_NOBODY: Final = "Nobody on the staff has the id {id}."


def make_codes(ledger: Ledger, device: str, wanted: CodesWanted, now: datetime) -> int | None:
    """Make the codes that a device asks for, and return their batch.

    The same request again returns the same batch, or None while it is being made.

    Raises Forbidden where whoever is in charge may not, by the hub's books, and as
    `codes.generate.generation_steps`.
    """
    check_text(wanted.staff, wanted.campaign_id)
    key = f"made.{device}.{wanted.request}"
    with ledger.write() as conn:
        staff = _in_charge(conn, wanted.staff)
        lock_settings(conn)
        before = read_setting(conn, key)
        if before is not None and before.startswith(_MADE):
            return int(before.removeprefix(_MADE))
        if before is not None and now - from_micros(int(before)) < GIVEN_UP:
            return None
        write_setting(conn, key, str(to_micros(now)))
    try:
        made = generate(
            ledger,
            wanted.campaign_id,
            wanted.quantity,
            staff,
            now,
            name=wanted.name,
            labels=tuple(Label(name, value) for name, value in wanted.labels),
            test=wanted.test,
        )
    except BaseException:
        with ledger.write() as conn:
            conn.execute(delete(settings).where(settings.c.key == key))
        raise
    assert made is not None  # noqa: S101 - nobody cancels it
    with ledger.write() as conn:
        write_setting(conn, key, f"{_MADE}{made.id}")
    return made.id


def _in_charge(conn: Connection, staff_id: str) -> Staff:
    found = person(conn, staff_id)
    if found is None:
        raise Forbidden(_NOBODY, id=staff_id[:40])
    require(found, Act.MAKE_CODES)
    return found
