"""Formulas and expressions: CEL, with numbers that mix as people expect (see `formula`).

`pointsRule` formulas come to a number, expressions in conditions to true or false. Beside CEL's own
functions there are `floor`, `ceil`, `round` (half up), `abs`, `min` and `max`; `matches` searches
with RE2. CEL counts days of the week from 0 on Sunday and months from 0.

Time is bounded by what is accepted, not by an interrupt: there is no recursion and no loop but
over a list, no loop stands in another or goes over what another made, and a formula has at most
`LONGEST` characters. The slowest found takes 5 ms to read, once, and 60 ms to run, over a member of
200 segments.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timezone
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

import cel

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.formula import MATCHES, Formula, read
from counterfoil.domain.formula_token import unreadable
from counterfoil.domain.pattern import check_pattern, matches
from counterfoil.domain.units import units

LONGEST: Final = 500
LONGEST_MATCHED: Final = 1_000
"""Characters of a text that `matches` looks through; a loop may do so for each of a list."""

_POSITION: Final = re.compile(r"<input>:(\d+):(\d+):")
_NOTHING: Final[Mapping[str, object]] = {}
_Function = Callable[..., float | bool | None]
_RUN_ERRORS: Final = (TypeError, ValueError, LookupError, RuntimeError, ArithmeticError)


class ExpressionFailed(Exception):
    """A rule could not be worked out on the facts at hand, though it was right when saved."""


def check_formula(points_rule: str) -> None:
    """Check that `points_rule` can be worked out.

    Raises:
        InvalidInput: it cannot be read, is too long or deep, names what is not there, or comes to
            no usable number whatever happens. The sentence says which and where.
    """
    _check(points_rule)
    if not _compiled(points_rule).formula.names:
        try:
            given = amount(points_rule, {})
        except ExpressionFailed:
            given = Decimal(-1)
        if given < 0:
            raise InvalidInput(
                "The formula {formula} does not come to a number from 0 up; mend it.",
                formula=points_rule,
            )


def check_expression(expression: str) -> None:
    """Check that `expression` can be worked out, as `check_formula` does.

    Raises:
        InvalidInput: as there, or it is neither true nor false whatever happens.
    """
    _check(expression)
    if not _compiled(expression).formula.names:
        try:
            truth(expression, {})
        except ExpressionFailed:
            raise InvalidInput(
                "The expression {expression} is neither true nor false; mend it.",
                expression=expression,
            ) from None


def refers_to(text: str, name: str) -> bool:
    """Say whether the formula `text` looks at `name`, such as `member`; unreadable ones do not."""
    try:
        return name in _compiled(text).formula.names
    except InvalidInput:
        return False


def amount(points_rule: str, context: Mapping[str, object]) -> Decimal:
    """Return the units that `points_rule` comes to, rounded half up to hundredths.

    Raises:
        ExpressionFailed: it looks at something absent, or does not come to a usable number.
    """
    try:
        given = _run(points_rule, context)
    except KeyError as absent:
        raise ExpressionFailed(f"{points_rule} looks at {absent}, which is absent") from absent
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise ExpressionFailed(f"{points_rule} came to {type(given).__name__}, not a number")
    try:
        return units(given)
    except InvalidInput as error:
        raise ExpressionFailed(str(error)) from error


def truth(expression: str, context: Mapping[str, object]) -> bool:
    """Say whether `expression` is true. One that looks at something absent is not; see `has()`.

    Raises:
        ExpressionFailed: it cannot be worked out, or is neither true nor false.
    """
    try:
        given = _run(expression, context)
    except KeyError:
        return False
    if not isinstance(given, bool):
        raise ExpressionFailed(f"{expression} came to {type(given).__name__}, not true or false")
    return given


@dataclass(frozen=True, slots=True)
class _Compiled:
    formula: Formula
    program: cel.Program
    functions: Mapping[str, _Function]


def _check(text: str) -> None:
    if not text.strip():
        raise InvalidInput("The formula is empty; write one, such as 100.")
    _compiled(text)


@lru_cache(maxsize=1024)
def _compiled(text: str) -> _Compiled:
    if len(text) > LONGEST:
        raise InvalidInput(
            "The formula has {length} characters; shorten it to {most}.",
            length=len(text),
            most=LONGEST,
        )
    _compile(text)
    formula = read(text)
    for literal in formula.patterns:
        check_pattern(str(cel.evaluate(literal)))
    # Telling CEL about a function takes longer than most formulas: only those that are there.
    functions = {name: run for name, run in _FUNCTIONS.items() if name in formula.cel}
    return _Compiled(formula, _compile(formula.cel), functions)


def _compile(text: str) -> cel.Program:
    try:
        return cel.compile(text)
    except ValueError as error:
        raise unreadable(_position(text, str(error))) from None


def _position(text: str, said: str) -> int:
    found = _POSITION.search(said)
    if found is None:
        return 1
    line, column = int(found[1]), int(found[2])
    before = text.split("\n")[: line - 1]
    return min(sum(len(each) + 1 for each in before) + column, len(text) + 1)


def _run(text: str, context: Mapping[str, object]) -> object:
    """Run the formula `text`; KeyError means that it looked at something absent."""
    try:
        compiled = _compiled(text)
        names = compiled.formula.names
        known = {name: _for_cel(context.get(name, _NOTHING)) for name in names}
        return compiled.program.execute(cel.Context(known, dict(compiled.functions)))
    except KeyError:
        raise
    except (InvalidInput, *_RUN_ERRORS) as error:
        raise ExpressionFailed(f"{text}: {error}") from error


def _for_cel(value: object) -> object:
    # CEL knows times by their offset only; with it, getHours() gives the hour in the store.
    if isinstance(value, datetime):
        offset = value.utcoffset()
        return value.astimezone(UTC if offset is None else timezone(offset))
    if isinstance(value, Mapping):
        return {key: _for_cel(inner) for key, inner in value.items()}
    return value


# CEL logs whatever a function raises, so none of these does: what cannot be worked out is null, and
# null is refused by whatever it is used in.


def _numeric(compute: Callable[[list[Decimal]], Decimal | int], most: int = LONGEST) -> _Function:
    def run(*values: object) -> float | None:
        numbers = [number for value in values if (number := _number(value)) is not None]
        usable = 0 < len(numbers) == len(values) <= most
        return float(compute(numbers)) if usable else None

    return run


def _number(value: object) -> Decimal | None:
    usable = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return Decimal(str(value)) if usable else None


def _matches(*given: object) -> bool | None:
    try:
        text, pattern = map(str, given)
        return matches(pattern, text) if len(text) <= LONGEST_MATCHED else None
    except (ValueError, InvalidInput):
        return None


_FUNCTIONS: Final[Mapping[str, _Function]] = {
    "floor": _numeric(lambda numbers: math.floor(numbers[0]), most=1),
    "ceil": _numeric(lambda numbers: math.ceil(numbers[0]), most=1),
    "round": _numeric(lambda numbers: numbers[0].to_integral_value(ROUND_HALF_UP), most=1),
    "abs": _numeric(lambda numbers: abs(numbers[0]), most=1),
    "min": _numeric(min),
    "max": _numeric(max),
    MATCHES: _matches,
}
