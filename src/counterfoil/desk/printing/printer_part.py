"""How this desk's printer is out, as it is read off the calibration page."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from counterfoil.desk.parts import numbers
from counterfoil.desk.parts.field import Field, text_of
from counterfoil.desk.parts.inputs import NumberInput
from counterfoil.desk.parts.layout import beside
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, button, label, set_icon
from counterfoil.sheets.design import Adjustment

MOST_OFFSET, MOST_STRETCH = 30.0, 5.0
"""Millimetres, and percent: a printer that is out by more is to be mended."""


class PrinterPart(Live, QFrame):
    """`changed` follows each change, usable or not; `page_wanted` asks for the page."""

    changed = Signal()
    page_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._good = True
        self.value = Adjustment()
        self._title, self._told = label("heading"), label("soft", wrap=True)
        self.right, self.down = NumberInput(), NumberInput()
        self.across, self.along = NumberInput(), NumberInput()
        self.fields = [Field(each) for each in (self.right, self.down, self.across, self.along)]
        self.page = button()
        self._lay_out()
        for each in (self.right, self.down, self.across, self.along):
            each.edited.connect(lambda _value: self._edit())
        self.page.clicked.connect(self.page_wanted)
        self.retranslate()
        self.restyle()

    def show_value(self, adjustment: Adjustment) -> None:
        """Show how the printer is out."""
        self.value = adjustment
        self.right.show_value(f"{adjustment.offset_x:g}")
        self.down.show_value(f"{adjustment.offset_y:g}")
        self.across.show_value(f"{adjustment.scale_x * 100:.6g}")
        self.along.show_value(f"{adjustment.scale_y * 100:.6g}")

    @property
    def usable(self) -> bool:
        """Whether every figure is one; what is wrong is said beside it."""
        return self._good

    def retranslate(self) -> None:
        self._title.setText(_("Printer"))
        self._told.setText(
            _(
                "If labels come out beside their place, print the calibration page on plain paper,"
                " hold it over the sheet, and type here what it tells you to."
            )
        )
        names = (
            _("Move right (mm)"),
            _("Move down (mm)"),
            _("Stretch across (%)"),
            _("Stretch down (%)"),
        )
        for field, text in zip(self.fields, names, strict=True):
            field.name(text)
        self.page.setText(_("Save the calibration page…"))

    def restyle(self) -> None:
        set_icon(self.page, "export")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 18)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._told)
        column.addLayout(beside(*self.fields[:2]))
        column.addLayout(beside(*self.fields[2:]))
        column.addWidget(self.page, 0, Qt.AlignmentFlag.AlignLeading)

    def _edit(self) -> None:
        offsets = [self._read(field, MOST_OFFSET, 0) for field in self.fields[:2]]
        scales = [self._read(field, MOST_STRETCH, 100) for field in self.fields[2:]]
        found = [*offsets, *(None if each is None else each / 100 for each in scales)]
        self._good = None not in found
        if self._good:
            self.value = Adjustment(*(each for each in found if each is not None))
        self.changed.emit()

    def _read(self, field: Field, most: float, middle: float) -> float | None:
        """Return a figure within `most` of `middle`, saying so where it is none."""
        number = numbers.number(numbers.canonical(text_of(field.inner)))
        good = number is not None and abs(float(number) - middle) <= most
        wrong = _("Give a number from {least} to {most}.").format(
            least=numbers.shown(f"{middle - most:g}"), most=numbers.shown(f"{middle + most:g}")
        )
        field.show_error("" if good else wrong)
        return float(number) if good and number is not None else None
