"""A question in place, before something that cannot be taken back; it blocks nothing else."""

from collections.abc import Callable

from counterfoil.desk.header import Banner
from counterfoil.desk.parts.leaving import Leaving
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import button


class Confirm(Banner):
    """Hidden until something is asked. The answer "no" is where the focus goes."""

    def __init__(self) -> None:
        super().__init__("info", "used")
        self._do: Callable[[], object] = str
        self._question: Callable[[], str] = str
        self._named: Callable[[], str] = str
        self.yes, self.no = button("danger"), button()
        self.yes.clicked.connect(self._yes)
        self.no.clicked.connect(self.hide)
        self.add(self.no)
        self.add(self.yes)
        Leaving(self, self.hide)
        self.retranslate()

    def ask(
        self, question: Callable[[], str], named: Callable[[], str], do: Callable[[], object]
    ) -> None:
        """Ask, with `named` as what the button that does it is called."""
        self._question, self._named, self._do = question, named, do
        self.retranslate()
        self.show()
        self.no.setFocus()

    def retranslate(self) -> None:
        self.text.setText(self._question())
        self.yes.setText(self._named())
        self.no.setText(_("Cancel"))

    def _yes(self) -> None:
        self.hide()
        self._do()
