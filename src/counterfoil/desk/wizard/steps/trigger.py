"""The second step: what starts the campaign, which event it is, and where the code stands in it."""

from PySide6.QtCore import Signal

from counterfoil.desk.parts.chip import Chip
from counterfoil.desk.parts.inputs import ChoiceInput
from counterfoil.desk.parts.layout import beside, card
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import button, label
from counterfoil.desk.wizard.form import put
from counterfoil.desk.wizard.paper import Paper
from counterfoil.desk.wizard.step import Step


class TriggerStep(Step):
    """`ready_made` asks for the ready-made event schema, `schemas` for the page of them all."""

    ready_made = Signal()
    schemas = Signal()

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper)
        self._trigger = label("field")
        self._chip = Chip("scan", "accent")
        self.event_field = self.bind(
            "event",
            ChoiceInput(self._events, lambda: _("Choose an event")),
            edit=self._choose,
        )
        self.attribute = self.bind(
            "attribute", ChoiceInput(self._attributes, lambda: _("Choose an attribute"))
        )
        self._none, self.offer = label("quiet", wrap=True), button("primary")
        self.offer.clicked.connect(self.ready_made)
        self._more = button("quiet")
        self._more.clicked.connect(self.schemas)
        row = beside(self.offer)
        row.addStretch(1)
        self._empty = card(self._none, row)
        self.column.addWidget(self._trigger)
        self.column.addWidget(self._chip)
        self.column.addWidget(self._empty)
        self.column.addWidget(self.event_field)
        self.column.addWidget(self.attribute)
        more = beside((self._more, 0))
        more.addStretch(1)
        self.column.addLayout(more)
        self.column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.head(
            _("What starts it?"),
            _("Redeeming a code is an event. It is told apart from other events by its type."),
        )
        self._trigger.setText(_("Trigger"))
        self._chip.show_as("scan", "accent", _("Redemption Code"))
        self.event_field.name(_("Event"))
        self.attribute.name(
            _("Attribute that carries the code"), _("A text attribute of the event.")
        )
        self._none.setText(
            _("There is no event for codes yet. One click makes the usual one: “{name}”.").format(
                name=_("Code redeemed")
            )
        )
        self.offer.setText(_("Use the ready-made event"))
        self._more.setText(_("All events…"))

    def refresh(self) -> None:
        super().refresh()
        usable = bool(self._events())
        self._empty.setVisible(not usable)
        self.event_field.setVisible(usable or bool(self.paper.form.event))
        self.attribute.setVisible(bool(self.paper.form.event))

    def _events(self) -> list[tuple[str, str]]:
        facts = self.paper.facts
        return [
            (each.event_type, f"{each.name} ({each.event_type})")
            for each in facts.schemas
            if each.active and facts.text_attributes(each.event_type)
        ]

    def _attributes(self) -> list[tuple[str, str]]:
        return [(each, each) for each in self.paper.facts.text_attributes(self.paper.form.event)]

    def _choose(self, event: object) -> None:
        attributes = self.paper.facts.text_attributes(str(event))
        form = put(self.paper.form, "event", str(event))
        if form.attribute not in attributes:
            form = put(form, "attribute", attributes[0] if attributes else "")
        self.paper.replace(form)
