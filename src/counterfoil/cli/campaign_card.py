"""A campaign as a record of the list, and in words."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from counterfoil.cli.output import cell
from counterfoil.domain.campaign import Campaign, Group, GroupKind, Rule, RuleTarget
from counterfoil.domain.code import CodeFormat
from counterfoil.domain.condition import Condition
from counterfoil.domain.effect import (
    AssignMemberCustomAttribute,
    DeductUnit,
    Effect,
    GivePoints,
    GiveReward,
    RemoveMemberCustomAttribute,
)
from counterfoil.domain.limit import IntervalType, Limit
from counterfoil.ledger.campaigns import Summary, list_campaigns
from counterfoil.ledger.ledger import Ledger

_UNITS = {
    IntervalType.HOURS: "hour",
    IntervalType.DAYS: "day",
    IntervalType.WEEKS: "week",
    IntervalType.MONTHS: "month",
    IntervalType.YEARS: "year",
}


def summary_record(each: Summary, now: datetime) -> dict[str, object]:
    """Return a campaign's line as a record."""
    return {
        "id": each.id,
        "name": each.name,
        "status": each.status(now).value,
        "active": each.active,
        "archived": each.archived,
        "prefix": each.prefix,
        "startsAt": each.starts_at,
        "endsAt": each.ends_at,
        "displayOrder": each.display_order,
        "version": each.version,
        "codes": each.counts.codes,
        "used": each.counts.used,
        "void": each.counts.void,
        "remaining": each.counts.remaining,
    }


def campaign_facts(campaign: Campaign, ledger: Ledger) -> Iterator[tuple[str, object]]:
    """Yield what a campaign says, by name."""
    found = list_campaigns(ledger, archived=True)
    counts = next(each.counts for each in found if each.id == campaign.id)
    yield "Id", campaign.id
    yield "Description", campaign.translations["en"].description
    yield "Names", [f"{locale}: {t.name}" for locale, t in campaign.translations.items()]
    yield "Type", campaign.type.value
    yield "Active", campaign.active
    yield "Archived", campaign.archived or None
    yield "Starts", campaign.activity.starts_at
    yield "Ends", campaign.activity.ends_at
    yield "Event", f"{campaign.event}, code in {campaign.event_code_attribute}"
    yield "Codes", _code_format(campaign.code_format)
    yield "", f"{counts.codes:,} made, {counts.used:,} used, {counts.remaining:,} left"
    for rule in campaign.rules:
        yield f"Rule {rule.name}", _rule(rule)
    for name, limit in (
        ("Budget in units", campaign.limits.points),
        ("Units per member", campaign.limits.points_per_member),
        ("Times per member", campaign.limits.executions_per_member),
        ("Times in all", campaign.limits.executions),
    ):
        yield name, limit and _limit(limit, ledger.store.zone)
    yield "Who sees it", _group(campaign.visibility)
    yield "Who may earn", _group(campaign.audience)
    yield "Offline", campaign.offline_policy.value
    yield (
        "After an undo",
        f"the code {'can be used again' if campaign.reuse_after_reversal else 'stays used'}",
    )
    yield "Labels", {label.key: label.value for label in campaign.labels}
    yield "Version", campaign.version


def _code_format(code_format: CodeFormat | None) -> str:
    if code_format is None:
        return "imported only"
    check = ", the last one a check character" if code_format.check_character else ""
    prefix = f"{code_format.prefix} and " if code_format.prefix else ""
    return f"{prefix}{code_format.length} of {code_format.character_set.value}{check}"


def _rule(rule: Rule) -> str:
    gives = "; ".join(_effect(effect) for effect in rule.effects)
    who = " to the referrer" if rule.target is RuleTarget.REFERRER else ""
    conditions = " and ".join(_condition(each) for each in rule.conditions)
    return f"{gives}{who}{f' where {conditions}' if conditions else ''}"


def _condition(condition: Condition) -> str:
    operator = condition.operator.value.replace("_", " ")
    return f"{condition.attribute} {operator} {condition.data}".strip()


def _effect(effect: Effect) -> str:
    match effect:
        case GivePoints(rule, wallet):
            return f"gives {rule} units ({wallet})"
        case DeductUnit(rule, wallet):
            return f"takes {rule} units ({wallet})"
        case GiveReward(reward):
            return f"issues a coupon of {reward}"
        case AssignMemberCustomAttribute(key, value):
            return f"sets {key} to {value}"
        case RemoveMemberCustomAttribute(key):
            return f"removes {key}"


def _limit(limit: Limit, zone: ZoneInfo) -> str:
    value = cell(limit.value, zone)
    if limit.interval is None:
        return f"{value} in total"
    unit, count = _UNITS[limit.interval.type], limit.interval.value
    return f"{value} every {unit}" if count == 1 else f"{value} in any {count} calendar {unit}s"


def _group(group: Group) -> str:
    if group.kind is GroupKind.EVERYONE:
        return "everyone"
    return f"{group.kind.value}s {', '.join(sorted(group.codes))}"
