"""The 25 operators: what holds, and what can be saved."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.condition import Condition, Operator, mentions
from counterfoil.domain.condition_check import check_condition, holds
from counterfoil.domain.context import context
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.expression import ExpressionFailed
from tests.domain.build import NOW, condition, facts, member, request

BODY: dict[str, Any] = {
    "visits": 5,
    "vip": True,
    "seat": "A-12",
    "nothing": None,
    "bookedAt": datetime(2026, 5, 13, 8, tzinfo=UTC),
    "wroteAt": "2026-05-13T08:00:00",
    "naive": datetime(2026, 5, 13, 8),  # noqa: DTZ001
}
# Wednesday 13 May 2026, 14:30 in the store.
KNOWN = context(facts(), request(amount=Decimal("49.90"), body=BODY), NOW)
DATE = "event.eventDate"
VISITS = "event.body.visits"


@pytest.mark.parametrize(
    ("attribute", "operator", "data", "expected"),
    [
        ("member.tier", "is_equal", "gold", True),
        ("member.tier", "is_equal", "Gold", False),
        (VISITS, "is_equal", 5, True),
        (VISITS, "is_equal", "5", True),
        (VISITS, "is_equal", "5.0", True),
        ("event.body.vip", "is_equal", True, True),
        ("event.body.vip", "is_equal", "true", True),
        ("event.body.vip", "is_equal", 1, False),
        ("member.segments", "is_equal", ["newsletter", "coffee"], True),
        (DATE, "is_equal", "2026-05-13", True),
        ("member.tier", "is_equal", "", False),
        ("member.tier", "is_one_of", ["silver", "gold"], True),
        ("member.segments", "is_one_of", ["tea", "coffee"], True),
        ("member.segments", "is_one_of", ["tea"], False),
        ("member.segments", "contains", "coffee", True),
        ("member.segments", "contains", "cof", False),
        ("member.email", "contains", "@example", True),
        (VISITS, "contains", 5, True),
        ("member.email", "contains_one_of", ["@x", "@example"], True),
        ("member.segments", "contains_one_of", ["tea", "cof"], False),
        ("event.body.seat", "starts_with", "A-", True),
        ("event.body.seat", "starts_with", "a-", False),
        ("event.body.seat", "ends_with", 12, True),
        ("event.body.seat", "ends_with", "1", False),
        ("event.body.seat", "matches_regex", "^[A-C]-[0-9]+$", True),
        ("event.body.seat", "matches_regex", "/^a/i", True),
        ("event.body.seat", "matches_regex", "^B", False),
        ("member.segments", "matches_regex", "^news", True),
        ("transaction.grossValue", "is_greater", 49.9, False),
        ("transaction.grossValue", "is_greater", "49.89", True),
        ("transaction.grossValue", "is_greater_or_equal", 49.9, True),
        ("transaction.grossValue", "is_less", 50, True),
        ("transaction.grossValue", "is_less_or_equal", 49, False),
        ("member.tier", "is_greater", 1, False),
        ("member.tier", "is_less", 1, False),
        ("member.customAttributes.shoeSize", "is_greater", 37, True),
        ("member.wallets.default", "is_between", {"from": 100, "to": 120.5}, True),
        ("member.wallets.default", "is_between", [100, 120], False),
        (DATE, "is_between", ["2026-05-01", "2026-05-13"], True),
        (DATE, "is_between", ["2026-05-01", "2026-05-12"], False),
        (DATE, "is_after", "2026-05-13", False),
        (DATE, "is_after", "2026-05-12", True),
        (DATE, "is_after", "2026-05-13T14:29:59", True),
        (DATE, "is_before", "2026-05-13T14:30:01+02:00", True),
        (DATE, "is_before", "2026-05-13T12:30:00Z", False),
        ("event.body.bookedAt", "is_equal", "2026-05-13T10:00:00", True),
        ("event.body.wroteAt", "is_before", "2026-05-13T08:00:01", True),
        ("event.body.naive", "is_time_between", ["08:00", "08:01"], True),
        (DATE, "is_day_of_week", 3, True),
        (DATE, "is_day_of_week", ["1", "3"], True),
        (DATE, "is_day_of_week", ["Monday", "wednesday"], True),
        (DATE, "is_day_of_week", [6, 7], False),
        (DATE, "is_day_of_month", [1, 13], True),
        (DATE, "is_day_of_month", 14, False),
        (DATE, "is_month_of_year", "may", True),
        (DATE, "is_month_of_year", 6, False),
        ("member.tier", "is_day_of_week", [1, 2, 3, 4, 5, 6, 7], False),
        ("member.tier", "is_day_of_month", 13, False),
        ("member.tier", "is_month_of_year", 5, False),
        (DATE, "is_time_between", {"from": "14:30", "to": "15:00"}, True),
        (DATE, "is_time_between", ["14:00", "14:30"], False),
        (DATE, "is_time_between", ["22:00", "06:00"], False),
        (DATE, "is_time_between", ["22:00", "14:30:01"], True),
        (DATE, "is_time_between", ["14:00", "06:00"], True),
        (DATE, "is_time_between", ["09:00", "09:00"], True),
        ("member.tier", "is_time_between", ["00:00", "00:00"], False),
        ("code.labels", "has_at_least_one_label", [{"key": "print", "value": "flyer"}], True),
        ("member.labels", "has_at_least_one_label", [{"key": "channel", "value": "web"}], False),
        (
            "member.labels",
            "has_at_least_one_label",
            [{"key": "a", "value": "b"}, {"key": "channel", "value": "app"}],
            True,
        ),
        ("member.tier", "has_at_least_one_label", [{"key": "a", "value": "b"}], False),
        ("", "expression", "member.tier == 'gold' && transaction.grossValue < 50", True),
        ("", "expression", "referrer.tier == 'gold'", False),
    ],
)
def test_what_holds(attribute: str, operator: str, data: object, *, expected: bool) -> None:
    one = condition(attribute, operator, data)
    check_condition(one)
    assert holds(one, KNOWN) is expected


NEGATIONS = {
    Operator.IS_NOT_EQUAL: (Operator.IS_EQUAL, "a"),
    Operator.IS_NOT_ONE_OF: (Operator.IS_ONE_OF, ["a"]),
    Operator.NOT_CONTAINS: (Operator.CONTAINS, "a"),
    Operator.NOT_CONTAINS_ONE_OF: (Operator.CONTAINS_ONE_OF, ["a"]),
    Operator.IS_NOT_BETWEEN: (Operator.IS_BETWEEN, [1, 2]),
}
SHAPES: dict[Operator, object] = {
    **{Operator(name): "5" for name in ("is_equal", "contains", "starts_with", "ends_with")},
    **{Operator(name): ["5"] for name in ("is_one_of", "contains_one_of")},
    **{Operator(name): 5 for name in ("is_greater", "is_greater_or_equal", "is_less")},
    Operator.IS_LESS_OR_EQUAL: "2026-05-13",
    Operator.IS_AFTER: "2026-05-13",
    Operator.IS_BEFORE: "2026-05-13T10:00",
    Operator.MATCHES_REGEX: "5",
    Operator.IS_BETWEEN: [1, 2],
    Operator.IS_DAY_OF_WEEK: [1],
    Operator.IS_DAY_OF_MONTH: 31,
    Operator.IS_MONTH_OF_YEAR: "12",
    Operator.IS_TIME_BETWEEN: ["10:00", "12:00"],
    Operator.HAS_AT_LEAST_ONE_LABEL: [{"key": "a", "value": "b"}],
    Operator.EXPRESSION: "member.customAttributes.absent == 'a'",
    **{operator: data for operator, (_, data) in NEGATIONS.items()},
}
VALUES = (
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False)
    | st.text(max_size=10)
    | st.sampled_from(["a", "5", "2026-05-13", 1.5, 5.0])
    | st.datetimes(timezones=st.just(UTC))
    | st.lists(st.sampled_from(["a", "5", "b"]), max_size=3)
    | st.dictionaries(st.sampled_from("ab"), st.sampled_from("ab"), max_size=2)
)


def test_every_operator_is_here() -> None:
    assert set(SHAPES) == set(Operator)
    assert len(Operator) == 25


@pytest.mark.parametrize("operator", Operator)
@pytest.mark.parametrize("attribute", ["event.body.absent", "event.body.nothing"])
def test_of_what_is_absent_only_denials_hold(operator: Operator, attribute: str) -> None:
    one = Condition(attribute, operator, SHAPES[operator])
    check_condition(one)
    assert holds(one, KNOWN) is (operator in NEGATIONS)


@given(st.sampled_from(sorted(NEGATIONS)), VALUES)
def test_a_denial_is_the_opposite_of_its_counterpart(operator: Operator, value: object) -> None:
    counterpart, data = NEGATIONS[operator]
    known = {"event": {"eventDate": NOW, "body": {"x": value}}}
    denied = holds(Condition("event.body.x", operator, data), known)
    assert denied is not holds(Condition("event.body.x", counterpart, data), known)


@given(st.sampled_from(sorted(set(Operator) - {Operator.EXPRESSION})), VALUES)
def test_what_can_be_saved_can_be_judged_on_anything(operator: Operator, value: object) -> None:
    known = {"event": {"body": {"x": value}}}
    assert holds(Condition("event.body.x", operator, SHAPES[operator]), known) in {True, False}


DATA = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner),
    max_leaves=4,
)


@given(st.sampled_from(sorted(Operator)), DATA)
def test_any_data_is_refused_in_a_sentence_or_can_be_judged(
    operator: Operator, data: object
) -> None:
    one = Condition("member.tier", operator, data)
    try:
        check_condition(one)
    except InvalidInput:
        return
    assert holds(one, KNOWN) in {True, False}


def _wrong(*operators: str, data: object, said: str) -> list[tuple[str, object, str]]:
    return [(operator, data, said) for operator in operators]


@pytest.mark.parametrize(
    ("operator", "data", "said"),
    [
        *_wrong("contains", "starts_with", data="", said="needs one value to compare with"),
        *_wrong("is_equal", "ends_with", data=None, said="needs one value to compare with"),
        *_wrong("is_equal", data=[], said="is_equal needs a list of values"),
        *_wrong("is_one_of", "is_not_one_of", data="gold", said="needs a list of values"),
        *_wrong("contains_one_of", data=["a", {}], said="needs one value"),
        *_wrong("matches_regex", data=5, said="needs a pattern"),
        *_wrong("matches_regex", data=r"(a)\1", said="a reference back to a group"),
        *_wrong("is_greater", "is_less", data="many", said="needs a number, or a date .* has many"),
        *_wrong("is_greater", data=True, said="needs a number, or a date"),
        *_wrong("is_less_or_equal", data=None, said="it has nothing"),
        *_wrong("is_after", "is_before", data=5, said="needs a date such as 2026-05-31"),
        *_wrong("is_between", data=5, said="A range needs two values, “from” and “to”"),
        *_wrong("is_not_between", data={"from": 1}, said="A range needs two values"),
        *_wrong("is_between", data=[1, 2, 3], said="A range needs two values"),
        *_wrong("is_between", data=[1, "many"], said="needs a number, or a date"),
        *_wrong("is_between", data=[2, 1], said="cannot go from 2 to 1; put the lower one first"),
        *_wrong("is_between", data=[1, "2026-05-31"], said="cannot go from 1 to 2026-05-31"),
        *_wrong("is_day_of_week", data=[0], said="0 is not a day of the week; .* 1 to 7"),
        *_wrong("is_day_of_week", data="mon", said="mon is not a day of the week"),
        *_wrong("is_day_of_month", data=32, said="32 is not a day of the month"),
        *_wrong("is_day_of_month", data=1.5, said="1.5 is not a day of the month"),
        *_wrong("is_month_of_year", data=[], said="Give at least one month, from 1 to 12"),
        *_wrong("is_month_of_year", data="monday", said="monday is not a month"),
        *_wrong("is_time_between", data=["9 am", "12:00"], said="9 am is not a time of day"),
        *_wrong("is_time_between", data=["24:30", "12:00"], said="24:30 is not a time of day"),
        *_wrong("is_time_between", data=["10", "12:00"], said="10 is not a time of day"),
        *_wrong("is_time_between", data=["10:00Z", "12:00"], said="10:00Z is not a time of day"),
        *_wrong("has_at_least_one_label", data=[], said="each with its “key” and “value”"),
        *_wrong("has_at_least_one_label", data="a", said="Labels are given as a list"),
        *_wrong("has_at_least_one_label", data=["a"], said="Labels are given as a list"),
        *_wrong("has_at_least_one_label", data=[{"key": "a"}], said="Labels are given as a list"),
        *_wrong("expression", data=None, said="The formula is empty"),
        *_wrong("expression", data="1 +", said="from character 4 on"),
    ],
)
def test_wrong_data_is_refused_when_saved_and_fails_the_rule(
    operator: str, data: object, said: str
) -> None:
    wrong = condition(DATE, operator, data)
    with pytest.raises(InvalidInput, match=said):
        check_condition(wrong)
    with pytest.raises(ExpressionFailed):
        holds(wrong, KNOWN)


def test_a_wrong_attribute_is_refused_when_saved() -> None:
    with pytest.raises(InvalidInput, match="is not an attribute; member has"):
        check_condition(condition("member.teir", "is_equal", "gold"))


def test_a_time_is_in_utc_where_the_store_is_not_known() -> None:
    known = {"member": {"registrationDate": "2026-05-13T08:00:00Z"}}
    assert holds(condition("member.registrationDate", "is_time_between", ["08:00", "08:01"]), known)


def test_what_a_condition_mentions() -> None:
    assert mentions(condition("member.tier", "is_equal", "gold"), "member")
    assert mentions(condition("member", "is_equal", "gold"), "member")
    assert not mentions(condition("membership.tier", "is_equal", "gold"), "member")
    assert mentions(condition("", "expression", "has(member.tier)"), "member")
    assert not mentions(condition("", "expression", "'member.tier' == 'a'"), "member")


def test_a_member_without_a_tier_is_in_none() -> None:
    known = context(facts(member=member(tier=None)), request(), NOW)
    assert holds(condition("member.tier", "is_not_one_of", ["gold"]), known)
    assert holds(condition("member.tier", "is_equal", ""), known)
