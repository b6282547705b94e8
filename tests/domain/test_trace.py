"""What each rule comes to, condition by condition."""

from counterfoil.domain.attribute import ABSENT
from counterfoil.domain.campaign import RuleTarget
from counterfoil.domain.condition import Operator
from counterfoil.domain.effect import GivePoints, UnitsMoved
from counterfoil.domain.facts import Facts
from counterfoil.domain.redemption import Accepted, decide
from counterfoil.domain.trace import RuleTrace, Standing, trace
from tests.domain.build import NOW, campaign, condition, facts, referrer, request, rule, store

GOLD = condition("member.tier", Operator.IS_EQUAL, "gold")
SILVER = condition("member.tier", Operator.IS_EQUAL, "silver")


def traced(known: Facts) -> tuple[RuleTrace, ...]:
    return trace(known, request(), NOW)


def test_each_condition_says_whether_it_holds_and_what_it_saw() -> None:
    spent = condition("transaction.grossValue", Operator.IS_GREATER, 10)
    (found,) = traced(facts(campaign=campaign(rules=(rule(GOLD, SILVER, spent),))))
    assert found.standing is Standing.FAILS
    assert [each.standing for each in found.conditions] == [
        Standing.HOLDS,
        Standing.FAILS,
        Standing.FAILS,
    ]
    assert [each.actual for each in found.conditions] == ["gold", "gold", ABSENT]
    assert found.outcomes == ()


def test_rules_are_judged_one_by_one_as_the_decision_does() -> None:
    known = facts(campaign=campaign(rules=(rule(GOLD), rule(SILVER, name="Silver"))))
    first, second = traced(known)
    decided = decide(known, request(), NOW)
    assert isinstance(decided, Accepted)
    assert (first.standing, second.standing) == (Standing.HOLDS, Standing.FAILS)
    assert first.outcomes == decided.outcomes


def test_an_expression_has_no_value_of_its_own() -> None:
    written = condition("", Operator.EXPRESSION, "member.tier == 'gold'")
    (found,) = traced(facts(campaign=campaign(rules=(rule(written),))))
    assert found.conditions[0].standing is Standing.HOLDS
    assert found.conditions[0].actual is ABSENT


def test_what_cannot_be_worked_out_is_broken() -> None:
    written = condition("", Operator.EXPRESSION, "1 + 1")
    broken = rule(effects=(GivePoints("transaction.grossValue"),))
    first, second = traced(facts(campaign=campaign(rules=(rule(written), broken))))
    assert first.standing is first.conditions[0].standing is Standing.BROKEN
    assert (second.standing, second.conditions) == (Standing.BROKEN, ())


def test_a_rule_for_the_referrer_needs_one() -> None:
    theirs = campaign(rules=(rule(GOLD, target=RuleTarget.REFERRER),))
    (without,) = traced(facts(campaign=theirs))
    assert without.standing is Standing.NO_REFERRER
    assert without.conditions[0].standing is Standing.HOLDS
    (found,) = traced(facts(campaign=theirs, referrer=referrer()))
    assert found.standing is Standing.HOLDS
    (outcome,) = found.outcomes
    assert isinstance(outcome, UnitsMoved)
    assert outcome.member_id == "m2"


def test_without_a_campaign_there_are_no_rules() -> None:
    assert traced(Facts(store())) == ()
