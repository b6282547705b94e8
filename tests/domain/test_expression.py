"""Formulas and expressions, worked out."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterfoil.domain.context import context
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.expression import (
    LONGEST,
    LONGEST_MATCHED,
    ExpressionFailed,
    amount,
    check_expression,
    check_formula,
    refers_to,
    truth,
)
from tests.domain.build import NOW, facts, request, store

BODY = {"visits": 7, "seat": "A-12", "vip": True, "long": "a" * (LONGEST_MATCHED + 1)}
KNOWN = context(facts(), request(amount=Decimal("99.90"), body=BODY), NOW)
NOTHING: Mapping[str, object] = {}


@pytest.mark.parametrize(
    ("points_rule", "units"),
    [
        ("100", "100.00"),
        ("7 / 2", "3.50"),
        ("10 / 3", "3.33"),
        ("0.125", "0.13"),
        ("1 - 0.995", "0.01"),
        ("transaction.grossValue * 2", "199.80"),
        ("floor(transaction.grossValue / 10) * 5", "45.00"),
        ("ceil(transaction.grossValue / 10)", "10.00"),
        ("round(2.5) + round(-2.5)", "0.00"),
        ("abs(-3)", "3.00"),
        ("min(transaction.grossValue, 50) * 2", "100.00"),
        ("max(1, 2.5, 2)", "2.50"),
        ("size(member.segments) * transaction.grossValue", "199.80"),
        ("int(event.body.visits) % 2 == 1 ? transaction.grossValue * 2 : 0", "199.80"),
        ("event.body.visits % 4", "3.00"),
        ("{'gold': 2, 'silver': 1}[member.tier] * 10", "20.00"),
        ("member.wallets.default / 2", "60.25"),
        ("event.eventDate.getHours() * 60 + event.eventDate.getMinutes()", "870.00"),
        ("event.eventDate.getDayOfWeek() == 3 ? 2 : 1", "2.00"),
        ("[1, 2, 3].map(x, x * 2)[2]", "6.00"),
        ("int(member.customAttributes.shoeSize) * 2", "76.00"),
        ("has(member.customAttributes.vip) ? 2 : 1", "1.00"),
        ("string(2 + 3) == '5' ? 1 : 0", "1.00"),
        ("-5", "-5.00"),
    ],
)
def test_an_amount(points_rule: str, units: str) -> None:
    if not points_rule.startswith("-"):
        check_formula(points_rule)
    assert str(amount(points_rule, KNOWN)) == units


@pytest.mark.parametrize(
    "points_rule",
    [
        "member.customAttributes.vip",
        "referrer.wallets.default",
        "'100'",
        "true",
        "null",
        "1.0 / 0.0",
        "0.0 / 0.0",
        "1 % 0",
        "1e10",
        "1 + 'a'",
        "int('x')",
        "member.segments[9]",
        "9223372036854775807 * 9223372036854775807 * 10",
        "event.body.seat * 2",
        "floor('a')",
        "floor(1, 2)",
        "floor()",
        "floor(1.0 / 0.0)",
        "max()",
        "max(1, true)",
        "member.email.matches(member.tier, 'a') ? 1 : 2",
        "event.body.seat.matches('(' + 'a') ? 1 : 2",
        "event.body.long.matches('a') ? 1 : 2",
        "not a formula",
    ],
)
def test_what_comes_to_no_number_fails(points_rule: str) -> None:
    with pytest.raises(ExpressionFailed):
        amount(points_rule, KNOWN)


@pytest.mark.parametrize(
    ("expression", "holds"),
    [
        ("member.tier == 'gold' && transaction.grossValue > 50", True),
        ("member.tier in ['silver', 'bronze']", False),
        ("member.segments.exists(s, s.startsWith('news'))", True),
        ("event.body.seat.matches('^[A-C]-[0-9]+$')", True),
        ("matches(event.body.seat, '/^a-/i')", True),
        ("event.body.vip", True),
        ("event.body.visits == 7", True),
        ("event.body.visits % 2 == 1", True),
        ("member.registrationDate < timestamp('2025-01-01T00:00:00Z')", True),
        ("event.eventDate - member.registrationDate > duration('24h')", True),
        ("code.labels.print == 'flyer' && code.prefix == 'SUMMER'", True),
        ("has(referrer.tier)", False),
        ("referrer.tier == 'gold'", False),
        ("referrer.tier != 'gold'", False),
        ("!has(referrer.tier) || referrer.tier != 'gold'", True),
        ("member.customAttributes.vip == 'yes'", False),
    ],
)
def test_a_truth(expression: str, *, holds: bool) -> None:
    check_expression(expression)
    assert truth(expression, KNOWN) is holds


@pytest.mark.parametrize("expression", ["1", "member.tier", "member.tier > 1", "(", "1 % 0 == 0"])
def test_what_is_neither_true_nor_false_fails(expression: str) -> None:
    with pytest.raises(ExpressionFailed):
        truth(expression, KNOWN)


@pytest.mark.parametrize(
    ("points_rule", "said"),
    [
        ("", "The formula is empty; write one, such as 100."),
        (" \n", "The formula is empty"),
        ("1" * (LONGEST + 1), "has 501 characters; shorten it to 500"),
        ("1 +", "from character 4 on"),
        ("1 +\n)", "from character 5 on"),
        ("\ud800", "from character 1 on"),
        ("1 + 0x", "from character 6 on"),
        ("99999999999999999999", "from character 1 on"),
        ("member.teir", "member.teir is not an attribute"),
        ("event.body.seat.matches('(') ? 1 : 2", r"The pattern \( cannot be read"),
        ("-100", "does not come to a number from 0 up"),
        ("'x'", "does not come to a number from 0 up"),
        ("1 % 0", "does not come to a number from 0 up"),
    ],
)
def test_a_wrong_formula_is_refused_when_saved(points_rule: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        check_formula(points_rule)


@pytest.mark.parametrize(
    ("expression", "said"),
    [("", "is empty"), ("1 + 1", "neither true nor false"), ("true &&", "from character 8 on")],
)
def test_a_wrong_expression_is_refused_when_saved(expression: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        check_expression(expression)


def test_a_constant_expression_is_fine() -> None:
    check_expression("1 < 2")


def test_what_a_formula_refers_to() -> None:
    assert refers_to("member.tier == 'gold' ? 2 : 1", "member")
    assert not refers_to("'member.tier'", "member")
    assert not refers_to("member.", "member")


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe"])
def test_hours_are_those_on_the_clock_of_the_store(zone: str) -> None:
    now = datetime(2026, 5, 13, 23, 59, 59, tzinfo=UTC)
    known = context(facts(store=store(zone=ZoneInfo(zone))), request(), now)
    local = now.astimezone(ZoneInfo(zone))
    assert amount("event.eventDate.getHours()", known) == local.hour
    assert amount("event.eventDate.getMinutes()", known) == local.minute
    assert amount("event.eventDate.getDate()", known) == local.day
    assert truth("event.eventDate == timestamp('2026-05-13T23:59:59Z')", known)


def test_a_time_without_a_zone_is_taken_in_that_of_the_machine() -> None:
    known = {"event": {"eventDate": datetime(2026, 5, 13, 12)}}  # noqa: DTZ001
    assert truth("event.eventDate > timestamp('2026-05-11T00:00:00Z')", known)


WHOLES = st.integers(0, 1000).map(str)
LEAVES = st.sampled_from(["event.body.visits", "transaction.grossValue", "1.5"]) | WHOLES
SUMS = st.recursive(
    LEAVES,
    lambda inner: (
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({''.join(t)})")
        | st.tuples(inner, st.sampled_from([" + ", " - ", " * ", " / "]), inner).map("".join)
    ),
    max_leaves=8,
)


@given(SUMS)
def test_sums_come_out_as_on_paper(text: str) -> None:
    """Against Python's own arithmetic, which writes and binds these four alike."""
    bare = text.replace("event.body.visits", "7.0").replace("transaction.grossValue", "99.9")
    try:
        expected = Decimal(str(eval(bare)))  # noqa: S307 - made above, of digits and signs
    except ZeroDivisionError:
        return
    assume(abs(expected) < 10**9)
    assert amount(text, KNOWN) == expected.quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(st.integers(0, 10**6), st.integers(1, 1000))
def test_what_is_left_over_after_dividing(one: int, other: int) -> None:
    assert amount(f"{one} % {other}", NOTHING) == one % other


@given(st.text(max_size=80))
def test_any_text_is_refused_in_a_sentence_or_can_be_worked_out(text: str) -> None:
    try:
        check_expression(text)
    except InvalidInput:
        return
    with suppress(ExpressionFailed):
        assert truth(text, KNOWN) in {True, False}
