"""What would come of a trial, check by check and rule by rule, as the API answers."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from counterfoil.domain.attribute import ABSENT
from counterfoil.domain.refusal import Refused, sentence
from counterfoil.domain.trace import ConditionTrace
from counterfoil.ledger.records import given_record
from counterfoil.ledger.simulate import RuleTried, Simulation

# ruff: noqa: N815 - the names in the API


class TriedCampaign(BaseModel):
    """One campaign, and what would come of it; with no id where the code is of none."""

    campaignId: str | None
    name: str | None
    accepted: bool
    reason: str | None
    sentence: str | None
    checks: list[dict[str, Any]]
    rules: list[dict[str, Any]]
    effects: list[dict[str, Any]]


class Simulated(BaseModel):
    """The campaigns that were tried, and all that they would give."""

    simulatedCampaigns: list[TriedCampaign]
    simulatedEffects: list[dict[str, Any]]


def simulated(found: Sequence[Simulation], zone: ZoneInfo) -> dict[str, object]:
    """Return what is answered to a trial of one campaign or several."""
    effects = [
        {"campaignId": each.verdict.campaign and each.verdict.campaign.id} | given_record(given)
        for each in found
        if each.verdict.accepted
        for given in each.verdict.given
    ]
    return {
        "simulatedCampaigns": [_campaign(each, zone) for each in found],
        "simulatedEffects": effects,
    }


def _campaign(found: Simulation, zone: ZoneInfo) -> dict[str, object]:
    verdict = found.verdict
    return {
        "campaignId": verdict.campaign and verdict.campaign.id,
        "name": verdict.campaign and verdict.campaign.name,
        "accepted": verdict.accepted,
        "reason": verdict.refused and verdict.refused.reason.value,
        "sentence": verdict.refused and _sentence(verdict.refused, zone),
        "checks": [
            {
                "check": each.check,
                "result": each.passing.value,
                "reason": each.refused and each.refused.reason.value,
                "sentence": each.refused and _sentence(each.refused, zone),
            }
            for each in found.checks
        ],
        "rules": [_rule(each, zone) for each in found.rules],
        "effects": [given_record(given) for given in verdict.given],
    }


def _rule(tried: RuleTried, zone: ZoneInfo) -> dict[str, object]:
    return {
        "name": tried.trace.rule.name,
        "result": tried.trace.standing.value,
        "conditions": [_condition(each, zone) for each in tried.trace.conditions],
        "effects": [given_record(given) for given in tried.given],
    }


def _condition(each: ConditionTrace, zone: ZoneInfo) -> dict[str, object]:
    return {
        "attribute": each.condition.attribute,
        "operator": each.condition.operator.value,
        "data": each.condition.data,
        "result": each.standing.value,
        "actual": None if each.actual is ABSENT else _plain(each.actual, zone),
    }


def _sentence(refused: Refused, zone: ZoneInfo) -> str:
    return sentence(refused, lambda moment: moment.astimezone(zone).isoformat(" ", "minutes"))


def _plain(value: object, zone: ZoneInfo) -> object:
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    if isinstance(value, frozenset | set | tuple):
        return sorted(str(each) for each in value)
    return str(value) if isinstance(value, Decimal) else value
