"""The layout of a label: where its symbols, texts and logo lie, and what had no room.

Of the ways that a template can be arranged in, the one is taken that shows most, largest. Nothing
lies over anything else or outside the label: columns divide it, and what they hold is stacked.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets import fonts
from counterfoil.sheets import layout_words as words
from counterfoil.sheets.code_text import code_lines
from counterfoil.sheets.column import Align, Filled, Part, fill
from counterfoil.sheets.contrast import check_contrast, colour_parts
from counterfoil.sheets.design import Design, LabelTexts, Symbology, Template, qr_content
from counterfoil.sheets.frame import Frame, label_frame
from counterfoil.sheets.logo import read_logo
from counterfoil.sheets.no_room import no_room
from counterfoil.sheets.problem import Problem
from counterfoil.sheets.stock import Box, Stock
from counterfoil.sheets.symbol_room import SymbolNeed, bars_need, qr_need
from counterfoil.sheets.templates import SYMBOLS, Candidate, Content, candidates
from counterfoil.sheets.type_setting import LEADING, Kind, Paragraph
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
    sample: str
    problems: tuple[Problem, ...] = ()


LEFT_OUT_COST: Final = {
    Kind.CODE: 100.0,
    Kind.NOTE: 80.0,
    Kind.NAME: 60.0,
    Kind.DATES: 40.0,
    Kind.LOGO: 30.0,
    Kind.TERMS: 25.0,
}
CUT_COST: Final = {Kind.NOTE: 40.0, Kind.NAME: 20.0, Kind.DATES: 15.0, Kind.TERMS: 10.0}


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
    content = _content(design, texts, sample, frame)
    best = _best(content, frame)
    if best is None:
        raise no_room(stock, design, sample)
    return _layout(content, best, sample, design)


# ----------------------------------------------------------------------------- what is to be shown


def _content(design: Design, texts: LabelTexts, sample: str, frame: Frame) -> Content:
    qr = bars = None
    if design.symbology is not Symbology.CODE_128:
        qr = qr_need(qr_content(design, sample), design.level)
    if design.symbology is not Symbology.QR:
        bars = bars_need(sample)
    unit = _unit(frame.inner)
    logo = _logo_size(design, unit)
    return Content(
        design.template,
        qr,
        bars,
        {one.kind: one for one in _paragraphs(design, texts, sample, unit)},
        logo,
    )


def _unit(inner: Box) -> float:
    """How large type is on this label: 1 for one of 60 × 35 mm."""
    return min(3.5, math.sqrt(max(0.0, inner.width * inner.height) / (60 * 35)))


def _paragraphs(design: Design, texts: LabelTexts, sample: str, unit: float) -> Iterator[Paragraph]:
    plain = design.template is Template.PLAIN
    if texts.note:
        yield _paragraph(Kind.NOTE, texts.note, fonts.BOLD, 8.5 * unit, 5.0)
    if design.show_code:
        size = (13 if plain else 10.5) * unit
        code = _paragraph(Kind.CODE, sample, fonts.BOLD, size, 5.0)
        forms = tuple(_widest(code_lines(sample, design.group, count)) for count in (1, 2))
        yield replace(code, forms=forms)
    if plain:
        return
    if design.show_name and texts.name:
        yield _paragraph(Kind.NAME, texts.name, fonts.BOLD, 12 * unit, 5.5, 3)
    if design.show_dates and texts.dates:
        yield _paragraph(Kind.DATES, texts.dates, fonts.REGULAR, 8 * unit, 4.5, 2)
    if texts.terms:
        yield _paragraph(Kind.TERMS, texts.terms, fonts.REGULAR, 6.5 * unit, 4.5, 12)


def _paragraph(
    kind: Kind, text: str, font: str, size: float, smallest: float, most_lines: int = 1
) -> Paragraph:
    text = fonts.composed(text)
    missing = fonts.missing(text)
    if missing:
        raise InvalidInput(words.MISSING[kind], characters=" ".join(missing), text=text)
    return Paragraph(kind, text, font, max(size, smallest), smallest, most_lines)


def _widest(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Lines as wide as those of most codes: letters of a typeface differ, as figures do not."""
    if all(not each.isalpha() for line in lines for each in line):
        return lines
    wide = fonts.width("H", fonts.BOLD, 1)
    return tuple(
        "".join("H" if c.isalnum() and fonts.width(c, fonts.BOLD, 1) < wide else c for c in line)
        for line in lines
    )


def _logo_size(design: Design, unit: float) -> tuple[float, float] | None:
    """The logo as wished in mm: some 70 mm² on a label of 60 × 35 mm, neither high nor wide."""
    if design.logo is None:
        return None
    picture = read_logo(design.logo, design.paper)
    ratio = picture.width / picture.height
    high = min(10.0, max(2.5, (70 / ratio) ** 0.5)) * unit
    wide = min(high * ratio, 28 * unit)
    return wide, wide / ratio


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
    cost += sum((1 - one.heads) * 12 + (1 - one.small) * 6 for one in filled)
    if content.qr:
        side = min(frame.outer.height, frame.outer.width) * 0.85
        wished = min(side, content.qr.across * content.qr.largest)
        cost += 30 * max(0.0, 1 - candidate.qr_module * content.qr.across / wished)
    return cost


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
