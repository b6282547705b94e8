"""What is wrong with a campaign is said by its path, with what may stand there."""

import pytest

from counterfoil.domain.errors import InvalidInput
from counterfoil.openloyalty.campaign import read_campaign
from tests.openloyalty.bodies import CAMPAIGN, campaign, rule

POINTS: dict[str, object] = {"effect": "give_points", "pointsRule": "1"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"rules": rule({"effect": "give_pts", "pointsRule": "1"})},
            (
                'campaign.rules[0].effects[0].effect is "give_pts"; it can be'
                " assign_member_custom_attribute, deduct_unit, give_points, give_reward,"
                " remove_member_custom_attribute."
            ),
        ),
        (
            {"rules": rule({"pointsRule": "1"})},
            "campaign.rules[0].effects[0].effect is missing; it can be",
        ),
        (
            {"rules": rule(POINTS | {"wallet": "x"})},
            "campaign.rules[0].effects[0].wallet is not known here; did you mean walletCode.",
        ),
        (
            {"rules": rule(POINTS | {"xyz": "x"})},
            (
                "campaign.rules[0].effects[0].xyz is not known here;"
                " it can be effect, pointsRule, walletCode."
            ),
        ),
        (
            {"rules": rule({"effect": "give_reward"})},
            "campaign.rules[0].effects[0].rewardId is missing.",
        ),
        (
            {"rules": rule(POINTS | {"pointsRule": "1 +"})},
            "campaign.rules[0].effects[0].pointsRule: ",
        ),
        ({"rules": rule(POINTS) * 7}, "campaign.rules has 7 items; at most 6 are allowed."),
        ({"rules": []}, "campaign.rules is empty; give at least one."),
        (
            {"counterfoil": {"version": 1e19}},
            "campaign.counterfoil.version is 1e+19; give a smaller number.",
        ),
        ({"x" * 9000: 1}, f"campaign.{'x' * 40}… is not known here;"),
        ({"rules": rule()}, "campaign.rules[0].effects is empty; give at least one."),
        (
            {"rules": rule(POINTS, conditions=[{"attribute": "a.b", "operator": "equals"}])},
            'campaign.rules[0].conditions[0].operator is "equals"; it can be is_equal,',
        ),
        (
            {
                "rules": rule(
                    POINTS,
                    conditions=[
                        {"attribute": "member.email", "operator": "matches_regex", "data": "(a"}
                    ],
                )
            },
            "campaign.rules[0].conditions[0]: ",
        ),
        (
            {"rules": rule(POINTS, target="referrer")},
            'campaign: Only a campaign of the type "referral" can have rules for the referrer.',
        ),
        (
            {"activity": {"startsAt": "2026-09-02 00:00Z", "endsAt": "2026-09-01 00:00Z"}},
            "campaign.activity: The end is not after the start; change endsAt or startsAt.",
        ),
        (
            {"activity": {"startsAt": "1 September"}},
            'campaign.activity.startsAt is "1 September"; give a date and time such as',
        ),
        (
            {"activity": {"startsAt": "2026-02-30T10:00Z"}},
            'campaign.activity.startsAt is "2026-02-30T10:00Z"; give a date and time such as',
        ),
        (
            {"activity": {"startsAt": "9999-12-31T23:59Z"}},
            "campaign.activity.startsAt: Give a year from 1970 to 9998.",
        ),
        (
            {"translations": {"pl": {"name": "Kawa"}}},
            'campaign.translations: Give a name in English too, under "en".',
        ),
        (
            {"translations": {"en": {"name": "  "}}},
            'campaign.translations.en.name is "  ", which has spaces or characters that cannot',
        ),
        (
            {"translations": {"en": {"name": "A", "title": "B"}}},
            "campaign.translations.en.title is not known here; it can be description, name.",
        ),
        (
            {"translations": {"English": {"name": "A"}}},
            'campaign.translations: "English" is not a locale; give one such as en or pl.',
        ),
        ({"trigger": "transaction"}, 'campaign.trigger is "transaction"; it can be custom_event_'),
        ({"type": "direkt"}, 'campaign.type is "direkt"; it can be direct, referral.'),
        ({"active": "maybe"}, 'campaign.active is "maybe"; give true or false.'),
        ({"displayOrder": True}, "campaign.displayOrder is true; give a whole number."),
        ({"displayOrder": 1.5}, "campaign.displayOrder is 1.5; give a whole number."),
        ({"rules": {}}, "campaign.rules is an object; give a list."),
        ({"activity": []}, "campaign.activity is a list; give an object."),
        ({"event": 5}, "campaign.event is 5; give a text."),
        ({"event": None}, "campaign.event is missing."),
        ({"colour": "red"}, "campaign.colour is not known here; it can be active, activity,"),
        ({"lables": []}, "campaign.lables is not known here; did you mean labels."),
        (
            {"limits": {"points": {"value": 0}}},
            "campaign.limits.points.value is 0; give a number above 0.",
        ),
        (
            {"limits": {"points": {"value": "many"}}},
            'campaign.limits.points.value is "many"; give a number.',
        ),
        (
            {"limits": {"executionsPerMember": {"value": 1.5}}},
            "campaign.limits.executionsPerMember.value is 1.5; give a whole number.",
        ),
        (
            {"limits": {"points": {"value": 5, "interval": {"type": "days", "value": 1}}}},
            'campaign.limits.points.interval.type is "days"; it can be calendarHours,',
        ),
        (
            {"limits": {"points": {"value": 5, "interval": {"type": "calendarDays", "value": 0}}}},
            "campaign.limits.points.interval.value is 0; give a number from 1 on.",
        ),
        (
            {"limits": {"executions": {"value": 5}}},
            "campaign.limits.executions is not known here; did you mean executionsPerMember.",
        ),
        ({"audience": {"target": "all"}}, 'campaign.audience.target is "all"; it can be none,'),
        (
            {"audience": {"target": "tier"}},
            "campaign.audience: The target is tier, so name at least one in tiers.",
        ),
        (
            {"codeGenerator": {"characterSet": "alphanum", "length": 3}},
            "campaign.codeGenerator: A code needs 4 to 32 characters besides its prefix;",
        ),
        (
            {"codeGenerator": {"characterSet": "hex", "length": 8}},
            'campaign.codeGenerator.characterSet is "hex"; it can be num, alpha, alphanum.',
        ),
        (
            {"codeGenerator": {"characterSet": "num", "length": 8, "prefix": "a b"}},
            "campaign.codeGenerator: Start the prefix with a letter A to Z or a digit,",
        ),
        (
            {"codeGenerator": None},
            "campaign: To generate codes, say how they look in codeGenerator.",
        ),
        (
            {"generateCodes": {"count": 5}},
            "campaign.generateCodes is an object; give true, false, a number, or",
        ),
        (
            {"labels": [{"key": "a", "value": "1"}, {"key": "a", "value": "2"}]},
            "campaign.labels: The key a is given twice; take one out.",
        ),
        (
            {"counterfoil": {"offlinePolicy": "always"}},
            'campaign.counterfoil.offlinePolicy is "always"; it can be online_only, owned, capped.',
        ),
    ],
)
def test_a_problem_is_said_with_its_place(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_campaign(campaign(**changes), id="c1")
    assert str(caught.value).startswith(sentence)


def test_several_problems_are_all_said_at_once() -> None:
    body = campaign(type="x", event="", rules=rule({"effect": "nothing"}, POINTS | {"a": 1}))
    with pytest.raises(InvalidInput) as caught:
        read_campaign(body, id="c1")
    said = str(caught.value)
    assert said.count("campaign.") == 4
    assert "campaign.type" in said
    assert "campaign.event is empty; fill it in." in said
    assert "campaign.rules[0].effects[1].a" in said


def test_of_many_problems_the_first_few_are_said_and_the_rest_counted() -> None:
    body = campaign(**{f"unknown{n}": 1 for n in range(9)})
    with pytest.raises(InvalidInput) as caught:
        read_campaign(body, id="c1")
    assert str(caught.value).count("is not known here") == 5
    assert str(caught.value).endswith("There are 4 more like these.")


@pytest.mark.parametrize("body", [None, [], "campaign", 5, {"campaign": []}, {"campaign": None}])
def test_what_is_no_object_is_refused(body: object) -> None:
    with pytest.raises(InvalidInput):
        read_campaign(body, id="c1")


def test_a_campaign_beside_something_else_is_no_wrapper() -> None:
    with pytest.raises(InvalidInput, match=r"campaign\.campaign is not known here"):
        read_campaign({"campaign": CAMPAIGN, "other": 1}, id="c1")
