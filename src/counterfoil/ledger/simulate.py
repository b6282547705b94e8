"""Trying a campaign out: the verdict there would be, and why, with nothing written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from counterfoil.domain.checks import CHECKS
from counterfoil.domain.event import Value
from counterfoil.domain.facts import CodeFacts, CodeStatus, Reading
from counterfoil.domain.redemption import explain
from counterfoil.domain.refusal import Refused
from counterfoil.domain.trace import RuleTrace, trace
from counterfoil.ledger import journal
from counterfoil.ledger.campaign_rows import current
from counterfoil.ledger.codes.filters import CodeFilter
from counterfoil.ledger.codes.listing import list_codes
from counterfoil.ledger.gather import Gathered, gather_about
from counterfoil.ledger.given import foreseen
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.lookup import Found, find_code
from counterfoil.ledger.redeem import checked, foreseen_verdict
from counterfoil.ledger.staff import DEFAULT
from counterfoil.ledger.verdict import Attempt, Given, Verdict

_FROM_THE_END: Final = 2**62
_UNUSED: Final = CodeFilter(status=CodeStatus.UNUSED)


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried: a code's possible `texts`, or any unused code of a campaign.

    `card`, `amount`, `body` and `at` are those of an attempt; without `at` it is tried now.
    """

    texts: tuple[str, ...] = ()
    campaign_id: str = ""
    card: str = ""
    amount: Decimal | None = None
    at: datetime | None = None
    body: Mapping[str, Value] = field(default_factory=dict)


class Passing(StrEnum):
    """What became of a check; one is not reached where an earlier one left it nothing to see."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True, slots=True)
class Checked:
    """One check of the decision; `refused` says why it failed."""

    check: str
    passing: Passing
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class RuleTried:
    """What a rule comes to, and what it alone would give."""

    trace: RuleTrace
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Simulation:
    """The verdict foreseen, every check in order, and every rule of the campaign.

    `any_code` says that a campaign was tried, not a code: the verdict names the code that stood for
    all of them, "" where the campaign has none left.
    """

    verdict: Verdict
    checks: tuple[Checked, ...]
    rules: tuple[RuleTried, ...]
    any_code: bool


def simulate(ledger: Ledger, trial: Trial, now: datetime) -> Simulation:
    """Say what would come of a trial; nothing is written.

    Raises:
        NotFound: there is no such campaign.
        InvalidInput: the amount or the body cannot be.
    """
    attempt = checked(
        Attempt(trial.texts, DEFAULT, trial.card, trial.amount, body=trial.body, at=trial.at)
    )
    texts = _standing_for(ledger, trial.campaign_id) if trial.campaign_id else attempt.texts
    with ledger.read() as conn:
        found = find_code(ledger, conn, texts, lock=False)
        if trial.campaign_id and found.facts is None:
            found = _no_code(ledger, conn, trial.campaign_id)
        at = attempt.at or journal.peek(ledger, conn, now).now
        gathered = gather_about(ledger, conn, found, attempt, at, lock=False)
    return Simulation(
        foreseen_verdict(gathered), _checks(gathered), _rules(gathered), bool(trial.campaign_id)
    )


def _standing_for(ledger: Ledger, campaign_id: str) -> tuple[str, ...]:
    """Return the last unused code of a campaign, where there is one whose text is known."""
    page = list_codes(ledger, campaign_id, before=_FROM_THE_END, limit=1, wanted=_UNUSED)
    return tuple(line.text for line in page.codes)


def _no_code(ledger: Ledger, conn: Connection, campaign_id: str) -> Found:
    """Return what a code of the campaign would be, once there is one."""
    campaign = current(ledger, conn, campaign_id)
    prefix = campaign.code_format.prefix if campaign.code_format else ""
    facts = CodeFacts(CodeStatus.UNUSED, batch="", prefix=prefix)
    return Found(
        Reading.READ, "", facts=facts, campaign_id=campaign.id, campaign_version=campaign.version
    )


def _checks(gathered: Gathered) -> tuple[Checked, ...]:
    made = {
        result.check: result.refused
        for result in explain(gathered.facts, gathered.request, gathered.at)
    }
    return tuple(_checked(check.name, made) for check in CHECKS)


def _checked(name: str, made: Mapping[str, Refused | None]) -> Checked:
    if name not in made:
        return Checked(name, Passing.NOT_REACHED)
    refused = made[name]
    return Checked(name, Passing.PASSED if refused is None else Passing.FAILED, refused)


def _rules(gathered: Gathered) -> tuple[RuleTried, ...]:
    facts = gathered.facts
    return tuple(
        RuleTried(each, foreseen(each.outcomes, facts, gathered.at))
        for each in trace(facts, gathered.request, gathered.at)
    )
