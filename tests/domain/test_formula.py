"""Formulas put into CEL."""

import cel
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.expression import check_expression, truth
from counterfoil.domain.formula import (
    MACROS,
    NUMBER_FUNCTIONS,
    OTHER_FUNCTIONS,
    WHOLE_FUNCTIONS,
    read,
)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("100", "100"),
        ("7/2", "7.0 / 2.0"),
        ("1.5 + 2", "1.5 + 2.0"),
        (".5 * 2", ".5 * 2.0"),
        ("1e3 - 1", "1e3 - 1.0"),
        ("0x10 * 2", "double(0x10) * 2.0"),
        ("2u * 2", "double(2u) * 2.0"),
        ("-5 * 2", "double(-5) * 2.0"),
        ("!true", "!true"),
        ("transaction.grossValue * 2", "transaction.grossValue * 2.0"),
        ("size(member.segments) + 1", "double(size(member.segments)) + 1.0"),
        ("event.body.visits % 10 == 0", "int(event.body.visits) % 10 == 0"),
        ("event.body.visits % 10 * 2", "double(int(event.body.visits) % 10) * 2.0"),
        ("member.segments[0]", "member.segments[0]"),
        ("member.segments[2 - 1]", "member.segments[int(2.0 - 1.0)]"),
        ("member.labels['1 + 1']", "member.labels['1 + 1']"),
        ("true ? 1 : 2.5", "true ? 1.0 : 2.5"),
        ("(1 < 2 ? 1 : 2) * 3", "(1 < 2 ? 1.0 : 2.0) * 3.0"),
        ("{'gold': 2, 'silver': 1,}[member.tier]", "{'gold': 2.0, 'silver': 1.0}[member.tier]"),
        ("[1, 2,].map(x, x * 2)", "[1.0, 2.0].map(x, x * 2.0)"),
        ("{}", "{}"),
        ("[]", "[]"),
        ("1 // one\n + 1", "1.0 + 1.0"),
        ('r"\\d 1" + """2 "3" """', 'r"\\d 1" + """2 "3" """'),
        ("'a' in member.segments || null == b'1'", "'a' in member.segments || null == b'1'"),
        ("member.email.matches('a') && true", "member.email.matches_re2('a') && true"),
        ("event.eventDate.getHours() / 2", "double(event.eventDate.getHours()) / 2.0"),
    ],
)
def test_numbers_are_made_to_mix(text: str, written: str) -> None:
    assert read(text).cel == written
    cel.compile(written)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("100", set()),
        ("'member.tier'", set()),
        ("member.tier == store.code", {"member", "store"}),
        ("member['tier']", {"member"}),
        ("has(referrer.tier)", {"referrer"}),
        ("member.segments.exists(code, code == 'a')", {"member"}),
        ("[1].exists(member, member > 0)", set()),
        ("code.prefix == 'A'", {"code"}),
    ],
)
def test_what_it_looks_at(text: str, names: set[str]) -> None:
    assert read(text).names == names


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("(1", "from character 3 on"),
        ("1 +", "from character 4 on"),
        ("1 2", "from character 3 on"),
        ("1 ?", "from character 4 on"),
        ("true ? 1", "from character 9 on"),
        ("[1 2]", "from character 4 on"),
        ("{1 2}", "from character 4 on"),
        ("{'a': 1 'b'}", "from character 9 on"),
        ("member.tier.", "from character 13 on"),
        ("member.tier[0", "from character 14 on"),
        ("member.segments.all(1, true)", "from character 21 on"),
        ("member.segments.all(x)", "from character 22 on"),
        ("1 + 'a", "from character 5 on"),
        ("€", "from character 1 on"),
        ("tier", "“tier” cannot be looked at"),
        ("member.teir", "member.teir is not an attribute"),
        ("rond(1)", "There is no function rond; there are abs, all"),
        ("member.tier.rond()", "There is no function rond"),
        ("(" * 20 + "1" + ")" * 20, "more than 20 deep"),
        ("[1].all(x, [1].all(y, y == x))", "has all in or after another loop"),
        ("[1].map(x, x).map(x, x)", "has map in or after another loop"),
        ("[[1].map(x, x)[0]].filter(x, true)", "has filter in or after another loop"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        read(text)


def test_loops_beside_one_another_are_fine() -> None:
    assert read("[1].all(x, x > 0) && [2].exists(y, y > 1)").names == set()


USES = {
    "size": "size('ab') == 2 && [1].size() == 1",
    "int": "int('7') == 7",
    "uint": "uint(7) == 7",
    "double": "double('1.5') == 1.5",
    "string": "string(7) == '7'",
    "timestamp": "timestamp('2026-05-13T12:30:15.250Z') < timestamp('2027-01-01T00:00:00Z')",
    "duration": "duration('1h') > duration('59m')",
    "has": "has({'a': 1}.a)",
    "contains": "'abc'.contains('b')",
    "startsWith": "'abc'.startsWith('a')",
    "endsWith": "'abc'.endsWith('c')",
    "matches": "'abc'.matches('^.b') && matches('abc', 'c$')",
    "floor": "floor(1.5) == 1 && floor(-1.5) == -2",
    "ceil": "ceil(1.5) == 2",
    "round": "round(1.5) == 2 && round(0.5) == 1 && round(-0.5) == -1",
    "abs": "abs(-1.5) == 1.5",
    "min": "min(2, 1.5) == 1.5",
    "max": "max(2, 1.5) == 2",
    "all": "[1, 2].all(x, x > 0)",
    "exists": "[1, 2].exists(x, x == 2)",
    "exists_one": "[1, 2].exists_one(x, x == 2)",
    "filter": "[1, 2].filter(x, x > 1) == [2]",
    "map": "[1, 2].map(x, x + 1) == [2, 3] && [1, 2].map(x, x > 1, x) == [2]",
    **{
        name: f"timestamp('2026-05-13T12:30:15.250Z').{name}() == {value}"
        for name, value in {
            "getFullYear": 2026,
            "getMonth": 4,
            "getDate": 13,
            "getDayOfMonth": 12,
            "getDayOfWeek": 3,
            "getDayOfYear": 132,
            "getHours": 12,
            "getMinutes": 30,
            "getSeconds": 15,
            "getMilliseconds": 250,
        }.items()
    },
}


@pytest.mark.parametrize(
    "function", sorted(WHOLE_FUNCTIONS | NUMBER_FUNCTIONS | OTHER_FUNCTIONS | MACROS)
)
def test_every_function_that_is_let_through_works(function: str) -> None:
    check_expression(USES[function])
    assert truth(USES[function], {})


def test_no_function_is_two_things() -> None:
    assert not WHOLE_FUNCTIONS & NUMBER_FUNCTIONS
    assert not (WHOLE_FUNCTIONS | NUMBER_FUNCTIONS) & (OTHER_FUNCTIONS | MACROS)


@given(st.text(alphabet="1.+-*/%()[]{}:?!<>=&|,'\"\\ aexinrmber0uXb_\n", max_size=60))
def test_whatever_cel_reads_is_read_or_refused_and_stays_readable(text: str) -> None:
    try:
        cel.compile(text)
        written = read(text)
    except (ValueError, InvalidInput):
        return
    cel.compile(written.cel)
    assert written.names <= set(cel.compile(text).variables())
    assert read(text.replace(" ", "  ")).names == written.names
