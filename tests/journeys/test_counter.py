"""A morning at the counter, in a real window on a real X server: a video of somebody who holds up a
code is the camera, and the hand scanner is a keyboard at the X server's plug.
"""

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cv2
import numpy as np
import pytest

from counterfoil.desk import preferences
from counterfoil.desk.preferences import OFF, Preferences
from counterfoil.ledger.attempts import recent
from counterfoil.ledger.connect import open_ledger
from tests.helpers import pictures
from tests.helpers.shop import ANNA_CARD, Shop, make_shop
from tests.helpers.xserver import Keyboard, x_server

pytestmark = pytest.mark.alone

ROOT = Path(__file__).parents[2]
SCANNER, PERSON = 0.003, 0.12
PATIENCE_S = 30
RATE = 15


class Till:
    """The running desk, by what it says and who kills it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._said: queue.Queue[list[str]] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._said.put(line.rstrip("\n").split("\t"))

    def says(self, kind: str, tone: str = "") -> str:
        """Wait until it says `kind`, of `tone` if given; return the words."""
        while True:
            said = self._said.get(timeout=PATIENCE_S)
            if said[0] == kind and (not tone or said[1] == tone):
                return said[-1]

    def end(self) -> int:
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(PATIENCE_S)


@contextmanager
def till(folder: Path, display: str) -> Iterator[Till]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.desk_program"],
        cwd=ROOT,
        env=os.environ
        | {
            "COUNTERFOIL_DATA": str(folder),
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Till(process)
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            assert pipe is not None
            pipe.close()


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with x_server() as name:
        yield name


@pytest.fixture
def keyboard(display: str) -> Iterator[Keyboard]:
    with Keyboard(display) as plugged:
        yield plugged


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "till"


@pytest.fixture
def shop(folder: Path) -> Shop:
    return make_shop(folder, datetime.now(UTC) - timedelta(days=1))  # noqa: TID251 - the desk's


def film(path: Path, text: str) -> Path:
    """Make a video: an empty counter top, then a hand that holds a code up for two seconds."""
    rng = np.random.default_rng(11)
    top = pictures.counter_top(rng)
    card = pictures.symbol(text, "QR Code")
    writer = cv2.VideoWriter(
        str(path), cv2.VideoWriter.fourcc(*"MJPG"), RATE, (top.shape[1], top.shape[0])
    )
    steady = pictures.Pose(module=5.0, x=0.5, y=0.5)
    frames = [top] * RATE
    frames += [
        pictures.frame(card, 6, pose, top, seed)
        for seed, pose in enumerate(pictures.held(steady, rng, 2 * RATE))
    ]
    for picture in frames:
        writer.write(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR) if picture.ndim == 2 else picture)
    writer.release()
    return path


def test_from_the_camera_and_the_hand_scanner_to_the_journal(
    display: str, keyboard: Keyboard, folder: Path, shop: Shop, tmp_path: Path
) -> None:
    shown = shop.codes["coupon"][0]
    video = film(tmp_path / "camera.avi", shown)
    preferences.write(folder, Preferences(language="en", camera=str(video)))
    with till(folder, display) as desk:
        desk.says("open")
        # A customer holds a coupon up to the camera, for longer than it takes to read it once.
        assert shown in desk.says("verdict", "accepted")
        # The cashier scans the same coupon by hand: it was used.
        keyboard.type(shown, SCANNER)
        assert "Already used on" in desk.says("verdict", "used")
        # A scratch card comes before its member's loyalty card.
        keyboard.type(shop.codes["points"][0], SCANNER)
        desk.says("verdict", "needed")
        keyboard.type(ANNA_CARD, SCANNER)
        assert "Anna Nowak now has 100 units" in desk.says("verdict", "accepted")
        # A code that does not scan is typed by hand: the cursor stands in the code line.
        keyboard.type(shop.codes["coupon"][1], PERSON)
        desk.says("verdict", "accepted")
        assert desk.end() == 0
    with open_ledger(folder, datetime.now(UTC)) as ledger:  # noqa: TID251 - as the desk did
        done = [(one.source, one.refused is None) for one in reversed(recent(ledger))]
    assert done == [("camera", True), ("scanner", False), ("scanner", True), ("typed", True)]


def test_killed_after_a_redemption_it_asks_whether_the_goods_were_handed_over(
    display: str, keyboard: Keyboard, folder: Path, shop: Shop
) -> None:
    preferences.write(folder, Preferences(language="en", camera=OFF))
    with till(folder, display) as desk:
        desk.says("open")
        desk.says("verdict", "ready")
        keyboard.type(shop.codes["coupon"][0], SCANNER)
        desk.says("verdict", "accepted")
        desk.process.kill()
    with till(folder, display) as desk:
        desk.says("asks")
        assert desk.end() == 0
