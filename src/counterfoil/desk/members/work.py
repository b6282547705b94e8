"""What the screens of members have the ledger do. Every function here runs behind a door."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from counterfoil.desk.members.form import MemberForm, changes, fields
from counterfoil.domain.errors import MachineError, NotFound
from counterfoil.domain.member import Member
from counterfoil.domain.store import Staff
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import (
    count_members,
    count_referred,
    find_by_card,
    get_member,
    list_members,
    list_segments,
    list_tiers,
    new_member_id,
    referred_by,
    save_member,
    update_member,
)
from counterfoil.ledger.person_export import export_person
from counterfoil.ledger.wallet_statement import wallet_codes

PAGE: Final = 100
MOST_REFERRED: Final = 20


@dataclass(frozen=True, slots=True)
class Groups:
    """The names of tiers and segments by code, and how many members there are."""

    tiers: Mapping[str, str] = field(default_factory=dict)
    segments: Mapping[str, str] = field(default_factory=dict)
    count: int = 0


@dataclass(frozen=True, slots=True)
class Looked:
    """One member, who brought them in, and whom they brought in (the first of `count`)."""

    member: Member
    referrer: Member | None
    referred: tuple[Member, ...]
    count: int
    wallets: tuple[str, ...]
    groups: Groups

    @property
    def referrer_card(self) -> str:
        """The card of who brought them in, "" for nobody."""
        return self.referrer.loyalty_card_number if self.referrer else ""


def groups(ledger: Ledger) -> Groups:
    """Return the tiers and segments."""
    return Groups(
        {tier.code: tier.name for tier in list_tiers(ledger)},
        {segment.code: segment.name for segment in list_segments(ledger)},
        count_members(ledger),
    )


def page(ledger: Ledger, typed: str, after: str) -> tuple[tuple[Member, ...], str | None]:
    """Return a page of members that were searched for, and the card where the next one begins."""
    found = list_members(ledger, after, PAGE, typed)
    return found, found[-1].loyalty_card_number if len(found) == PAGE else None


def look(ledger: Ledger, member_id: str) -> Looked:
    """Return one member with who is about them. Raises NotFound."""
    member = get_member(ledger, member_id)
    referrer = get_member(ledger, member.referrer_id) if member.referrer_id else None
    return Looked(
        member,
        referrer,
        referred_by(ledger, member_id, MOST_REFERRED),
        count_referred(ledger, member_id),
        wallet_codes(ledger, member_id),
        groups(ledger),
    )


def with_card(ledger: Ledger, texts: tuple[str, ...]) -> Member | None:
    """Return the member whose card was scanned, None where it is nobody's."""
    return next(filter(None, (find_by_card(ledger, text) for text in texts)), None)


def create(ledger: Ledger, form: MemberForm, by: Staff, now: datetime) -> Member:
    """Save a new member. Raises Conflict where the card is somebody's."""
    referrer_id = _referrer_id(ledger, form.referrer)
    given = fields(form) | {"referrer_id": referrer_id}
    return save_member(ledger, Member(id=new_member_id(), registered_at=now, **given), by, now)


def save(
    ledger: Ledger, member_id: str, before: MemberForm, after: MemberForm, by: Staff, now: datetime
) -> Member:
    """Save what was changed in the form of a member, and nothing else."""
    changed = changes(before, after)
    if after.referrer != before.referrer:
        changed["referrer_id"] = _referrer_id(ledger, after.referrer)
    return update_member(ledger, member_id, changed, by, now)


def export(ledger: Ledger, member_id: str, path: Path, by: Staff, now: datetime) -> Path:
    """Write everything that is kept of a member into a file. Raises MachineError."""
    text = json.dumps(export_person(ledger, member_id, by, now), ensure_ascii=False, indent=2)
    try:
        path.write_text(f"{text}\n", "utf-8")
    except OSError as error:
        raise MachineError(
            "{file} cannot be written: {why}.", file=path, why=error.strerror
        ) from error
    return path


def _referrer_id(ledger: Ledger, card: str) -> str | None:
    if not card:
        return None
    found = find_by_card(ledger, card)
    if found is None:
        raise NotFound("No member has the card {card}.", card=card[:64])
    return found.id
