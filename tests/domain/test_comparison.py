"""How values compare."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.comparison import as_text, listed, moment, number, order, same

ZONE = ZoneInfo("Europe/Warsaw")
NOON = datetime(2026, 5, 13, 12, tzinfo=ZONE)
ANY = (
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.datetimes(timezones=st.just(UTC))
    | st.datetimes()
    | st.dates()
    | st.text(max_size=20)
    | st.from_regex(r"\A\d{4}-\d\d-\d\d(T\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?\Z")
    | st.lists(st.text(max_size=3), max_size=3)
    | st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2)
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, "5"),
        (5.5, "5.5"),
        (Decimal("5.50"), "5.50"),
        ("-5.50", "-5.50"),
        ("1e3", "1E+3"),
        (".5", "0.5"),
        ("5.", "5"),
    ],
)
def test_a_number(value: object, expected: str) -> None:
    assert str(number(value)) == expected


@pytest.mark.parametrize(
    "value",
    ["", "a", "1_000", "nan", "inf", " 5", "1e9999", True, None, float("nan"), float("inf")],
)
def test_no_number(value: object) -> None:
    assert number(value) is None


def test_a_long_row_of_digits_is_looked_at_once() -> None:
    assert number("9" * 300_000 + "x") is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-05-13", date(2026, 5, 13)),
        ("2026-05-13T12:00", NOON),
        ("2026-05-13T10:00:00Z", NOON),
        (datetime(2026, 5, 13, 12), NOON),  # noqa: DTZ001
        (datetime(2026, 5, 13, 10, tzinfo=UTC), NOON),
        (date(2026, 5, 13), date(2026, 5, 13)),
        ("0001-01-01T00:00+23:59", None),
        ("Wednesday", None),
        (5, None),
    ],
)
def test_a_moment(value: object, expected: object) -> None:
    assert moment(value, ZONE) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (1, "2", -1),
        ("10", "9", 1),
        (5.0, Decimal(5), 0),
        (NOON, "2026-05-13", 0),
        (NOON, "2026-05-14", -1),
        (NOON, "2026-05-13T11:59", 1),
        ("2026-05-13", "2026-05-13T23:59", 0),
        ("2026-05-12", date(2026, 5, 13), -1),
        ("abc", "abd", None),
        (5, "2026-05-13", None),
        (True, 0, None),
    ],
)
def test_order(one: object, other: object, expected: int | None) -> None:
    assert order(one, other, ZONE) == expected


def test_the_hour_the_clock_repeats_has_an_order() -> None:
    first = datetime(2026, 10, 25, 2, 45, tzinfo=ZONE)
    second = datetime(2026, 10, 25, 2, 15, tzinfo=ZONE, fold=1)
    assert order(first, second, ZONE) == -1


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a", "a", True),
        ("a", "A", False),
        ("1.0", "1", False),
        (1.0, "1", True),
        ("1.0", 1, True),
        (True, "true", True),
        (True, True, True),
        (True, 1, False),
        (["a", "b"], ["b", "a"], True),
        (["a", "b"], ["a"], False),
        (["a"], "a", True),
        (NOON, "2026-05-13T10:00:00Z", True),
        ({"a": 1}, "a", False),
    ],
)
def test_same(one: object, other: object, *, expected: bool) -> None:
    assert same(one, other, ZONE) is expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.0, "5"),
        (0.25, "0.25"),
        (1e21, "1000000000000000000000"),
        (True, "true"),
        ("05", "05"),
        (date(2026, 5, 13), "2026-05-13"),
        (None, "None"),
        (float("inf"), "inf"),
    ],
)
def test_as_text(value: object, text: str) -> None:
    assert as_text(value) == text


def test_listed() -> None:
    assert listed(["a"]) == listed(("a",)) == listed("a") == ("a",)


@given(ANY, ANY)
def test_order_is_the_same_from_both_ends(one: object, other: object) -> None:
    forth, back = order(one, other, ZONE), order(other, one, ZONE)
    assert forth is back is None or (forth is not None and back is not None and forth == -back)
    assert same(one, one, ZONE)
