"""From a campaign to the form and back, by way of Open Loyalty's JSON: one truth for both."""

from datetime import tzinfo

from counterfoil.desk.wizard.form import (
    CapForm,
    CodesForm,
    ConditionForm,
    EffectForm,
    Form,
    GroupForm,
    LimitsForm,
    PairForm,
    RuleForm,
    TextForm,
)
from counterfoil.desk.wizard.points import effect_of, points_rule
from counterfoil.domain.campaign import REQUIRED_LOCALE, Campaign, Group, GroupKind, Rule
from counterfoil.domain.code import CodeFormat
from counterfoil.domain.effect import (
    AssignMemberCustomAttribute,
    DeductUnit,
    Effect,
    GivePoints,
    GiveReward,
    RemoveMemberCustomAttribute,
)
from counterfoil.domain.limit import Limit
from counterfoil.openloyalty.campaign import read_campaign, write_campaign


def to_campaign(form: Form, campaign_id: str, zone: tzinfo) -> Campaign:
    """Return the campaign that the form describes. Raises InvalidInput as reading its JSON does."""
    return read_campaign(body(form), id=campaign_id, zone=zone)


def body(form: Form) -> dict[str, object]:
    """Return the form as the JSON of a campaign, right or wrong."""
    limits = form.limits
    return {
        "type": form.type,
        "translations": {
            text.locale.strip(): {"name": text.name.strip(), "description": text.description}
            for text in form.texts
        },
        "activity": {"startsAt": form.starts, "endsAt": form.ends or None},
        "event": form.event,
        "eventCodeAttribute": form.attribute,
        "codeGenerator": _code_generator(form.codes),
        "rules": [_rule(rule) for rule in form.rules],
        "limits": {
            "points": _cap(limits.points),
            "pointsPerMember": _cap(limits.points_per_member),
            "executionsPerMember": _cap(limits.executions_per_member),
        },
        "visibility": _group(form.visibility),
        "audience": _group(form.audience),
        "displayOrder": form.display_order,
        "active": form.active,
        "labels": [{"key": label.key.strip(), "value": label.value} for label in form.labels],
        "counterfoil": {
            "offlinePolicy": form.offline_policy,
            "checkCharacter": form.codes.generated and form.codes.check_character,
            "lookAlikes": form.codes.generated and form.codes.look_alikes,
            "reuseAfterReversal": form.reuse_after_reversal,
            "limits": {"executions": _cap(limits.executions)},
            "archived": form.archived,
            "version": form.version,
        },
    }


def from_campaign(campaign: Campaign) -> Form:
    """Return the form that `to_campaign` makes the same campaign of."""
    written = write_campaign(campaign)["campaign"]
    assert isinstance(written, dict)  # noqa: S101 - what write_campaign returns
    limits, texts = campaign.limits, campaign.translations
    others = sorted(locale for locale in texts if locale != REQUIRED_LOCALE)
    return Form(
        type=campaign.type.value,
        event=campaign.event,
        attribute=campaign.event_code_attribute,
        codes=_codes_form(campaign.code_format),
        texts=tuple(
            TextForm(
                locale,
                campaign.translations[locale].name,
                campaign.translations[locale].description,
            )
            for locale in (REQUIRED_LOCALE, *others)
        ),
        starts=written["activity"]["startsAt"],
        ends=written["activity"]["endsAt"] or "",
        display_order=str(campaign.display_order),
        labels=tuple(PairForm(label.key, label.value) for label in campaign.labels),
        visibility=_group_form(campaign.visibility),
        audience=_group_form(campaign.audience),
        rules=tuple(_rule_form(rule) for rule in campaign.rules),
        limits=LimitsForm(
            _cap_form(limits.points),
            _cap_form(limits.points_per_member),
            _cap_form(limits.executions_per_member),
            _cap_form(limits.executions),
        ),
        offline_policy=campaign.offline_policy.value,
        reuse_after_reversal=campaign.reuse_after_reversal,
        active=campaign.active,
        archived=campaign.archived,
        version=campaign.version,
    )


def _code_generator(codes: CodesForm) -> dict[str, object] | None:
    if not codes.generated:
        return None
    return {
        "characterSet": codes.character_set,
        "length": codes.length,
        "prefix": codes.prefix.strip(),
    }


def _rule(rule: RuleForm) -> dict[str, object]:
    return {
        "name": rule.name,
        "description": rule.description,
        "target": rule.target,
        "conditions": [
            {"attribute": each.attribute, "operator": each.operator, "data": each.data}
            for each in rule.conditions
        ],
        "effects": [_effect(effect) for effect in rule.effects],
    }


def _effect(effect: EffectForm) -> dict[str, object]:
    kind = effect.kind
    if kind == "give_reward":
        return {"effect": kind, "rewardId": effect.reward}
    if kind == "assign_member_custom_attribute":
        return {
            "effect": kind,
            "customAttributeKey": effect.key,
            "customAttributeValue": effect.text,
        }
    if kind == "remove_member_custom_attribute":
        return {"effect": kind, "customAttributeKey": effect.key}
    return {"effect": kind, "pointsRule": points_rule(effect), "walletCode": effect.wallet}


def _cap(cap: CapForm) -> dict[str, object] | None:
    if not cap.value.strip():
        return None
    limit: dict[str, object] = {"value": cap.value}
    if cap.per:
        limit["interval"] = {"type": cap.per, "value": cap.count}
    return limit


def _group(group: GroupForm) -> dict[str, object]:
    if group.kind == GroupKind.EVERYONE:
        return {"target": group.kind}
    return {"target": group.kind, f"{group.kind}s": list(group.codes)}


def _codes_form(code_format: CodeFormat | None) -> CodesForm:
    if code_format is None:
        return CodesForm(generated=False, quantity="0")
    return CodesForm(
        character_set=code_format.character_set.value,
        length=str(code_format.length),
        prefix=code_format.prefix,
        look_alikes=code_format.look_alikes,
        check_character=code_format.check_character,
        quantity="0",
    )


def _rule_form(rule: Rule) -> RuleForm:
    return RuleForm(
        rule.name,
        rule.description,
        rule.target.value,
        tuple(ConditionForm(c.attribute, c.operator.value, c.data) for c in rule.conditions),
        tuple(_effect_form(effect) for effect in rule.effects),
    )


def _effect_form(effect: Effect) -> EffectForm:
    match effect:
        case GivePoints():
            return effect_of(effect, "give_points")
        case DeductUnit():
            return effect_of(effect, "deduct_unit")
        case GiveReward(reward):
            return EffectForm("give_reward", reward=reward)
        case AssignMemberCustomAttribute(key, value):
            return EffectForm("assign_member_custom_attribute", key=key, text=value)
        case RemoveMemberCustomAttribute(key):
            return EffectForm("remove_member_custom_attribute", key=key)


def _cap_form(limit: Limit | None) -> CapForm:
    if limit is None:
        return CapForm()
    value = f"{limit.value.normalize():f}"
    if limit.interval is None:
        return CapForm(value)
    return CapForm(value, limit.interval.type.value, str(limit.interval.value))


def _group_form(group: Group) -> GroupForm:
    return GroupForm(group.kind.value, tuple(sorted(group.codes)))
