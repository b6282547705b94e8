"""Render the screen that prints in each of its states: at choosing, proved, failed, all printed.

Called by `tests.desk.office_screens`; alone: `python -m tests.desk.print_screens FOLDER [LOOK …]`.
"""

import sys
import tempfile
from pathlib import Path
from time import perf_counter

from PySide6.QtWidgets import QFileDialog

from counterfoil.desk.app import make_application
from counterfoil.desk.printing.page import LOOK, PrintPage
from counterfoil.desk.shell.screens import Screen
from counterfoil.ledger.campaigns import list_campaigns
from tests.desk.screens import Stage

TERMS = "One per visit and card. Not with other offers, not for cash. " * 30


def shoot_printing(stage: Stage, out: Path) -> None:
    """Shoot the screen from the first choice to the last code."""
    office, shell = stage.desk.office, stage.desk.shell
    assert office is not None
    assert shell is not None
    campaign = next(each for each in list_campaigns(office.ledger) if each.name == "Gold coffee")
    office.go(Screen.PRINT, campaign.id)
    page = shell.page
    assert isinstance(page, PrintPage)
    shots = Shots(stage, page, out)
    shots.parts()
    shots.wrong()
    shots.made()


class Shots:
    """The page, and the states it is brought to."""

    def __init__(self, stage: Stage, page: PrintPage, out: Path) -> None:
        self.stage, self.page, self.out = stage, page, out
        self.number = 0

    def settle(self) -> None:
        page = self.page
        for _round in range(4):
            self.stage.until(
                lambda: not (page.drawing or page.foot.job.busy or page.office.read.busy)
            )
            self.stage.settle()

    def shoot(self, name: str, at: float | None = None) -> None:
        """Shoot the page, its choices scrolled to a share of their height."""
        self.settle()
        if at is not None:
            bar = self.page.form.verticalScrollBar()
            bar.setValue(round(bar.maximum() * at))
        self.number += 1
        # The view draws a page on a thread of its own, and says nowhere that it is there.
        end = perf_counter() + 0.4
        self.stage.until(lambda: perf_counter() > end)
        self.stage.shoot(f"print-{self.number:02}-{name}", self.out)

    def parts(self) -> None:
        """What is chosen, part by part."""
        for at in (0.0, 0.33, 0.66, 1.0):
            self.shoot("choices", at)
        self.page.choices.design.more.reveal()
        self.shoot("more", 0.9)
        self.page.choices.stock.source.chosen.emit("measured")
        self.shoot("measures", 0.25)
        self.page.choices.stock.source.chosen.emit("listed")
        self.page.parts.chosen.emit(LOOK)
        self.shoot("preview")

    def wrong(self) -> None:
        """What stands in the way, and what is told all the same."""
        design = self.page.choices.design
        self.page.parts.chosen.emit("choose")
        for text in ("#FF0000", "#000000"):
            design.ink.colour.text.setText(text)
            design.ink.colour.text.textEdited.emit(text)
            if text == "#FF0000":
                self.settle()
                self.page.form.ensureWidgetVisible(design.ink)
                self.shoot("wrong-ink")
        design.template.edited.emit("card")
        design.terms.setPlainText(TERMS)
        self.page.parts.chosen.emit(LOOK)
        self.shoot("told")
        design.terms.setPlainText("")

    def made(self) -> None:
        """A proof that fails, for labels beyond the edge of the paper; then all codes printed."""
        design, printer = self.page.choices.design, self.page.choices.printer
        design.template.edited.emit("stacked")
        for offset, name in (("30", "failed"), ("0", "proved")):
            printer.right.setText(offset)
            printer.right.textEdited.emit(offset)
            self.settle()
            with tempfile.TemporaryDirectory() as folder:
                self.page.foot.save.click()
                dialog = self.page.findChild(QFileDialog)
                assert dialog is not None
                dialog.fileSelected.emit(str(Path(folder) / "Gold coffee.pdf"))
                dialog.close()
                self.shoot(name)


def main() -> None:
    from tests.desk.office_screens import LOOKS
    from tests.desk.screens import stages

    out, wanted = Path(sys.argv[1]), sys.argv[2:]
    out.mkdir(parents=True, exist_ok=True)
    app = make_application(["screens"])
    app.setQuitOnLastWindowClosed(False)
    for stage in stages(app, LOOKS, wanted):
        if stage.shop is not None:
            shoot_printing(stage, out)


if __name__ == "__main__":
    main()
