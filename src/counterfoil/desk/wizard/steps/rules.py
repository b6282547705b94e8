"""The fifth step: the rules, of which one is open at a time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counterfoil.desk.parts.layout import beside, card
from counterfoil.desk.parts.menu import Item, MenuButton
from counterfoil.desk.translation import _, n_, p_
from counterfoil.desk.widgets import Elided, Icon, button, describe, label, set_icon
from counterfoil.desk.wizard.form import RuleForm, added, moved, removed
from counterfoil.desk.wizard.paper import Paper
from counterfoil.desk.wizard.step import Part, Step
from counterfoil.desk.wizard.steps.rule import RulePart
from counterfoil.domain.campaign import MOST_RULES


class RuleCard(Part):
    """A rule as one line; opened, all of it."""

    chosen = Signal(int)

    def __init__(self, step: "RulesStep", at: int) -> None:
        super().__init__(step.paper)
        self._step, self._at = step, at
        self._opened: bool | None = None
        self._icon, self._wrong = Icon("chevron", "soft", 20), Icon("warning", "refused-text", 20)
        self._title, self._sub = Elided("strong"), Elided("soft")
        self.open_button = button("icon")
        self.open_button.clicked.connect(lambda: self.chosen.emit(self._at))
        self._menu = MenuButton(lambda: step.menu(at))
        texts = QWidget()
        column = beside((self._title, 1))
        texts.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._sub, 1)
        self._card = card(
            beside((self.open_button, 0), (texts, 1), (self._wrong, 0), (self._menu, 0))
        )
        self.column.addWidget(self._card)

    def restyle(self) -> None:
        self._opened = None
        self._show_open()

    def retranslate(self) -> None:
        self._opened = None
        self._show_open()

    def refresh(self) -> None:
        rule = self.paper.form.rules[self._at]
        self._title.set_text(rule.name.strip() or _("Rule {number}").format(number=self._at + 1))
        self._sub.set_text(summary(rule))
        path = f"rules.{self._at}."
        wrong = any(each.startswith(path) for each in self.paper.problems)
        self._wrong.setVisible(wrong and self._step.shows_problems)
        self._show_open()

    def _show_open(self) -> None:
        opened = self._step.opened_rule == self._at
        if opened != self._opened:
            self._opened = opened
            set_icon(self.open_button, "minus" if opened else "add")
            describe(self.open_button, _("Close this rule") if opened else _("Open this rule"))


def summary(rule: RuleForm) -> str:
    """Return how much there is in a rule."""
    conditions, effects = len(rule.conditions), len(rule.effects)
    parts = (
        n_("{count} condition", "{count} conditions", conditions).format(count=conditions)
        if conditions
        else p_("rule", "always"),
        n_("{count} effect", "{count} effects", effects).format(count=effects),
    )
    return " · ".join(parts)


class RulesStep(Step):
    """All rules; `reward` asks for a new reward for the effect at a path."""

    reward = Signal(str, object)

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper)
        self.opened_rule = 0
        self._cards: list[RuleCard] = []
        # One for whichever rule is open: to make another one takes as long as a step does.
        self.rule = RulePart(paper, "rules.0")
        self.rule.reward.connect(self.reward)
        self._body = card(self.rule)
        self._list = Part(paper)
        self._list.column.setSpacing(12)
        self._list.column.addWidget(self._body)
        self._wrong = label("trouble", wrap=True)
        self.add = button()
        self.add.clicked.connect(self._add)
        self.column.addWidget(self._list)
        self.column.addWidget(self._wrong)
        row = beside((self.add, 0))
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self.retranslate()
        self.restyle()

    def retranslate(self) -> None:
        self.head(
            _("What does a code give?"),
            _("Each rule is judged alone: where all its conditions hold, it gives its effects."),
        )
        self.add.setText(_("Add a rule"))
        self._wrong.setText(_("Add a rule: it says what a code gives."))

    def restyle(self) -> None:
        set_icon(self.add, "add")

    @property
    def shows_problems(self) -> bool:
        """Whether what is wrong is told by now."""
        return self.paper.has_left(self.paper.at)

    def refresh(self) -> None:
        count = len(self.paper.form.rules)
        while len(self._cards) > count:
            gone = self._cards.pop()
            gone.hide()
            gone.deleteLater()
        while len(self._cards) < count:
            made = RuleCard(self, len(self._cards))
            made.chosen.connect(self.open_rule)
            self._cards.append(made)
            self._list.column.addWidget(made)
            made.show()
        self.opened_rule = min(self.opened_rule, count - 1)
        self._place()
        self._wrong.setVisible(not count)
        self.add.setEnabled(count < MOST_RULES)
        super().refresh()

    def open_rule(self, at: int) -> None:
        """Open a rule, or close the one that is open."""
        self.opened_rule = -1 if at == self.opened_rule else at
        self.refresh()

    def reveal(self, path: str) -> None:
        """Open the rule in which the field at a path stands."""
        parts = path.split(".")
        if len(parts) > 1 and parts[1].isdigit():
            self.opened_rule = int(parts[1])
            self.refresh()

    def menu(self, at: int) -> list[Item]:
        """Return what can be done with a rule."""
        count = len(self.paper.form.rules)
        full = _("A campaign has at most {most} rules.").format(most=MOST_RULES)
        first, last = _("It is the first one."), _("It is the last one.")
        return [
            Item(_("Move up"), lambda: self._move(at, at - 1), first if at == 0 else ""),
            Item(_("Move down"), lambda: self._move(at, at + 1), last if at == count - 1 else ""),
            Item(_("Duplicate"), lambda: self._copy(at), full if count >= MOST_RULES else ""),
            Item(_("Take this rule out"), lambda: self._take_out(at)),
        ]

    def _place(self) -> None:
        """Put the open rule below its line."""
        opened = self.opened_rule >= 0
        self._body.setVisible(opened)
        self.parts = [*self._cards, self.rule] if opened else [*self._cards]
        path = f"rules.{self.opened_rule}"
        if opened and path != self.rule.path:
            self.rule.rebase(self.rule.path, path)
        column, at = self._list.column, self.opened_rule + 1
        if opened and column.indexOf(self._body) != at:
            column.removeWidget(self._body)
            column.insertWidget(at, self._body)

    def _add(self) -> None:
        self.opened_rule = len(self.paper.form.rules)
        self.paper.replace(added(self.paper.form, "rules", RuleForm()))
        self.rule.take_focus()

    def _move(self, at: int, to: int) -> None:
        self.opened_rule = to
        self.paper.replace(moved(self.paper.form, "rules", at, to))

    def _copy(self, at: int) -> None:
        self.opened_rule = len(self.paper.form.rules)
        self.paper.replace(added(self.paper.form, "rules", self.paper.form.rules[at]))

    def _take_out(self, at: int) -> None:
        self.opened_rule = min(at, len(self.paper.form.rules) - 2)
        self.paper.replace(removed(self.paper.form, "rules", at))
