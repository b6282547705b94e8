"""What is wrong with the rules of a form."""

from collections.abc import Iterator

from counterfoil.desk.parts import numbers
from counterfoil.desk.wizard.facts import Facts
from counterfoil.desk.wizard.form import ConditionForm, EffectForm, Form, RuleForm
from counterfoil.desk.wizard.points import Mode, points_rule
from counterfoil.desk.wizard.text_problems import of_text, refused
from counterfoil.domain.campaign import MOST_RULES, CampaignType, RuleTarget
from counterfoil.domain.condition import Condition, Operator
from counterfoil.domain.condition_check import check_condition
from counterfoil.domain.errors import InvalidInput, UserError
from counterfoil.domain.expression import check_formula

Problem = tuple[str, UserError]


def of_rules(form: Form, facts: Facts) -> Iterator[Problem]:
    """Yield the problems of all rules."""
    if not form.rules:
        yield "rules", InvalidInput("Add a rule: it says what a code gives.")
    if len(form.rules) > MOST_RULES:
        yield "rules", InvalidInput("A campaign has at most {most} rules.", most=MOST_RULES)
    for at, rule in enumerate(form.rules):
        yield from _of_rule(f"rules.{at}", rule, form, facts)


def _of_rule(path: str, rule: RuleForm, form: Form, facts: Facts) -> Iterator[Problem]:
    name = of_text(rule.name)
    if name is not None:
        yield f"{path}.name", name
    if rule.target == RuleTarget.REFERRER and form.type != CampaignType.REFERRAL:
        yield (
            f"{path}.target",
            InvalidInput(
                "Only a referral campaign can give to the referrer; make it one, or give to the"
                " member."
            ),
        )
    for at, condition in enumerate(rule.conditions):
        error = of_condition(condition)
        if error is not None:
            yield f"{path}.conditions.{at}.{error[0]}", error[1]
    if not rule.effects:
        yield f"{path}.effects", InvalidInput("Say what the rule gives.")
    for at, effect in enumerate(rule.effects):
        found = of_effect(effect, form, facts)
        if found is not None:
            yield f"{path}.effects.{at}.{found[0]}", found[1]


def of_condition(condition: ConditionForm) -> Problem | None:
    """Return which field of a condition is wrong, and why."""
    if condition.operator != Operator.EXPRESSION:
        if not condition.attribute:
            return "attribute", InvalidInput("Choose what the condition looks at.")
        if condition.attribute.endswith("."):
            return "attribute", InvalidInput("Name the attribute, such as shoeSize.")
    if not condition.operator:
        return "operator", InvalidInput("Choose how it is compared.")
    try:
        check_condition(
            Condition(condition.attribute, Operator(condition.operator), condition.data)
        )
    except InvalidInput as error:
        return "data", error
    return None


def of_effect(effect: EffectForm, form: Form, facts: Facts) -> Problem | None:
    """Return which field of an effect is wrong, and why."""
    if effect.kind == "give_reward":
        return _of_reward(effect, form, facts)
    if effect.kind in {"give_points", "deduct_unit"}:
        return _of_points(effect)
    if not effect.key.strip():
        return "key", InvalidInput("Name the attribute, such as shoeSize.")
    for field in ("key", "text"):
        error = of_text(getattr(effect, field))
        if error is not None:
            return field, error
    return None


def _of_reward(effect: EffectForm, form: Form, facts: Facts) -> Problem | None:
    if not effect.reward:
        return "reward", InvalidInput("Choose a reward, or make a new one.")
    reward = facts.reward(effect.reward)
    if form.active and (reward is None or not reward.active):
        return "reward", InvalidInput(
            "There is no active reward {reward}; save it first, or leave the campaign inactive.",
            reward=effect.reward,
        )
    return None


def _of_points(effect: EffectForm) -> Problem | None:
    if not effect.wallet.strip() or len(effect.wallet) > 64 or set(effect.wallet) & set(" ,;\t"):
        return "wallet", InvalidInput("Give the wallet's code without spaces, such as default.")
    if effect.mode != Mode.FORMULA:
        given = numbers.number(effect.value)
        if given is None or given <= 0:
            return "value", InvalidInput("Give a number above 0, such as 100.")
    error = refused(lambda: check_formula(points_rule(effect)))
    return ("value", error) if error is not None else None
