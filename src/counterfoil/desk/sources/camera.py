"""The camera: frames are read and decoded on its own thread, and the newest is shown.

However fast frames come, at most one is on its way to the screen; a scan is never dropped.
"""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from counterfoil.desk.counter.viewfinder import CameraState, Picture
from counterfoil.desk.preferences import AUTOMATIC, OFF
from counterfoil.scanning import camera
from counterfoil.scanning.capture import Capture, Source, open_capture
from counterfoil.scanning.pipeline import ScanPipeline, View
from counterfoil.scanning.symbol import Symbol

# More cameras than a till has; each is tried in turn where none was chosen.
MOST_CAMERAS = 4
# The viewfinder is small: wider frames are thinned out before they are shown.
SHOWN_WIDTH = 960

STATES = {
    camera.CameraState.LIVE: CameraState.LIVE,
    camera.CameraState.LOST: CameraState.LOST,
    camera.CameraState.ABSENT: CameraState.NONE,
    camera.CameraState.UNSUITABLE: CameraState.UNSUITABLE,
    camera.CameraState.ENDED: CameraState.OFF,
}


class CameraSource(QObject):
    """Watches one camera: `picture` is to be shown, `state` how it stands, `scanned` a symbol."""

    picture = Signal(object)
    state = Signal(object)
    scanned = Signal(object)
    _ready = Signal()
    _changed = Signal(object)

    def __init__(self, opener: Callable[[Source], Capture] = open_capture) -> None:
        """Watch what `opener` opens."""
        super().__init__()
        self._opener = opener
        self._feed: camera.CameraFeed | None = None
        self._lock = threading.Lock()
        self._newest: Picture | None = None
        self._scans: list[Symbol] = []
        self._ready.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)
        self._changed.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def open(self, chosen: str) -> None:
        """Watch the camera chosen in the preferences: its number, a path, the first, or none."""
        self.close()
        if chosen == OFF:
            self.state.emit(CameraState.OFF)
            return
        pipeline = ScanPipeline()
        source: Source = int(chosen) if chosen.isdigit() else chosen or 0
        opener = self._open_first if chosen == AUTOMATIC else self._opener
        self.state.emit(CameraState.LOOKING)
        self._feed = camera.CameraFeed(
            source, self._taker(pipeline), self._changed.emit, opener=opener
        )
        self._feed.start()

    def close(self) -> None:
        """Watch nothing any more."""
        if self._feed is not None:
            self._feed.stop()
            self._feed = None
        with self._lock:
            self._newest, self._scans = None, []

    def _open_first(self, _source: Source) -> Capture:
        """Open the first camera that works; where none does, the result says so."""
        for index in present():
            capture = self._opener(index)
            if capture.isOpened():
                return capture
            capture.release()
        return _NoCapture()

    def _taker(self, pipeline: ScanPipeline) -> Callable[[NDArray[Any], float], None]:
        def take(frame: NDArray[Any], at: float) -> None:
            view = pipeline.take(frame, at)
            shown = to_picture(view)
            with self._lock:
                on_its_way = self._newest is not None
                self._newest = shown
                self._scans.extend(view.scans)
            if not on_its_way:
                self._ready.emit()

        return take

    def _hand_over(self) -> None:
        with self._lock:
            newest, self._newest = self._newest, None
            scans, self._scans = self._scans, []
        for symbol in scans:
            self.scanned.emit(symbol)
        if newest is not None:
            self.picture.emit(newest)

    def _tell(self, state: camera.CameraState) -> None:
        if self._feed is not None:
            self.state.emit(STATES[state])


def to_picture(view: View) -> Picture:
    """Return a frame (height × width × 3, BGR) as it is shown, with what was found outlined."""
    step = max(1, view.frame.shape[1] // SHOWN_WIDTH + (view.frame.shape[1] % SHOWN_WIDTH > 0))
    thin = view.frame[::step, ::step].copy()
    height, width = thin.shape[:2]
    image = QImage(thin.data, width, height, thin.strides[0], QImage.Format.Format_BGR888).copy()
    outlines = tuple(
        tuple((x / step, y / step) for x, y in symbol.corners) for symbol in view.symbols
    )
    return Picture(image, outlines)


def present() -> list[int]:
    """Return the cameras worth trying. Linux names them as files, so that none is tried in vain."""
    devices = Path("/dev")
    if not Path("/sys/class").is_dir():
        return list(range(MOST_CAMERAS))
    found = (int(file.name[5:]) for file in devices.glob("video[0-9]*") if file.name[5:].isdigit())
    return sorted(found)[: MOST_CAMERAS * 2]


class _NoCapture:
    """What is opened where there is no camera at all."""

    def isOpened(self) -> bool:
        return False

    def read(self) -> tuple[bool, Any]:
        return False, None

    def get(self, propId: int, /) -> float:  # noqa: N803 - OpenCV's own name
        del propId
        return 0.0

    def release(self) -> None:
        """Nothing was taken."""
