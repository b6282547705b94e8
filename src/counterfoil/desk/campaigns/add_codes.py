"""Adding codes in place: how many, what that makes of the code space, and the button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from counterfoil.desk import formats
from counterfoil.desk.campaigns.work import Room
from counterfoil.desk.parts import numbers
from counterfoil.desk.parts.field import Field, line
from counterfoil.desk.parts.leaving import Leaving
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Elided, Live, button, label
from counterfoil.desk.wizard import space_words
from counterfoil.domain.codespace import check_space
from counterfoil.domain.errors import InvalidInput, UserError
from counterfoil.ledger.codes.generate import MOST_AT_ONCE

WIDTH = 260
LONGEST_NAME = 100


class AddCodes(Live, QFrame):
    """Hidden until it asks about a campaign; `wanted` gives how many codes and the batch's name."""

    wanted = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._room: Room | None = None
        self._title = Elided("heading")
        self.quantity, self.batch = line(12), line(LONGEST_NAME)
        self.quantity_field, self._batch_field = Field(self.quantity), Field(self.batch)
        self._space = label("quiet", wrap=True)
        self.go, self.leave = button("primary"), button()
        for field in (self.quantity_field, self._batch_field):
            field.setMinimumWidth(WIDTH)
        fields = QHBoxLayout()
        fields.setSpacing(20)
        fields.addWidget(self.quantity_field, 1, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self._batch_field, 1, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._space, 1)
        row.addWidget(self.leave)
        row.addWidget(self.go)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addLayout(fields)
        column.addLayout(row)
        self.quantity.textEdited.connect(lambda _text: self._look())
        self.quantity.returnPressed.connect(self._ask)
        self.batch.returnPressed.connect(self._ask)
        self.go.clicked.connect(self._ask)
        self.leave.clicked.connect(self.hide)
        Leaving(self, self.hide)
        self.hide()
        self.retranslate()

    def ask(self, room: Room) -> None:
        """Ask how many codes a campaign is to get."""
        self._room = room
        self.quantity.setText("")
        self.batch.setText("")
        self.retranslate()
        self.show()
        self.quantity.setFocus()

    def retranslate(self) -> None:
        self.quantity_field.name(_("How many codes"))
        self._batch_field.name(_("Name of the batch, if you wish"))
        self.go.setText(_("Generate"))
        self.leave.setText(_("Cancel"))
        if self._room is not None:
            self._title.set_text(
                _("Add codes to {campaign}").format(campaign=self._room.campaign.name)
            )
            self._look()

    @property
    def count(self) -> int | None:
        """How many are asked for; None where it is no number of codes."""
        count = numbers.whole(numbers.canonical(self.quantity.text()))
        return count if count is not None and 1 <= count <= MOST_AT_ONCE else None

    @property
    def space(self) -> str:
        """What is said of the code space."""
        return self._space.text()

    def _problem(self) -> UserError | None:
        if self._room is None or self.count is None:
            return InvalidInput(
                "Give a number of codes from 1 to {most}.", most=formats.number(MOST_AT_ONCE)
            )
        try:
            check_space(self._room.code_format, self._room.made, self.count)
        except UserError as error:
            return error
        return None

    def _look(self) -> None:
        """Say what the number makes of the space; what is wrong only once something is there."""
        assert self._room is not None  # noqa: S101 - asked for first
        problem = self._problem() if self.quantity.text().strip() else None
        self.quantity_field.show_error(formats.error(problem) if problem else "")
        live = self._room.made + (self.count or 0)
        said = [space_words.size(self._room.code_format)]
        if problem is None and live:
            said.append(space_words.odds(self._room.code_format, live))
        if problem is None and space_words.is_weak(self._room.code_format, live):
            said.append(_("That is easy to guess: longer codes are safer."))
        self._space.setText(" ".join(said))

    def _ask(self) -> None:
        problem = self._problem()
        if problem is not None:
            self.quantity_field.show_error(formats.error(problem))
            self.quantity.setFocus()
            return
        assert self.count is not None  # noqa: S101 - else there is a problem
        self.hide()
        self.wanted.emit(self.count, self.batch.text().strip())
