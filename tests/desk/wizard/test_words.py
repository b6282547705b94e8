"""Numbers, points, formats and offers of the wizard, without a window."""

from datetime import UTC, datetime

import pytest

from counterfoil.desk import translation
from counterfoil.desk.parts import numbers
from counterfoil.desk.wizard import space_words, words
from counterfoil.desk.wizard.conditions import (
    OPERATORS,
    Data,
    Sort,
    data_of,
    first_data,
    head_of,
    offered,
    sort_of,
)
from counterfoil.desk.wizard.form import EffectForm
from counterfoil.desk.wizard.points import Mode, effect_of, points_rule
from counterfoil.domain.attribute import check_attribute
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.condition import Operator
from counterfoil.domain.effect import GivePoints
from tests.domain.build import schema


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1000", "1000"),
        ("1,000", "1000"),
        ("1 000,5", "1000.5"),
        ("12.50", "12.5"),
        ("007", "7"),
        ("many", "many"),
        ("", ""),
        ("1e999999999", "1e999999999"),
        ("NaN", "NaN"),
    ],
)
def test_numbers_are_kept_the_same_in_every_language(typed: str, kept: str) -> None:
    assert numbers.canonical(typed) == kept


def test_numbers_are_shown_as_the_language_writes_them() -> None:
    assert numbers.shown("1000.5") == "1,000.5"
    translation.use("pl")
    assert numbers.shown("1000.5") == "1\u00a0000,5"
    assert numbers.canonical(numbers.shown("1000.5")) == "1000.5"
    assert numbers.whole("12.5") is None
    assert numbers.shown("0.00025") == "0.00025"


@pytest.mark.parametrize(
    ("rule", "mode", "value"),
    [
        ("100", Mode.FIXED, "100"),
        ("2.50", Mode.FIXED, "2.50"),
        ("transaction.grossValue * 0.1", Mode.AMOUNT, "0.1"),
        ("transaction.grossValue*0.1", Mode.FORMULA, "transaction.grossValue*0.1"),
        ("min(10, transaction.grossValue)", Mode.FORMULA, "min(10, transaction.grossValue)"),
    ],
)
def test_a_formula_is_offered_in_the_simplest_way_that_gives_it(
    rule: str, mode: Mode, value: str
) -> None:
    effect = effect_of(GivePoints(rule), "give_points")
    assert (effect.mode, effect.value) == (mode, value)
    assert points_rule(effect) == rule
    assert isinstance(effect, EffectForm)


def test_every_attribute_that_is_offered_can_be_looked_at_and_has_a_name() -> None:
    for path in offered(schema(), referral=True):
        check_attribute(f"{path}x" if path.endswith(".") else path)
        assert words.attribute(path) != path
    assert not any(path.startswith("referrer.") for path in offered(None, referral=False))
    assert words.attribute("event.body.visits") == "visits of the event"
    assert words.attribute("member.customAttributes.shoeSize") == "shoeSize"


def test_every_operator_has_a_name_and_an_input() -> None:
    used = {operator for operators in OPERATORS.values() for operator in operators}
    assert used | {Operator.EXPRESSION} == set(Operator)
    assert all(words.operator(each) for each in Operator)
    now = datetime(2026, 5, 13, 12, tzinfo=UTC)
    for sort, operators in OPERATORS.items():
        for operator in operators:
            first_data(data_of(operator, sort), now)


def test_inputs_fit_what_is_compared() -> None:
    assert data_of(Operator.IS_ONE_OF, Sort.TIER) is Data.CHOICES
    assert data_of(Operator.IS_EQUAL, Sort.TIER) is Data.CHOICE
    assert data_of(Operator.IS_BETWEEN, Sort.MOMENT) is Data.MOMENTS
    assert data_of(Operator.IS_BETWEEN, Sort.NUMBER) is Data.NUMBERS
    assert data_of(Operator.IS_EQUAL, Sort.FLAG) is Data.FLAG
    assert data_of(Operator.EXPRESSION, Sort.ANY) is Data.EXPRESSION
    assert sort_of("event.body.visits", schema()) is Sort.NUMBER
    assert sort_of("member.customAttributes.shoeSize", schema()) is Sort.ANY
    assert head_of("referrer.customAttributes.a.b") == "referrer.customAttributes."


def test_the_size_of_a_space_and_the_odds_are_said_in_words() -> None:
    eight = CodeFormat(CharacterSet.ALPHANUM, 8)
    assert space_words.size(eight) == "This format has 853 billion different codes."
    assert space_words.odds(eight, 25_000) == (
        "Whoever guesses hits a code once in 34 million tries."
    )
    assert space_words.odds(eight, 0) == ""
    assert not space_words.is_weak(eight, 25_000)
    four = CodeFormat(CharacterSet.NUM, 4)
    assert space_words.is_weak(four, 100)
    assert space_words.odds(four, 100) == "Whoever guesses hits a code once in 100 tries."
    assert space_words.odds(four, 20_000) == "There are not so many codes of this format."
