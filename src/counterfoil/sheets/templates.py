"""The templates: ways to arrange a label, of which the layout takes the one that shows most.

A candidate divides the label into columns that do not overlap; what a column holds is set one under
the other (`column`), so nothing on a label lies over anything else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from counterfoil.sheets.column import Align, Block, Column, Item
from counterfoil.sheets.design import Template
from counterfoil.sheets.frame import Frame, inset
from counterfoil.sheets.stock import Box
from counterfoil.sheets.symbol_room import (
    BARS_SHARE,
    SymbolNeed,
    bar_module,
    bars_heights,
    modules_to_try,
)
from counterfoil.sheets.type_setting import LEADING, Kind, Paragraph
from counterfoil.sheets.units import POINT

SYMBOLS: Final = frozenset({Kind.QR, Kind.CODE_128})
BESIDE: Final = (Kind.LOGO, Kind.NOTE, Kind.NAME, Kind.CODE, Kind.DATES, Kind.TERMS)
ORDERS: Final = {
    Template.SIDE: (
        Kind.LOGO, Kind.NOTE, Kind.NAME, Kind.QR, Kind.CODE_128, Kind.CODE, Kind.DATES, Kind.TERMS,
    ),
    Template.STACKED: (
        Kind.LOGO, Kind.QR, Kind.CODE_128, Kind.CODE, Kind.NOTE, Kind.NAME, Kind.DATES, Kind.TERMS,
    ),
    Template.PLAIN: (Kind.NOTE, Kind.QR, Kind.CODE_128, Kind.CODE),
    Template.CARD: (
        Kind.LOGO, Kind.NOTE, Kind.NAME, Kind.QR, Kind.CODE_128, Kind.CODE, Kind.DATES, Kind.TERMS,
    ),
    Template.TICKET: (
        Kind.LOGO, Kind.NOTE, Kind.NAME, Kind.QR, Kind.CODE_128, Kind.CODE, Kind.DATES, Kind.TERMS,
    ),
}  # fmt: skip
"""What stands under what, where all is in one column."""

BARS_GAP: Final = 0.8
"""Millimetres above and below bars, which have a quiet zone at their sides only."""

_NARROW: Final = 14.0
"""Millimetres: a column of texts that is narrower breaks most of them."""

_LEAST_BAND: Final = (30.0, 18.0)
"""Labels smaller than this many millimetres have no room for a coloured band."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is to be arranged: the symbols' needs, the texts, and the logo as wished (mm)."""

    template: Template
    qr: SymbolNeed | None
    bars: SymbolNeed | None
    texts: Mapping[Kind, Paragraph]
    logo: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way to arrange a label. `bias` is how little it suits the template, 0 for its own way."""

    columns: tuple[Column, ...]
    bias: float
    qr_module: float = 0.0
    band: Box | None = None


def candidates(content: Content, frame: Frame) -> Iterator[Candidate]:
    """Yield ways to arrange a label, and at last the symbols alone."""
    if content.template is Template.CARD and _has_band(content, frame):
        yield from _with_band(content, frame)
        yield from _biased(_without_band(content, frame), 25)
    else:
        yield from _without_band(content, frame)
    yield from _symbols_only(content, frame)


def _without_band(content: Content, frame: Frame) -> Iterator[Candidate]:
    flat = frame.outer.width / frame.outer.height
    in_one = _in_one_column(content, frame)
    if content.template in {Template.STACKED, Template.TICKET}:
        yield from in_one
        if flat > 1.6:
            yield from _biased(_beside(content, frame), 14 if flat < 1.9 else 6)
        return
    yield from _biased(_beside(content, frame), 0 if flat >= 1.15 else 14)
    yield from _biased(in_one, 10 if flat >= 1.3 and content.qr else 0)


def _biased(ways: Iterator[Candidate], bias: float) -> Iterator[Candidate]:
    return (replace(way, bias=way.bias + bias) for way in ways)


# ------------------------------------------------------------------------------------ one column


def _in_one_column(content: Content, frame: Frame) -> Iterator[Candidate]:
    order = ORDERS[content.template]
    share = 0.85 if content.template is Template.PLAIN else 0.62
    outer = frame.outer
    for module in _qr_modules(content, outer.width, outer.height, outer.height * share):
        for bars in _bars(content, outer.width, outer.height):
            items = _items(content, order, module, bars)
            yield Candidate((_centred(items, content, frame, module),), 0, module)


def _centred(items: tuple[Item, ...], content: Content, frame: Frame, module: float) -> Column:
    """A quiet zone at the column's end may reach over the margin that texts keep."""
    box, outer = frame.inner, frame.outer
    quiet = module * (content.qr.quiet if content.qr else 0)
    above = min(quiet, box.y - outer.y) if items[0].kind is Kind.QR else 0
    below = min(quiet, box.y - outer.y) if items[-1].kind is Kind.QR else 0
    box = Box(box.x, box.y - above, box.width, box.height + above + below)
    return Column(items, box, Align.CENTRE, reach=outer.width)


def _symbols_only(content: Content, frame: Frame) -> Iterator[Candidate]:
    outer = frame.outer
    modules = [*_qr_modules(content, outer.width, outer.height, outer.height)]
    if content.qr and content.bars and modules:
        modules.append(content.qr.smallest)
    for module in modules:
        below = outer.height - module * (content.qr.across if content.qr else 0)
        for bars in _bars(content, outer.width, below):
            items = _items(content, (Kind.QR, Kind.CODE_128), module, bars)
            yield Candidate((Column(items, outer, Align.CENTRE),), 20, module)
        if content.qr and content.bars:
            across = content.qr.across * module
            left, right = _split(outer, across)
            for bars in _bars(content, right.width, right.height):
                columns = (
                    Column(_items(content, (Kind.QR,), module, None), left, Align.CENTRE),
                    Column(_items(content, (Kind.CODE_128,), 0, bars), right, Align.CENTRE),
                )
                yield Candidate(columns, 20, module)


# -------------------------------------------------------------------------------------- two columns


def _beside(content: Content, frame: Frame) -> Iterator[Candidate]:
    if content.qr is None:
        return
    if content.bars is None:
        yield from _qr_beside(content, frame)
        return
    if content.template is not Template.PLAIN:
        yield from _with_strip(content, frame)
    yield from _qr_beside(content, frame, (*BESIDE[:3], Kind.CODE_128, *BESIDE[3:]))


def _with_strip(content: Content, frame: Frame) -> Iterator[Candidate]:
    """The bars with the code's text run along the bottom, the rest is above them."""
    outer, inner = frame.outer, frame.inner
    code = content.texts.get(Kind.CODE)
    line = code.size * 0.85 * LEADING * POINT + BARS_GAP if code else 0
    margin = inner.y - outer.y
    for bars in _bars(content, outer.width, outer.height * 0.5):
        if bars is None:
            return
        tall = bars.height + line + margin + BARS_GAP
        strip = Box(outer.x, outer.y + outer.height - tall, outer.width, tall - margin)
        above = _lowered(frame, 0, tall)
        items = _items(content, (Kind.CODE_128, Kind.CODE), 0, bars)
        column = Column(items, strip, Align.CENTRE)
        rest = replace(content, bars=None)
        for way in _qr_beside(rest, above, tuple(k for k in BESIDE if k is not Kind.CODE)):
            yield replace(way, columns=(*way.columns, column))


def _qr_beside(
    content: Content, frame: Frame, order: tuple[Kind, ...] = BESIDE
) -> Iterator[Candidate]:
    outer, inner = frame.outer, frame.inner
    share = 0.6 if content.template is Template.PLAIN else 0.46
    for module in _qr_modules(content, outer.height, outer.width, outer.width * share):
        across = module * (content.qr.across if content.qr else 0)
        quiet = module * (content.qr.quiet if content.qr else 0)
        indent = max(0.0, inner.x - outer.x - quiet)
        left = Box(outer.x + indent, outer.y, across, outer.height)
        start = max(left.x + across, inner.x)
        right = Box(start, inner.y, inner.x + inner.width - start, inner.height)
        if right.width <= 2 or right.height <= 2:
            continue
        for bars in _bars(content, right.width, right.height):
            texts = _items(content, order, 0, bars)
            symbol = Column(_items(content, (Kind.QR,), module, None), left, Align.CENTRE)
            text = Column(texts, right, Align.LEFT, indent=_indent(content, bars))
            columns = (symbol, text)
            if content.template is Template.CARD:
                columns = (_mirrored(symbol, outer), _mirrored(text, outer))
            yield Candidate(columns, 15 if right.width < _NARROW else 0, module)


def _indent(content: Content, bars: Block | None) -> float:
    """Texts over and under bars begin where the first bar does, not where its quiet zone does."""
    need = content.bars
    return bars.width / need.across * need.quiet if bars and need else 0.0


def _mirrored(column: Column, within: Box) -> Column:
    box = column.box
    x = within.x + within.width - (box.x - within.x) - box.width
    return replace(column, box=replace(box, x=x))


def _split(box: Box, at: float) -> tuple[Box, Box]:
    left = Box(box.x, box.y, at, box.height)
    return left, Box(box.x + at, box.y, max(0.0, box.width - at), box.height)


# ------------------------------------------------------------------------------------------- band


def _has_band(content: Content, frame: Frame) -> bool:
    wide, high = _LEAST_BAND
    large = frame.outer.width >= wide and frame.outer.height >= high
    return large and Kind.NAME in content.texts


def _with_band(content: Content, frame: Frame) -> Iterator[Candidate]:
    """The campaign's name stands in a coloured band at the top."""
    inner = frame.inner
    rest = replace(content, texts={k: t for k, t in content.texts.items() if k is not Kind.NAME})
    for share in (0.2, 0.26, 0.34):
        band = Box(inner.x, inner.y, inner.width, min(share * inner.height, 40.0))
        room = inset(band, max(1.2, band.width * 0.03), band.height * 0.08)
        name = Column((content.texts[Kind.NAME],), room, Align.LEFT)
        below = _lowered(frame, band.y + band.height - frame.outer.y, 0)
        ways = _without_band(rest, below)
        yield from (
            replace(way, columns=(*way.columns, name), band=band, bias=way.bias + share * 10)
            for way in ways
        )


def _lowered(frame: Frame, top: float, bottom: float) -> Frame:
    """The frame without `top` mm of its outer box above and `bottom` mm below."""
    outer, inner = frame.outer, frame.inner
    y, end = outer.y + top, outer.y + outer.height - bottom
    margin = inner.y - outer.y
    above, below = (margin if top == 0 else 1.0), (margin if bottom == 0 else BARS_GAP)
    return Frame(
        replace(outer, y=y, height=max(0.0, end - y)),
        replace(inner, y=y + above, height=max(0.0, end - y - above - below)),
    )


# ------------------------------------------------------------------------------------------ items


def _qr_modules(content: Content, one: float, other: float, share: float) -> Iterator[float]:
    """Sizes within `one` mm one way and `other` mm the other, of which `share` mm are its part.

    It may take more than its part where it would else be smaller than wanted.
    """
    need = content.qr
    if need is None:
        yield 0.0
    else:
        wanted = min(need.across * need.wanted, other)
        yield from modules_to_try(need, min(one, max(share, wanted)))


def _bars(content: Content, width: float, height: float) -> Iterator[Block | None]:
    """The sizes that bars may have, or None where there are none on this label."""
    need = content.bars
    if need is None:
        yield None
        return
    module = bar_module(need, min(width, height / BARS_SHARE))
    if module is None:
        return
    wide = module * need.across
    for high in bars_heights(wide, height):
        yield Block(Kind.CODE_128, wide, high, BARS_GAP)


def _items(
    content: Content, order: tuple[Kind, ...], module: float, bars: Block | None
) -> tuple[Item, ...]:
    items: dict[Kind, Item] = dict(content.texts)
    if content.qr and module:
        across = content.qr.across * module
        items[Kind.QR] = Block(Kind.QR, across, across)
    if bars:
        items[Kind.CODE_128] = bars
    if content.logo:
        items[Kind.LOGO] = Block(Kind.LOGO, *content.logo, gap=1.0, may_go=True)
    return tuple(items[kind] for kind in order if kind in items)
