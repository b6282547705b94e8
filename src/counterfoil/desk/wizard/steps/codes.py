"""The third step: how the codes look and how many there are."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counterfoil.desk.parts.inputs import NumberInput, SegmentInput, SwitchInput, TextInput
from counterfoil.desk.parts.layout import beside, card
from counterfoil.desk.translation import _
from counterfoil.desk.wizard.paper import Paper
from counterfoil.desk.wizard.problems import code_format
from counterfoil.desk.wizard.step import Step
from counterfoil.desk.wizard.steps.code_preview import CodePreview
from counterfoil.domain.code import CharacterSet

GENERATED, IMPORTED = "generated", "imported"


class CodesStep(Step):
    """`counted` asks how many codes of a format there are."""

    counted = Signal(object)

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper)
        self._asked: object = None
        self.source = SegmentInput((GENERATED, IMPORTED))
        self.generated = self.bind(
            "codes.generated",
            self.source,
            edit=lambda value: paper.set("codes.generated", value == GENERATED),
            view=lambda: GENERATED if paper.form.codes.generated else IMPORTED,
        )
        self.quantity = self.bind("codes.quantity", NumberInput())
        self.length = self.bind("codes.length", NumberInput())
        self.prefix = self.bind("codes.prefix", TextInput())
        self.set_input = SegmentInput(tuple(each.value for each in CharacterSet))
        self.characters = self.bind("codes.character_set", self.set_input)
        self.look_alikes = self.bind("codes.look_alikes", SwitchInput(), bare=True)
        self.check = self.bind("codes.check_character", SwitchInput(), bare=True)
        self.preview = CodePreview(paper)
        self.column.addWidget(self.generated)
        self.column.addWidget(self._format_card())
        self.column.addWidget(self.preview)
        self.column.addStretch(1)
        self.retranslate()

    def _format_card(self) -> QWidget:
        self._format = card(
            beside(self.quantity, self.length, self.prefix),
            self.characters,
            beside(self.look_alikes, self.check),
        )
        return self._format

    def retranslate(self) -> None:
        self.head(
            _("How do the codes look?"),
            _("Short codes are easier to type, long ones are harder to guess."),
        )
        self.generated.name(_("Where do they come from?"))
        self.source.name(
            (_("Made here"), _("Imported from a file only")), _("Where do they come from?")
        )
        self.quantity.name(_("Number of codes"), _("More can be added later."))
        self.length.name(_("Length"), _("Without the prefix."))
        self.prefix.name(_("Prefix"), _("Such as XMAS26-; may be empty."))
        self.characters.name(_("Characters"))
        self.set_input.name((_("Digits"), _("Letters"), _("Letters and digits")), _("Characters"))
        self._switch(
            self.look_alikes,
            _("Allow look-alikes"),
            _("0 and O, 1, I and L are easily mixed up; leave them out."),
        )
        self._switch(
            self.check,
            _("Check character"),
            _("The last character shows at once that a code is mistyped."),
        )

    def _switch(self, field: object, text: str, hint: str) -> None:
        field.inner.setText(text)  # type: ignore[attr-defined]
        field.name(text, hint)  # type: ignore[attr-defined]

    def refresh(self) -> None:
        super().refresh()
        form = self.paper.form
        self._format.setVisible(form.codes.generated)
        self.quantity.setVisible(not self.paper.facts.history.codes)
        self.preview.setVisible(form.codes.generated)
        self.preview.refresh()
        self._ask()

    def opened(self) -> None:
        self._asked = None
        self._ask()

    def _ask(self) -> None:
        found = code_format(self.paper.form)
        if found is not None and found != self._asked:
            self._asked = found
            self.counted.emit(found)
