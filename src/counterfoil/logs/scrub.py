"""The last thing that happens to a line of a log: only what is known to be harmless is let through.

A line may have the fields of `FIELDS`, each in its own shape. What has another shape is masked, and
of other fields only their names are told. So nothing gets into a log because somebody forgot.
"""

import re
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any, Final

MASK: Final = "…"
LONGEST: Final = 300
"""Characters of one text of a line."""
_MOST: Final = 80

# Words apart from what stands beside them; a code may hold dashes, an address points and an @.
_TOKEN: Final = re.compile(r"[^\s\"'`“”‘’(),;\[\]]+")
_PLACE_HOLDER: Final = re.compile(r"\{[a-z_]*(?:[:!][^{}]*)?\}[.:]?")
_PLAIN: Final = re.compile(
    r"[A-Za-z]?[a-z]+(?:[-’'][a-z]+)*[.:?!]?|[A-Z]{1,3}[.:]?|[^A-Za-z0-9@]+|–"
)
_LOWER: Final = re.compile(r"[a-z]+(?:[-’'][a-z]+)*[.:?!]*|[^A-Za-z0-9@]+")
_OF_QT: Final = re.compile(r"Q[A-Z][A-Za-z]*(?:::[A-Za-z~]+)*(?:\(\))?[.:]?")

_WORDS: Final = re.compile(r"[a-z]+(?:[ _-][a-z]+){0,7}")
_NAME: Final = re.compile(r"[a-z_]{1,30}")
_METHOD: Final = re.compile(r"[A-Z]{3,7}")
_DEVICE: Final = re.compile(r"[A-Z2-9]{10}")
_ENTRY: Final = re.compile(r"[A-Z2-9]{10}-[0-9]{1,12}")
_REQUEST: Final = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ROUTE: Final = re.compile(r"unknown|(?:/(?:[A-Za-z_.:-]+|\{[A-Za-z_:]+\})?)+")
_VERSION: Final = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,4}){0,3}(?:[.+-]?[a-z]+[0-9.]*)*")
_PLATFORM: Final = re.compile(r"[A-Za-z][\w.+-]{0,99}", re.ASCII)
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,15}(?:Z|\+00:00)")
_LOGGER: Final = re.compile(r"[A-Za-z_]+(?:\.[A-Za-z_][\w]*)*", re.ASCII)
_CLASS: Final = re.compile(r"[A-Za-z_][\w.<>]*", re.ASCII)
_PLACE: Final = re.compile(r"(?:[\w.<>-]+/)*[\w.<> -]+:[0-9]{1,6} [\w.<>]+", re.ASCII)

Check = Callable[[Any], Any]


def scrub(_logger: object, _name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return a line with nothing in it that is not known to be harmless; for structlog."""
    kept = {name: FIELDS[name](value) for name, value in line.items() if name in FIELDS}
    others = sorted(name for name in line if name not in FIELDS)
    if others:
        kept["left_out"] = [name if _NAME.fullmatch(name) else MASK for name in others[:_MOST]]
    return kept


def scrub_text(text: str) -> str:
    """Mask whatever in one of our own sentences is no plain word: codes, numbers, addresses, keys.

    The sentence itself must be of ours: a name is a plain word, too.
    """
    return _masked(text, lambda token: bool(_PLAIN.fullmatch(token)))


def scrub_foreign(text: str) -> str:
    """Mask whatever in somebody else's message is neither in lower case nor a class of Qt."""
    return _masked(text, lambda token: bool(_LOWER.fullmatch(token) or _OF_QT.fullmatch(token)))


def _masked(text: str, is_plain: Callable[[str], bool]) -> str:
    def mask(found: re.Match[str]) -> str:
        token = found[0]
        return token if _PLACE_HOLDER.fullmatch(token) or is_plain(token) else MASK

    return _TOKEN.sub(mask, text[:LONGEST])


def _shaped(shape: re.Pattern[str], longest: int = 100) -> Check:
    def check(value: object) -> str:
        text = str(value)
        return text if len(text) <= longest and shape.fullmatch(text) else MASK

    return check


def _number(value: object) -> object:
    return value if value is None or isinstance(value, int | float) else MASK


def _counts(value: object) -> object:
    if not isinstance(value, Mapping):
        return MASK
    words = _shaped(_WORDS, 40)
    return {words(name): _number(count) for name, count in list(value.items())[:_MOST]}


def _trace(value: object) -> object:
    lines = value if isinstance(value, list | tuple) else [value]
    return [_traced(str(line)) for line in lines[:_MOST]]


def _traced(line: str) -> str:
    if _PLACE.fullmatch(line) or _CLASS.fullmatch(line) or line == MASK:
        return line[:LONGEST]
    kind, colon, sentence = line.partition(": ")
    return f"{_shaped(_CLASS)(kind)}{colon}{scrub_text(sentence)}"


def _text(value: object) -> str:
    return scrub_text(str(value))


FIELDS: Final[Mapping[str, Check]] = {
    "timestamp": _shaped(_MOMENT),
    "level": _shaped(_WORDS),
    "logger": _shaped(_LOGGER),
    "event": _text,
    "foreign": lambda value: scrub_foreign(str(value)),
    "at": _shaped(_PLACE, LONGEST),
    "trace": _trace,
    "error": _shaped(_CLASS),
    "trouble": _text,
    "request_id": _shaped(_REQUEST),
    "method": _shaped(_METHOD),
    "route": _shaped(_ROUTE),
    "report": _shaped(_ENTRY),
    "device": _shaped(_DEVICE),
    "hub": _shaped(_DEVICE),
    "program": _shaped(_WORDS),
    "command": _shaped(_WORDS),
    "standing": _shaped(_WORDS),
    "database": _shaped(_WORDS),
    "state": _shaped(_WORDS),
    "where": _shaped(_WORDS),
    "version": _shaped(_VERSION),
    "tables": _shaped(_VERSION),
    "python": _shaped(_VERSION),
    "qt": _shaped(_VERSION),
    "sqlite": _shaped(_VERSION),
    "platform": _shaped(_PLATFORM),
    "refused": _counts,
    "done": _counts,
    "status": _number,
    "ms": _number,
    "count": _number,
    "exit_code": _number,
    "waiting": _number,
    "conflicts": _number,
}
