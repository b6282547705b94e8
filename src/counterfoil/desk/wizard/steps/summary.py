"""The last step: the campaign in sentences, the most it can cost, and what is fixed later."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counterfoil.desk import formats
from counterfoil.desk.campaigns import cost_words, sentences
from counterfoil.desk.campaigns.names import Names
from counterfoil.desk.parts import numbers
from counterfoil.desk.parts.inputs import SwitchInput
from counterfoil.desk.parts.layout import card, empty
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import button, label
from counterfoil.desk.wizard import place
from counterfoil.desk.wizard.convert import to_campaign
from counterfoil.desk.wizard.names import names_of
from counterfoil.desk.wizard.paper import Paper
from counterfoil.desk.wizard.place import place_of
from counterfoil.desk.wizard.step import Step
from counterfoil.desk.wizard.trial_panel import TrialPanel
from counterfoil.domain.campaign import Campaign
from counterfoil.domain.campaign_change import FIXED_LATER, Kind, judge_change
from counterfoil.domain.campaign_cost import most_cost


class SummaryStep(Step):
    """`wanted` gives the path of a field that is to be mended."""

    wanted = Signal(str)

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper)
        self.trial = TrialPanel(paper)
        self.parts = [self.trial]
        self._told_of: object = None
        self._wrong, self._wrong_title = Lines(), label("strong", wrap=True)
        self._wrong_card = card(self._wrong_title, self._wrong, kind="warning", spacing=8)
        self.changes, self.whole = Lines(), Lines()
        self.cost, self.fixed = Lines(), Lines()
        self._titles = [label("strong", wrap=True) for _index in range(3)]
        self.active = self.bind("active", SwitchInput(), bare=True)
        self._changes_card = card(self._titles[0], self.changes, spacing=8)
        self._whole_card = card(self.whole)
        self._cost_card = card(self._titles[1], self.cost, spacing=8)
        self._fixed_card = card(self._titles[2], self.fixed, spacing=8)
        for part in (
            *(self._wrong_card, self._changes_card, self._whole_card, self._cost_card),
            *(self.trial, self._fixed_card, card(self.active)),
        ):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.head(_("This is the campaign"), _("Read it once more, then add it."))
        self._wrong_title.setText(_("Some things are still missing"))
        self._titles[0].setText(_("What changes"))
        self._titles[1].setText(_("The most it can cost"))
        self._titles[2].setText(_("What stays as it is later"))
        self.active.inner.setText(_("Activate it at once"))  # type: ignore[attr-defined]
        self.active.name(
            _("Activate it at once"), _("Only an active campaign accepts codes at the counter.")
        )
        self._told_of = None
        self.refresh()

    def refresh(self) -> None:
        super().refresh()
        form, facts = self.paper.form, self.paper.facts
        if (form, facts) == self._told_of:
            return
        self._told_of = (form, facts)
        self.trial.forget()
        problems = self.paper.problems
        self._wrong_card.setVisible(bool(problems))
        for part in (self._whole_card, self._cost_card, self._fixed_card, self.trial):
            part.setVisible(not problems)
        self._changes_card.setVisible(not problems and facts.campaign is not None)
        if problems:
            self._show_problems()
        else:
            self._tell(
                to_campaign(form, facts.campaign.id if facts.campaign else "new", facts.store.zone)
            )

    def opened(self) -> None:
        self._told_of = None
        self.trial.begin()

    def _show_problems(self) -> None:
        self._wrong.clear()
        for path, error in self.paper.problems.items():
            link = button("row")
            text = f"{place.name(place_of(path))}: {formats.error(error)}"
            link.setText(text if len(text) <= 110 else f"{text[:109]}…")
            link.setToolTip(text)
            link.clicked.connect(lambda _on=False, path=path: self.wanted.emit(path))
            self._wrong.add(link)

    def _tell(self, campaign: Campaign) -> None:
        facts, names = self.paper.facts, names_of(self.paper.facts)
        self.whole.clear()
        for paragraph in sentences.paragraphs(campaign, names):
            self.whole.tell(paragraph.title, paragraph.lines)
        codes = facts.codes + (numbers.whole(self.paper.form.codes.quantity or "0") or 0)
        rewards = {each.id: each for each in facts.rewards}
        cost = most_cost(campaign, rewards, codes, facts.store.zone)
        self.cost.clear()
        self.cost.tell("", cost_words.sentences(cost, names))
        self.fixed.clear()
        self.fixed.tell("", [_(sentence) for sentence in FIXED_LATER.values()])
        if facts.campaign is not None:
            self._tell_changes(facts.campaign, campaign, names)

    def _tell_changes(self, before: Campaign, after: Campaign, names: Names) -> None:
        self.changes.clear()
        judged = judge_change(before, after, self.paper.facts.history)
        if not judged:
            self.changes.tell("", [_("Nothing is changed yet.")])
        for each in judged:
            said = {
                Kind.FREE: _("It is shown differently; no scan depends on it."),
                Kind.NEW_VERSION: _(
                    "It holds for scans from when you save it; what was redeemed before stays."
                ),
                Kind.REFUSED: _(each.template).format(**each.values),
            }[each.kind]
            lines = sentences.lines(after, each.difference.part, names)
            self.changes.tell(sentences.title(each.difference.part), [*lines, said])


class Lines(QWidget):
    """Sentences below each other, with titles between; made anew when told."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.texts: list[str] = []

    def clear(self) -> None:
        """Take everything out."""
        self.texts = []
        empty(self._column)

    def tell(self, title: str, lines: Sequence[str]) -> None:
        """Add sentences under a title."""
        if title:
            self._add_label("field", title)
        self.texts += lines
        # One label: hundreds of wrapped ones, each measured for the next, take seconds to lay out.
        self._add_label("", "\n".join(lines))

    def add(self, widget: QWidget) -> None:
        """Add something else."""
        self._column.addWidget(widget)

    def _add_label(self, role: str, text: str) -> None:
        made = label(role, wrap=True)
        made.setText(text)
        if role and self._column.count():
            made.setContentsMargins(0, 10, 0, 0)
        self._column.addWidget(made)
