"""Units, rewards, stores, members, event schemas and errors."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.errors import InvalidInput, NotFound, UserError
from counterfoil.domain.event import Field, FieldType, check_code_attribute
from counterfoil.domain.reward import issue
from counterfoil.domain.store import Act, Role, Staff, may, may_act_as
from counterfoil.domain.units import MOST, from_hundredths, plain, to_hundredths, units
from tests.domain.build import NOW, member, reward, schema


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("1.005", "1.01"),
        ("-1.005", "-1.01"),
        (0.125, "0.13"),
        (100, "100.00"),
        ("1e3", "1000.00"),
        (MOST, "1000000000.00"),
    ],
)
def test_units_are_rounded_half_up(amount: object, expected: str) -> None:
    assert str(units(amount)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "amount", ["", "a", "nan", "-inf", float("inf"), MOST + 1, "9" * 60, "1e400400400400400400"]
)
def test_unusable_amounts(amount: object) -> None:
    with pytest.raises(InvalidInput, match="is not a usable amount; give a number between"):
        units(amount)  # type: ignore[arg-type]


@given(st.decimals(-MOST, MOST, places=2))
def test_units_are_stored_exactly(amount: Decimal) -> None:
    assert from_hundredths(to_hundredths(amount)) == amount == units(amount)


def test_units_as_a_person_writes_them() -> None:
    assert repr(plain(Decimal("100.00"))) == "100"
    assert repr(plain(Decimal("100.50"))) == "100.5"


def test_a_coupon_expires_after_its_days() -> None:
    coupon = issue(reward(), "C-1", NOW)
    assert coupon.expires_at == NOW + timedelta(days=30)
    assert (coupon.code, coupon.reward_id, coupon.value) == ("C-1", "coffee", Decimal("12.00"))
    assert issue(reward(days_valid=None), "C-2", NOW).expires_at is None


@pytest.mark.parametrize(
    ("has", "wanted", "allowed"),
    [
        (Role.CASHIER, Role.CASHIER, True),
        (Role.CASHIER, Role.SUPERVISOR, False),
        (Role.SUPERVISOR, Role.CASHIER, True),
        (Role.SUPERVISOR, Role.MANAGER, False),
        (Role.MANAGER, Role.SUPERVISOR, True),
    ],
)
def test_what_staff_may_do(has: Role, wanted: Role, *, allowed: bool) -> None:
    assert may_act_as(Staff("s1", "Ewa", has), wanted) is allowed
    assert not may_act_as(Staff("s1", "Ewa", has, active=False), wanted)


def test_a_supervisor_may_undo_what_a_cashier_may_not() -> None:
    assert may(Staff("s1", "Ewa", Role.SUPERVISOR), Act.REVERSE)
    assert not may(Staff("s2", "Jan", Role.CASHIER), Act.REVERSE)


def test_the_name_of_a_member() -> None:
    assert member().name == "Anna Nowak"
    assert member(first_name="").name == "Nowak"
    assert member(first_name="", last_name="").name == "1001"


def test_a_schema_that_can_carry_codes() -> None:
    check_code_attribute(schema(), "promo_code")


@pytest.mark.parametrize(
    ("over", "attribute", "said"),
    [
        ({"active": False}, "promo_code", "promo_redeemed is inactive; activate it"),
        ({}, "code", "has no attribute code; it has promo_code, visits"),
        ({"fields": ()}, "code", "has no attribute code; it has none"),
        ({}, "visits", "visits of promo_redeemed is an attribute of type number; a code needs"),
        ({"fields": (Field(FieldType.BOOLEAN, "a"),)}, "a", "of type boolean"),
    ],
)
def test_a_schema_that_cannot(over: dict[str, object], attribute: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        check_code_attribute(schema(**over), attribute)


def test_an_error_keeps_its_template_for_translation() -> None:
    error = NotFound("There is no campaign {name}.", name="Summer")
    assert str(error) == "There is no campaign Summer."
    assert (error.template, error.values) == ("There is no campaign {name}.", {"name": "Summer"})
    assert isinstance(error, UserError)
    assert str(InvalidInput("Braces {stay} where nothing fills them.")).startswith("Braces {stay}")
