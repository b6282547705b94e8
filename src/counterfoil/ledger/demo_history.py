"""A month at the demo's counter: who came with which code when, played through the real till."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from sqlalchemy import select

from counterfoil.domain.campaign import GroupKind, includes
from counterfoil.domain.member import Member
from counterfoil.domain.store import Role, Staff, may_act_as
from counterfoil.ledger.campaigns import get_campaign
from counterfoil.ledger.codes.steps import Progress, Steps
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import list_members
from counterfoil.ledger.redeem import redeem
from counterfoil.ledger.reverse import reverse
from counterfoil.ledger.staff import list_staff
from counterfoil.ledger.tables.codes import batches, codes
from counterfoil.ledger.verdict import Attempt

SEED: Final = 2026
REASONS: Final = ("Scanned for the wrong member", "The customer changed their mind")
# A coffee shop's day: how many come in each hour from 7 to 20.
_HOURS: Final = (2, 6, 9, 7, 5, 6, 8, 6, 4, 5, 7, 6, 3, 1)
_OPENS: Final = 7
_AGAIN: Final = 0.04
_UNKNOWN: Final = 0.015
_WRONG_MEMBER: Final = 0.1
_UNDONE: Final = 0.015


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at the counter."""

    at: datetime
    code: str
    card: str
    staff: Staff
    source: str
    undone: str = ""


@dataclass(frozen=True, slots=True)
class Played:
    """What came of the visits."""

    accepted: int
    refused: int
    undone: int


def planned(
    ledger: Ledger, wanted: Mapping[str, int], begins: datetime, ends: datetime
) -> tuple[Visit, ...]:
    """Return the visits between two moments, in order: as many of each campaign as `wanted` says.

    The same seed makes the same month; only the codes are others in each demo.
    """
    chance = Random(SEED)  # noqa: S311 - who comes to a demo is no secret
    members = list_members(ledger, limit=1000)
    staff = [person for person in list_staff(ledger) if person.role is not Role.MANAGER]
    visits: list[Visit] = []
    for campaign_id, count in wanted.items():
        guests = _guests(ledger, campaign_id, members)
        for code in _texts(ledger, campaign_id, count):
            visits.extend(_visits(chance, ledger, code, guests, staff, begins, ends))
    return tuple(sorted(visits, key=lambda visit: visit.at))


def history_steps(ledger: Ledger, visits: Sequence[Visit], done: int) -> Steps[Played]:
    """Play the visits, each at its own moment; `done` steps of twice as many were made before."""
    accepted = undone = 0
    for number, visit in enumerate(visits):
        attempt = Attempt((visit.code,), visit.staff, visit.card, source=visit.source)
        verdict = redeem(ledger, attempt, visit.at)
        accepted += verdict.accepted
        if verdict.redemption_id and visit.undone:
            reverse(ledger, verdict.redemption_id, visit.undone, _supervisor(ledger), visit.at)
            undone += 1
        yield Progress(done + done * number // len(visits), 2 * done)
    return Played(accepted, len(visits) - accepted, undone)


def _guests(
    ledger: Ledger, campaign_id: str, members: Sequence[Member]
) -> tuple[Sequence[Member], Sequence[Member]]:
    """Return the members a campaign is for, and those who bring its codes too."""
    audience = get_campaign(ledger, campaign_id).audience
    meant = [member for member in members if includes(audience, member)]
    return meant, members if audience.kind is not GroupKind.EVERYONE else meant


def _texts(ledger: Ledger, campaign_id: str, count: int) -> tuple[str, ...]:
    query = (
        select(codes.c.text)
        .join(batches, batches.c.id == codes.c.batch_id)
        .where(batches.c.campaign_id == campaign_id)
        .order_by(codes.c.id)
        .limit(count)
    )
    with ledger.read() as conn:
        return tuple(conn.scalars(query))


def _visits(
    chance: Random,
    ledger: Ledger,
    code: str,
    guests: tuple[Sequence[Member], Sequence[Member]],
    staff: Sequence[Staff],
    begins: datetime,
    ends: datetime,
) -> Iterator[Visit]:
    meant, others = guests
    at = _moment(chance, ledger, begins, ends)
    who = staff[chance.randrange(len(staff))]
    source = chance.choices(("camera", "scanner", "typed"), (5, 4, 1))[0]
    if chance.random() < _UNKNOWN:
        wrong = chance.choice(others).loyalty_card_number
        yield Visit(at, f"{code[:-2]}ZZ", wrong, who, "typed")
    if chance.random() < _WRONG_MEMBER and others is not meant:
        yield Visit(at, code, chance.choice(others).loyalty_card_number, who, source)
        at += timedelta(seconds=30)
    card = chance.choice(meant).loyalty_card_number
    undone = chance.choice(REASONS) if chance.random() < _UNDONE else ""
    yield Visit(at, code, card, who, source, undone)
    if chance.random() < _AGAIN:
        later = at + timedelta(minutes=chance.randrange(5, 3000))
        if later < ends:
            yield Visit(later, code, chance.choice(meant).loyalty_card_number, who, source)


def _moment(chance: Random, ledger: Ledger, begins: datetime, ends: datetime) -> datetime:
    """Draw a moment in opening hours, more on Saturdays."""
    zone = ledger.store.zone
    while True:
        at = begins + (ends - begins) * chance.random()
        local = at.astimezone(zone)
        hour = local.hour - _OPENS
        busy = _HOURS[hour] if 0 <= hour < len(_HOURS) else 0
        if chance.random() * 12 < busy * (1.3 if local.isoweekday() == 6 else 1):
            return at


def _supervisor(ledger: Ledger) -> Staff:
    able = (person for person in list_staff(ledger) if may_act_as(person, Role.SUPERVISOR))
    return next(able)
