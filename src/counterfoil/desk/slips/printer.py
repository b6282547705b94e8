"""The receipt printer of the till, behind a door of its own: the counter never waits for paper."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from counterfoil.desk import formats
from counterfoil.desk.counter.controller import CounterController
from counterfoil.desk.door import Door, Failed
from counterfoil.desk.preferences import Preferences
from counterfoil.desk.settings.receipts import ReceiptSettings
from counterfoil.desk.shell.notice import Notice, Way
from counterfoil.desk.slips import words
from counterfoil.desk.slips.words import Texts
from counterfoil.desk.translation import _, n_
from counterfoil.domain.reward import Coupon
from counterfoil.domain.store import Store
from counterfoil.sheets import printers

# A printer that is there takes a slip in a second; nobody waits longer for one that is not.
SECONDS = 5.0


class SlipPrinter(QObject):
    """Prints what the counter, the settings and the screens wish for."""

    def __init__(self, preferences: Preferences, unexpected: Failed) -> None:
        super().__init__()
        self._preferences = preferences
        self._notice: Notice | None = None
        self._closing = False
        self._door = Door("slips", unexpected)

    def serve(
        self, store: Store, counter: CounterController, settings: ReceiptSettings, notice: Notice
    ) -> None:
        """Print for a counter and try the printer for the settings; `notice` says how it went."""
        self._notice = notice

        def coupons(issued: Sequence[Coupon], asked: bool) -> None:
            self.print([words.of_coupon(each, store) for each in issued], asked=asked)

        counter.slips_wanted.connect(coupons)
        settings.test_wanted.connect(lambda: self.test(words.of_test(store), settings.show_tested))

    def follow(self, preferences: Preferences) -> None:
        """Print where the preferences say, from now on."""
        self._preferences = preferences

    def print(self, slips: Sequence[Texts], *, asked: bool = True) -> None:
        """Print slips; where the printer is gone, say so and offer to try again.

        That they were printed is only said where somebody `asked` for them.
        """
        notice = self._notice
        assert notice is not None  # noqa: S101 - `serve` comes before any slip

        def done(_none: None) -> None:
            if asked:
                notice.say(lambda: _printed(len(slips)))

        def failed(error: Exception) -> None:
            again = Way(lambda: _("Try again"), lambda: self.print(slips))
            notice.warn(lambda: formats.error(error), again)

        self._submit(slips, done, failed)

    def test(self, slip: Texts, tested: Callable[[Exception | None], None]) -> None:
        """Print a slip and say what came of it: None, or what is wrong."""
        self._submit([slip], tested, tested)

    def close(self) -> None:
        """Print no more; wait for the slip that is being sent."""
        self._closing = True
        self._door.close()

    def _submit(self, slips: Sequence[Texts], done: Callable[[None], None], failed: Failed) -> None:
        target, paper = self._preferences.receipt_printer, self._preferences.receipt_paper

        def run() -> None:
            if not self._closing:
                printers.send(target, _bytes(slips, paper), timeout=SECONDS)

        self._door.submit(run, done, failed)


def _bytes(slips: Sequence[Texts], paper: int) -> bytes:
    # Brings ReportLab with it, for which no counter is to wait when it opens.
    from counterfoil.sheets.slip import COLUMNS, Slip, slip_bytes  # noqa: PLC0415

    def made(texts: Texts) -> bytes:
        group = 0 if "-" in texts.code else 4
        slip = Slip(texts.title, texts.code, texts.lines, texts.footer, group=group)
        return slip_bytes(slip, COLUMNS[paper])

    return b"".join(map(made, slips))


def _printed(count: int) -> str:
    return n_("The slip is printed.", "{count} slips are printed.", count).format(
        count=formats.number(count)
    )
