"""A push taken apart without reading its uploads, so that one that is no JSON stays one of many."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from counterfoil.domain.errors import InvalidInput
from counterfoil.wire.shape import parse

MOST_UPLOADS: Final = 500
"""Entries in a push: what the hub takes in one transaction."""

_CLOSES: Final = {"{": "}", "[": "]"}
_TOKEN: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|["\[\]{}]', re.DOTALL)
_LIST: Final = re.compile(r'"uploads"\s*:\s*\[\Z')
_BEFORE: Final = 100


def apart(data: str | bytes) -> tuple[list[str], Mapping[str, object]]:
    """Return the text of each upload of a push, and the message without them.

    Only brackets and texts are looked at. Raises InvalidInput where it is no push.
    """
    text = _text(data)
    start, end, raws = _uploads(text)
    if len(raws) > MOST_UPLOADS:
        raise InvalidInput(
            "The push has more than {most} entries; send fewer at a time.", most=MOST_UPLOADS
        )
    rest = parse(text[:start] + text[end:])
    if not isinstance(rest, Mapping) or rest.get("uploads") != []:
        raise _no_push()
    return raws, rest


def _text(data: str | bytes) -> str:
    """Return a message as text. Raises InvalidInput where it is not UTF-8."""
    try:
        return data.decode("utf-8") if isinstance(data, bytes) else data
    except UnicodeDecodeError:
        raise _no_push() from None


def _uploads(text: str) -> tuple[int, int, list[str]]:
    """Return where the inside of the list begins and ends, and the objects in it."""
    start = begun = done = 0
    raws: list[str] = []
    for depth, opens, token in _brackets(text):
        if not start:
            if (
                depth == 2
                and opens
                and _LIST.search(text, max(0, token.end() - _BEFORE), token.end())
            ):
                start = done = token.end()
        elif depth == 3 and opens:
            _check_between(text[done : token.start()], token[0], first=not raws)
            begun = token.start()
        elif depth == 3:
            done = token.end()
            raws.append(text[begun:done])
        elif depth == 2:
            if text[done : token.start()].strip():
                raise _no_push()
            return start, token.start(), raws
    raise _no_push()


def _brackets(text: str) -> Iterator[tuple[int, bool, re.Match[str]]]:
    """Yield each bracket with its depth, and whether it opens; those in texts are none."""
    waiting: list[str] = []
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in _CLOSES:
            waiting.append(_CLOSES[sign])
            yield len(waiting), True, token
        elif sign in {"}", "]"}:
            if not waiting or waiting[-1] != sign:
                raise _no_push()
            yield len(waiting), False, token
            waiting.pop()
        elif sign == '"':
            raise _no_push()


def _check_between(text: str, sign: str, *, first: bool) -> None:
    if sign != "{" or text.strip() != ("" if first else ","):
        raise _no_push()


def _no_push() -> InvalidInput:
    return InvalidInput("This is no push: it is not JSON, or its uploads are no list of objects.")
