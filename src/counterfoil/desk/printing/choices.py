"""All that is chosen before sheets are printed, below each other."""

from PySide6.QtCore import Signal

from counterfoil.desk import formats
from counterfoil.desk.parts.scrolled import Tall
from counterfoil.desk.printing.codes_part import CodesPart
from counterfoil.desk.printing.design_part import DesignPart
from counterfoil.desk.printing.drawn import Misfit
from counterfoil.desk.printing.printer_part import PrinterPart
from counterfoil.desk.printing.stock_part import StockPart
from counterfoil.desk.printing.wanted import Wanted
from counterfoil.desk.printing.work import Looked


class Choices(Tall):
    """`changed` follows each change of anything; `campaign_chosen` gives another campaign's id."""

    changed = Signal()
    campaign_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.codes, self.stock = CodesPart(), StockPart()
        self.design, self.printer = DesignPart(), PrinterPart()
        self._misfit: Misfit | None = None
        self.codes.campaign_chosen.connect(self.campaign_chosen)
        for part in (self.codes, self.stock, self.design, self.printer):
            part.changed.connect(self.changed)
            self.column.addWidget(part)
        self.column.addStretch(1)

    def begin(self, looked: Looked, batch_id: int | None) -> None:
        """Offer what there is for a campaign, as it was printed last."""
        self.codes.show_choices(looked, batch_id)
        self.stock.offer(looked.stocks)
        if looked.stock is not None:
            self.stock.show_stock(looked.stock, looked.start)
        self.design.show_design(looked.design, looked.locales)

    def renew(self, looked: Looked, batch_id: int | None) -> None:
        """Follow what became of the campaign meanwhile, and leave the rest as it was chosen."""
        self.codes.show_choices(looked, batch_id)
        self.design.show_design(self.design.value, looked.locales)

    @property
    def wanted(self) -> Wanted | None:
        """What is asked for; None where a field cannot be read, which it says."""
        stock, start = self.stock.stock, self.stock.first
        if stock is None or start is None or not self.printer.usable:
            return None
        return Wanted(
            self.codes.value,
            stock,
            start,
            self.design.value,
            self.printer.value,
            self.design.margin_stamp,
        )

    def show_misfit(self, misfit: Misfit | None) -> None:
        """Say what stands in the way beside its field; None where nothing does."""
        self._misfit = misfit
        name = misfit.field if misfit else ""
        sentence = formats.error(misfit.error) if misfit else ""
        told = self.codes.show_error(name, sentence)
        told = self.design.show_error(name, sentence) or told
        self.stock.show_error("" if told else sentence)

    def retranslate(self) -> None:
        self.show_misfit(self._misfit)
