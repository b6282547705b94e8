"""The camera, the serial scanner and dropped pictures, up to the verdict."""

import os
import threading
import tty
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.counter.view import Tone
from counterfoil.desk.counter.viewfinder import CameraState, Picture
from counterfoil.desk.desk import Desk
from counterfoil.desk.preferences import OFF, Preferences
from counterfoil.desk.sources.camera import CameraSource, to_picture
from counterfoil.desk.sources.serial import SerialSource
from counterfoil.scanning.pipeline import View
from counterfoil.scanning.serial_port import PortState
from counterfoil.scanning.symbol import Symbol
from tests.helpers import pictures
from tests.helpers.shop import Shop

Frame = NDArray[Any]
MANY = 20
SOON_S = 30


class ScriptedCamera:
    """A camera that shows one picture until it is unplugged; plugged in again it goes on."""

    def __init__(self, picture: Frame) -> None:
        self.picture = picture
        self.plugged = threading.Event()
        self.released = 0
        self.moving = threading.Event()
        self.moving.set()
        self.many_taken = threading.Event()
        self._taken = 0
        self._pace = threading.Event()

    def open(self, _source: int | str) -> "ScriptedCamera":
        return self

    def isOpened(self) -> bool:  # noqa: N802 - OpenCV's own name
        return self.plugged.is_set()

    def read(self) -> tuple[bool, Any]:
        self._pace.wait(0.02)
        self.moving.wait()
        if not self.plugged.is_set():
            return False, None
        self._taken += 1
        if self._taken == MANY:
            self.many_taken.set()
            self.moving.clear()
        return True, self.picture.copy()

    def get(self, propId: int, /) -> float:  # noqa: N803 - OpenCV's own name
        del propId
        return 0.0

    def release(self) -> None:
        self.released += 1


def picture_of(text: str) -> Frame:
    rng = np.random.default_rng(3)
    pose = pictures.Pose(module=6.0, x=0.5, y=0.5)
    seen = pictures.frame(pictures.symbol(text, "QR Code"), 6, pose, pictures.counter_top(rng))
    return cv2.cvtColor(seen, cv2.COLOR_GRAY2BGR) if seen.ndim == 2 else seen


@pytest.fixture
def watched(
    qapp: QApplication,  # noqa: ARG001 - its signals need it
) -> Iterator[tuple[ScriptedCamera, CameraSource]]:
    camera = ScriptedCamera(picture_of("SPRING-1"))
    source = CameraSource(camera.open)
    yield camera, source
    source.close()


def test_a_camera_is_found_lost_and_found_again(
    qtbot: QtBot, watched: tuple[ScriptedCamera, CameraSource]
) -> None:
    camera, source = watched
    states: list[CameraState] = []
    scans: list[Symbol] = []
    source.state.connect(states.append)
    source.scanned.connect(scans.append)
    source.open("0")
    qtbot.waitUntil(lambda: states == [CameraState.LOOKING, CameraState.NONE])
    camera.plugged.set()
    qtbot.waitUntil(lambda: [symbol.text for symbol in scans] == ["SPRING-1"])
    camera.plugged.clear()
    qtbot.waitUntil(lambda: states[-1] is CameraState.LOST)
    camera.plugged.set()
    qtbot.waitUntil(lambda: states[-1] is CameraState.LIVE)
    assert states[2:] == [CameraState.LIVE, CameraState.LOST, CameraState.LIVE]


def test_frames_come_one_at_a_time_however_busy_the_screen_is(
    qtbot: QtBot, watched: tuple[ScriptedCamera, CameraSource]
) -> None:
    camera, source = watched
    camera.picture = np.zeros((48, 64, 3), np.uint8)
    shown: list[Picture] = []
    source.picture.connect(shown.append)
    camera.plugged.set()
    source.open("0")
    assert camera.many_taken.wait(SOON_S)
    qtbot.wait(100)
    camera.moving.set()
    # One was on its way while the screen was busy; then one may be at hand, and one more behind it.
    assert 1 <= len(shown) <= 3


def test_the_camera_switched_off_says_so(qtbot: QtBot) -> None:
    source = CameraSource()
    with qtbot.waitSignal(source.state, check_params_cb=lambda state: state is CameraState.OFF):
        source.open(OFF)


def test_a_wide_frame_is_thinned_and_its_outlines_with_it() -> None:
    frame = np.zeros((720, 1280, 3), np.uint8)
    corners = ((100.0, 200.0), (300.0, 200.0), (300.0, 400.0), (100.0, 400.0))
    picture = to_picture(View(frame, (Symbol("A", "QR Code", corners),), ()))
    assert (picture.image.width(), picture.image.height()) == (640, 360)
    assert picture.outlines == (((50.0, 100.0), (150.0, 100.0), (150.0, 200.0), (50.0, 200.0)),)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")
def test_a_serial_scanner_is_read_and_its_trigger_may_bounce(qtbot: QtBot) -> None:
    scanner, port = os.openpty()
    tty.setraw(port)
    source = SerialSource(lambda: 0.0)
    texts: list[str] = []
    source.scanned.connect(texts.append)
    try:
        with qtbot.waitSignal(source.state, check_params_cb=lambda now: now is PortState.LIVE):
            source.open(os.ttyname(port))
        os.write(scanner, b"SPRING-1\r\nSPRING-1\r\nSPRING-2\r\n")
        qtbot.waitUntil(lambda: len(texts) == 2)
        assert texts == ["SPRING-1", "SPRING-2"]
    finally:
        source.close()
        os.close(scanner)
        os.close(port)


def drop(desk: Desk, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    event = QDropEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    desk.window.dropEvent(event)


def saved(path: Path, picture: Frame) -> Path:
    cv2.imwrite(str(path), picture)
    return path


def test_a_dropped_picture_is_redeemed(
    qtbot: QtBot, desk: Desk, screen: CounterScreen, shop: Shop, tmp_path: Path
) -> None:
    drop(desk, saved(tmp_path / "code.png", picture_of(shop.codes["coupon"][0])))
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.ACCEPTED)


def test_two_codes_in_what_is_dropped_redeem_nothing(
    qtbot: QtBot, desk: Desk, screen: CounterScreen, shop: Shop, tmp_path: Path
) -> None:
    files = [
        saved(tmp_path / f"{index}.png", picture_of(shop.codes["coupon"][index]))
        for index in range(2)
    ]
    drop(desk, *files)
    qtbot.waitUntil(lambda: "more than one code" in desk.window.trouble)
    assert screen.verdict.view.tone is Tone.READY


def test_a_picture_without_a_code_is_refused_in_its_own_words(
    qtbot: QtBot, desk: Desk, screen: CounterScreen, tmp_path: Path
) -> None:
    drop(desk, saved(tmp_path / "grey.png", np.full((300, 300, 3), 128, np.uint8)))
    qtbot.waitUntil(lambda: screen.verdict.view.tone is Tone.REFUSED)
    assert screen.verdict.view.sentence.startswith("No code was found in the picture")


def test_a_file_that_is_no_picture_is_told(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("no picture")
    drop(desk, file)
    qtbot.waitUntil(lambda: "is not a picture" in desk.window.trouble)


def test_the_camera_can_be_paused(desk: Desk, screen: CounterScreen) -> None:
    screen.viewfinder.pause_wanted.emit(True)
    assert screen.viewfinder.state.value == "paused"
    screen.viewfinder.pause_wanted.emit(False)
    assert screen.viewfinder.state.value == "off"
    assert desk.settings.preferences == Preferences(language="en", camera=OFF)
