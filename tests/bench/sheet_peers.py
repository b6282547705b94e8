"""Others that make sheets of labels, a sheet after the other.

Each draws a QR symbol, a name and the code on Avery L7160, by its own means and with its defaults.
"""

import importlib
import importlib.util
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import qrcode
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing, String
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

NAME: Final = "Autumn coffee"
GLABELS: Final = shutil.which("glabels-3-batch")
PYLABELS: Final = importlib.util.find_spec("labels") is not None
COLUMNS, ROWS, WIDTH, HEIGHT, LEFT, TOP, ACROSS = 3, 7, 63.5, 38.1, 7.2, 15.1, 66.0

_MATRIX = 'a0="1" a1="0" a2="0" a3="1" a4="0pt" a5="0pt"'
_BLACK = 'color="0x000000ff"'
_SPAN = f'<Span font_family="Sans" font_size="10" font_weight="Bold" {_BLACK} line_spacing="1">'
_TEMPLATE = f"""<?xml version="1.0"?>
<Glabels-document xmlns="http://glabels.org/xmlns/3.0/">
  <Template brand="Avery" part="L7160" size="A4" description="Labels">
    <Label-rectangle id="0" width="{WIDTH}mm" height="{HEIGHT}mm" round="2mm"
      x_waste="0" y_waste="0">
      <Layout nx="{COLUMNS}" ny="{ROWS}" x0="{LEFT}mm" y0="{TOP}mm"
        dx="{ACROSS}mm" dy="{HEIGHT}mm"/>
    </Label-rectangle>
  </Template>
  <Objects id="0" rotate="False">
    <Object-barcode {_MATRIX} x="2mm" y="4mm" w="30mm" h="30mm" backend="libqrencode"
      style="IEC18004" text="False" checksum="True" {_BLACK} field="1"/>
    <Object-text {_MATRIX} x="34mm" y="4mm" w="28mm" h="8mm" justify="left"
      valign="top" auto_shrink="False">{_SPAN}{NAME}</Span></Object-text>
    <Object-text {_MATRIX} x="34mm" y="14mm" w="28mm" h="8mm" justify="left"
      valign="top" auto_shrink="False">{_SPAN}<Field name="1"/></Span></Object-text>
  </Objects>
  <Merge type="Text/Comma" src="codes.csv"/>
</Glabels-document>
"""


def glabels(folder: Path, codes: Sequence[str]) -> Path:
    """Merge a list of codes into a template by `glabels-batch`."""
    assert GLABELS
    (folder / "codes.csv").write_text("\n".join(codes) + "\n")
    (folder / "t.glabels").write_text(_TEMPLATE)
    command = [GLABELS, "-o", "glabels.pdf", "-i", "codes.csv", "t.glabels"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "glabels.pdf"


def pylabels(folder: Path, codes: Sequence[str]) -> Path:
    """Draw labels by pylabels, their symbols by ReportLab."""
    labels = importlib.import_module("labels")
    specs = labels.Specification(
        210, 297, COLUMNS, ROWS, WIDTH, HEIGHT, left_margin=LEFT, top_margin=TOP
    )
    sheet = labels.Sheet(specs, lambda drawing, _w, _h, code: _fill(drawing, code), border=False)
    sheet.add_labels(codes)
    sheet.save(str(folder / "pylabels.pdf"))
    return folder / "pylabels.pdf"


def widgets(folder: Path, codes: Sequence[str]) -> Path:
    """Draw labels by ReportLab's graphics, as its manual shows."""

    def draw(canvas: Canvas, x: float, y: float, code: str) -> None:
        drawing = Drawing(WIDTH * mm, HEIGHT * mm)
        _fill(drawing, code)
        renderPDF.draw(drawing, canvas, x, y)

    return _pages(folder / "widgets.pdf", codes, draw)


def images(folder: Path, codes: Sequence[str]) -> Path:
    """Draw labels with the pictures that `qrcode` makes."""

    def draw(canvas: Canvas, x: float, y: float, code: str) -> None:
        picture = ImageReader(qrcode.make(code).get_image())
        canvas.drawImage(picture, x + 2 * mm, y + 4 * mm, 30 * mm, 30 * mm)
        canvas.drawString(x + 34 * mm, y + 30 * mm, NAME)
        canvas.drawString(x + 34 * mm, y + 20 * mm, code)

    return _pages(folder / "images.pdf", codes, draw)


def _fill(drawing: Drawing, code: str) -> None:
    symbol = QrCodeWidget(code, barWidth=30 * mm, barHeight=30 * mm, barLevel="M")
    symbol.x, symbol.y = round(2 * mm), round(4 * mm)
    drawing.add(symbol)
    drawing.add(String(34 * mm, 30 * mm, NAME))
    drawing.add(String(34 * mm, 20 * mm, code))


def _pages(
    path: Path, codes: Sequence[str], draw: Callable[[Canvas, float, float, str], None]
) -> Path:
    canvas = Canvas(str(path), A4)
    for number, code in enumerate(codes):
        place = number % (COLUMNS * ROWS)
        if number and not place:
            canvas.showPage()
        row, column = divmod(place, COLUMNS)
        draw(canvas, (LEFT + column * ACROSS) * mm, A4[1] - (TOP + (row + 1) * HEIGHT) * mm, code)
    canvas.save()
    return path
