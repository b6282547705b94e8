"""What people do at a desk with a lock: sign in, take over, redeem."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from counterfoil.desk.desk import Desk
from counterfoil.desk.staff.who import WhoPanel
from counterfoil.ledger.journal import entries
from counterfoil.ledger.ledger import Ledger

NONE = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True)
class Hands:
    """Somebody at a desk."""

    qtbot: QtBot
    desk: Desk

    @property
    def ledger(self) -> Ledger:
        assert self.desk.till is not None
        return self.desk.till.ledger

    def choose(self, who: WhoPanel, staff_id: str) -> None:
        """Press somebody's name, once it is there."""
        self.qtbot.waitUntil(lambda: any(b.person.staff.id == staff_id for b in who.people))
        QTest.mouseClick(who.offer(staff_id), Qt.MouseButton.LeftButton)

    def give(self, who: WhoPanel, staff_id: str, pin: str) -> None:
        """Press a name and type a PIN."""
        self.choose(who, staff_id)
        QTest.keyClicks(who.pad.line, pin)
        QTest.keyClick(who.pad.line, Qt.Key.Key_Return)

    def unlock(self, staff_id: str, pin: str = "") -> None:
        """Get in at the lock screen."""
        who = self.desk.session.lock_screen.who
        if pin:
            self.give(who, staff_id, pin)
        else:
            self.choose(who, staff_id)
        self.qtbot.waitUntil(lambda: not self.desk.session.locked)
        assert self.desk.session.staff.id == staff_id

    def type(self, text: str) -> None:
        """Type a code at the counter, and wait for what comes of it."""
        screen, counter = self.desk.screen, self.desk.counter
        assert screen is not None
        assert counter is not None
        with self.qtbot.waitSignal(counter.decided):
            QTest.keyClicks(screen.code.line, text)
            QTest.keyClick(screen.code.line, Qt.Key.Key_Return)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key or a shortcut, wherever the focus is."""
        window = self.desk.window
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)
        QTest.keyClick(window.windowHandle(), key, held)

    def told(self) -> list[tuple[str, str]]:
        """The kind and the author of each entry of the journal."""
        return [(s.entry.kind, str(s.entry.body.get("staff"))) for s in entries(self.ledger)]
