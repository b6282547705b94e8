"""Who sees the campaign, and who may earn: everyone, some tiers or some segments."""

from counterfoil.desk.parts.inputs import SegmentInput
from counterfoil.desk.translation import _
from counterfoil.desk.wizard.chips import ChipsInput
from counterfoil.desk.wizard.form import GroupForm, get
from counterfoil.desk.wizard.paper import Paper
from counterfoil.desk.wizard.step import Part
from counterfoil.domain.campaign import GroupKind


class GroupPart(Part):
    """The group at `path`."""

    def __init__(self, paper: Paper, path: str) -> None:
        super().__init__(paper)
        self.path = path
        self.kinds = SegmentInput(tuple(kind.value for kind in KINDS))
        self.kind = self.bind(f"{path}.kind", self.kinds, edit=self._choose)
        self.chips = ChipsInput(self._codes, self._none)
        self.codes = self.bind(f"{path}.codes", self.chips)
        self.column.setSpacing(10)
        self.column.addWidget(self.kind)
        self.column.addWidget(self.codes)

    def name(self, title: str, hint: str) -> None:
        """Say what the group is for."""
        self.kind.name(title, hint)
        self.kinds.name((_("Everyone"), _("Some tiers"), _("Some segments")), title)
        self.codes.name(_("Which ones?"))

    def refresh(self) -> None:
        super().refresh()
        self.codes.setVisible(self._group.kind != GroupKind.EVERYONE)

    @property
    def _group(self) -> GroupForm:
        group: GroupForm = get(self.paper.form, self.path)
        return group

    def _codes(self) -> list[tuple[str, str]]:
        facts = self.paper.facts
        groups = facts.tiers if self._group.kind == GroupKind.TIER else facts.segments
        return [(each.code, each.name) for each in groups]

    def _none(self) -> str:
        return _("There are none yet; they are made with the members.")

    def _choose(self, kind: object) -> None:
        if kind != self._group.kind:
            self.paper.set(self.path, GroupForm(str(kind)))


KINDS = (GroupKind.EVERYONE, GroupKind.TIER, GroupKind.SEGMENT)
