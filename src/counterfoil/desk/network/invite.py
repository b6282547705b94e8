"""Inviting a device: which store, what it is; then the invitation, as long as it is good."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from counterfoil.desk import theme
from counterfoil.desk.network import words
from counterfoil.desk.network.panel import Panel
from counterfoil.desk.parts.choices import Choices, Segments
from counterfoil.desk.parts.field import Field, line
from counterfoil.desk.parts.layout import beside
from counterfoil.desk.parts.turning import Turning
from counterfoil.desk.sync.invitation import join_line
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Pages, button, label, set_icon
from counterfoil.domain.exchange import DeviceKind
from counterfoil.domain.store import Store
from counterfoil.ledger.exchange.enrol import LIFE, LONGEST_NAME
from counterfoil.sheets.symbol import qr_picture

SIDE = 196
SECOND_MS = 1000


class InvitePanel(Panel):
    """`wanted` gives the store's code, the name and the kind; then `show_token` shows the rest."""

    wanted = Signal(str, str, str)

    def __init__(self, hub: str, clock: Callable[[], datetime]) -> None:
        super().__init__("add")
        self._hub, self._clock = hub, clock
        self._token, self._until = "", clock()
        self._stores: tuple[Store, ...] = ()
        self.store, self.name = Choices(), line(LONGEST_NAME)
        self.kind = Segments([each.value for each in DeviceKind])
        self.kind.chosen.connect(self._choose_kind)
        self._kind = DeviceKind.TILL
        self._fields = Field(self.store), Field(self.name), Field(self.kind)
        self._about_kind = label("soft", wrap=True)
        self.picture, self._how = QLabel(), label("quiet", wrap=True)
        self.line, self._left = label("code", wrap=True), label("strong")
        self.line.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.copy = button()
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.line.text()))
        self._pages = Pages()
        for page in (self._asked(), self._given()):
            self._pages.addWidget(page)
        self.body.addWidget(self._pages)
        self.agreed.connect(self._agree)
        self.name.returnPressed.connect(self._agree)
        self._count = QTimer(self, interval=SECOND_MS)
        self._count.timeout.connect(self._tell_left)
        self.retranslate()
        self.restyle()

    def ask(self, stores: tuple[Store, ...], own: str) -> None:
        """Ask which store the device is for, and what it is."""
        self._forget()
        self._stores = stores
        self.store.offer([(each.code, each.name) for each in stores], own)
        self.name.clear()
        self._choose_kind(DeviceKind.TILL.value)
        self._pages.setCurrentIndex(0)
        self.open()

    def show_token(self, token: str) -> None:
        """Show the invitation until it is good no more."""
        self.setEnabled(True)
        self._token, self._until = token, self._clock() + LIFE
        self._pages.setCurrentIndex(1)
        self.retranslate()
        self._draw()
        self._tell_left()
        self._count.start()
        self.copy.setFocus()

    @property
    def told_left(self) -> str:
        """How long the invitation is still good, as it is said."""
        return self._left.text()

    def retranslate(self) -> None:
        super().retranslate()
        given = bool(self._token)
        self.title.setText(_("Invite a device"))
        self.lead.setText(
            "" if given else _("It joins with an invitation, good once and for 15 minutes.")
        )
        self.lead.setVisible(not given)
        self.yes.setText(_("Make the invitation"))
        self.yes.setVisible(not given)
        self.no.setText(_("Done") if given else _("Cancel"))
        store, name, kind = self._fields
        store.name(_("Store"))
        name.name(_("Name"), _("Such as: Till 2; empty to let the device say it."))
        kind.name(_("What it is"))
        self.kind.name([words.kind(each) for each in DeviceKind], _("What it is"))
        self._about_kind.setText(
            {
                DeviceKind.TILL: _(
                    "A till redeems. It has no readable codes, so none can be stolen."
                ),
                DeviceKind.OFFICE: _(
                    "An office device also makes and prints codes, and manages campaigns and"
                    " devices."
                ),
            }[self._kind]
        )
        self._how.setText(
            _(
                "On the new device, open Settings, This till, Join a hub, and scan this; or type"
                " the line into a terminal there."
            )
        )
        self.copy.setText(_("Copy the line"))
        self.line.setText(join_line(self._hub, self._token) if given else "")
        self._tell_left()

    def restyle(self) -> None:
        set_icon(self.copy, "copy")
        self._draw()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            # It is shown to nobody who comes by later.
            self._forget()

    def _forget(self) -> None:
        self._token = ""
        self._count.stop()
        self.line.clear()
        self.picture.clear()

    def _agree(self) -> None:
        if self._token:
            return
        self.setEnabled(False)
        code = str(self.store.currentData() or "")
        self.wanted.emit(code, self.name.text().strip(), self._kind.value)

    def _choose_kind(self, value: str) -> None:
        self._kind = DeviceKind(value)
        self.kind.show_value(value)
        self.retranslate()

    def _draw(self) -> None:
        if not self._token:
            return
        text, side = join_line(self._hub, self._token), theme.current().px(SIDE)
        # Whole pixels to a module, or they would not all be of one size.
        grey = qr_picture(text, max(2, side // len(qr_picture(text, 1))))
        height, width = grey.shape
        image = QImage(grey.tobytes(), width, height, width, QImage.Format.Format_Grayscale8)
        drawn = QPixmap.fromImage(image)
        self.picture.setPixmap(drawn)
        self.picture.setFixedSize(drawn.size())
        self.picture.setAccessibleName(_("The invitation as a QR code"))

    def _tell_left(self) -> None:
        if not self._token:
            self._left.setText("")
            return
        left = self._until - self._clock()
        if left <= timedelta():
            self._left.setText(_("This invitation is good no more; make another one."))
            self.line.setText("")
            self.picture.clear()
            self._count.stop()
            return
        minutes, seconds = divmod(-(-left // timedelta(seconds=1)), 60)
        self._left.setText(
            _("Good for {time} more, and for one device.").format(time=f"{minutes}:{seconds:02}")
        )

    def _asked(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        store, name, kind = self._fields
        column.addLayout(beside(store, name))
        column.addWidget(kind)
        column.addWidget(self._about_kind)
        return page

    def _given(self) -> QWidget:
        page = QWidget()
        texts = QVBoxLayout()
        texts.setSpacing(10)
        for part in (self._how, self.line, self._left):
            texts.addWidget(part)
        texts.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeading)
        texts.addStretch(1)
        row = Turning(page, gap=20)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        row.addLayout(texts, 1)
        return page
