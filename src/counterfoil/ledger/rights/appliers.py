"""What the hub makes of its devices' entries about rights.

A device's word about its own rights is taken as it is, in whatever order it comes: a right that has
ended stays so, and one that a restored hub has forgotten is known again. What an office device
wishes for is done as if it were asked for here.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import select

from counterfoil.domain.entry import Kind
from counterfoil.domain.errors import Conflict, Forbidden, InvalidInput, NotFound
from counterfoil.domain.exchange import DeviceKind
from counterfoil.domain.rights import Amount, Grant, GrantKind, GrantState, Guarantee
from counterfoil.domain.store import Act, Staff
from counterfoil.ledger.exchange.applying import Applier, Applying, Judged
from counterfoil.ledger.exchange.conflict_rows import ConflictKind, ConflictState
from counterfoil.ledger.exchange.hubs import epoch
from counterfoil.ledger.exchange.office.judging import managed
from counterfoil.ledger.exchange.promoting import promote
from counterfoil.ledger.rights.allowances import (
    allowance_from,
    check_allowance,
    check_known,
    put_allowance,
)
from counterfoil.ledger.rights.grants import granted, recalled, written_off
from counterfoil.ledger.rights.managing import check_waiver, require_two, wish_from
from counterfoil.ledger.rights.numbers import raise_grant_id
from counterfoil.ledger.rights.rows import (
    grant_from,
    known_grant,
    move,
    put_grant,
    put_spent,
    read_grant,
)
from counterfoil.ledger.seats import person
from counterfoil.ledger.staff import require
from counterfoil.ledger.tables.campaigns import campaigns
from counterfoil.ledger.tables.sync import conflicts

RELEARNT: Final = "Learnt again from its device after a restore."


def accepted(applying: Applying) -> Judged:
    """Note that a device has accepted a right.

    Raises Conflict where a restored hub has forgotten it and the device had no answer: it has spent
    nothing of it, and may not, as the hub may have given the same again.
    """
    said = _said(applying)
    if applying.receipted is None and _is_forgotten(applying, said):
        raise Conflict("The right {right} is from before the hub was restored.", right=said.id)
    if _kept(applying, replace(said, state=GrantState.ACCEPTED)) is not None:
        move(applying.conn, said.id, GrantState.ACCEPTED)
        _touch(applying, said)
    return Judged()


def ended(applying: Applying) -> Judged:
    """Note that a device has given a right back; what it spent of a lease is as it says."""
    said = replace(_said(applying), state=GrantState.CLOSED)
    kept = _kept(applying, said)
    if kept is None:
        return Judged()
    if kept.is_open:
        move(applying.conn, said.id, GrantState.CLOSED)
        _apply_waiting(applying, kept)
    if said.kind is GrantKind.BUDGET:
        put_spent(applying.conn, said.id, _most(kept.spent, said.spent))
    _touch(applying, said)
    return Judged()


def wished(applying: Applying, by: Staff) -> None:
    """Give what an office device wishes for, if that was not done before the hub was restored."""
    _check_office(applying)
    wish = wish_from(_object(applying, "wish"))
    require(by, Act.GRANT_RIGHTS)
    if applying.receipted is not None:
        return
    for grant in granted(applying.ledger, applying.conn, wish, applying.now):
        _touch(applying, grant)


def recall_wished(applying: Applying, by: Staff) -> None:
    """Recall a right because an office device says so."""
    _check_office(applying)
    require(by, Act.GRANT_RIGHTS)
    grant = _named(applying)
    if grant is not None:
        recalled(applying.conn, grant.id)
        _touch(applying, grant)


def write_off_wished(applying: Applying, by: Staff) -> None:
    """Write a right off because two managers at an office device say so."""
    _check_office(applying)
    require_two(by, _second(applying))
    grant = _named(applying)
    if grant is not None:
        check_waiver(grant, _waives(applying))
        written_off(applying.conn, grant.id)
        _touch(applying, grant)


def allowance_wished(applying: Applying, by: Staff) -> None:
    """Keep tills supplied as an office device says."""
    _check_office(applying)
    require(by, Act.GRANT_RIGHTS)
    allowance = allowance_from(applying.entry.body)
    check_allowance(allowance)
    check_known(applying.ledger, applying.conn, allowance)
    put_allowance(applying.conn, allowance)


RIGHTS_APPLIERS: Final[Mapping[Kind, Applier]] = {
    Kind.RIGHT_ACCEPTED: accepted,
    Kind.RIGHT_RELEASED: ended,
    Kind.LEASE_CLOSED: ended,
    Kind.RIGHT_GRANTED: managed(wished),
    Kind.RIGHT_RECALLED: managed(recall_wished),
    Kind.RIGHT_WRITTEN_OFF: managed(write_off_wished),
    Kind.ALLOWANCE_SET: managed(allowance_wished),
}


def _said(applying: Applying) -> Grant:
    """Return the right as its device says it is. Raises InvalidInput where it is not its own."""
    said = grant_from(_object(applying, "document"))
    if said.device != applying.device:
        raise InvalidInput("The right {right} is another device's.", right=said.id)
    return said


def _kept(applying: Applying, said: Grant) -> Grant | None:
    """Return the right as the hub knew it; None where it was forgotten, and is known again now.

    Raises NotFound where the hub cannot have given it.
    """
    kept = read_grant(applying.conn, said.id, lock=True)
    if kept is None:
        _learn(applying, said)
        return None
    if (kept.device, kept.kind, kept.codes) != (said.device, said.kind, said.codes):
        raise InvalidInput("The right {right} is not what the device says.", right=said.id)
    return kept


def _is_forgotten(applying: Applying, said: Grant) -> bool:
    is_old = said.epoch < epoch(applying.conn)
    return is_old and read_grant(applying.conn, said.id) is None


def _learn(applying: Applying, said: Grant) -> None:
    if said.epoch >= epoch(applying.conn) and applying.receipted is None:
        raise NotFound("There is no right with the number {right}.", right=said.id)
    known = select(campaigns.c.id).where(campaigns.c.id == said.campaign_id)
    if applying.conn.scalar(known) is None:
        raise NotFound("There is no campaign {campaign}.", campaign=said.campaign_id[:64])
    raise_grant_id(applying.conn, said.id)
    # What it spent and what of it was burned comes again with the redemptions.
    fresh = replace(said, spent=Amount(), burned=Amount())
    put_grant(applying.conn, said if not said.is_open else fresh, RELEARNT)
    _touch(applying, said)


def _apply_waiting(applying: Applying, grant: Grant) -> None:
    """Apply the provisional claims that lost because the device held their codes, now unused."""
    if grant.codes is None:
        return
    waiting = select(conflicts.c.code_id).where(
        conflicts.c.state == ConflictState.OPEN.value,
        conflicts.c.kind == ConflictKind.CLAIM.value,
        conflicts.c.code_id.between(*grant.codes),
    )
    for code_id in applying.conn.scalars(waiting.order_by(conflicts.c.code_id).distinct()).all():
        applying.touch_all(promote(applying.ledger, applying.conn, code_id, applying.now))


def _most(one: Amount, other: Amount) -> Amount:
    return Amount(
        max(one.units, other.units), max(one.money, other.money), max(one.count, other.count)
    )


def _named(applying: Applying) -> Grant | None:
    """Return the right that an entry names; None where a restored hub has forgotten or ended it."""
    grant_id = applying.entry.body.get("grant")
    if not isinstance(grant_id, int):
        raise InvalidInput("The entry names no right.")
    try:
        grant = known_grant(applying.conn, grant_id)
    except NotFound:
        if applying.receipted is None:
            raise
        return None
    return None if applying.receipted is not None and not grant.is_open else grant


def _waives(applying: Applying) -> Guarantee:
    try:
        return Guarantee(str(applying.entry.body.get("waives")))
    except ValueError:
        raise InvalidInput("The entry does not say what it waives.") from None


def _check_office(applying: Applying) -> None:
    if applying.kind is not DeviceKind.OFFICE:
        raise Forbidden("Only an office device gives rights.")


def _second(applying: Applying) -> Staff:
    """Return who agreed, as the hub knows them. Raises Forbidden for nobody."""
    named = str(applying.entry.body.get("second"))
    found = person(applying.conn, named)
    if found is None:
        raise Forbidden("Nobody on the staff has the id {id}.", id=named[:40])
    return found


def _object(applying: Applying, name: str) -> Mapping[str, Any]:
    value = applying.entry.body.get(name)
    if not isinstance(value, Mapping):
        raise InvalidInput("The entry is not whole.")
    return value


def _touch(applying: Applying, grant: Grant) -> None:
    applying.touch("grant", str(grant.id), grant.device)
