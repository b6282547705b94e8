"""The screen of codes over one and ten million codes: opened, filtered, scrolled, exported.

Each figure is the time until the screen shows what was asked for, through the real window, drawn
offscreen. While an export goes on, a timer on the screen's thread measures how long the window does
not answer, and the list is scrolled meanwhile.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QTimer

from counterfoil.desk import preferences
from counterfoil.desk.codes.page import CodesPage
from counterfoil.desk.desk import SETTLED_AFTER_MS, Desk
from counterfoil.desk.preferences import OFF, Preferences
from counterfoil.desk.shell.screens import Screen
from counterfoil.ledger.campaigns import list_campaigns
from counterfoil.ledger.codes.filters import CodeFilter
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.listing import list_codes
from counterfoil.ledger.codes.presets import Preset
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.redeem import Attempt, redeem
from counterfoil.ledger.staff import DEFAULT
from tests.bench.desk import NOW, OFFSCREEN, at_work, wait
from tests.bench.report import Line, at_most, quantity, shown
from tests.helpers.shop import ANNA_CARD, make_shop

MILLION = 1_000_000
USED = 500
BEAT_MS = 2
OPEN, FOUND, STALL = 0.1, 0.5, 0.1
CAMPAIGN = "Autumn scratch card"


def run() -> list[Line]:
    """Measure one million, then nine million more."""
    os.environ.update(OFFSCREEN)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        make_shop(folder, NOW - timedelta(days=1))
        preferences.write(folder, Preferences(language="en", camera=OFF))
        add(folder, MILLION, redeemed=USED)
        with at_work(folder) as desk:
            # The desk looks its memory over once, some seconds after it has opened.
            rest(SETTLED_AFTER_MS)
            lines = measured(desk, folder, "1 M")
            add_to(desk, 9 * MILLION)
            return [*lines, *measured(desk, folder, "10 M")]


def add(folder: Path, count: int, *, redeemed: int) -> None:
    """Add codes to the scratch cards, and redeem some that are spread over all of them."""
    with open_ledger(folder, NOW) as ledger:
        chosen = next(each.id for each in list_campaigns(ledger) if each.name == CAMPAIGN)
        batch = generate(ledger, chosen, count, DEFAULT, NOW)
        assert batch is not None
        for first in range(batch.first_id, batch.last_id, count // redeemed):
            (line,) = list_codes(ledger, chosen, after=first, limit=1).codes
            redeem(ledger, Attempt((line.text,), DEFAULT, card=ANNA_CARD), NOW)


def add_to(desk: Desk, count: int) -> None:
    """Add codes behind the desk's own door."""
    assert desk.office is not None
    ledger, chosen = desk.office.ledger, campaign(desk)
    made: list[object] = []
    desk.office.write.submit(lambda: generate(ledger, chosen, count, DEFAULT, NOW), made.append)
    wait(lambda: bool(made))


def campaign(desk: Desk) -> str:
    assert desk.office is not None
    lines = list_campaigns(desk.office.ledger)
    return next(each.id for each in lines if each.name == CAMPAIGN)


def measured(desk: Desk, folder: Path, size: str) -> list[Line]:
    """Measure what a manager does with the list of codes."""
    assert desk.office is not None
    assert desk.shell is not None
    office, shell, chosen = desk.office, desk.shell, campaign(desk)
    # The first time the page itself is made.
    office.go(Screen.CODES, chosen)
    page = shell.page
    assert isinstance(page, CodesPage)
    wait(lambda: bool(page.rows.rows))
    office.go(Screen.COUNTER, "")
    settled(page)
    last = list_codes(office.ledger, chosen, before=2**62, limit=1).codes[0].text
    first = list_codes(office.ledger, chosen, limit=1).codes[0].text[:8]
    asked: tuple[tuple[str, Callable[[], object], float], ...] = (
        ("the list opens", lambda: office.go(Screen.CODES, chosen), OPEN),
        ("jump to the end", page.rows.to_end, OPEN),
        ("filter, used", lambda: choose(page, "used"), OPEN),
        ("filter, all", page.filters.clear, OPEN),
        ("search, a whole code", lambda: find(page, last), OPEN),
        ("search, how it begins", lambda: find(page, first), FOUND),
        ("filter, all", page.filters.clear, OPEN),
    )
    lines = [at_most(f"{size}: {what}", taken(page, act), most) for what, act, most in asked]
    return [*lines[:3], *lines[4:6], *exported(desk, page, folder / f"{size}.csv", size)]


def choose(page: CodesPage, status: str) -> None:
    page.filters.status.setCurrentIndex(page.filters.status.findData(status))
    page.reload()


def find(page: CodesPage, text: str) -> None:
    page.filters.search.setText(text)
    page.reload()


def taken(page: CodesPage, act: Callable[[], object]) -> float:
    """Seconds until the first rows of what `act` asks for are on the screen."""
    came: list[float] = []

    def note() -> None:
        if page.rows.rows and not came:
            page.table.viewport().repaint()
            came.append(time.perf_counter())

    link = page.rows.counted.connect(note)
    begun = time.perf_counter()
    act()
    wait(lambda: bool(came))
    page.rows.counted.disconnect(link)
    settled(page)
    return came[0] - begun


def settled(page: CodesPage) -> None:
    office = page.office
    wait(lambda: not (office.read.busy or office.write.busy or page.rows.fetching))


def exported(desk: Desk, page: CodesPage, path: Path, size: str) -> list[Line]:
    """Export all codes while the list is scrolled; how long at most did the window not answer?"""
    assert desk.office is not None
    line = next(e for e in list_campaigns(desk.office.ledger) if e.name == CAMPAIGN)
    begun = time.perf_counter()
    with stalls() as gaps:
        page.acts.jobs.export(line, path, CodeFilter(), Preset.OURS)
        bar = page.table.verticalScrollBar()
        while page.acts.jobs.job.busy:
            bar.setValue(min(bar.value() + 300, bar.maximum()))
            rest(BEAT_MS)
    spent = time.perf_counter() - begun
    found = sum(1 for _line in path.open("rb")) - 1
    assert found == line.counts.codes
    path.unlink()
    return [
        shown(f"{size}: export to CSV, scrolled meanwhile", quantity(spent, "s")),
        at_most(f"{size}:   longest time the window did not answer", max(gaps), STALL),
    ]


@contextmanager
def stalls() -> Iterator[list[float]]:
    """Give the gaps between the beats of a timer on the screen's thread, in seconds."""
    gaps: list[float] = [0.0]
    before = [time.perf_counter()]

    def beat() -> None:
        now = time.perf_counter()
        gaps.append(now - before[0])
        before[0] = now

    timer = QTimer(interval=BEAT_MS)
    timer.timeout.connect(beat)
    timer.start()
    yield gaps
    timer.stop()


def rest(milliseconds: int) -> None:
    """Let the screen work for a while."""
    rung: list[bool] = []
    QTimer.singleShot(milliseconds, lambda: rung.append(True))
    wait(lambda: bool(rung))
