"""Redemption campaigns as Open Loyalty writes them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, tzinfo

from counterfoil.domain.campaign import (
    TRIGGER,
    Activity,
    Campaign,
    Group,
    GroupKind,
    Label,
    Rule,
    Translation,
)
from counterfoil.domain.code import CodeFormat
from counterfoil.domain.effect import (
    AssignMemberCustomAttribute,
    DeductUnit,
    Effect,
    GivePoints,
    GiveReward,
    RemoveMemberCustomAttribute,
)
from counterfoil.domain.limit import Limit, Limits
from counterfoil.domain.units import plain
from counterfoil.openloyalty.campaign_shape import CampaignShape, GroupShape, LimitShape
from counterfoil.openloyalty.read import read
from counterfoil.openloyalty.rule_shape import RuleShape

_WRAPPER = "campaign"


def read_campaign(document: object, *, id: str, zone: tzinfo = UTC) -> Campaign:  # noqa: A002 - the field's own name
    """Return the campaign of a JSON body, with or without the outer `{"campaign": …}`.

    Times without an offset are on the clock of `zone`.

    Raises:
        InvalidInput: naming each thing that is wrong by its path.
    """
    body = read(CampaignShape, document, _WRAPPER, zone)
    extras = body.counterfoil
    return Campaign(
        id=id,
        translations={
            locale: Translation(text.name, text.description)
            for locale, text in body.translations.items()
        },
        activity=Activity(body.activity.starts_at, body.activity.ends_at),
        event=body.event,
        event_code_attribute=body.event_code_attribute,
        rules=tuple(_rule(rule, number) for number, rule in enumerate(body.rules, 1)),
        type=body.type,
        code_format=_code_format(body),
        limits=Limits(
            points=_limit(body.limits.points),
            points_per_member=_limit(body.limits.points_per_member),
            executions_per_member=_limit(body.limits.executions_per_member),
            executions=_limit(extras.limits.executions),
        ),
        visibility=_group(body.visibility),
        audience=_group(body.audience),
        display_order=body.display_order,
        active=body.active,
        archived=extras.archived,
        labels=tuple(Label(label.key, label.value) for label in body.labels),
        offline_policy=extras.offline_policy,
        reuse_after_reversal=extras.reuse_after_reversal,
        version=extras.version,
    )


def codes_wanted(document: object, *, zone: tzinfo = UTC) -> int:
    """Return how many codes a campaign's body asks to be generated with it.

    Raises:
        InvalidInput: the body is wrong.
    """
    return read(CampaignShape, document, _WRAPPER, zone).generate_codes or 0


def write_campaign(campaign: Campaign) -> dict[str, object]:
    """Return the body that `read_campaign` reads back as the same campaign."""
    code_format = campaign.code_format
    body: dict[str, object] = {
        "type": campaign.type.value,
        "trigger": TRIGGER,
        "translations": {
            locale: {"name": text.name, "description": text.description}
            for locale, text in campaign.translations.items()
        },
        "activity": {
            "startsAt": campaign.activity.starts_at.astimezone(UTC).isoformat(),
            "endsAt": campaign.activity.ends_at
            and campaign.activity.ends_at.astimezone(UTC).isoformat(),
        },
        "event": campaign.event,
        "eventCodeAttribute": campaign.event_code_attribute,
        "generateCodes": code_format is not None,
        "codeGenerator": code_format
        and {
            "characterSet": code_format.character_set.value,
            "length": code_format.length,
            "prefix": code_format.prefix,
        },
        "rules": [_write_rule(rule) for rule in campaign.rules],
        "limits": _write_limits(campaign.limits),
        "visibility": _write_group(campaign.visibility),
        "audience": _write_group(campaign.audience),
        "displayOrder": campaign.display_order,
        "active": campaign.active,
        "labels": [{"key": label.key, "value": label.value} for label in campaign.labels],
        "counterfoil": _write_extras(campaign),
    }
    return {_WRAPPER: body}


def _rule(rule: RuleShape, number: int) -> Rule:
    return Rule(
        name=rule.name.strip() or f"Rule {number}",
        effects=tuple(effect.made() for effect in rule.effects),
        conditions=tuple(condition.condition() for condition in rule.conditions),
        target=rule.target,
        description=rule.description,
    )


def _code_format(body: CampaignShape) -> CodeFormat | None:
    if body.code_generator is None:
        return None
    return replace(
        body.code_generator.format(),
        look_alikes=body.counterfoil.look_alikes,
        check_character=body.counterfoil.check_character,
    )


def _limit(shape: LimitShape | None) -> Limit | None:
    return shape.limit() if shape else None


def _group(shape: GroupShape) -> Group:
    return Group(shape.target, shape.codes)


def _write_rule(rule: Rule) -> dict[str, object]:
    return {
        "name": rule.name,
        "description": rule.description,
        "target": rule.target.value,
        "conditions": [
            {"attribute": each.attribute, "operator": each.operator.value, "data": each.data}
            for each in rule.conditions
        ],
        "effects": [_write_effect(effect) for effect in rule.effects],
    }


def _write_effect(effect: Effect) -> dict[str, object]:
    match effect:
        case GivePoints(rule, wallet):
            return {"effect": "give_points", "pointsRule": rule, "walletCode": wallet}
        case DeductUnit(rule, wallet):
            return {"effect": "deduct_unit", "pointsRule": rule, "walletCode": wallet}
        case GiveReward(reward):
            return {"effect": "give_reward", "rewardId": reward}
        case AssignMemberCustomAttribute(key, value):
            kind = "assign_member_custom_attribute"
            return {"effect": kind, "customAttributeKey": key, "customAttributeValue": value}
        case RemoveMemberCustomAttribute(key):
            return {"effect": "remove_member_custom_attribute", "customAttributeKey": key}


def _write_limits(limits: Limits) -> dict[str, object]:
    return _given(
        [
            ("points", limits.points),
            ("pointsPerMember", limits.points_per_member),
            ("executionsPerMember", limits.executions_per_member),
        ]
    )


def _given(limits: Iterable[tuple[str, Limit | None]]) -> dict[str, object]:
    return {name: _write_limit(limit) for name, limit in limits if limit is not None}


def _write_limit(limit: Limit) -> dict[str, object]:
    value: dict[str, object] = {"value": plain(limit.value)}
    if limit.interval is not None:
        value["interval"] = {"type": limit.interval.type.value, "value": limit.interval.value}
    return value


def _write_group(group: Group) -> dict[str, object]:
    written: dict[str, object] = {"target": group.kind.value}
    if group.kind is not GroupKind.EVERYONE:
        written[f"{group.kind.value}s"] = sorted(group.codes)
    return written


def _write_extras(campaign: Campaign) -> dict[str, object]:
    code_format = campaign.code_format
    return {
        "offlinePolicy": campaign.offline_policy.value,
        "checkCharacter": code_format is not None and code_format.check_character,
        "lookAlikes": code_format is not None and code_format.look_alikes,
        "reuseAfterReversal": campaign.reuse_after_reversal,
        "limits": _given([("executions", campaign.limits.executions)]),
        "archived": campaign.archived,
        "version": campaign.version,
    }
