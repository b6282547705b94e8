"""Regular expressions that cannot hang: RE2 takes time in proportion to the text, whatever it is.

Patterns are searched for anywhere in the text, as PHP's `preg_match` does for Open Loyalty, and
may be written its way, `/.../flags` with the flags i, m, s and u, or bare.
"""

import re
from functools import lru_cache
from typing import Any, Final

import re2

from counterfoil.domain.errors import InvalidInput

LONGEST_PATTERN: Final = 500
LARGEST_PROGRAM: Final = 1_000
"""Instructions of the compiled pattern. The worst found, at this size, reads 10 kB in 0.1 s."""

_DELIMITED: Final = re.compile(r"/(?P<pattern>.*)/(?P<flags>[A-Za-z]*)", re.DOTALL)
_FLAGS: Final = frozenset("imsu")
_UNAVAILABLE: Final = (
    ("look-around", re.compile(r"invalid perl operator: \(\?<?[=!]")),
    ("a reference back to a group", re.compile(r"invalid escape sequence: \\[1-9kg]|\(\?P=")),
    ("a possessive or atomic group", re.compile(r"bad repetition operator: .\+|\(\?>")),
)


def check_pattern(text: str) -> None:
    """Check that `text` is a pattern that can be used.

    Raises:
        InvalidInput: it cannot be read, is too large, or uses what takes unbounded time.
    """
    _compiled(text)


def matches(pattern: str, text: str) -> bool:
    """Say whether `pattern` is found anywhere in `text`.

    Raises:
        InvalidInput: the pattern is one that `check_pattern` refuses.
    """
    # Half a surrogate pair, as a broken scanner may send, is no text that RE2 can be handed.
    return _compiled(pattern).search(text.encode(errors="replace").decode()) is not None


@lru_cache(maxsize=512)
def _compiled(text: str) -> Any:  # noqa: ANN401 - re2 is published without types
    if len(text) > LONGEST_PATTERN:
        raise InvalidInput(
            "The pattern has {length} characters; shorten it to {most}.",
            length=len(text),
            most=LONGEST_PATTERN,
        )
    try:
        compiled = re2.compile(_with_inline_flags(text), _options())
    except UnicodeEncodeError:
        raise InvalidInput("The pattern holds half a character; type it again.") from None
    except re2.error as error:
        raise _unreadable(text, error) from None
    if max(compiled.programsize, compiled.reverseprogramsize) > LARGEST_PROGRAM:
        raise InvalidInput(
            "The pattern {pattern} is too large; repeat its parts fewer times.", pattern=text
        )
    return compiled


def _options() -> Any:  # noqa: ANN401 - re2 is published without types
    options = re2.Options()
    options.log_errors = False
    return options


def _with_inline_flags(text: str) -> str:
    delimited = _DELIMITED.fullmatch(text)
    if delimited is None:
        return text
    unknown = set(delimited["flags"]) - _FLAGS
    if unknown:
        raise InvalidInput(
            "The flag {flag} of the pattern {pattern} is not available; use i, m, s or u.",
            flag=min(unknown),
            pattern=text,
        )
    # RE2 always reads UTF-8, which is what PHP's u asks for.
    flags = "".join(sorted(set(delimited["flags"]) - {"u"}))
    return f"(?{flags}){delimited['pattern']}" if flags else delimited["pattern"]


def _unreadable(text: str, error: Exception) -> InvalidInput:
    said = error.args[0].decode(errors="replace")
    for feature, sign in _UNAVAILABLE:
        if sign.search(said) or sign.search(text):
            return InvalidInput(
                "The pattern {pattern} uses {feature}, which can take forever; write it without.",
                pattern=text,
                feature=feature,
            )
    return InvalidInput("The pattern {pattern} cannot be read: {said}.", pattern=text, said=said)
