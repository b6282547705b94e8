"""A push taken apart into its uploads, so that one that is no JSON stays one of many."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from counterfoil.domain.errors import InvalidInput
from counterfoil.wire.shape import STRICT, parse

Part = tuple[str, object | None]
"""The text of an upload, and its document; None where the text is no JSON."""

MOST_UPLOADS: Final = 500
"""Entries in a push: what the hub takes in one transaction."""

_CLOSES: Final = {"{": "}", "[": "]"}
_TOKEN: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|["\[\]{}]', re.DOTALL)
_LIST: Final = re.compile(r'"uploads"\s*:\s*\[\Z')
_BEFORE: Final = 100
_SPACE: Final = re.compile(r"[ \t\n\r]*")


def apart(data: str | bytes) -> tuple[list[Part], Mapping[str, object]]:
    """Return the uploads of a push, and the message without them. Raises InvalidInput."""
    text = _text(data)
    start = _begin_of_list(text)
    end, parts = _parts(text, start)
    rest = parse(text[:start] + text[end:])
    if not isinstance(rest, Mapping) or rest.get("uploads") != []:
        raise _no_push()
    return parts, rest


def _text(data: str | bytes) -> str:
    """Return a message as text. Raises InvalidInput where it is not UTF-8."""
    try:
        return data.decode("utf-8") if isinstance(data, bytes) else data
    except UnicodeDecodeError:
        raise _no_push() from None


def _begin_of_list(text: str) -> int:
    """Return where the inside of the list of uploads begins."""
    for depth, token in _brackets(text, 0):
        if depth == 2 and _LIST.search(text, max(0, token.end() - _BEFORE), token.end()):
            return token.end()
    raise _no_push()


def _parts(text: str, start: int) -> tuple[int, list[Part]]:
    """Return where the list ends, and what is in it."""
    parts: list[Part] = []
    at = _beyond_space(text, start)
    while not text.startswith("]", at):
        if parts:
            at = _beyond(",", text, at)
        end, document = _object(text, at)
        parts.append((text[at:end], document))
        at = _beyond_space(text, end)
        if len(parts) > MOST_UPLOADS:
            raise InvalidInput(
                "The push has more than {most} entries; send fewer at a time.", most=MOST_UPLOADS
            )
    return at, parts


def _object(text: str, at: int) -> tuple[int, object | None]:
    """Return where an object ends and what it says. Where it is no JSON, the brackets count."""
    if not text.startswith("{", at):
        raise _no_push()
    try:
        document, end = STRICT.raw_decode(text, at)
    except (ValueError, RecursionError):
        end = next((token.end() for depth, token in _brackets(text, at) if depth == 0), 0)
        if not end:
            raise _no_push() from None
        return end, None
    return end, document


def _brackets(text: str, start: int) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield each bracket from `start` on with the depth behind it; those in texts are none."""
    waiting: list[str] = []
    for token in _TOKEN.finditer(text, start):
        sign = token[0]
        if sign in _CLOSES:
            waiting.append(_CLOSES[sign])
            yield len(waiting), token
        elif sign in {"}", "]"}:
            if not waiting or waiting.pop() != sign:
                raise _no_push()
            yield len(waiting), token
        elif sign == '"':
            raise _no_push()


def _beyond_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _beyond(sign: str, text: str, at: int) -> int:
    if not text.startswith(sign, at):
        raise _no_push()
    return _beyond_space(text, at + 1)


def _no_push() -> InvalidInput:
    return InvalidInput("This is no push: it is not JSON, or its uploads are no list of objects.")
