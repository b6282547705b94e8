"""Sample codes, how many there can be, how hard they are to guess, and which prefixes clash."""

from PySide6.QtWidgets import QWidget

from counterfoil.desk import theme
from counterfoil.desk.flow import Flow
from counterfoil.desk.parts import numbers
from counterfoil.desk.parts.layout import beside, card
from counterfoil.desk.translation import _, p_
from counterfoil.desk.widgets import button, label
from counterfoil.desk.wizard import space_words
from counterfoil.desk.wizard.paper import Paper
from counterfoil.desk.wizard.problems import code_format
from counterfoil.desk.wizard.step import Part
from counterfoil.domain.code import CodeFormat
from counterfoil.domain.prefix import overlapping_prefixes, rotated_prefix
from counterfoil.domain.sample import sample_codes

SAMPLES = 4
MOST_NAMED = 3


class CodePreview(Part):
    """What the fields come to."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper)
        self._title = label("field")
        self.samples = [label("code") for _index in range(SAMPLES)]
        row = QWidget()
        flow = Flow(28)
        for sample in self.samples:
            flow.addWidget(sample)
        row.setLayout(flow)
        self.space, self.odds = label("quiet", wrap=True), label("quiet", wrap=True)
        self.weak = label("warned", wrap=True)
        self.column.addWidget(
            card(self._title, row, self.space, self.odds, self.weak, kind="inset", spacing=8)
        )
        self.clash = label("warned", wrap=True)
        self.take = button()
        self.take.clicked.connect(self._take)
        self._suggestion = ""
        buttons = beside((self.take, 0))
        buttons.addStretch(1)
        self._warning = card(self.clash, buttons, kind="warning", spacing=10)
        self.column.addWidget(self._warning)
        self.retranslate()
        self.restyle()

    def retranslate(self) -> None:
        self._title.setText(_("Samples – these are no real codes"))
        self.weak.setText(
            _("That is easy to guess. Make the codes longer, or use letters and digits.")
        )

    def restyle(self) -> None:
        for sample in self.samples:
            sample.setFont(theme.code_font(18))

    def refresh(self) -> None:
        found = code_format(self.paper.form)
        texts = sample_codes(found, SAMPLES) if found else ("–",)
        for at, sample in enumerate(self.samples):
            sample.setVisible(at < len(texts))
            sample.setText(texts[at] if at < len(texts) else "")
        self._show_odds(found)
        self._show_clash()

    def _show_odds(self, found: CodeFormat | None) -> None:
        wanted = numbers.whole(self.paper.form.codes.quantity or "0") or 0
        live = (self.paper.facts.made.get(found, 0) if found else 0) + max(wanted, 0)
        self.space.setText(space_words.size(found) if found else "")
        odds = space_words.odds(found, live) if found else ""
        self.odds.setText(odds)
        self.odds.setVisible(bool(odds))
        self.weak.setVisible(found is not None and space_words.is_weak(found, live))

    def _show_clash(self) -> None:
        facts, prefix = self.paper.facts, self.paper.form.codes.prefix.strip()
        taken = [each for each in facts.taken if each.prefix]
        clashing = set(overlapping_prefixes(prefix, [each.prefix for each in taken]))
        names = [f"{each.campaign} ({each.prefix})" for each in taken if each.prefix in clashing]
        fixed = self.paper.fixed("codes.prefix") is not None
        self._suggestion = (
            rotated_prefix(prefix, [each.prefix for each in taken]) or "" if names else ""
        )
        shown = names[:MOST_NAMED] + ["…"] * (len(names) > MOST_NAMED)
        self.clash.setText(
            _(
                "The prefix {prefix} can be mistaken for that of {campaigns}. A prefix of its own"
                " tells codes of different rounds apart."
            ).format(prefix=prefix, campaigns=p_("list", ", ").join(shown))
        )
        self.take.setText(_("Take {prefix}").format(prefix=self._suggestion))
        self.take.setVisible(bool(self._suggestion))
        self._warning.setVisible(bool(names) and not fixed)

    def _take(self) -> None:
        self.paper.set("codes.prefix", self._suggestion)
