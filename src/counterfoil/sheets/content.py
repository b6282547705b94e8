"""What a label is to show: its symbols, texts and logo, at the sizes wished for."""

import math
from collections.abc import Iterator
from dataclasses import replace

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets import fonts
from counterfoil.sheets import layout_words as words
from counterfoil.sheets.code_text import code_lines
from counterfoil.sheets.design import Design, LabelTexts, Symbology, Template, qr_content
from counterfoil.sheets.frame import Frame
from counterfoil.sheets.logo import read_logo
from counterfoil.sheets.stock import Box
from counterfoil.sheets.symbol_room import bars_need, qr_need
from counterfoil.sheets.templates import Content
from counterfoil.sheets.type_setting import Kind, Paragraph


def label_content(design: Design, texts: LabelTexts, sample: str, frame: Frame) -> Content:
    """Return what a label is to show.

    Raises InvalidInput where a text holds what the font lacks, no symbol holds the code, or the
    logo is no picture.
    """
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
        name = _paragraph(Kind.NAME, texts.name, fonts.BOLD, 12 * unit, 5.5, 3)
        yield replace(name, few_lines=2)
    if design.show_dates and texts.dates:
        yield _paragraph(Kind.DATES, texts.dates, fonts.REGULAR, 8 * unit, 4.5, 2)
    if texts.terms:
        yield _paragraph(Kind.TERMS, texts.terms, fonts.REGULAR, 6.5 * unit, 4.5, 12)


def _paragraph(
    kind: Kind, text: str, font: str, size: float, smallest: float, most_lines: int = 1
) -> Paragraph:
    text = fonts.composed(" ".join(text.split()))
    missing = fonts.missing(text)
    if missing:
        raise InvalidInput(words.MISSING[kind], characters=" ".join(missing), text=text)
    least = max(smallest, size * 0.42)
    return Paragraph(kind, text, font, max(size, least), least, most_lines)


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
    if design.logo is None or design.template is Template.PLAIN:
        return None
    picture = read_logo(design.logo, design.paper)
    ratio = picture.width / picture.height
    high = min(10.0, max(2.5, (70 / ratio) ** 0.5)) * unit
    wide = min(high * ratio, 28 * unit)
    return wide, wide / ratio
