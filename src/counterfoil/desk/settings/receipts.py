"""The settings of the receipt printer: where it is, how wide its paper is, and a slip to try it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.parts.choices import Segments
from counterfoil.desk.parts.field import Field, line
from counterfoil.desk.parts.yielding import YieldingButton
from counterfoil.desk.preferences import PAPERS, Preferences
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, label, set_icon
from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.printers import check_target

ASKED, AT_ONCE = "asked", "at_once"


class ReceiptSettings(Live, QWidget):
    """`changed` gives what is wished otherwise, by its name; `test_wanted` follows the button."""

    changed = Signal(object)
    test_wanted = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._kept = preferences
        self._tested = False
        self.address = line()
        self.field = Field(self.address)
        self._paper_name = label("field")
        self.paper = Segments([str(width) for width in PAPERS])
        self._when_name = label("field")
        self.when = Segments([ASKED, AT_ONCE])
        self.test = YieldingButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._details = (self._paper_name, self.paper, self._when_name, self.when)
        for part in (self.field, self.test, *self._details):
            column.addWidget(part)
        self.address.editingFinished.connect(self._take)
        self.address.textEdited.connect(lambda _text: self._forget())
        self.paper.chosen.connect(lambda value: self.changed.emit({"receipt_paper": int(value)}))
        self.when.chosen.connect(lambda value: self.changed.emit({"print_slips": value == AT_ONCE}))
        self.test.clicked.connect(self._try)
        self.show_preferences(preferences)
        self.restyle()

    def show_preferences(self, preferences: Preferences) -> None:
        """Show the settings in force; what is being typed is left as it is."""
        self._kept = preferences
        if not self.field.error and not self.address.isModified():
            self.address.setText(preferences.receipt_printer)
        self.retranslate()

    def show_tested(self, error: Exception | None) -> None:
        """Say what came of the test slip."""
        self._tested = error is None
        self.field.show_error("" if error is None else formats.error(error))
        self.retranslate()

    def retranslate(self) -> None:
        kept = self._kept
        hint = _("Such as tcp:192.0.2.10, usb:04b8:0202 or file:/dev/usb/lp0; empty for none.")
        sent = _("The test slip was sent to the printer.")
        self.field.name(_("Receipt printer"), sent if self._tested else hint)
        self._paper_name.setText(_("Width of its paper"))
        widths = [_("{width} mm").format(width=width) for width in PAPERS]
        self.paper.name(widths, _("Width of its paper"))
        self.paper.show_value(str(kept.receipt_paper))
        self._when_name.setText(_("Print coupons"))
        self.when.name((_("On request"), _("At once")), _("Print coupons"))
        self.when.show_value(AT_ONCE if kept.print_slips else ASKED)
        self.test.setText(_("Print a test slip"))
        for part in self._details:
            part.setVisible(bool(kept.receipt_printer))

    def restyle(self) -> None:
        set_icon(self.test, "receipt")

    def _take(self) -> None:
        """Keep the address that was typed, or say what is wrong with it."""
        wanted = self.address.text().strip()
        if wanted == self._kept.receipt_printer:
            self._forget()
            return
        try:
            if wanted:
                check_target(wanted)
        except InvalidInput as error:
            self.field.show_error(formats.error(error))
            return
        self.address.setModified(False)
        self.changed.emit({"receipt_printer": wanted})

    def _try(self) -> None:
        self._take()
        if not self.address.text().strip():
            self.field.show_error(_("Type the printer’s address first."))
        elif not self.field.error:
            self.test_wanted.emit()

    def _forget(self) -> None:
        self._tested = False
        self.field.show_error("")
        self.retranslate()
