"""The code in letters: in groups that an eye can keep, on one line or two.

A dash in the code already parts it, so groups are made behind the last one only.
"""

import math


def code_groups(code: str, group: int) -> tuple[str, ...]:
    """Return `code` in groups of at most `group` characters, of sizes as even as can be.

    Where `group` is 0, what follows the last dash stays whole. A group that ends in a dash needs
    no space behind it.
    """
    cut = code.rfind("-", 0, len(code) - 1) + 1
    head, tail = code[:cut], code[cut:]
    parts = math.ceil(len(tail) / group) if group > 0 else 1
    return ((head,) if head else ()) + _evenly(tail, max(1, parts))


def code_lines(code: str, group: int, lines: int = 1) -> tuple[str, ...]:
    """Return `code` as it is printed on `lines` lines (1 or 2), nothing left out.

    Two lines are parted between groups where they come out as even as can be; one group alone is
    halved.
    """
    groups = code_groups(code, group)
    if lines == 1:
        return (_joined(groups),)
    if len(groups) == 1:
        groups = _evenly(code, 2)
    parted = [(_joined(groups[:at]), _joined(groups[at:])) for at in range(1, max(2, len(groups)))]
    first, second = min(parted, key=lambda pair: (max(map(len, pair)), -len(pair[0])))
    return (first, second) if second else (first,)


def _evenly(text: str, parts: int) -> tuple[str, ...]:
    size, larger = divmod(len(text), parts)
    pieces, at = [], 0
    for part in range(parts):
        end = at + size + (part < larger)
        pieces.append(text[at:end])
        at = end
    return tuple(piece for piece in pieces if piece)


def _joined(groups: tuple[str, ...]) -> str:
    return " ".join(groups).replace("- ", "-")
