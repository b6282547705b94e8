"""The facts of one attempt, read inside the transaction that records what comes of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from counterfoil.domain.campaign import Campaign
from counterfoil.domain.code import fold_any
from counterfoil.domain.effect import GiveReward
from counterfoil.domain.exchange import Standing
from counterfoil.domain.facts import CodeStatus, Facts, Reading, Request, Used
from counterfoil.domain.member import Member
from counterfoil.domain.reward import Reward
from counterfoil.domain.rights import Amount
from counterfoil.domain.units import ZERO
from counterfoil.ledger import journal, usage
from counterfoil.ledger.campaign_rows import parsed
from counterfoil.ledger.guesses import waits_until
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lookup import Found, find_code
from counterfoil.ledger.member_rows import lock_card, read_card, read_member
from counterfoil.ledger.rewards import read_reward
from counterfoil.ledger.rights.facts import ALL, Held, decides_by_lease, held_over
from counterfoil.ledger.rights.outstanding import is_limited, outstanding, with_outstanding
from counterfoil.ledger.verdict import Attempt


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the decision looks at, where it was found, and the leases that it may spend."""

    attempt: Attempt
    found: Found
    facts: Facts
    request: Request
    at: datetime
    held: Held = ALL

    @property
    def is_test(self) -> bool:
        """Say whether the code is for tests: its use moves nothing and counts nowhere."""
        return self.facts.code is not None and self.facts.code.test


def gather(
    ledger: Ledger,
    conn: Connection,
    attempt: Attempt,
    at: datetime,
    *,
    lock: bool,
    now: datetime | None = None,
) -> Gathered:
    """Return the facts of `attempt` at `at`; with `lock` they stay true until the transaction ends.

    Where whoever tries has to wait at `now`, nothing is looked up; without it nobody has to. Rows
    are locked in one order everywhere: this device's chain, code, campaign, members, guesses.
    """
    waits = None if now is None else waits_until(ledger, conn, attempt, now)
    if waits is not None:
        return unlooked(ledger, attempt, at, waits)
    found = find_code(ledger, conn, attempt.texts, lock=lock)
    if attempt.event is not None:
        found = _carried(ledger, conn, found, attempt.event)
    return gather_about(ledger, conn, found, attempt, at, lock=lock)


def unlooked(ledger: Ledger, attempt: Attempt, at: datetime, waits: datetime) -> Gathered:
    """Return all that is known of an attempt of somebody who has to wait: nothing."""
    shown = next(filter(None, map(fold_any, attempt.texts)), "")
    found = Found(Reading.READ, shown)
    facts = Facts(ledger.store, waits_until=waits)
    request = Request(shown, found.reading, attempt.card, attempt.amount, attempt.body)
    return Gathered(attempt, found, facts, request, at)


def gather_about(
    ledger: Ledger, conn: Connection, found: Found, attempt: Attempt, at: datetime, *, lock: bool
) -> Gathered:
    """Return the facts of `attempt` about a code that is known already; see `gather`."""
    campaign = _campaign(ledger, conn, found)
    if lock:
        lock_card(conn, attempt.card)
    member = read_card(conn, attempt.card)
    referrer = read_member(conn, member.referrer_id) if member else None
    # Of what is told later the rights are those of now: one that is over cannot be spent any more.
    known = at if attempt.at is None else max(at, journal.peek(ledger, conn, at).now)
    held = held_over(ledger, conn, campaign, found, member, known, attempt.device)
    facts = Facts(
        store=ledger.store,
        code=found.facts,
        campaign=campaign,
        member=member,
        referrer=referrer,
        rewards=_rewards(conn, campaign),
        used=_used(ledger, conn, found, campaign, member, at),
        rights=held.rights,
    )
    request = Request(found.shown, found.reading, attempt.card, attempt.amount, attempt.body)
    return Gathered(attempt, found, facts, request, at, held)


def _carried(ledger: Ledger, conn: Connection, found: Found, event: str) -> Found:
    """Return `found` as a code that nobody knows, where its campaign waits for another event."""
    campaign = _campaign(ledger, conn, found)
    if campaign is None or campaign.event == event:
        return found
    return Found(found.reading, found.shown, found.digest)


def _campaign(ledger: Ledger, conn: Connection, found: Found) -> Campaign | None:
    if found.campaign_id is None:
        return None
    return parsed(ledger, conn, found.campaign_id, found.campaign_version)


def _rewards(conn: Connection, campaign: Campaign | None) -> dict[str, Reward]:
    if campaign is None:
        return {}
    wanted = {e.reward_id for r in campaign.rules for e in r.effects if isinstance(e, GiveReward)}
    found = (read_reward(conn, reward_id) for reward_id in sorted(wanted))
    return {reward.id: reward for reward in found if reward is not None}


def _used(
    ledger: Ledger,
    conn: Connection,
    found: Found,
    campaign: Campaign | None,
    member: Member | None,
    at: datetime,
) -> Used:
    if campaign is None or found.facts is None or found.facts.status is not CodeStatus.UNUSED:
        return Used()
    who = (member.id, member.referrer_id) if member else (None, None)
    out = _out(ledger, conn, campaign)
    used = usage.used(conn, campaign, who, at, ledger.store.zone)
    if decides_by_lease(ledger):
        return replace(used, points=ZERO, executions=0)
    return used if out is None else with_outstanding(used, out)


def _out(ledger: Ledger, conn: Connection, campaign: Campaign) -> Amount | None:
    """Return what others may still spend of the campaign's limits, where this is a hub."""
    if ledger.standing is not Standing.HUB or not is_limited(campaign):
        return None
    return outstanding(conn, campaign.id)
