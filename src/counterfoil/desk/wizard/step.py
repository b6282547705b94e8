"""What the steps of the wizard, and their parts, have in common."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterfoil.desk.widgets import Live, label
from counterfoil.desk.wizard.bound import Bound
from counterfoil.desk.wizard.form import get
from counterfoil.desk.wizard.paper import Paper


class Part(Live, QWidget):
    """Fields bound to the form, and parts of parts."""

    path: str

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self.paper = paper
        self.parts: list[Part] = []
        self._own: list[Bound] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)

    def bind(
        self,
        path: str,
        inner: QWidget,
        *,
        bare: bool = False,
        edit: Callable[[object], None] | None = None,
        view: Callable[[], object] | None = None,
    ) -> Bound:
        """Return a new field."""
        field = Bound(self.paper, path, inner, bare=bare, edit=edit, view=view)
        self._own.append(field)
        return field

    def unbind(self, field: Bound) -> None:
        """Let a field go."""
        self._own.remove(field)
        field.hide()
        field.deleteLater()

    def fields(self) -> Iterator[Bound]:
        """Yield the fields, those of its parts behind its own."""
        yield from self._own
        for part in self.parts:
            yield from part.fields()

    def rebase(self, old: str, new: str) -> None:
        """Be bound below `new` from now on, where it was bound below `old`."""
        if hasattr(self, "path"):
            self.path = new + self.path.removeprefix(old)
        for field in self._own:
            field.path = new + field.path.removeprefix(old)
        for part in self.parts:
            part.rebase(old, new)

    def refresh(self) -> None:
        """Show what there is now; called after each change while the step is shown."""
        for field in self._own:
            field.refresh()
        for part in self.parts:
            part.refresh()

    def field_at(self, path: str) -> Bound | None:
        """Return the field at a path, or the first one inside it."""
        inside = (f for f in self.fields() if f.path == path or f.path.startswith(f"{path}."))
        return next(inside, None)

    def reveal(self, path: str) -> None:
        """Open what hides the field at a path, where something does."""

    def take_focus(self) -> None:
        """Give the focus to the first field that takes it."""
        usable = (f for f in self.fields() if f.isVisibleTo(self) and f.inner.isEnabled())
        first = next(usable, None)
        if first is not None:
            first.take_focus()


class Step(Part):
    """A step: its heading, what it is about, its parts."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper)
        self._title, self._lead = label("heading", wrap=True), label("quiet", wrap=True)
        self.column.addWidget(self._title)
        self.column.addWidget(self._lead)

    def head(self, title: str, lead: str = "") -> None:
        """Set the heading and the line below it."""
        self._title.setText(title)
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))

    def opened(self) -> None:
        """Do what is to be done each time the step is shown."""


class Rows(Part):
    """As many parts as there are items in the list at `path`; each is bound by its place."""

    def __init__(self, paper: Paper, path: str, make: Callable[[str], Part]) -> None:
        super().__init__(paper)
        self.path, self._make = path, make
        self.column.setSpacing(12)

    def refresh(self) -> None:
        wanted = len(get(self.paper.form, self.path))
        while len(self.parts) > wanted:
            last = self.parts.pop()
            last.hide()
            last.deleteLater()
        while len(self.parts) < wanted:
            made = self._make(f"{self.path}.{len(self.parts)}")
            self.parts.append(made)
            self.column.addWidget(made)
            # Shown at once, not when Qt comes round to it: it may be given the focus now.
            made.show()
        super().refresh()
