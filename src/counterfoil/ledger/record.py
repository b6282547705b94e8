"""Writing an acceptance: code used, redemption, units, coupons, attributes, counters, journal."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, update

from counterfoil.domain.award import points_given
from counterfoil.domain.campaign import Campaign
from counterfoil.domain.entry import Kind
from counterfoil.domain.event import Value
from counterfoil.domain.member import Member
from counterfoil.domain.redemption import Accepted
from counterfoil.domain.units import ZERO, from_hundredths, to_hundredths
from counterfoil.ledger import journal, usage, wallets
from counterfoil.ledger.gather import Gathered
from counterfoil.ledger.given import ASSIGN, REMOVE, Gift, journalled, kept, plan, shown
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.rewards import free_coupon_code, issue_coupon, random_codes
from counterfoil.ledger.statement import Statement, inserting
from counterfoil.ledger.tables.base import dump, to_micros, to_units
from counterfoil.ledger.tables.codes import UNUSED, USED, campaign_counts, codes
from counterfoil.ledger.tables.members import members
from counterfoil.ledger.tables.redemptions import redemptions
from counterfoil.ledger.tallies import count_redemption
from counterfoil.ledger.verdict import Verdict

_USE_CODE: Final = Statement(
    update(codes)
    .where(codes.c.id == bindparam("code_id"), codes.c.status == UNUSED)
    .values(status=USED)
)
_COUNT: Final = Statement(
    update(campaign_counts)
    .where(campaign_counts.c.campaign_id == bindparam("campaign"))
    .values(used=campaign_counts.c.used + bindparam("more"))
)
_INSERT: Final = inserting(redemptions, without=("reversed_at", "reversed_by", "reversal_reason"))
_SET_ATTRIBUTES: Final = Statement(
    update(members)
    .where(members.c.id == bindparam("member"))
    .values(custom_attributes=bindparam("attributes"))
)


def record_acceptance(
    ledger: Ledger, conn: Connection, last: journal.Head, gathered: Gathered, accepted: Accepted
) -> Verdict:
    """Write all that an acceptance does, in the transaction of `conn`.

    That of a test code uses up the code and is recorded, and does nothing else.
    """
    campaign, found = gathered.facts.campaign, gathered.found
    assert campaign is not None and found.code_id is not None  # noqa: S101, PT018 - it was accepted
    redemption_id = f"{ledger.device.id}-{last.n + 1}"
    given = plan(
        accepted.outcomes,
        gathered.facts,
        gathered.at,
        lambda: "" if gathered.is_test else free_coupon_code(conn, random_codes()),
    )
    _use_code(conn, found.code_id)
    row = _row(ledger, gathered, campaign, accepted, given, redemption_id)
    _INSERT.run(conn, row)
    after = gathered.facts.member
    if not gathered.is_test:
        count_used(conn, campaign.id, 1)
        count_redemption(conn, row)
        for gift in given:
            _give(conn, gift, redemption_id, gathered)
        after = _with_gifts(conn, gathered, given)
        usage.add(conn, campaign, _execution(ledger, gathered, accepted))
    body = _body(ledger, gathered, campaign, accepted, given, redemption_id)
    journal.append_after(ledger, conn, last, Kind.REDEEM, body)
    cards = {m.id: m.loyalty_card_number for m in _members(gathered)}
    return Verdict(
        accepted=True,
        final=accepted.final,
        refused=None,
        code=found.shown,
        campaign=campaign,
        member=after,
        given=tuple(shown(gift, cards) for gift in given),
        redemption_id=redemption_id,
        at=gathered.at,
        test=gathered.is_test,
    )


def count_used(conn: Connection, campaign_id: str, more: int) -> None:
    """Add to the number of a campaign's used codes."""
    _COUNT.run(conn, {"campaign": campaign_id, "more": more})


def set_attributes(conn: Connection, member_id: str, attributes: Mapping[str, str]) -> None:
    """Keep a member's custom attributes."""
    _SET_ATTRIBUTES.run(conn, {"member": member_id, "attributes": dump(dict(attributes))})


def body_document(body: Mapping[str, Value]) -> dict[str, object]:
    """Return the custom event's further attributes as JSON has them."""
    return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in body.items()}


def _use_code(conn: Connection, code_id: int) -> None:
    changed = _USE_CODE.run(conn, {"code_id": code_id}).rowcount
    assert changed == 1  # noqa: S101 - it was found unused, and is kept for this transaction


def _row(
    ledger: Ledger,
    gathered: Gathered,
    campaign: Campaign,
    accepted: Accepted,
    given: tuple[Gift, ...],
    redemption_id: str,
) -> dict[str, object]:
    attempt, member = gathered.attempt, gathered.facts.member
    return {
        "id": redemption_id,
        "event_id": attempt.event_id,
        "code_id": gathered.found.code_id,
        "campaign_id": campaign.id,
        "campaign_version": campaign.version,
        "member_id": member.id if member else None,
        "staff_id": attempt.staff.id,
        "store": ledger.store.code,
        "till": ledger.device.id,
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


def _give(conn: Connection, gift: Gift, redemption_id: str, gathered: Gathered) -> None:
    if gift.coupon is not None:
        issue_coupon(conn, gift.coupon, gift.member_id, redemption_id, gathered.at)
    elif gift.wallet_code and gift.member_id is not None:
        wallets.move(
            conn,
            gift.member_id,
            gift.wallet_code,
            gift.hundredths,
            wallets.REDEEMED,
            gathered.at,
            redemption_id,
        )


def _members(gathered: Gathered) -> tuple[Member, ...]:
    both = (gathered.facts.member, gathered.facts.referrer)
    return tuple(member for member in both if member is not None)


def _with_gifts(conn: Connection, gathered: Gathered, given: tuple[Gift, ...]) -> Member | None:
    """Keep changed attributes, and return the member as this redemption leaves them."""
    for each in _members(gathered):
        attributes = _attributes_after(each, given)
        if attributes != each.custom_attributes:
            set_attributes(conn, each.id, attributes)
    member = gathered.facts.member
    if member is None:
        return None
    balances = dict(member.wallets)
    for gift in given:
        if gift.member_id == member.id and gift.hundredths:
            before = balances.get(gift.wallet_code, ZERO)
            balances[gift.wallet_code] = before + from_hundredths(gift.hundredths)
    attributes = _attributes_after(member, given)
    return replace(member, wallets=balances, custom_attributes=attributes)


def _attributes_after(member: Member, given: tuple[Gift, ...]) -> dict[str, str]:
    attributes = dict(member.custom_attributes)
    for gift in given:
        if gift.member_id == member.id and gift.effect == ASSIGN:
            attributes[gift.key] = gift.value
        elif gift.member_id == member.id and gift.effect == REMOVE:
            attributes.pop(gift.key, None)
    return attributes


def _execution(ledger: Ledger, gathered: Gathered, accepted: Accepted) -> usage.Execution:
    member = gathered.facts.member
    return usage.Execution(
        member_id=member.id if member else None,
        at=gathered.at,
        zone=ledger.store.zone,
        points=accepted.points,
        points_by_member={
            m.id: points
            for m in _members(gathered)
            if (points := points_given(accepted.outcomes, m.id))
        },
    )
