"""What campaigns are ruled by: formulas, expressions, conditions and patterns.

What can be saved must be worked out or fail in the one way that is told of, in bounded time.
"""

import json
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

from counterfoil.domain.attribute import ATTRIBUTES
from counterfoil.domain.condition import Condition, Operator, mentions
from counterfoil.domain.condition_check import check_condition, holds
from counterfoil.domain.context import context
from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.expression import (
    ExpressionFailed,
    amount,
    check_expression,
    check_formula,
    refers_to,
    truth,
)
from counterfoil.domain.pattern import check_pattern, matches
from counterfoil.domain.units import MOST
from tests.domain.build import NOW, facts, member, request
from tests.fuzz.engine import Target, decoded, plain, texts, told
from tests.fuzz.mutation import TOKENS, json_mutated, json_text, mutated

CROWDED: Final = member(
    segments=frozenset(f"segment {n}" for n in range(200)),
    custom_attributes={"shoeSize": "38", "note": "ż" * 1000, "born": "1990-02-29", "": ""},
)
CONTEXTS: Final = (
    context(facts(member=CROWDED), request(amount=Decimal("79.90"), body={"visits": 3}), NOW),
    context(facts(member=None), request(), NOW + timedelta(days=400)),
)
FORMULAS: Final = texts(
    *("100", "transaction.grossValue * 0.1", "floor(transaction.grossValue / 10) * 5"),
    *("member.tier == 'gold' ? 200 : 100", "size(member.segments) * 10 + 7 / 2"),
    *("min(100, max(1, event.body.visits % 7))", "round(2.5) - abs(-3)"),
    *("member.segments.exists(s, s.contains('1'))", "has(member.tier) && !(1 in [1, 2])"),
    *("event.eventDate.getHours() >= 9 || store.code == 'W1'", "member.labels['channel'] == 'app'"),
    *("member.firstName.matches('^A.*a$')", "timestamp('2026-01-01T00:00:00Z') < event.eventDate"),
    *("member.segments.filter(s, s.size() > 3).map(s, s + 'x').size() > 0", "1e300 * 1e300"),
)
WORDS: Final = (
    *TOKENS,
    *texts(*"()[]{}?:.,+-*/%!<>=&|'\"", "&&", "||", "==", "!=", " in ", "true", "false", "null"),
    *texts(*(f"{root}.{name}" for root, names in ATTRIBUTES.items() for name in names)),
    *texts("size(", "int(", "uint(", "double(", "string(", "bytes(", "duration('1h')", "type("),
    *texts(".map(x, x)", ".filter(x, true)", ".all(y, y != '')", ".exists_one(", "matches_re2("),
    *texts(
        "9223372036854775807", "-9223372036854775808", "0u", "1.5e", ".5", "0x1F", "r'\\d'", "b'x'"
    ),
    *texts("/* x */", "// x\n", "'''", "\\u0041", "\\U0010FFFF", "\n", "a.b.c", "_", "`x`", "int"),
)
ATOMS: Final = texts(
    *(
        "0",
        "1.5",
        "-1",
        "1e308",
        "9223372036854775807",
        "true",
        "'x'",
        "null",
        "[]",
        "event.eventDate",
    ),
    *("member.wallets.default", "transaction.grossValue", "member.segments", "event.body.visits"),
)
FORMS: Final = tuple(
    form if form.count(b"%s") == 3 else form + b"%.0s" * (3 - form.count(b"%s"))
    for form in (
        *(b"(%s + %s)", b"%s * %s", b"%s / %s", b"%s %% %s", b"%s - %s", b"(%s) ? %s : %s", b"-%s"),
        *(b"%s == %s", b"%s < %s", b"%s && %s", b"!%s || %s", b"round(%s)", b"min(%s, %s)"),
        *(b"max(%s, %s, %s)", b"floor(%s / %s)", b"abs(%s)", b"[%s, %s, %s].map(x, x * 2)"),
        *(b"size(%s)", b"string(%s)", b"int(%s)", b"double(%s)", b"[%s, %s][%s]", b"%s in [%s]"),
        *(b"{'a': %s}", b"has(member.%s)", b"member.segments.all(s, s != %s)", b"%s.getHours()"),
    )
)
PATTERNS: Final = texts(
    *(
        "^SUM",
        "/^sum.*$/i",
        "(a+)+$",
        "[^A-Z0-9]{3,5}",
        r"\d{3}-\d{3}",
        "(?i)abc|def",
        "(x{100}){10}",
    ),
    *(
        r"\p{Greek}+",
        "(?=look)",
        r"(a)\1",
        "a++",
        "((((((((((a))))))))))",
        "[[:alpha:]]",
        "(?P<n>x)",
    ),
)
SIGNS: Final = (
    *TOKENS,
    *texts(
        *"()[]{}?*+|^$.\\/-,", "{1000}", "{2,}", "(?:", "(?i", "\\pL", "\\x{10FFFF}", "\\Q", "\\C"
    ),
    *texts(
        "{1000}{1000}", "(?U)", "\\b", "[a-", "[^", "x*" * 20, "(?s).*", "\\A", "\\z", "(?P<", "ż"
    ),
)
DATA: Final[tuple[Any, ...]] = (
    *("gold", "", 100, 10.5, True, None, [], ["gold", "silver"], [1, "2", None], {}, "2026-05-13"),
    *({"from": 1, "to": 10}, {"from": "10:00", "to": "02:00"}, {"from": None}, ["monday", 7], "99"),
    *(
        [{"key": "channel", "value": "app"}],
        "2026-05-13T12:30:00+14:00",
        "24:00",
        [31, "31"],
        2**70,
    ),
    *("(a+)+$", "9" * 400, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", [[1]], 1e308),
    *({"from": "0001-01-01", "to": "9999-12-31"}, "1e999", "NaN", "٣", -0.0, ["x" * 300] * 50),
)
PATHS: Final = (
    *(f"{root}.{name}" for root, names in ATTRIBUTES.items() for name in names),
    *(
        "event.body.visits",
        "event.body.promo_code",
        "member.customAttributes.born",
        "member.wallets.x",
    ),
    *(
        "referrer.tier",
        "member",
        "nothing.here",
        "",
        ".",
        "member.",
        "event.eventDate.x",
        "member..x",
    ),
    *("member.customAttributes.note", "member.labels.channel", "event.body." + "x." * 100),
)


def _chosen(rng: Random, seeds: tuple[bytes, ...], words: tuple[bytes, ...]) -> bytes:
    if rng.random() < 0.5:
        return mutated(rng, rng.choice(seeds), words, seeds)
    made = b"".join(rng.choice(words) for _ in range(rng.choice((1, 3, 5, 9, 30))))
    return made * rng.choice((1, 1, 1, 20))


def make_formula(rng: Random) -> bytes:
    """A formula or expression: put together of others, changed, or words in any order."""
    return _composed(rng, rng.randrange(6)) if rng.random() < 0.4 else _chosen(rng, FORMULAS, WORDS)


def _composed(rng: Random, depth: int) -> bytes:
    if not depth or rng.random() < 0.2:
        return rng.choice(FORMULAS + ATOMS)
    inner = [_composed(rng, depth - 1) for _ in range(3)]
    return rng.choice(FORMS) % tuple(inner)


def make_pattern(rng: Random) -> bytes:
    """A pattern, and behind a NUL what it is held against."""
    against = mutated(rng, rng.choice((b"SUM7K2M", b"a" * 900, b"", "Żółć".encode())), SIGNS)
    return _chosen(rng, PATTERNS, SIGNS) + b"\0" + against


def make_condition(rng: Random) -> bytes:
    """A condition as JSON, of any operator with data of any shape."""
    operator = rng.choice(list(Operator)).value
    data = rng.choice(DATA)
    if operator in {Operator.EXPRESSION, Operator.MATCHES_REGEX}:
        data = decoded(make_formula(rng) if operator == Operator.EXPRESSION else make_pattern(rng))
    made = {"attribute": rng.choice(PATHS), "operator": operator, "data": data}
    return json_text(rng, json_mutated(rng, made, DATA) if rng.random() < 0.5 else made)


def formula(data: bytes) -> bool:
    """Check and work out a formula, and an expression."""
    text = decoded(data)
    return _amounts(text) | _truths(text)


def _amounts(text: str) -> bool:
    try:
        check_formula(text)
    except InvalidInput as refused:
        return told(refused)
    for known in CONTEXTS:
        try:
            given = amount(text, known)
        except ExpressionFailed:
            continue
        assert given.is_finite(), given
        assert abs(given) <= MOST, given
        assert given == round(given, 2), given
    assert refers_to(text, "member") in {True, False}
    return True


def _truths(text: str) -> bool:
    try:
        check_expression(text)
    except InvalidInput:
        return False
    for known in CONTEXTS:
        try:
            assert truth(text, known) in {True, False}
        except ExpressionFailed:
            continue
    return True


def pattern(data: bytes) -> bool:
    """Check a pattern, and look for it."""
    sought, _, text = decoded(data).rpartition("\0")
    try:
        check_pattern(sought)
    except InvalidInput as refused:
        return told(refused)
    assert matches(sought, text) == matches(sought, text)
    return True


def condition(data: bytes) -> bool:
    """Check a condition, and judge it."""
    try:
        made = json.loads(data)
        asked = Condition(str(made["attribute"]), Operator(made["operator"]), made.get("data"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    try:
        check_condition(asked)
        is_good = True
    except InvalidInput:
        is_good = False
    mentions(asked, "member")
    for known in CONTEXTS:
        try:
            assert holds(asked, known) in {True, False}
        except ExpressionFailed:
            continue
    return is_good


TARGETS: Final = (
    Target("formula", 70_000, make_formula, plain(formula), block=20_000),
    Target("condition", 70_000, make_condition, plain(condition), block=20_000),
    Target("pattern", 50_000, make_pattern, plain(pattern), block=20_000),
)
