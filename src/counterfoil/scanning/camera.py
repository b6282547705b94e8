"""A camera watched in threads of its own: the newest frame wins, and a lost camera comes back."""

import threading
import time
from collections.abc import Callable
from enum import Enum
from typing import Any

from numpy.typing import NDArray

from counterfoil.domain.errors import InvalidInput
from counterfoil.scanning.capture import (
    Capture,
    Source,
    frame_rate,
    is_file,
    open_capture,
    read_frame,
)
from counterfoil.scanning.pixels import bgr

WAITS = (
    0.5,
    1.0,
    2.0,
    5.0,
)  # seconds before the next attempt to open, the last one again and again
MISSES = 5  # frames in a row that a camera may fail to give before it counts as lost
MISS_WAIT = 0.05
JOIN_S = 5.0

Frame = NDArray[Any]


class CameraState(Enum):
    """How the camera stands. `ABSENT`: never there; `LOST`: was there. Both are tried again."""

    LIVE = "live"
    LOST = "lost"
    ABSENT = "absent"
    UNSUITABLE = "unsuitable"  # its picture format cannot be read
    ENDED = "ended"  # a video file is over


class CameraFeed:
    """Reads `source` in one thread and hands the newest frame over in another.

    `on_frame(frame, at)` gets each frame in BGR with the seconds of `time.monotonic` when it was
    taken; frames that come while it is busy are dropped, all but the newest. `on_state` is called
    when the state changes. Both are called on one thread, never at once. A video file plays at its
    own rate, again and again with `loop`, and may drop frames as a camera does.
    """

    def __init__(
        self,
        source: Source,
        on_frame: Callable[[Frame, float], None],
        on_state: Callable[[CameraState], None],
        *,
        opener: Callable[[Source], Capture] = open_capture,
        waits: tuple[float, ...] = WAITS,
        loop: bool = False,
    ) -> None:
        self._source = source
        self._on_frame, self._on_state = on_frame, on_state
        self._open, self._waits, self._loop = opener, waits, loop
        self._stop = threading.Event()
        self._news = threading.Condition()
        self._newest: tuple[Frame, float] | None = None
        self._states: list[CameraState] = []
        self._state: CameraState | None = None
        self._threads = [
            threading.Thread(target=self._watch, name="camera", daemon=True),
            threading.Thread(target=self._deliver, name="camera frames", daemon=True),
        ]

    def start(self) -> None:
        """Begin watching."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End watching, release the camera and wait for both threads; no call-back comes after."""
        self._stop.set()
        with self._news:
            self._news.notify_all()
        for thread in self._threads:
            if thread.is_alive() and thread is not threading.current_thread():
                thread.join(JOIN_S)

    def _watch(self) -> None:
        tries = 0
        while not self._stop.is_set():
            capture = self._open(self._source)
            try:
                frames = self._play(capture) if capture.isOpened() else 0
            finally:
                capture.release()
            if frames and is_file(self._source):
                if not self._loop:
                    self._tell(CameraState.ENDED)
                    return
                continue
            tries = 0 if frames else tries
            self._tell(CameraState.LOST if self._was_live() else CameraState.ABSENT)
            self._stop.wait(self._waits[min(tries, len(self._waits) - 1)])
            tries += 1

    def _play(self, capture: Capture) -> int:
        """Take frames until there are no more; return how many there were."""
        step = 1 / frame_rate(capture) if is_file(self._source) else 0.0
        due = time.monotonic()
        count = misses = 0
        while not self._stop.is_set() and misses < MISSES:
            frame = read_frame(capture)
            if frame is None:
                misses = MISSES if step else misses + 1
                self._stop.wait(0.0 if step else MISS_WAIT)
                continue
            count, misses = count + 1, 0
            self._take(frame)
            if step:
                due += step
                self._stop.wait(max(0.0, due - time.monotonic()))
        return count

    def _take(self, frame: Frame) -> None:
        try:
            plain = bgr(frame)
        except InvalidInput:
            self._tell(CameraState.UNSUITABLE)
            return
        self._tell(CameraState.LIVE)
        with self._news:
            self._newest = plain, time.monotonic()
            self._news.notify_all()

    def _was_live(self) -> bool:
        return self._state not in {None, CameraState.ABSENT}

    def _tell(self, state: CameraState) -> None:
        if state is self._state:
            return
        self._state = state
        with self._news:
            if state is not CameraState.LIVE and state is not CameraState.ENDED:
                self._newest = None  # what was seen before is no longer in view
            self._states.append(state)
            self._news.notify_all()

    def _deliver(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(
                    lambda: self._stop.is_set() or self._states or self._newest is not None
                )
                if self._stop.is_set():
                    return
                states, self._states = self._states, []
                newest, self._newest = self._newest, None
            self._hand_over(states, newest)

    def _hand_over(self, states: list[CameraState], newest: tuple[Frame, float] | None) -> None:
        last = [state for state in states if state is CameraState.ENDED]
        for state in states:
            if state not in last:
                self._on_state(state)
        if newest is not None:
            self._on_frame(*newest)
        for state in last:
            self._on_state(state)
