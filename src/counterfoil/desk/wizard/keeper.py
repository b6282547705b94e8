"""Keeps the form as a draft, shortly after each change and when the wizard is left."""

from PySide6.QtCore import QObject, QTimer, Signal

from counterfoil.desk.shell.office import Office
from counterfoil.desk.wizard import work
from counterfoil.desk.wizard.form import Form
from counterfoil.desk.wizard.work import Begun
from counterfoil.domain.store import Staff

AFTER_MS = 600


class Keeper(QObject):
    """`kept` follows each time the draft is on disk, `failed` when it could not be."""

    kept = Signal()
    failed = Signal(object)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self._begun: Begun | None = None
        self._kept: Form | None = None
        self._form: Form | None = None
        # Who changed it last: by the time it is kept somebody else may be at the till, or nobody.
        self._by: Staff | None = None
        self._soon = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._soon.timeout.connect(self.flush)

    def begin(self, begun: Begun) -> None:
        """Keep this form from now on; as it stands it is kept already, or nothing worth it."""
        self._begun, self._kept, self._form = begun, begun.form, begun.form

    def take(self, form: Form) -> None:
        """Keep the form soon."""
        if self._begun is not None and form != self._form:
            self._form, self._by = form, self._office.staff()
            self._soon.start()

    def flush(self) -> None:
        """Keep it now, where it was changed."""
        self._soon.stop()
        begun, form, staff = self._begun, self._form, self._by
        if begun is None or form is None or staff is None or form == self._kept:
            return
        self._kept = form
        office, now = self._office, self._office.clock()
        office.write.submit(
            lambda: work.keep(office.ledger, begun, form, staff, now),
            lambda _done: self.kept.emit(),
            self._failed,
        )

    def stop(self) -> None:
        """Keep it no more: it is saved, or thrown away."""
        self._soon.stop()
        self._begun = self._kept = self._form = None

    def _failed(self, error: Exception) -> None:
        self._kept = None
        self.failed.emit(error)
