"""The campaign's name and description, in English and in other languages."""

from babel.core import Locale, UnknownLocaleError
from PySide6.QtWidgets import QWidget

from counterfoil.desk import formats
from counterfoil.desk.parts.inputs import ChoiceInput, LongInput, TextInput
from counterfoil.desk.parts.layout import beside, card
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import button, describe, label, set_icon
from counterfoil.desk.wizard.form import TextForm, added, get, has, removed
from counterfoil.desk.wizard.paper import Paper
from counterfoil.desk.wizard.step import Part, Rows

OFFERED = (
    *("pl", "de", "fr", "es", "it", "pt", "nl", "cs", "sk", "uk", "lt", "lv", "et", "hu", "ro"),
    *("sv", "da", "nb", "fi", "el", "tr", "he", "ar", "zh", "ja", "ko"),
)


def language(locale: str) -> str:
    """Return what a language is called in the screen's language, with its code."""
    try:
        name = Locale.parse(locale.replace("-", "_")).get_display_name(formats.locale())
    except (UnknownLocaleError, ValueError):
        name = None
    return f"{name} ({locale})" if name else locale


class TextPart(Part):
    """Name and description in one language."""

    def __init__(self, paper: Paper, path: str) -> None:
        super().__init__(paper)
        self.path, self._at = path, int(path.rpartition(".")[2])
        self._title = label("strong", wrap=True)
        self._remove = button("icon")
        self._remove.clicked.connect(self._take_out)
        self.name_field = self.bind(f"{path}.name", TextInput())
        self.description = self.bind(f"{path}.description", LongInput())
        self.column.addLayout(beside((self._title, 1), (self._remove, 0)))
        self.column.addWidget(self.name_field)
        self.column.addWidget(self.description)
        self.retranslate()
        self.restyle()

    def retranslate(self) -> None:
        self.name_field.name(_("Name"))
        self.description.name(_("Description"))
        describe(self._remove, _("Take this language out"))

    def restyle(self) -> None:
        set_icon(self._remove, "trash")

    def refresh(self) -> None:
        super().refresh()
        if has(self.paper.form, self.path):
            locale = get(self.paper.form, self.path).locale
            self._title.setText(language(locale))
            self._remove.setVisible(self._at > 0)
            self._title.setVisible(len(self.paper.form.texts) > 1)

    def _take_out(self) -> None:
        self.paper.replace(removed(self.paper.form, "texts", self._at))


class TextsPart(Part):
    """All languages, and the choice of one more."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper)
        self.rows = Rows(paper, "texts", lambda path: TextPart(paper, path))
        self.rows.column.setSpacing(20)
        self.parts = [self.rows]
        self._more = label("field")
        self.languages = ChoiceInput(self._others, lambda: _("Add a translation…"))
        self.languages.edited.connect(self._add)
        self.column.addWidget(card(self.rows, beside((self.languages, 1), (QWidget(), 1))))
        self.retranslate()

    def retranslate(self) -> None:
        self.languages.setAccessibleName(_("Add a translation…"))

    def refresh(self) -> None:
        super().refresh()
        self.languages.show_value("")

    def _others(self) -> list[tuple[str, str]]:
        there = {text.locale for text in self.paper.form.texts}
        return sorted(
            ((each, language(each)) for each in OFFERED if each not in there),
            key=lambda one: one[1],
        )

    def _add(self, locale: object) -> None:
        if locale:
            self.paper.replace(added(self.paper.form, "texts", TextForm(str(locale))))
            last = self.rows.parts[-1]
            last.take_focus()
