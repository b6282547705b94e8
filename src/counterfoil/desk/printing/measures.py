"""A stock by its measures, as they are read off the sheet with a ruler."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from counterfoil.desk.parts import numbers
from counterfoil.desk.parts.field import Field
from counterfoil.desk.parts.inputs import NumberInput, SegmentInput, SwitchInput
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live
from counterfoil.sheets.custom import custom_stock
from counterfoil.sheets.stock import Shape, Stock

WHOLE = ("columns", "rows")
# An A4 page of 21 labels, to begin with.
START: Mapping[str, str] = {
    "page_width": "210",
    "page_height": "297",
    "label_width": "63.5",
    "label_height": "38.1",
    "columns": "3",
    "rows": "7",
    "left": "7.25",
    "top": "15.15",
    "pitch_x": "66.04",
    "pitch_y": "38.1",
    "corner": "0",
}


class Measures(Live, QWidget):
    """A field for each measure, in millimetres; `changed` follows each change."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.inputs = {name: NumberInput() for name in START}
        self.fields = {name: Field(each) for name, each in self.inputs.items()}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        for at, (name, field) in enumerate(self.fields.items()):
            grid.addWidget(field, at // 2, at % 2)
            self.inputs[name].show_value(START[name])
            self.inputs[name].edited.connect(lambda _value: self.changed.emit())
        self._shape = Shape.RECTANGLE
        self.shape, self.roll = SegmentInput([str(each) for each in Shape]), SwitchInput()
        self.shape.edited.connect(self._choose_shape)
        self.roll.edited.connect(lambda _value: self.changed.emit())
        below = (len(self.fields) + 1) // 2
        grid.addWidget(self.shape, below, 0, 1, 2)
        grid.addWidget(self.roll, below + 1, 0, 1, 2)
        self.shape.show_value(self._shape)
        self.retranslate()

    def show_stock(self, stock: Stock) -> None:
        """Show the measures of a stock."""
        for name, each in self.inputs.items():
            each.show_value(f"{getattr(stock, name):g}")
        self._shape = stock.shape
        self.shape.show_value(stock.shape)
        self.roll.show_value(stock.roll)

    def read(self) -> Stock | None:
        """Return the stock; None where a field is no number, which it says.

        Raises InvalidInput for the first measure that does not fit.
        """
        found = self._numbers()
        if found is None:
            return None
        return custom_stock(
            page=(found["page_width"], found["page_height"]),
            label=(found["label_width"], found["label_height"]),
            grid=(int(found["columns"]), int(found["rows"])),
            at=(found["left"], found["top"]),
            pitch=(found["pitch_x"], found["pitch_y"]),
            corner=found["corner"],
            shape=self._shape,
            roll=self.roll.isChecked(),
        )

    def _numbers(self) -> Mapping[str, float] | None:
        found: dict[str, float] = {}
        for name, each in self.inputs.items():
            typed = numbers.canonical(each.text())
            number = numbers.whole(typed) if name in WHOLE else numbers.number(typed)
            self.fields[name].show_error("" if number is not None else _wrong(name))
            if number is not None:
                found[name] = int(number) if name in WHOLE else float(number)
        return found if len(found) == len(self.inputs) else None

    def retranslate(self) -> None:
        named = {
            "page_width": _("Page width (mm)"),
            "page_height": _("Page height (mm)"),
            "label_width": _("Label width (mm)"),
            "label_height": _("Label height (mm)"),
            "columns": _("Labels across"),
            "rows": _("Labels down"),
            "left": _("Left edge to the first label (mm)"),
            "top": _("Top edge to the first label (mm)"),
            "pitch_x": _("From one label to the next, across (mm)"),
            "pitch_y": _("From one label to the next, down (mm)"),
            "corner": _("Radius of the corners (mm)"),
        }
        for name, text in named.items():
            self.fields[name].name(text)
        self.shape.name((_("Rectangular"), _("Round")), _("Shape of the labels"))
        self.roll.setText(_("On a roll, one label to a page"))

    def _choose_shape(self, value: object) -> None:
        self._shape = Shape(str(value))
        self.changed.emit()


def _wrong(name: str) -> str:
    if name in WHOLE:
        return _("Give a whole number.")
    return _("Give a number of millimetres, such as 63.5.")
