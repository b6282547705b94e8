"""`simulate`: what would come of a code or a campaign, and why; nothing is written."""

from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from counterfoil.cli.find import campaign_named
from counterfoil.cli.options import records
from counterfoil.cli.output import iso, say, show_json, when
from counterfoil.cli.values import amount, moment, readings
from counterfoil.cli.verdict import (
    given_sentence,
    show_verdict,
    verdict_record,
)
from counterfoil.cli.wiring import clock, opened
from counterfoil.domain.attribute import ABSENT
from counterfoil.domain.errors import NotFound
from counterfoil.domain.refusal import sentence
from counterfoil.domain.trace import ConditionTrace, Standing
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.records import given_record
from counterfoil.ledger.simulate import Checked, Passing, RuleTried, Simulation, Trial, simulate

_SIGNS = {
    Passing.PASSED: "✓",
    Passing.FAILED: "✕",
    Passing.NOT_REACHED: "·",
    Standing.HOLDS: "✓",
    Standing.FAILS: "✕",
    Standing.BROKEN: "!",
    Standing.NO_REFERRER: "·",
}
_RULE_SAYS = {
    Standing.HOLDS: "holds",
    Standing.FAILS: "does not hold",
    Standing.BROKEN: "cannot be worked out",
    Standing.NO_REFERRER: "needs a referrer, and there is none",
}


@click.command("simulate")
@click.argument("subject", metavar="CAMPAIGN|CODE")
@click.option("--member", "card", metavar="CARD", default="", help="The loyalty card.")
@click.option("--amount", "amount_text", metavar="X", help="What the purchase comes to.")
@click.option("--at", "at_text", metavar="TIME", help="When it happens, ISO 8601; else now.")
@records
def simulate_command(
    subject: str,
    card: str,
    amount_text: str | None,
    at_text: str | None,
    *,
    as_json: bool,
    data: Path,
) -> int:
    """Say what would come of CODE, or of any unused code of CAMPAIGN, check by check.

    Nothing is written. The exit code is that of redeem: 0 where it would be accepted, else 1.
    """
    with opened(data) as ledger:
        zone = ledger.store.zone
        campaign_id = _campaign_id(ledger, subject)
        trial = Trial(
            texts=() if campaign_id else readings(subject),
            campaign_id=campaign_id,
            card=card.strip(),
            amount=None if amount_text is None else amount(amount_text),
            at=None if at_text is None else moment(at_text, zone),
        )
        found = simulate(ledger, trial, clock())
        if as_json:
            show_json(_record(found, zone))
        else:
            _show(found, ledger)
    return 0 if found.verdict.accepted else 1


def _campaign_id(ledger: Ledger, subject: str) -> str:
    """Return the id of the campaign that is named, "" where it must be a code."""
    try:
        return campaign_named(ledger, subject).id
    except NotFound:
        return ""


def _record(found: Simulation, zone: ZoneInfo) -> dict[str, object]:
    return {
        **verdict_record(found.verdict, zone),
        "anyCode": found.any_code,
        "checks": [
            {
                "check": each.check,
                "result": each.passing.value,
                "reason": each.refused and each.refused.reason.value,
                "sentence": each.refused and sentence(each.refused, partial(when, zone=zone)),
            }
            for each in found.checks
        ],
        "rules": [_rule_record(each, zone) for each in found.rules],
    }


def _rule_record(tried: RuleTried, zone: ZoneInfo) -> dict[str, object]:
    return {
        "rule": tried.trace.rule.name,
        "result": tried.trace.standing.value,
        "conditions": [
            {
                "attribute": each.condition.attribute,
                "operator": each.condition.operator.value,
                "data": each.condition.data,
                "result": each.standing.value,
                "actual": None if each.actual is ABSENT else _plain(each.actual, zone),
            }
            for each in tried.trace.conditions
        ],
        "effects": [given_record(given) for given in tried.given],
    }


def _plain(value: object, zone: ZoneInfo) -> object:
    if isinstance(value, datetime):
        return iso(value.astimezone(zone))
    return str(value) if isinstance(value, Decimal) else value


def _show(found: Simulation, ledger: Ledger) -> None:
    show_verdict(found.verdict, ledger.store)
    say("Checks")
    for check in found.checks:
        _show_check(check, ledger.store.zone)
    for tried in found.rules:
        _show_rule(tried, ledger.store.zone)


def _show_check(check: Checked, zone: ZoneInfo) -> None:
    why = f": {sentence(check.refused, partial(when, zone=zone))}" if check.refused else ""
    late = " (not reached)" if check.passing is Passing.NOT_REACHED else ""
    say(f"  {_SIGNS[check.passing]} {check.check}{late}{why}")


def _show_rule(tried: RuleTried, zone: ZoneInfo) -> None:
    trace = tried.trace
    say(f"Rule {trace.rule.name} {_RULE_SAYS[trace.standing]}")
    for each in trace.conditions:
        say(f"  {_SIGNS[each.standing]} {_condition(each)}")
    for given in tried.given:
        say(f"  + {given_sentence(given, zone)}")


def _condition(each: ConditionTrace) -> str:
    asked = each.condition
    words = f"{asked.attribute} {asked.operator.value.replace('_', ' ')} {asked.data}".strip()
    if not asked.attribute:
        return words
    actual = "absent" if each.actual is ABSENT else each.actual
    return f"{words}; it is {actual}"
