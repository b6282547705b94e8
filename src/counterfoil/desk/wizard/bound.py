"""A field that is bound to its place in the form."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from counterfoil.desk import formats
from counterfoil.desk.parts.field import Field
from counterfoil.desk.parts.inputs import focus
from counterfoil.desk.wizard.form import get, has
from counterfoil.desk.wizard.paper import Paper


class Bound(Field):
    """Shows what stands at `path`, what is wrong with it, and why it is fixed where it is.

    A `bare` one has no name above, as its input has it beside. `edit` takes what was put in where
    it is more than the value at `path`, and `view` gives what is shown of the form.
    """

    def __init__(
        self,
        paper: Paper,
        path: str,
        inner: QWidget,
        *,
        bare: bool = False,
        edit: Callable[[object], None] | None = None,
        view: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(inner)
        self.paper, self.path = paper, path
        self._edit, self._view = edit or self._put, view or self._get
        self._told: object = None
        self._title = self._own_hint = ""
        self._name.setVisible(not bare)
        inner.edited.connect(self._edit)  # type: ignore[attr-defined]

    def name(self, text: str, hint: str = "") -> None:
        """Name the field, with a hint that gives way to why it is fixed."""
        self._title, self._own_hint, self._told = text, hint, None
        super().name(text, hint)

    def refresh(self) -> None:
        """Show what there is now."""
        if not self.is_there:
            return
        self.inner.show_value(self._view())  # type: ignore[attr-defined]
        fixed, wrong = self.paper.fixed(self.path), self.paper.problem(self.path)
        told = (fixed and formats.error(fixed), wrong and formats.error(wrong))
        if told != self._told:
            self._told = told
            self.inner.setEnabled(fixed is None)
            super().name(self._title, told[0] or self._own_hint)
            self.show_error(told[1] or "")

    @property
    def is_there(self) -> bool:
        """Whether the form still has the field."""
        return has(self.paper.form, self.path)

    def take_focus(self) -> None:
        """Give the focus to the input."""
        focus(self.inner)

    def _get(self) -> object:
        return get(self.paper.form, self.path)

    def _put(self, value: object) -> None:
        self.paper.set(self.path, value)
