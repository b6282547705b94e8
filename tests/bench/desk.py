"""The desk: start-up to the first window, and from what is scanned to the verdict on the screen.

The start is that of a new process on a shop's ledger, until its verdict card is painted. A scan is
timed from the text, or the first of the camera's frames, handed in until the verdict is painted,
with ten million codes in the campaign and a million members. Drawn offscreen, so that it needs no
display.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from counterfoil.desk import preferences
from counterfoil.desk.app import SWITCH_S, make_application
from counterfoil.desk.counter.view import Tone
from counterfoil.desk.desk import Desk
from counterfoil.desk.preferences import OFF, Preferences
from counterfoil.desk.till import search
from counterfoil.ledger.campaigns import list_campaigns
from counterfoil.ledger.codes.generate import generate
from counterfoil.ledger.codes.listing import list_codes
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.staff import DEFAULT
from counterfoil.scanning.pipeline import ScanPipeline
from tests.bench.generate import peak
from tests.bench.report import Line, at_most, quantity, shown
from tests.helpers import pictures
from tests.helpers.many_members import add_members, card
from tests.helpers.shop import make_shop

NOW = datetime(2026, 11, 24, 13, 2, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
CODES, MEMBERS = 10_000_000, 1_000_000
TEXTS, FRAMES, STARTS = 600, 40, 5
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


def run() -> list[Line]:
    """Measure the desk."""
    os.environ.update(OFFSCREEN)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        make_shop(folder, NOW - timedelta(days=1))
        preferences.write(folder, Preferences(language="en", camera=OFF))
        codes = fill(folder)
        starts = sorted(start(folder) for _round in range(STARTS))
        with at_work(folder) as desk:
            scans = timed(desk, codes[:TEXTS])
            seen = [frames(desk, code) for code in codes[TEXTS : TEXTS + FRAMES]]
            found = searches(desk)
    return [
        shown("codes in the campaign, members", f"{CODES:,}, {MEMBERS:,}"),
        at_most("cold start to a usable counter, median", starts[STARTS // 2], 2.0),
        shown("text handed in → verdict painted, median", f"{quantile(scans, 0.5) * 1000:.1f} ms"),
        at_most("text handed in → verdict painted, p99", quantile(scans, 0.99), 0.05),
        shown("two frames handed in → painted, median", f"{quantile(seen, 0.5) * 1000:.1f} ms"),
        at_most("two frames handed in → painted, p99", quantile(seen, 0.99), 0.1),
        at_most("a member searched by name, card or phone, p99", quantile(found, 0.99), 0.1),
        shown("peak memory", quantity(peak(), "MB")),
    ]


def start(folder: Path) -> float:
    """Return the seconds from starting the program until its verdict card is painted."""
    begun = time.perf_counter()
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.desk_program"],
        cwd=ROOT,
        env=os.environ
        | OFFSCREEN
        | {"COUNTERFOIL_DATA": str(folder), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with program:
        assert program.stdout is not None
        assert program.stdin is not None
        while "verdict" not in program.stdout.readline():
            assert program.poll() is None
        took = time.perf_counter() - begun
        program.stdin.close()
    return took


def fill(folder: Path) -> list[str]:
    """Add the members and the coupon campaign's codes; return some spread over all of them."""
    with open_ledger(folder, NOW) as ledger:
        add_members(ledger, MEMBERS, NOW)
        coupon = next(one for one in list_campaigns(ledger) if one.name == "Free coffee")
        batch = generate(ledger, coupon.id, CODES, DEFAULT, NOW)
        wanted = TEXTS + FRAMES
        assert batch is not None
        step = CODES // wanted
        ids = range(batch.first_id, batch.first_id + step * wanted, step)
        pages = (list_codes(ledger, coupon.id, after=one - 1, limit=1) for one in ids)
        return [line.text for page in pages for line in page.codes if line.text]


def searches(desk: Desk) -> list[float]:
    """Return the seconds of searches as they are typed at the counter."""
    assert desk.till is not None
    typed = [("Name500", card(number)[:7], f"Family{number}")[number % 3] for number in range(300)]
    took = []
    for text in typed:
        begun = time.perf_counter()
        assert search(desk.till, text)
        took.append(time.perf_counter() - begun)
    return took


@contextmanager
def at_work(folder: Path) -> Iterator[Desk]:
    sys.setswitchinterval(SWITCH_S)
    app = make_application(["bench"])
    moment = iter(range(10_000_000))
    desk = Desk(app, folder, lambda: NOW + timedelta(seconds=next(moment)))
    desk.start()
    wait(lambda: desk.screen is not None)
    wait(lambda: not desk.door.busy)
    try:
        yield desk
    finally:
        desk.close()
        desk.window.close()


def wait(held: Callable[[], bool]) -> None:
    """Let the screen work until something holds."""
    while not held():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def timed(desk: Desk, codes: list[str]) -> list[float]:
    """Return the seconds of each code, from handed in until its verdict is painted."""
    with painted(desk) as moments:
        return [typed(desk, code, moments) for code in codes]


def typed(desk: Desk, code: str, moments: list[float]) -> float:
    assert desk.screen is not None
    moments.clear()
    begun = time.perf_counter()
    desk.screen.code.typed.emit(code)
    wait(lambda: bool(moments))
    assert code in desk.screen.verdict.view.of
    return moments[0] - begun


def frames(desk: Desk, code: str) -> float:
    """Return the seconds from the first of the camera's frames until the verdict is painted."""
    rng = np.random.default_rng(7)
    pose = pictures.Pose(module=5.0, x=0.5, y=0.5)
    frame = pictures.frame(pictures.symbol(code, "QR Code"), 6, pose, pictures.counter_top(rng))
    pipeline = ScanPipeline()
    with painted(desk) as moments:
        begun = time.perf_counter()
        at = 0.0
        while not (scans := pipeline.take(frame, at).scans):
            at += 1 / 30
        desk.devices.camera.scanned.emit(scans[0])
        wait(lambda: bool(moments))
    return moments[0] - begun


@contextmanager
def painted(desk: Desk) -> Iterator[list[float]]:
    """Give a list that is filled with the moments at which acceptances are painted."""
    assert desk.screen is not None
    card = desk.screen.verdict
    moments: list[float] = []

    def note() -> None:
        if card.view.tone is Tone.ACCEPTED:
            moments.append(time.perf_counter())

    card.painted.connect(note)
    yield moments
    card.painted.disconnect(note)


def quantile(values: list[float], share: float) -> float:
    """Return the value that `share` of all do not pass."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
