"""The layout of a label: where its symbols, texts and logo lie, and what had no room.

Of the ways that a template can be arranged in, the one is taken that shows most, largest. Nothing
lies over anything else or outside the label: columns divide it, and what they hold is stacked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from counterfoil.domain.problem import Problem
from counterfoil.sheets import layout_words as words
from counterfoil.sheets.code_text import code_lines
from counterfoil.sheets.column import Align, Filled, Part, fill
from counterfoil.sheets.content import label_content
from counterfoil.sheets.contrast import check_contrast, colour_parts
from counterfoil.sheets.design import Design, LabelTexts, Symbology, Template
from counterfoil.sheets.frame import Frame, inset, label_frame
from counterfoil.sheets.no_room import no_room
from counterfoil.sheets.stock import Box, Shape, Stock
from counterfoil.sheets.symbol_room import SymbolNeed
from counterfoil.sheets.templates import SYMBOLS, Candidate, Content, candidates
from counterfoil.sheets.type_setting import LEADING, Kind
from counterfoil.sheets.units import POINT


@dataclass(frozen=True, slots=True)
class SymbolPlace:
    """A symbol on the label: `box` in mm holds it with its quiet zone.

    `module` is the size of a module in mm, `quiet` how wide the quiet zone is.
    """

    symbology: Symbology
    box: Box
    module: float
    quiet: float


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A text on the label, `size` points high, its first line at the top of `box` (mm).

    The lines of the code are those of the sample; each label has its own, as many.
    """

    kind: Kind
    box: Box
    lines: tuple[str, ...]
    font: str
    size: float
    align: Align

    @property
    def leading(self) -> float:
        """Millimetres from one line to the next."""
        return self.size * LEADING * POINT


@dataclass(frozen=True, slots=True)
class Layout:
    """A label's parts in millimetres from its top left, and what did not go as wished."""

    symbols: tuple[SymbolPlace, ...]
    texts: tuple[TextPlace, ...]
    logo: Box | None
    band: Box | None
    border: Box | None
    sample: str
    problems: tuple[Problem, ...] = ()


BORDER_INSET: Final = 0.8
BORDER_WIDTH: Final = 0.35
"""Millimetres: a ticket's border, and how far it keeps from what may be printed on."""

LEFT_OUT_COST: Final = {
    Kind.CODE: 150.0,
    Kind.NOTE: 80.0,
    Kind.NAME: 60.0,
    Kind.DATES: 40.0,
    Kind.LOGO: 30.0,
    Kind.TERMS: 25.0,
}
CUT_COST: Final = {Kind.NAME: 25.0, Kind.TERMS: 10.0}


def lay_out(stock: Stock, design: Design, texts: LabelTexts, sample: str) -> Layout:
    """Lay out the labels of a stock; `sample` is the longest code that will be on one.

    Raises:
        InvalidInput: the label is too small for the symbols, colours are too near to one another,
            a text holds what the font lacks, or the logo is no picture.
    """
    check_contrast(design.ink, design.paper)
    colour_parts(design.band)
    frame = label_frame(stock)
    if min(frame.outer.width, frame.outer.height) <= 0:
        raise no_room(stock, design, sample)
    content = label_content(design, texts, sample, frame)
    border, inside = _bordered(stock, design, frame)
    best = _best(content, inside)
    if best is None and border is not None:
        border, best = None, _best(content, frame)
    if best is None:
        raise no_room(stock, design, sample)
    return replace(_layout(content, best, sample, design), border=border)


def _bordered(stock: Stock, design: Design, frame: Frame) -> tuple[Box | None, Frame]:
    """A ticket's border, and what is left within it; none on a label that is small or round."""
    outer = frame.outer
    small = outer.width < 40 or outer.height < 25
    if design.template is not Template.TICKET or small or stock.shape is Shape.ELLIPSE:
        return None, frame
    border = inset(outer, BORDER_INSET, BORDER_INSET)
    by = BORDER_INSET + BORDER_WIDTH * 2
    return border, Frame(inset(outer, by, by), inset(frame.inner, by, by))


# --------------------------------------------------------------------------------------- the choice


@dataclass(frozen=True, slots=True)
class _Tried:
    candidate: Candidate
    filled: tuple[Filled, ...]
    cost: float


def _best(content: Content, frame: Frame) -> _Tried | None:
    tried = (_try(content, candidate, frame) for candidate in candidates(content, frame))
    return min((one for one in tried if one), key=lambda one: one.cost, default=None)


def _try(content: Content, candidate: Candidate, frame: Frame) -> _Tried | None:
    filled = []
    for column in candidate.columns:
        one = fill(column)
        if one is None:
            return None
        filled.append(one)
    return _Tried(candidate, tuple(filled), _cost(content, candidate, filled, frame))


def _cost(content: Content, candidate: Candidate, filled: list[Filled], frame: Frame) -> float:
    """How far a way falls short: what is missing weighs most, then what is small."""
    parts = [part for one in filled for part in one.parts]
    cost = candidate.bias
    cost += sum(LEFT_OUT_COST[kind] for kind in _left_out(content, parts))
    cost += sum(CUT_COST[part.kind] for part in parts if part.text and part.text.cut)
    cost += sum((1 - one.heads) * 16 + (1 - one.small) * 11 for one in filled)
    cost += sum(_hard_to_read(part) for part in parts)
    cost += sum(_narrow(content, part) for part in parts if part.kind is Kind.CODE_128)
    if content.qr:
        share = 0.85 if content.template is Template.PLAIN else 0.62
        side = min(frame.outer.height, frame.outer.width) * share
        wished = min(side, content.qr.across * content.qr.largest)
        part = candidate.qr_module * content.qr.across / wished
        cost += 30 * max(0.0, 1 - part) + 40 * max(0.0, 0.65 - part)
    return cost


def _hard_to_read(part: Part) -> float:
    """What small type costs, and a code on two lines."""
    if part.text is None:
        return 0.0
    if part.kind is Kind.CODE:
        return 4.0 * (len(part.text.lines) - 1) + 3 * max(0.0, 7 - part.text.size)
    return 3 * max(0.0, 6 - part.text.size)


def _narrow(content: Content, part: Part) -> float:
    """What bars cost that are narrower than wanted."""
    _, need = _need(content, part.kind)
    return 120 * max(0.0, 1 - part.box.width / need.across / need.wanted)


def _left_out(content: Content, parts: list[Part]) -> list[Kind]:
    there = {part.kind for part in parts}
    wanted = [*([Kind.LOGO] if content.logo else []), *content.texts]
    return [kind for kind in wanted if kind not in there]


# --------------------------------------------------------------------------------------- the result


def _layout(content: Content, best: _Tried, sample: str, design: Design) -> Layout:
    parts = [part for one in best.filled for part in one.parts]
    logo = next((part.box for part in parts if part.kind is Kind.LOGO), None)
    return Layout(
        symbols=tuple(_symbol(content, part) for part in parts if part.kind in SYMBOLS),
        texts=tuple(_text(part, sample, design) for part in parts if part.text),
        logo=logo,
        band=best.candidate.band,
        border=None,
        sample=sample,
        problems=tuple(_problems(content, parts)),
    )


def _symbol(content: Content, part: Part) -> SymbolPlace:
    symbology, need = _need(content, part.kind)
    module = part.box.width / need.across
    return SymbolPlace(symbology, part.box, module, module * need.quiet)


def _need(content: Content, kind: Kind) -> tuple[Symbology, SymbolNeed]:
    pair = (Symbology.QR, content.qr) if kind is Kind.QR else (Symbology.CODE_128, content.bars)
    assert pair[1] is not None  # noqa: S101 - a symbol was placed because it was needed
    return pair[0], pair[1]


def _text(part: Part, sample: str, design: Design) -> TextPlace:
    text = part.text
    assert text is not None  # noqa: S101 - only parts with a text come here
    lines = text.lines
    if part.kind is Kind.CODE:
        lines = code_lines(sample, design.group, len(lines))
    return TextPlace(part.kind, part.box, lines, part.font, text.size, part.align)


def _problems(content: Content, parts: list[Part]) -> Iterator[Problem]:
    for kind in _left_out(content, parts):
        text = content.texts[kind].text if kind in content.texts else ""
        yield Problem(words.LEFT_OUT[kind], {"text": text})
    for part in parts:
        if part.text and part.text.cut:
            yield Problem(words.CUT[part.kind], {"shown": part.text.lines[-1]})
        if part.kind in SYMBOLS:
            _, need = _need(content, part.kind)
            module = part.box.width / need.across
            if module < need.wanted - 1e-6:
                yield Problem(words.SMALL_MODULES, {"size": f"{module:.2f}"})
