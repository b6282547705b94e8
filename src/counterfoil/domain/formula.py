"""Formulas in the words people write, put into CEL, where an integer and a double do not mix.

In a formula 7 / 2 is 3.5, and `size(x) * transaction.grossValue` is a number. CEL refuses the
second and makes 3 of the first, because it keeps integers apart from doubles. So a formula is read
once, with the kind of each part worked out as far as it shows, and written again with each integer
that takes part in `+ - * /` made a double, and each operand of `%` and each number in `[]` made an
integer. Read on the way: what it looks at, and how deep it goes.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

from counterfoil.domain.attribute import check_attribute, check_root
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.formula_token import Token, tokens, unreadable

DEEPEST: Final = 20
"""Brackets, calls and `?:` within one another."""

MATCHES: Final = "matches_re2"
"""What `matches` is called in the CEL that is run, where it is ours."""

WHOLE_FUNCTIONS: Final = frozenset(
    {"size", "int", "uint", "getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek"}
    | {"getDayOfYear", "getHours", "getMinutes", "getSeconds", "getMilliseconds"}
)
NUMBER_FUNCTIONS: Final = frozenset({"double", "floor", "ceil", "round", "abs", "min", "max"})
OTHER_FUNCTIONS: Final = frozenset(
    {"has", "contains", "startsWith", "endsWith", "matches", "string", "timestamp", "duration"}
)
MACROS: Final = frozenset({"all", "exists", "exists_one", "filter", "map"})
_FUNCTIONS: Final = WHOLE_FUNCTIONS | NUMBER_FUNCTIONS | OTHER_FUNCTIONS

_LOOSE_TO_TIGHT: Final = ("||", "&&", "== != < <= > >= in", "+ -", "* / %")
_STRENGTH: Final = {
    operator: strength
    for strength, group in enumerate(_LOOSE_TO_TIGHT, 1)
    for operator in group.split()
}
_ARITHMETIC: Final = frozenset("+-*/")
_CONSTANTS: Final = frozenset({"true", "false", "null"})


class Kind(Enum):
    """What a part of a formula comes to, as far as it shows."""

    WHOLE = "whole"
    NUMBER = "number"
    ANY = "any"


class Part(NamedTuple):
    """A part of a formula, in CEL."""

    text: str
    kind: Kind = Kind.ANY


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in CEL, the things it looks at, such as `member`, and its patterns, quoted."""

    cel: str
    names: frozenset[str]
    patterns: tuple[str, ...] = ()


def read(text: str) -> Formula:
    """Put `text` into CEL.

    Raises:
        InvalidInput: it cannot be read, goes too deep, has a loop within a loop, or names a
            function or attribute that is not there. The sentence says which and where.
    """
    return _Reader(text).formula()


class _Reader:
    """Reads the tokens of one formula from left to right."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens(text)
        self._next = 0
        self._depth = 0
        self._bound: str | None = None
        self._looped_at = -1
        self._names: set[str] = set()
        self._patterns: list[str] = []

    def formula(self) -> Formula:
        part = self._expression()
        if self._token.sort != "end":
            raise unreadable(self._token.at + 1)
        return Formula(part.text, frozenset(self._names), tuple(self._patterns))

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._token
        self._next += 1
        return token

    def _accept(self, mark: str) -> bool:
        here = self._token.sort == "mark" and self._token.text == mark
        self._next += here
        return here

    def _expect(self, mark: str) -> None:
        if not self._accept(mark):
            raise unreadable(self._token.at + 1)

    def _name(self) -> str:
        if self._token.sort != "name":
            raise unreadable(self._token.at + 1)
        return self._take().text

    def _expression(self) -> Part:
        self._depth += 1
        if self._depth > DEEPEST:
            raise InvalidInput(
                "The formula has parts more than {most} deep within one another; make it plainer.",
                most=DEEPEST,
            )
        part = self._operation(1)
        if self._accept("?"):
            yes = self._operation(1)
            self._expect(":")
            part = _choice(part, yes, self._expression())
        self._depth -= 1
        return part

    def _operation(self, weakest: int) -> Part:
        left = self._signed()
        while _STRENGTH.get(self._operator(), 0) >= weakest:
            operator = self._take().text
            left = _combined(left, operator, self._operation(_STRENGTH[operator] + 1))
        return left

    def _operator(self) -> str:
        return self._token.text if self._token.sort in {"mark", "name"} else ""

    def _signed(self) -> Part:
        signs = ""
        while self._operator() in {"-", "!"}:
            signs += self._take().text
        part = self._member()
        return Part(signs + part.text, part.kind)

    def _member(self) -> Part:
        start = self._next
        part = self._primary()
        while True:
            if self._accept("."):
                name = self._name()
                called = self._accept("(")
                part = self._method(part, name, start) if called else Part(f"{part.text}.{name}")
            elif self._accept("["):
                part = Part(f"{part.text}[{_whole(self._expression())}]")
                self._expect("]")
            else:
                return part

    def _primary(self) -> Part:
        token = self._take()
        if token.sort in {"whole", "number"}:
            return Part(token.text, Kind(token.sort))
        if token.sort == "text":
            return Part(token.text)
        if token.sort == "name":
            return self._call("", token.text) if self._accept("(") else self._variable(token.text)
        return self._bracketed(token)

    def _bracketed(self, opening: Token) -> Part:
        if opening.text == "(":
            part = self._expression()
            self._expect(")")
            return Part(f"({part.text})", part.kind)
        if opening.text == "[":
            return Part(f"[{', '.join(_double(part) for part in self._parts(']'))}]")
        if opening.text == "{":
            return Part(f"{{{', '.join(self._entries())}}}")
        raise unreadable(opening.at + 1)

    def _parts(self, closing: str) -> list[Part]:
        parts: list[Part] = []
        while not self._accept(closing):
            if parts:
                self._expect(",")
                if self._accept(closing):
                    break
            parts.append(self._expression())
        return parts

    def _entries(self) -> list[str]:
        entries: list[str] = []
        while not self._accept("}"):
            if entries:
                self._expect(",")
                if self._accept("}"):
                    break
            key = self._expression()
            self._expect(":")
            entries.append(f"{key.text}: {_double(self._expression())}")
        return entries

    def _variable(self, name: str) -> Part:
        if name not in _CONSTANTS and name != self._bound:
            self._names.add(name)
            after = self._tokens[self._next : self._next + 2]
            if after[0].text == ".":
                check_attribute(f"{name}.{after[1].text}")
            else:
                check_root(name)
        return Part(name)

    def _method(self, receiver: Part, name: str, start: int) -> Part:
        if name in MACROS:
            return self._loop(receiver, name, start)
        return self._call(f"{receiver.text}.", name)

    def _call(self, receiver: str, name: str) -> Part:
        if name not in _FUNCTIONS:
            raise InvalidInput(
                "There is no function {name}; there are {known}.",
                name=name,
                known=", ".join(sorted(_FUNCTIONS | MACROS)),
            )
        given = ", ".join(part.text for part in self._parts(")"))
        last = self._tokens[self._next - 2]
        if name == "matches" and last.sort == "text":
            self._patterns.append(last.text)
        called = f"{receiver}{MATCHES if name == 'matches' else name}({given})"
        if name in WHOLE_FUNCTIONS:
            return Part(called, Kind.WHOLE)
        return Part(called, Kind.NUMBER if name in NUMBER_FUNCTIONS else Kind.ANY)

    def _loop(self, receiver: Part, name: str, start: int) -> Part:
        # Neither in a loop nor over what a loop made: each `.map(x, x + x)` of a chain doubles.
        if self._bound is not None or self._looped_at >= start:
            raise InvalidInput(
                "The formula has {name} in or after another loop; use one loop at a time.",
                name=name,
            )
        self._bound = self._name()
        self._expect(",")
        parts = self._parts(")")
        texts = [self._bound, *(part.text for part in parts[:-1]), *map(_double, parts[-1:])]
        self._bound, self._looped_at = None, self._next
        return Part(f"{receiver.text}.{name}({', '.join(texts)})")


def _double(part: Part) -> str:
    if part.kind is not Kind.WHOLE:
        return part.text
    return f"{part.text}.0" if part.text.isdecimal() else f"double({part.text})"


def _whole(part: Part) -> str:
    return f"int({part.text})" if part.kind is Kind.NUMBER else part.text


def _combined(left: Part, operator: str, right: Part) -> Part:
    if operator == "%":
        given = (p.text if p.kind is Kind.WHOLE else f"int({p.text})" for p in (left, right))
        return Part(" % ".join(given), Kind.WHOLE)
    if operator not in _ARITHMETIC:
        return Part(f"{left.text} {operator} {right.text}")
    return Part(f"{_double(left)} {operator} {_double(right)}", _kind(left, right))


def _choice(condition: Part, yes: Part, no: Part) -> Part:
    return Part(f"{condition.text} ? {_double(yes)} : {_double(no)}", _kind(yes, no))


def _kind(one: Part, other: Part) -> Kind:
    return Kind.ANY if one.kind is other.kind is Kind.ANY else Kind.NUMBER
