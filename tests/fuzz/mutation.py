"""Inputs changed as damage and malice change them: bytes, tokens, numbers at their ends, JSON."""

import json
from collections.abc import Callable, Sequence
from copy import deepcopy
from random import Random
from typing import Any, Final

MOST: Final = 1 << 16
"""Bytes that a change may make of an input; longer ones are made by targets that mean it."""

NUMBERS: Final = tuple(
    (number & (1 << 8 * size) - 1).to_bytes(size, order)
    for number in (0, 1, -1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000)
    for size in (1, 2, 4)
    for order in ("little", "big")
)
NASTY: Final = (
    *(b"", b"\0", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90"),
    *(
        "\u202e",
        "\u200b",
        "\ufeff",
        "\u0130",
        "ß",
        "e\u0301",
        "\uff21",
        "\U0001f600",
        "\ufdfa",
        "\u2028",
    ),
    *(b"\r\n", b"\r", b"\n", b"\t", b"\x1b[2J", b"\x1d", b"%00", b"%", b"{", b"}", b"{0}", b"%s"),
    *(
        b"'",
        b'"',
        b"\\",
        b";",
        b",",
        b"=",
        b"=1+1",
        b"-1",
        b"0",
        b"1e400",
        b"-0",
        b"9" * 40,
        b"NaN",
    ),
    *(b"null", b"true", b"../../x", b"A" * 300, b"[" * 50, b"(" * 50),
)
TOKENS: Final = tuple(each if isinstance(each, bytes) else each.encode() for each in NASTY)
VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, 1, -1, 2**31, 2**63, -(2**63), 10**19, 0.0, -0.0, 1e308, 1e-320, 0.1),
    *("", " ", "0", "1", "x", "\0", "\u202e", "\ud800", "9" * 20, "1e5", "NaN", "a" * 300, "{0}"),
    *([], {}, [[]], [None], {"": None}, "2026-01-01T00:00:00+00:00", "9999-12-31T23:59:59-12:00"),
)


def mutated(
    rng: Random, data: bytes, tokens: Sequence[bytes] = TOKENS, others: Sequence[bytes] = ()
) -> bytes:
    """Return `data` changed in one to six places; `others` are what parts may be taken from."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 6))):
        rng.choice(_CHANGES)(rng, changed, tokens)
        if others and rng.random() < 0.1:
            _splice(rng, changed, rng.choice(others))
    return bytes(changed[:MOST])


def json_mutated(rng: Random, document: object, values: Sequence[object] = VALUES) -> object:
    """Return a JSON document with one to four of its parts replaced, dropped, doubled or moved."""
    copy: Any = json.loads(json.dumps(document))
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        copy = _replaced(rng, copy, values)
    return copy


def json_text(rng: Random, document: object) -> bytes:
    """Return a document as JSON text, now and then with what only text can say."""
    text = json.dumps(document, ensure_ascii=rng.random() < 0.5)
    roll = rng.random()
    if roll < 0.1:
        return mutated(rng, text.encode("utf-8", "surrogatepass"))
    if roll < 0.13:
        text = text.replace(rng.choice(("null", "0", "1", '""')), rng.choice(_ONLY_TEXT), 1)
    if roll > 0.97:
        text = _nested(rng, text)
    return text.encode("utf-8", "surrogatepass")


_ONLY_TEXT: Final = (
    *("NaN", "Infinity", "-Infinity", "1e999", "9" * 5000, "1" + "0" * 400, '{"a":1,"a":2}'),
    *("01", '"\\ud800"', '"\\u0000"', "'", "[" * 3000 + "]" * 3000, "0x10", "1_000", '"\t"'),
)


def _nested(rng: Random, text: str) -> str:
    deep = rng.choice((10, 31, 32, 33, 200, 2_000, 50_000))
    opening, closing = rng.choice((("[", "]"), ('{"a":', "}"), ('{"campaign":', "}"), ("[", "")))
    return opening * deep + text + closing * deep


def _replaced(rng: Random, document: Any, values: Sequence[object]) -> Any:  # noqa: ANN401 - JSON
    at = document
    while isinstance(at, dict | list) and at:
        keys = list(at) if isinstance(at, dict) else range(len(at))
        key: Any = rng.choice(keys)
        if not isinstance(at[key], dict | list) or not at[key] or rng.random() < 0.3:
            rng.choice(_PLACES)(rng, at, key, values)
            return document
        at = at[key]
    return deepcopy(rng.choice(values))


def _other(rng: Random, at: Any, key: Any, values: Sequence[object]) -> None:  # noqa: ANN401
    at[key] = deepcopy(rng.choice(values))


def _dropped(_rng: Random, at: Any, key: Any, _values: Sequence[object]) -> None:  # noqa: ANN401
    del at[key]


def _added(rng: Random, at: Any, key: Any, values: Sequence[object]) -> None:  # noqa: ANN401
    if isinstance(at, list):
        at.extend([at[key]] * rng.choice((1, 2, 10, 200)))
    else:
        at[str(rng.choice(values))] = at[key]


def _within(rng: Random, at: Any, key: Any, _values: Sequence[object]) -> None:  # noqa: ANN401
    at[key] = rng.choice(([at[key]], {"value": at[key]}, {str(key): at[key]}, str(at[key])))


def _longer(rng: Random, at: Any, key: Any, values: Sequence[object]) -> None:  # noqa: ANN401
    if isinstance(at[key], str):
        at[key] = rng.choice((at[key] * 40, at[key] + str(rng.choice(values)), at[key].upper()))
    elif isinstance(at[key], int | float):
        at[key] = at[key] * rng.choice((-1, 2, 1000, 2**31, 10**17, 0.5))


_PLACES: Final[tuple[Callable[[Random, Any, Any, Sequence[object]], None], ...]] = (
    _other, _other, _dropped, _added, _within, _longer
)  # fmt: skip

_Change = Callable[[Random, bytearray, Sequence[bytes]], None]


def _span(rng: Random, data: bytearray) -> slice:
    start = rng.randrange(len(data) + 1)
    return slice(start, start + rng.choice((1, 1, 2, 4, 8, 30, 200)))


def _flip(rng: Random, data: bytearray, _tokens: Sequence[bytes]) -> None:
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _byte(rng: Random, data: bytearray, _tokens: Sequence[bytes]) -> None:
    data[_span(rng, data)] = rng.randbytes(rng.choice((1, 1, 2, 8)))


def _token(rng: Random, data: bytearray, tokens: Sequence[bytes]) -> None:
    at = rng.randrange(len(data) + 1)
    data[at:at] = rng.choice(tokens)


def _overwrite(rng: Random, data: bytearray, tokens: Sequence[bytes]) -> None:
    token = rng.choice(tokens)
    at = rng.randrange(len(data) + 1)
    data[at : at + len(token)] = token


def _number(rng: Random, data: bytearray, _tokens: Sequence[bytes]) -> None:
    number = rng.choice(NUMBERS)
    at = rng.randrange(len(data) + 1)
    data[at : at + len(number)] = number


def _delete(rng: Random, data: bytearray, _tokens: Sequence[bytes]) -> None:
    del data[_span(rng, data)]


def _double(rng: Random, data: bytearray, _tokens: Sequence[bytes]) -> None:
    span = _span(rng, data)
    data[span.start : span.start] = data[span] * rng.choice((1, 2, 5, 50))


def _swap(rng: Random, data: bytearray, _tokens: Sequence[bytes]) -> None:
    span = _span(rng, data)
    piece = bytes(data[span])
    del data[span]
    at = rng.randrange(len(data) + 1)
    data[at:at] = piece


def _cut(rng: Random, data: bytearray, _tokens: Sequence[bytes]) -> None:
    del data[rng.randrange(len(data) + 1) :]


def _splice(rng: Random, data: bytearray, other: bytes) -> None:
    start = rng.randrange(len(other) + 1)
    data[_span(rng, data)] = other[start : start + rng.choice((4, 30, 200))]


_CHANGES: Final[tuple[_Change, ...]] = (
    *(_flip, _byte, _token, _token, _overwrite, _number, _delete, _double, _swap, _cut),
)
