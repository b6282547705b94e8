"""The design of a label: how it is arranged, what stands on it, in which colours."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from counterfoil.desk.parts.field import Field
from counterfoil.desk.parts.inputs import ChoiceInput, LongInput, SegmentInput, SwitchInput
from counterfoil.desk.parts.layout import beside
from counterfoil.desk.printing import design_words
from counterfoil.desk.printing.colour import ColourField
from counterfoil.desk.printing.fold import Fold
from counterfoil.desk.printing.further import Further
from counterfoil.desk.printing.logo import LogoInput
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, label
from counterfoil.sheets.design import Design, Symbology, Template

_READ: Mapping[str, Callable[[Any], object]] = {
    "template": Template,
    "symbology": Symbology,
    "group": int,
}


class DesignPart(Live, QFrame):
    """`changed` follows each change; `logo.wanted` asks for a picture file."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._locales: Sequence[str] = ("en",)
        self.value = Design()
        self.margin_stamp = False
        self._title = label("heading")
        self.template = ChoiceInput(design_words.templates)
        self.symbology = SegmentInput([str(each) for each in Symbology])
        self.language = ChoiceInput(lambda: design_words.languages(self._locales))
        self.show_name, self.show_code, self.show_dates = (SwitchInput() for _each in range(3))
        self.terms, self.logo = LongInput(2), LogoInput()
        self.ink, self.paper, self.band = (ColourField() for _each in range(3))
        self.further = Further()
        self.more = Fold(self.further)
        self.fields: dict[str, Field] = {
            "template": Field(self.template),
            "symbology": Field(self.symbology),
            "locale": Field(self.language),
            "terms": Field(self.terms),
            "logo": Field(self.logo),
            "ink": self.ink,
            "paper": self.paper,
            "band": self.band,
            "content": self.further.content_field,
            "level": self.further.level_field,
            "group": self.further.group_field,
        }
        self._inputs: dict[str, Any] = {
            "template": self.template,
            "symbology": self.symbology,
            "locale": self.language,
            "show_name": self.show_name,
            "show_code": self.show_code,
            "show_dates": self.show_dates,
            "terms": self.terms,
            "logo": self.logo,
            "ink": self.ink.colour,
            "paper": self.paper.colour,
            "band": self.band.colour,
            "level": self.further.level,
            "group": self.further.group,
            "content": self.further.content,
            "crop_marks": self.further.crop_marks,
        }
        self._lay_out()
        for name, each in self._inputs.items():
            each.edited.connect(partial(self._edit, name))
        self.further.margin_stamp.edited.connect(self._stamp)
        self.retranslate()

    def show_design(self, design: Design, locales: Sequence[str]) -> None:
        """Show a design; its texts may be in any of `locales`."""
        self._locales = tuple(locales)
        known = design.locale if design.locale in self._locales else self._locales[0]
        self.value = replace(design, locale=known)
        self._show()

    def show_error(self, name: str, sentence: str) -> bool:
        """Say what is wrong with a choice; False where there is no such field."""
        for each, field in self.fields.items():
            field.show_error(sentence if each == name else "")
        if name in {"content", "level", "group"}:
            self.more.reveal()
        return name in self.fields

    def retranslate(self) -> None:
        self._title.setText(_("Label"))
        named = {
            "template": _("Arrangement"),
            "symbology": _("Symbol"),
            "locale": _("Language of the texts"),
            "terms": _("Terms"),
            "logo": _("Logo"),
            "ink": _("Ink"),
            "paper": _("Paper"),
            "band": _("Band"),
        }
        for name, text in named.items():
            self.fields[name].name(text)
        self.symbology.name(design_words.symbologies(), named["symbology"])
        self.show_name.setText(_("The campaign's name"))
        self.show_code.setText(_("The code in letters"))
        self.show_dates.setText(_("The dates it can be used"))
        self.terms.setPlaceholderText(_("Such as: One per visit. Not with other offers."))
        self.more.name(_("More choices"))
        self._show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addWidget(self._title)
        for name in ("template", "symbology"):
            column.addWidget(self.fields[name])
        for switch in (self.show_name, self.show_code, self.show_dates):
            column.addWidget(switch)
        for name in ("locale", "terms", "logo"):
            column.addWidget(self.fields[name])
        column.addLayout(beside(self.ink, self.paper))
        column.addWidget(self.band)
        column.addWidget(self.more)

    def _show(self) -> None:
        for name, each in self._inputs.items():
            value = getattr(self.value, name)
            each.show_value(str(value) if name in _READ else value)
        self.further.margin_stamp.show_value(self.margin_stamp)
        self.band.setVisible(self.value.template is Template.CARD)
        bars = self.value.symbology is Symbology.CODE_128
        for field in (self.further.content_field, self.further.level_field):
            field.setVisible(not bars)

    def _edit(self, name: str, value: object) -> None:
        changed: dict[str, Any] = {name: _READ.get(name, _same)(value)}
        self.value = replace(self.value, **changed)
        self._show()
        self.changed.emit()

    def _stamp(self, on: object) -> None:
        self.margin_stamp = bool(on)
        self.changed.emit()


def _same(value: object) -> object:
    return value
