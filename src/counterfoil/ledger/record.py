"""Recording an acceptance: what comes of it, its redemption with all it does, its entry."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.entry import Kind
from counterfoil.domain.event import Value
from counterfoil.domain.member import Member
from counterfoil.domain.redemption import Accepted
from counterfoil.domain.units import ZERO, from_hundredths, to_hundredths
from counterfoil.ledger import journal
from counterfoil.ledger.gather import Gathered
from counterfoil.ledger.given import Gift, attributes_after, journalled, kept, plan, shown
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.redemption_rows import Recorded, write_redemption
from counterfoil.ledger.rewards import free_coupon_code, random_codes
from counterfoil.ledger.tables.base import dump, to_micros, to_units
from counterfoil.ledger.verdict import Asker, Verdict


def record_acceptance(
    ledger: Ledger,
    conn: Connection,
    last: journal.Head,
    gathered: Gathered,
    accepted: Accepted,
    *,
    spends: Mapping[str, object] | None = None,
    asker: Asker | None = None,
) -> Verdict:
    """Write all that an acceptance does, in the transaction of `conn`.

    That of a test code uses up the code and is recorded, and does nothing else. `spends` is what it
    took of grants, for the journal; `asker` is the device that asked this ledger to decide.
    """
    campaign, found = gathered.facts.campaign, gathered.found
    assert campaign is not None and found.code_id is not None  # noqa: S101, PT018 - it was accepted
    by = asker or Asker(ledger.device.id, f"{ledger.device.id}-{last.n + 1}")
    given = plan(
        accepted.outcomes,
        gathered.facts,
        gathered.at,
        lambda: "" if gathered.is_test else free_coupon_code(conn, random_codes()),
    )
    row = _row(ledger, gathered, campaign, accepted, given, by)
    after = {} if gathered.is_test else _attributes(gathered, given)
    changed = {m.id: after[m.id] for m in _members(gathered) if _is_changed(m, after)}
    write_redemption(conn, Recorded(row, given, campaign, ledger.store.zone, changed))
    body = _body(ledger, gathered, campaign, accepted, given, by.attempt)
    if spends is not None:
        body["spends"] = spends
    journal.append_after(ledger, conn, last, Kind.REDEEM, body)
    cards = {m.id: m.loyalty_card_number for m in _members(gathered)}
    return Verdict(
        accepted=True,
        final=accepted.final,
        refused=None,
        code=found.shown,
        campaign=campaign,
        member=_after(gathered, given, after),
        given=tuple(shown(gift, cards) for gift in given),
        redemption_id=by.attempt,
        at=gathered.at,
        test=gathered.is_test,
    )


def body_document(body: Mapping[str, Value]) -> dict[str, object]:
    """Return the custom event's further attributes as JSON has them."""
    return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in body.items()}


def _row(
    ledger: Ledger,
    gathered: Gathered,
    campaign: Campaign,
    accepted: Accepted,
    given: tuple[Gift, ...],
    by: Asker,
) -> dict[str, object]:
    attempt, member = gathered.attempt, gathered.facts.member
    return {
        "id": by.attempt,
        "event_id": attempt.event_id,
        "code_id": gathered.found.code_id,
        "campaign_id": campaign.id,
        "campaign_version": campaign.version,
        "member_id": member.id if member else None,
        "staff_id": attempt.staff.id,
        "store": ledger.store.code,
        "till": by.device,
        "at": to_micros(gathered.at),
        "units": 0 if gathered.is_test else to_hundredths(accepted.points),
        "amount": to_units(attempt.amount),
        "rules": dump(accepted.rules),
        "given": dump([kept(gift) for gift in given]),
        "body": dump(body_document(attempt.body)) if attempt.body else None,
        "source": attempt.source,
        "test": gathered.is_test,
    }


def _body(
    ledger: Ledger,
    gathered: Gathered,
    campaign: Campaign,
    accepted: Accepted,
    given: tuple[Gift, ...],
    redemption_id: str,
) -> dict[str, object]:
    attempt, member, code = gathered.attempt, gathered.facts.member, gathered.found.digest
    body: dict[str, object] = {
        "redemption": redemption_id,
        "event_id": attempt.event_id,
        "code": code.hex() if code else None,
        "campaign": campaign.id,
        "campaign_version": campaign.version,
        "member": member.id if member else None,
        "staff": attempt.staff.id,
        "store": ledger.store.code,
        "at": to_micros(gathered.at),
        "amount": to_units(attempt.amount),
        "rules": accepted.rules,
        "given": [journalled(gift, ledger.digest_key) for gift in given],
        "source": attempt.source,
        "final": accepted.final,
    }
    return body | {"test": True} if gathered.is_test else body


def _members(gathered: Gathered) -> tuple[Member, ...]:
    both = (gathered.facts.member, gathered.facts.referrer)
    return tuple(member for member in both if member is not None)


def _attributes(gathered: Gathered, given: tuple[Gift, ...]) -> dict[str, dict[str, str]]:
    return {m.id: attributes_after(m.id, m.custom_attributes, given) for m in _members(gathered)}


def _is_changed(member: Member, after: Mapping[str, Mapping[str, str]]) -> bool:
    return member.id in after and after[member.id] != member.custom_attributes


def _after(
    gathered: Gathered, given: tuple[Gift, ...], attributes: Mapping[str, Mapping[str, str]]
) -> Member | None:
    """Return the member as this redemption leaves them; a test changes nothing."""
    member = gathered.facts.member
    if member is None or gathered.is_test:
        return member
    balances = dict(member.wallets)
    for gift in given:
        if gift.member_id == member.id and gift.hundredths:
            before = balances.get(gift.wallet_code, ZERO)
            balances[gift.wallet_code] = before + from_hundredths(gift.hundredths)
    return replace(member, wallets=balances, custom_attributes=attributes[member.id])
