"""A column of a label: symbols, a logo and texts one under the other, none over another.

Texts first shrink together, small print more than headings, and are cut only when all are as small
as can be read. Symbols keep their size.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Final, TypeAlias

from counterfoil.sheets.stock import Box
from counterfoil.sheets.type_setting import Kind, Paragraph, SetText, set_cut, set_text
from counterfoil.sheets.units import POINT

SHRINKING: Final = (
    (1.0, 1.0),
    (1.0, 0.85),
    (0.92, 0.75),
    (0.84, 0.68),
    (0.76, 0.62),
    (0.68, 0.56),
    (0.6, 0.5),
    (0.5, 0.4),
    (0.4, 0.3),
)
"""By how much headings and small print shrink, step by step."""

ALONE: Final = (1.0, 0.88, 0.77, 0.67, 0.58, 0.5)
"""By how much a text shrinks further whose lines are too long for the column."""

SMALL_PRINT: Final = frozenset({Kind.DATES, Kind.TERMS})
KEPT_FIRST: Final = (Kind.CODE, Kind.NOTE, Kind.NAME, Kind.DATES, Kind.LOGO, Kind.TERMS)
"""What is given room first where there is too little."""

PARAGRAPH_GAP: Final = 0.4
"""Between texts, in the size of the smaller one's type."""


class Align(StrEnum):
    """Where lines stand in their column."""

    LEFT = "left"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Block:
    """Something of a given size in millimetres, and the room it wants above and below."""

    kind: Kind
    width: float
    height: float
    gap: float = 0.0
    may_go: bool = False


Item: TypeAlias = Block | Paragraph


@dataclass(frozen=True, slots=True)
class Column:
    """What is to stand in a box, from top to bottom.

    Symbols in the middle may be `reach` mm wide, where their quiet zones may reach out of the box.
    Texts and the logo stand `indent` mm further right than symbols.
    """

    items: tuple[Item, ...]
    box: Box
    align: Align
    reach: float = 0.0
    indent: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a label in its place. A block has no text."""

    kind: Kind
    box: Box
    align: Align
    font: str = ""
    text: SetText | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A column as filled, what found no room in it, and how far its texts shrank (1: not)."""

    parts: tuple[Part, ...]
    left_out: tuple[Kind, ...]
    heads: float
    small: float


_Set: TypeAlias = tuple[Item, SetText | None]  # None for a block


def fill(column: Column) -> Filled | None:
    """Fill a column; None where its symbols have no room."""
    if not _blocks_fit(column):
        return None
    for heads, small in SHRINKING:
        whole = _set_all(column, heads, small)
        if whole is not None and _height(whole) <= column.box.height:
            return Filled(_placed(column, whole), (), heads, small)
    squeezed = tuple(_squeezed(column))
    kinds = {item.kind for item, _ in squeezed}
    left_out = tuple(item.kind for item in column.items if item.kind not in kinds)
    heads, small = SHRINKING[-1]
    return Filled(_placed(column, squeezed), left_out, heads, small)


def _blocks_fit(column: Column) -> bool:
    fixed = [item for item in column.items if isinstance(item, Block) and not item.may_go]
    tall = _height([(item, None) for item in fixed])
    wide = max((item.width for item in fixed), default=0)
    reach = max(column.reach, column.box.width)
    return tall <= column.box.height + _ROUNDING and wide <= reach + _ROUNDING


_ROUNDING: Final = 1e-6


def _set_all(column: Column, heads: float, small: float) -> tuple[_Set, ...] | None:
    done: list[_Set] = []
    for item in column.items:
        one = _set_one(
            item, column.box.width - column.indent, small if item.kind in SMALL_PRINT else heads
        )
        if one is None:
            return None
        done.append(one)
    return tuple(done)


def _set_one(item: Item, width: float, scale: float) -> _Set | None:
    if isinstance(item, Block):
        if not item.may_go:
            return item, None
        scaled = _scaled(item, max(scale, 0.6))
        return (scaled, None) if scaled.width <= width else None
    for shrink in ALONE:
        text = set_text(item, width, max(item.smallest, item.size * scale * shrink))
        if text:
            return item, text
    return None


def _scaled(block: Block, scale: float) -> Block:
    return replace(block, width=block.width * scale, height=block.height * scale)


def _squeezed(column: Column) -> Iterator[_Set]:
    """What fits, in the order of the column: one line of each text, then more lines of some."""
    chosen: dict[Kind, _Set] = {
        item.kind: (item, None)
        for item in column.items
        if isinstance(item, Block) and not item.may_go
    }
    wanted = sorted(
        (item for item in column.items if item.kind not in chosen),
        key=lambda item: KEPT_FIRST.index(item.kind),
    )
    for most_lines in range(1, _most_lines(wanted) + 1):
        for item in wanted:
            one = _cut_one(item, column.box.width - column.indent, most_lines)
            if one is not None:
                tried = {**chosen, item.kind: one}
                if _height(_in_order(column, tried)) <= column.box.height:
                    chosen = tried
    yield from _in_order(column, chosen)


def _most_lines(items: Sequence[Item]) -> int:
    return max((item.most_lines for item in items if isinstance(item, Paragraph)), default=1)


def _cut_one(item: Item, width: float, most_lines: int) -> _Set | None:
    if isinstance(item, Block):
        small = _scaled(item, 0.6)
        return (small, None) if small.width <= width else None
    lines = min(most_lines, item.most_lines) if not item.forms else len(item.forms[-1])
    text = set_cut(item, width, item.smallest, lines)
    return (item, text) if text else None


def _in_order(column: Column, chosen: dict[Kind, _Set]) -> tuple[_Set, ...]:
    return tuple(chosen[item.kind] for item in column.items if item.kind in chosen)


def _height(done: Sequence[_Set]) -> float:
    return sum(_tall(each) for each in done) + sum(_gap(a, b) for a, b in pairwise(done))


def _tall(one: _Set) -> float:
    item, text = one
    if isinstance(item, Block):
        return item.height
    return text.height if text else 0.0


def _gap(above: _Set, below: _Set) -> float:
    """The white of a QR symbol's quiet zone is gap enough."""
    if Kind.QR in {above[0].kind, below[0].kind}:
        return 0.0
    return (
        max(_wish(above), _wish(below))
        if _is_block(above, below)
        else min(_wish(above), _wish(below))
    )


def _is_block(*pair: _Set) -> bool:
    return any(isinstance(item, Block) for item, _ in pair)


def _wish(one: _Set) -> float:
    item, text = one
    if isinstance(item, Block):
        return item.gap
    return PARAGRAPH_GAP * text.size * POINT if text else 0.0


def _placed(column: Column, done: Sequence[_Set]) -> tuple[Part, ...]:
    """Stand in the middle of the column's height, gaps somewhat wider where there is room."""
    box = column.box
    free = max(0.0, box.height - _height(done))
    wider = min(free * 0.5 / max(1, len(done) - 1), _widest_gap(done))
    y = box.y + (free - wider * max(0, len(done) - 1)) / 2
    parts = []
    for index, one in enumerate(done):
        if index:
            y += _gap(done[index - 1], one) + wider
        parts.append(_part(column, one, y))
        y += _tall(one)
    return tuple(parts)


def _widest_gap(done: Sequence[_Set]) -> float:
    return max((text.size * POINT * 0.5 for _, text in done if text), default=0.0)


def _part(column: Column, one: _Set, y: float) -> Part:
    item, text = one
    box = column.box
    if isinstance(item, Paragraph):
        lines = Box(box.x + column.indent, y, box.width - column.indent, _tall(one))
        return Part(item.kind, lines, column.align, item.font, text)
    if column.align is Align.CENTRE:
        x = box.x + (box.width - item.width) / 2
    else:
        x = box.x + (column.indent if item.may_go else 0)
    return Part(item.kind, Box(x, y, item.width, item.height), column.align)
