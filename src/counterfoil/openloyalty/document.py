"""JSON text from outside, bounded: nothing in it can hang, swell or disguise what it says."""

import json
import math
from collections.abc import Iterator
from typing import NoReturn

from counterfoil.domain.errors import InvalidInput
from counterfoil.domain.text import unfit_character

MOST_BYTES = 1_000_000
DEEPEST = 32
# Beyond 64 bits no database column holds an integer; 19 digits is where they end.
MOST_DIGITS = 19
LARGEST = 2**63 - 1


def parse(data: bytes | str) -> object:
    """Return the one JSON value in `data`; bytes are UTF-8, with or without a byte order mark.

    Raises:
        InvalidInput: it is too large, not UTF-8, not JSON, or holds what `check` refuses.
    """
    if len(data) > MOST_BYTES:
        raise InvalidInput(
            "The document has more than {most:,} bytes; give one document at a time.",
            most=MOST_BYTES,
        )
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
    except UnicodeDecodeError:
        raise InvalidInput("The document is not UTF-8; save it with that encoding.") from None
    try:
        value: object = json.loads(
            text, object_pairs_hook=_distinct, parse_constant=_no_constant, parse_int=_bounded
        )
    except json.JSONDecodeError as error:
        raise InvalidInput(
            "The document is not JSON: {place} cannot be read.", place=_place(error)
        ) from None
    except RecursionError:
        raise _too_deep() from None
    check(value)
    return value


def check(value: object) -> None:
    """Check a JSON value that was made elsewhere: its depth, its numbers and its texts.

    Raises:
        InvalidInput: naming the place of the first thing that is not fit.
    """
    size = 0
    for path, item in _walk(value):
        problem = _problem(item)
        if problem:
            raise InvalidInput("{path} {problem}.", path=path, problem=problem)
        size += len(item) if isinstance(item, str) else 1
        if size > MOST_BYTES:
            raise InvalidInput("The document is too large; give one document at a time.")


def _place(error: json.JSONDecodeError) -> str:
    if "\n" not in error.doc.strip():
        return f"character {error.pos + 1}"
    return f"line {error.lineno}, column {error.colno}"


def _walk(root: object) -> Iterator[tuple[str, object]]:
    """Yield every value and key with its path, without recursion."""
    waiting: list[tuple[str, object, int]] = [("", root, 0)]
    while waiting:
        path, item, depth = waiting.pop()
        if depth > DEEPEST:
            raise _too_deep()
        yield path or "The document", item
        if isinstance(item, dict):
            for key in item:
                yield f"A field's name in {path or 'the document'}", _as_name(key)
            waiting.extend((_below(path, key), each, depth + 1) for key, each in item.items())
        elif isinstance(item, list):
            waiting.extend((f"{path}[{at}]", each, depth + 1) for at, each in enumerate(item))


def _as_name(key: object) -> str:
    if isinstance(key, str):
        return key
    raise InvalidInput("The field {key!r} needs a text as its name.", key=key)


def _below(path: str, key: object) -> str:
    name = str(key)[:40]
    return f"{path}.{name}" if path else name


def _problem(item: object) -> str | None:
    if item is None or isinstance(item, bool | dict | list):
        return None
    if isinstance(item, str):
        unfit = unfit_character(item)
        return f"holds the character {unfit}; take it out" if unfit else None
    if isinstance(item, int):
        return None if abs(item) <= LARGEST else "is too large a number"
    if isinstance(item, float):
        return None if math.isfinite(item) else "is not a finite number"
    return f"is a {type(item).__name__}, which JSON does not have"


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in found if keys.count(key) > 1)
        raise InvalidInput("The field {key!r} is given twice; take one out.", key=twice[:40])
    return found


def _no_constant(name: str) -> NoReturn:
    raise InvalidInput("{name} is not a number that JSON has; give a finite one.", name=name)


def _bounded(digits: str) -> int:
    if len(digits.lstrip("-")) > MOST_DIGITS:
        raise InvalidInput("{digits}… is too large a number.", digits=digits[:20])
    return int(digits)


def _too_deep() -> InvalidInput:
    return InvalidInput(
        "The document is nested more than {deepest} levels deep; flatten it.", deepest=DEEPEST
    )
