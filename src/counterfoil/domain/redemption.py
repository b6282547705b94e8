"""The one decision: may this code be redeemed, for this member, here and now, and for what.

The same function decides on a standalone till, on a joined till and on the hub. It looks only at
the facts it is handed; the ledger gathers them inside the transaction that records the outcome.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from counterfoil.domain.award import points_given
from counterfoil.domain.checks import CHECKS, Case
from counterfoil.domain.effect import Outcome
from counterfoil.domain.facts import Facts, Request
from counterfoil.domain.refusal import Refused
from counterfoil.domain.rights import Authority


@dataclass(frozen=True, slots=True)
class Accepted:
    """The redemption may be made: the rules that held, and what they give.

    `final` is False where only a risk lease covers it until the hub has answered.
    """

    outcomes: tuple[Outcome, ...]
    rules: tuple[str, ...]
    final: bool = True

    @property
    def points(self) -> Decimal:
        """The units given in all, which the campaign's budget is charged with."""
        return points_given(self.outcomes)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check of the decision, in order; `refused` is None where it passed."""

    check: str
    refused: Refused | None


def decide(facts: Facts, request: Request, now: datetime) -> Accepted | Refused:
    """Decide one redemption: the first check that fails names the refusal.

    Checks run in the order of `CHECKS`; `now` is aware, in any zone.
    """
    case = Case(facts, request, now)
    for check in CHECKS:
        refused = check.judge(case)
        if refused is not None:
            return refused
    final = facts.rights.authority is not Authority.PROVISIONAL
    return Accepted(case.judged.outcomes, case.judged.rules, final)


def explain(facts: Facts, request: Request, now: datetime) -> tuple[CheckResult, ...]:
    """Return the result of every check that can be made, passed or failed, in order.

    It goes on after a failure, and stops only where the next checks would have nothing to look at.
    """
    case = Case(facts, request, now)
    results = []
    for check in CHECKS:
        refused = check.judge(case)
        results.append(CheckResult(check.name, refused))
        if refused is not None and check.gate:
            break
    return tuple(results)
