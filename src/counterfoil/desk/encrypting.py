"""Encrypting a till's files and decrypting them: who may, and what follows."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from counterfoil.desk import opening
from counterfoil.desk.door import Door
from counterfoil.desk.settings.encryption import EncryptionSettings
from counterfoil.desk.till import Till
from counterfoil.desk.translation import _
from counterfoil.domain.errors import Conflict, Forbidden, UserError
from counterfoil.domain.store import Act, Staff, may
from counterfoil.ledger.encryption import Encrypted, decrypt, encrypt, encryption, recovery_key
from counterfoil.ledger.sqlite import Locked

Came = Encrypted | UserError | None


class Encrypting(QObject):
    """Serves the settings of one till after the other.

    `let_go` gives up the till that is open. `opened` gives it back once it is done, or was not;
    `failed` why it did not open again. `to_be_seen` asks for the settings, which say what came.
    """

    opened = Signal(object)
    failed = Signal(object)
    to_be_seen = Signal()

    def __init__(
        self,
        door: Door,
        folder: Path,
        clock: Callable[[], datetime],
        let_go: Callable[[], Till | None],
    ) -> None:
        super().__init__()
        self._door, self._folder, self._clock, self._let_go = door, folder, clock, let_go
        self._till: Till | None = None
        self._part: EncryptionSettings | None = None
        self._staff: Callable[[], Staff] | None = None
        self._came: Came = None
        self._is_new = False

    def announce(self) -> None:
        """Show the recovery key of the till that is opened next, which was encrypted as new."""
        self._is_new = True

    def serve(self, at: Till, part: EncryptionSettings, staff: Callable[[], Staff]) -> None:
        """Serve the settings of a till that was opened, and say there what came of the wish."""
        self._till, self._part, self._staff = at, part, staff
        part.asked.connect(self._ask)
        part.turn_wanted.connect(self._turn)
        folder = at.ledger.folder
        if folder is not None:
            self._door.submit(lambda: encryption(folder), part.show_state, part.show_error)
            if self._is_new:
                self._door.submit(lambda: Encrypted(recovery_key(folder), None), self._tell)
        self._is_new = False
        came, self._came = self._came, None
        if came is not None:
            # The till is shown first.
            QTimer.singleShot(0, self, lambda: self._tell(came))

    def _tell(self, came: Came) -> None:
        if self._part is None:
            return
        self.to_be_seen.emit()
        if isinstance(came, Encrypted):
            self._part.show_recovery(came.recovery_key)
        elif came is not None:
            self._part.show_error(came)

    def _ask(self) -> None:
        if self._till is None or self._part is None or self._staff is None:
            return
        if not may(self._staff(), Act.ENCRYPT):
            self._part.show_error(Forbidden(_("Only a manager can encrypt or decrypt this till.")))
        elif self._till.demo:
            self._part.show_error(Conflict(_("This is the demo; nothing in it is real.")))
        else:
            self._part.ask()

    def _turn(self, on: bool) -> None:
        if self._staff is None:
            return
        by, now = self._staff(), self._clock()
        at = self._let_go()
        if at is None:
            return
        self._part = None
        self._door.submit(lambda: self._turned(at, by, now, on=on), self._again, self.failed.emit)

    def _turned(self, at: Till, by: Staff, now: datetime, *, on: bool) -> tuple[Till, Came]:
        """Do it behind the door, and open the till again, whatever came of it."""
        came: Came = None
        try:
            if on:
                came = encrypt(at.ledger, by, now)
            else:
                decrypt(at.ledger, by, now)
        except UserError as error:
            came = error
        try:
            return opening.open_till(self._folder, now), came
        except Locked:
            if isinstance(came, UserError):
                raise came from None
            raise

    def _again(self, turned: tuple[Till, Came]) -> None:
        till, self._came = turned
        self.opened.emit(till)
