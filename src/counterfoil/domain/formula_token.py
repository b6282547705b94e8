"""The words of a formula: names, numbers, texts and marks, each with where it stands."""

import re
from typing import Final, NamedTuple

from counterfoil.domain.errors import InvalidInput

_TOKEN: Final = re.compile(
    r"""
    (?P<space> \s+ | //[^\n]* )
    | (?P<text> (?: [rR][bB]? | [bB][rR] )
        (?: \"{3} .*? \"{3} | '{3} .*? '{3} | "[^"\n]*" | '[^'\n]*' )
      | [bB]? (?: \"{3} (?: \\. | [^\\] )*? \"{3} | '{3} (?: \\. | [^\\] )*? '{3}
        | " (?: \\. | [^"\\\n] )* " | ' (?: \\. | [^'\\\n] )* ' ) )
    | (?P<number> (?: \d+\.\d+ | \.\d+ ) (?: [eE][+-]?\d+ )? | \d+ [eE][+-]?\d+ )
    | (?P<whole> 0[xX][0-9a-fA-F]+ [uU]? | \d+ [uU]? )
    | (?P<name> [A-Za-z_]\w* )
    | (?P<mark> && | \|\| | [=!<>]= | [-+*/%!<>?:.,()\[\]{}] )
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)


class Token(NamedTuple):
    """One word. `sort` is text, number, whole, name, mark or end; `at` counts from 0."""

    sort: str
    text: str
    at: int


def unreadable(position: int) -> InvalidInput:
    """Return the error for a formula that makes no sense from `position` on, counted from 1."""
    return InvalidInput(
        "The formula cannot be read from character {position} on; mend it there.",
        position=position,
    )


def tokens(text: str) -> list[Token]:
    """Return the words of `text`, then one of the sort `end`; spaces and comments are dropped.

    Raises:
        InvalidInput: a character begins no word.
    """
    words = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise unreadable(at + 1)
        if found.lastgroup != "space":
            words.append(Token(str(found.lastgroup), found[0], at))
        at = found.end()
    return [*words, Token("end", "", len(text))]
