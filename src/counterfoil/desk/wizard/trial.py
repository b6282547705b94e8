"""Trying a code before there is one: the decision on sample facts, check by check."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.effect import GiveReward
from counterfoil.domain.facts import CodeFacts, CodeStatus, Facts, Request
from counterfoil.domain.member import Member
from counterfoil.domain.redemption import Accepted, CheckResult, decide, explain
from counterfoil.domain.refusal import Refused
from counterfoil.domain.reward import Reward
from counterfoil.domain.sample import sample_codes
from counterfoil.domain.trace import RuleTrace, trace
from counterfoil.ledger import usage
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.members import find_by_card, get_member
from counterfoil.ledger.rewards import list_rewards

SAMPLE: Final = "SAMPLE"


@dataclass(frozen=True, slots=True)
class Try:
    """Whose code it would be, what was bought for how much, and when; without a time, now."""

    card: str = ""
    amount: Decimal | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of it: each check in order, each rule, the decision, and who it was for."""

    checks: tuple[CheckResult, ...]
    rules: tuple[RuleTrace, ...]
    decision: Accepted | Refused
    member: Member | None
    rewards: Mapping[str, Reward]


def attempt(ledger: Ledger, campaign: Campaign, asked: Try, now: datetime) -> Tried:
    """Decide on an unused code of `campaign`, saved or not, as if it were active.

    What members have redeemed of it so far counts; nothing is recorded.
    """
    at = asked.at or now
    member = find_by_card(ledger, asked.card) if asked.card else None
    running = replace(campaign, active=True, archived=False)
    facts = _facts(ledger, running, member, at)
    request = Request(_code(campaign), card=asked.card, amount=asked.amount)
    checks, decision = explain(facts, request, at), decide(facts, request, at)
    return Tried(checks, trace(facts, request, at), decision, member, facts.rewards)


def _facts(ledger: Ledger, campaign: Campaign, member: Member | None, at: datetime) -> Facts:
    referrer = get_member(ledger, member.referrer_id) if member and member.referrer_id else None
    wanted = {e.reward_id for r in campaign.rules for e in r.effects if isinstance(e, GiveReward)}
    who = (member.id, member.referrer_id) if member else (None, None)
    with ledger.read() as conn:
        used = usage.used(conn, campaign, who, at, ledger.store.zone)
    prefix = campaign.code_format.prefix if campaign.code_format else ""
    return Facts(
        store=ledger.store,
        code=CodeFacts(CodeStatus.UNUSED, "", prefix),
        campaign=campaign,
        member=member,
        referrer=referrer,
        rewards={each.id: each for each in list_rewards(ledger) if each.id in wanted},
        used=used,
    )


def _code(campaign: Campaign) -> str:
    if campaign.code_format is None:
        return SAMPLE
    return sample_codes(campaign.code_format, 1)[0]
