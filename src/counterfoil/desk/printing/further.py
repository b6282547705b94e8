"""What few change of a label: the symbol's inside, how the code is parted, marks on the page."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterfoil.desk.parts.field import Field
from counterfoil.desk.parts.inputs import ChoiceInput, SwitchInput
from counterfoil.desk.printing import design_words
from counterfoil.desk.printing.content import ContentInput
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live


class Further(Live, QWidget):
    """The inputs, below each other."""

    def __init__(self) -> None:
        super().__init__()
        self.level, self.group = ChoiceInput(design_words.levels), ChoiceInput(design_words.groups)
        self.content = ContentInput()
        self.crop_marks, self.margin_stamp = SwitchInput(), SwitchInput()
        self.content_field, self.level_field = Field(self.content), Field(self.level)
        self.group_field = Field(self.group)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (
            self.group_field,
            self.content_field,
            self.level_field,
            self.crop_marks,
            self.margin_stamp,
        ):
            column.addWidget(part)
        self.retranslate()

    def retranslate(self) -> None:
        self.group_field.name(_("The code in letters"))
        self.content_field.name(
            _("What the QR code carries"),
            _("An address has {code} where the code goes; tills read the code out of it."),
        )
        self.level_field.name(_("Error correction of the QR code"))
        self.crop_marks.setText(_("Crop marks around the labels"))
        self.margin_stamp.setText(_("The proof's stamp in the margin"))
