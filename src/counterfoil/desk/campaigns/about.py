"""What a campaign says, in sentences."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from counterfoil.desk import formats
from counterfoil.desk.campaigns import sentences, work
from counterfoil.desk.campaigns.sentences import Paragraph
from counterfoil.desk.parts.layout import empty
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, label
from counterfoil.domain.campaign_change import Part


class About(Live, QFrame):
    """A card of paragraphs, each under its title."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._shown: work.Shown | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 20)
        self._column.setSpacing(6)

    def show_about(self, shown: work.Shown) -> None:
        """Show what a campaign says."""
        self._shown = shown
        self.retranslate()

    def retranslate(self) -> None:
        if self._shown is None:
            return
        empty(self._column)
        for paragraph in (
            *sentences.paragraphs(self._shown.campaign, self._shown.names),
            self._order(),
        ):
            self._add(paragraph)
        self._column.addStretch(1)

    def _order(self) -> Paragraph:
        assert self._shown is not None  # noqa: S101 - shown first
        order = formats.number(self._shown.campaign.display_order)
        title = sentences.title(Part.DISPLAY_ORDER)
        return Paragraph(
            Part.DISPLAY_ORDER, title, (_("Place {order} in lists.").format(order=order),)
        )

    def _add(self, paragraph: Paragraph) -> None:
        title, text = label("field", wrap=True), label("", wrap=True)
        title.setText(paragraph.title)
        text.setText("\n".join(paragraph.lines))
        text.setAccessibleName(f"{paragraph.title}: {text.text()}")
        title.setContentsMargins(0, 10, 0, 0)
        self._column.addWidget(title)
        self._column.addWidget(text)
