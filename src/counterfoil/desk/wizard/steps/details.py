"""The fourth step: texts, dates, order, labels, who sees it and who may earn."""

from counterfoil.desk.parts.inputs import NumberInput
from counterfoil.desk.parts.layout import card
from counterfoil.desk.translation import _
from counterfoil.desk.wizard.paper import Paper
from counterfoil.desk.wizard.step import Step
from counterfoil.desk.wizard.steps.labels import LabelsPart
from counterfoil.desk.wizard.steps.texts import TextsPart
from counterfoil.desk.wizard.steps.when import WhenPart
from counterfoil.desk.wizard.steps.who import GroupPart


class DetailsStep(Step):
    """What the campaign is called, when it runs, and for whom."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper)
        self.texts, self.when = TextsPart(paper), WhenPart(paper)
        self.visibility = GroupPart(paper, "visibility")
        self.audience = GroupPart(paper, "audience")
        self.labels = LabelsPart(paper)
        self.parts = [self.texts, self.when, self.visibility, self.audience, self.labels]
        self.order = self.bind("display_order", NumberInput())
        self.column.addWidget(self.texts)
        self.column.addWidget(self.when)
        self.column.addWidget(card(self.visibility, self.audience, spacing=22))
        self.column.addWidget(card(self.order, self.labels))
        self.column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.head(
            _("What is it called, when does it run, and for whom?"),
            _("The English name is always needed; other languages are shown where they are known."),
        )
        self.visibility.name(_("Who sees it"), _("Whom an app or a website shows the campaign to."))
        self.audience.name(
            _("Who may earn"), _("Which members can redeem a code; all others are refused.")
        )
        self.order.name(_("Display order"), _("Campaigns with lower numbers are listed first."))
