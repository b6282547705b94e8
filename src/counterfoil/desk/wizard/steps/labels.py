"""Labels of the campaign: keys and values, to sort and choose by."""

from counterfoil.desk.parts.inputs import TextInput
from counterfoil.desk.parts.layout import beside, level
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import button, describe, set_icon
from counterfoil.desk.wizard.form import PairForm, added, removed
from counterfoil.desk.wizard.paper import Paper
from counterfoil.desk.wizard.step import Part, Rows


class LabelPart(Part):
    """One label."""

    def __init__(self, paper: Paper, path: str) -> None:
        super().__init__(paper)
        self._at = int(path.rpartition(".")[2])
        self.key = self.bind(f"{path}.key", TextInput())
        self.value = self.bind(f"{path}.value", TextInput())
        self._remove = button("icon")
        self._remove.clicked.connect(self._take_out)
        self.column.addLayout(beside(self.key, self.value, (level(self._remove), 0)))
        self.retranslate()
        self.restyle()

    def retranslate(self) -> None:
        self.key.name(_("Label"))
        self.value.name(_("Value"))
        describe(self._remove, _("Take this label out"))

    def restyle(self) -> None:
        set_icon(self._remove, "trash")

    def _take_out(self) -> None:
        self.paper.replace(removed(self.paper.form, "labels", self._at))


class LabelsPart(Part):
    """All labels, and one more."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper)
        self.rows = Rows(paper, "labels", lambda path: LabelPart(paper, path))
        self.parts = [self.rows]
        self.add = button("quiet")
        self.add.clicked.connect(self._add)
        self.column.setSpacing(8)
        self.column.addWidget(self.rows)
        row = beside((self.add, 0))
        row.addStretch(1)
        self.column.addLayout(row)
        self.retranslate()
        self.restyle()

    def retranslate(self) -> None:
        self.add.setText(_("Add a label"))

    def restyle(self) -> None:
        set_icon(self.add, "add")

    def refresh(self) -> None:
        super().refresh()
        self.rows.setVisible(bool(self.paper.form.labels))

    def _add(self) -> None:
        self.paper.replace(added(self.paper.form, "labels", PairForm()))
        self.rows.parts[-1].take_focus()
