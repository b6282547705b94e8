import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from counterfoil.scanning.camera import CameraFeed, CameraState
from counterfoil.scanning.capture import Capture, Source, frame_rate, open_capture, read_frame
from counterfoil.scanning.pipeline import ScanPipeline
from tests.helpers.pictures import Pose, counter_top, frame, symbol

SOON = 30.0
RETRY = (0.01,)
PICTURE = np.full((48, 64, 3), 90, np.uint8)


class PluggedCamera:
    """A camera at the machine's edge: gives `frames`, then fails as an unplugged one does."""

    def __init__(self, frames: Iterator[NDArray[Any]] | None) -> None:
        self.frames = frames
        self.released = False

    def isOpened(self) -> bool:  # noqa: N802
        return self.frames is not None

    def read(self) -> tuple[bool, Any]:
        one = next(self.frames, None) if self.frames is not None else None
        return one is not None, one

    def get(self, propId: int, /) -> float:  # noqa: ARG002, N803
        return 0.0

    def release(self) -> None:
        self.released = True


class Socket:
    """Where cameras are plugged in: opens them one after the other, then there is none."""

    def __init__(self, *cameras: PluggedCamera) -> None:
        self.cameras = list(cameras)
        self.opened: list[PluggedCamera] = []

    def __call__(self, _source: Source) -> Capture:
        camera = self.cameras.pop(0) if self.cameras else PluggedCamera(None)
        self.opened.append(camera)
        return camera


class Watcher:
    """Keeps what a feed tells, and waits for it."""

    def __init__(self) -> None:
        self.frames: list[NDArray[Any]] = []
        self.times: list[float] = []
        self.states: list[CameraState] = []
        self.threads: set[int] = set()
        self.told = threading.Condition()

    def on_frame(self, picture: NDArray[Any], at: float) -> None:
        with self.told:
            self.threads.add(threading.get_ident())
            self.frames.append(picture)
            self.times.append(at)
            self.told.notify_all()

    def on_state(self, state: CameraState) -> None:
        with self.told:
            self.threads.add(threading.get_ident())
            self.states.append(state)
            self.told.notify_all()

    def wait_for(self, *states: CameraState) -> None:
        with self.told:
            assert self.told.wait_for(lambda: self.states[: len(states)] == list(states), SOON), (
                self.states
            )


def endless(picture: NDArray[Any]) -> Iterator[NDArray[Any]]:
    pause = threading.Event()
    while True:
        pause.wait(0.002)
        yield picture


def test_frames_come_in_bgr_on_one_thread_with_rising_times() -> None:
    seen = Watcher()
    feed = CameraFeed(0, seen.on_frame, seen.on_state, opener=Socket(
        PluggedCamera(endless(PICTURE[:, :, 0]))
    ))  # fmt: skip
    feed.start()
    with seen.told:
        assert seen.told.wait_for(lambda: len(seen.frames) > 5, SOON)
    feed.stop()
    assert seen.states == [CameraState.LIVE]
    assert {picture.shape for picture in seen.frames} == {(48, 64, 3)}
    assert seen.times == sorted(seen.times)
    assert len(seen.threads) == 1


def test_a_camera_that_is_unplugged_comes_back() -> None:
    socket = Socket(
        PluggedCamera(iter([PICTURE] * 3)),
        PluggedCamera(None),
        PluggedCamera(None),
        PluggedCamera(endless(PICTURE)),
    )
    seen = Watcher()
    feed = CameraFeed(0, seen.on_frame, seen.on_state, opener=socket, waits=RETRY)
    feed.start()
    seen.wait_for(CameraState.LIVE, CameraState.LOST, CameraState.LIVE)
    feed.stop()
    assert seen.states == [CameraState.LIVE, CameraState.LOST, CameraState.LIVE]
    assert all(camera.released for camera in socket.opened)


def test_no_camera_at_all_is_told_once_and_one_plugged_in_later_is_found() -> None:
    socket = Socket(*(PluggedCamera(None) for _ in range(5)), PluggedCamera(endless(PICTURE)))
    seen = Watcher()
    feed = CameraFeed(0, seen.on_frame, seen.on_state, opener=socket, waits=RETRY)
    feed.start()
    seen.wait_for(CameraState.ABSENT, CameraState.LIVE)
    feed.stop()


def test_a_missed_frame_is_no_loss() -> None:
    class Stutters(PluggedCamera):
        count = 0

        def read(self) -> tuple[bool, Any]:
            self.count += 1
            return (False, None) if self.count % 3 == 0 else super().read()

    seen = Watcher()
    camera = Stutters(endless(PICTURE))
    feed = CameraFeed(0, seen.on_frame, seen.on_state, opener=Socket(camera), waits=RETRY)
    feed.start()
    with seen.told:
        assert seen.told.wait_for(lambda: len(seen.frames) > 6, SOON)
    feed.stop()
    assert seen.states == [CameraState.LIVE]


def test_a_format_that_cannot_be_read_is_told() -> None:
    seen = Watcher()
    odd = PluggedCamera(endless(np.zeros((4, 4, 7), np.uint8)))
    feed = CameraFeed(0, seen.on_frame, seen.on_state, opener=Socket(odd), waits=RETRY)
    feed.start()
    seen.wait_for(CameraState.UNSUITABLE)
    feed.stop()
    assert seen.frames == []


def test_the_newest_frame_wins_over_those_that_waited() -> None:
    """A slow screen sees the present, not a queue of the past."""
    shown: list[int] = []
    first, last, all_taken = threading.Event(), threading.Event(), threading.Event()

    def slow(picture: NDArray[Any], _at: float) -> None:
        shown.append(int(picture[0, 0, 0]))
        (last if first.is_set() else first).set()
        assert all_taken.wait(SOON)

    def paced() -> Iterator[NDArray[Any]]:
        for number in range(60):
            yield np.full((8, 8, 3), number, np.uint8)
            assert first.wait(SOON)
        all_taken.set()
        assert last.wait(SOON)

    feed = CameraFeed(0, slow, lambda _: None, opener=Socket(PluggedCamera(paced())), waits=RETRY)
    feed.start()
    assert last.wait(SOON)
    feed.stop()
    assert shown == [0, 59]


@pytest.mark.parametrize("started", [True, False])
def test_stopping_leaves_no_thread(started: bool) -> None:
    feed = CameraFeed(0, lambda *_: None, lambda _: None, opener=Socket(
        PluggedCamera(endless(PICTURE))
    ))  # fmt: skip
    before = set(threading.enumerate())
    if started:
        feed.start()
    feed.stop()
    feed.stop()
    assert set(threading.enumerate()) <= before


def test_a_frame_call_back_may_stop_the_feed() -> None:
    done = threading.Event()

    def stop(*_: object) -> None:
        feed.stop()
        done.set()

    feed = CameraFeed(0, stop, lambda _: None, opener=Socket(PluggedCamera(endless(PICTURE))))
    feed.start()
    assert done.wait(SOON)


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A card with a code, brought into view after some frames: 2 seconds at 15 a second."""
    path = tmp_path_factory.mktemp("camera") / "counter.avi"
    rng = np.random.default_rng(8)
    scene = counter_top(rng)
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 15, (1280, 720))
    for i in range(30):
        pose = Pose(module=5, x=0.5 + 0.002 * i, angle=10)
        seen = frame(symbol("AUTUMN-7K2M", "QR Code"), 6, pose, scene, i)
        writer.write(seen if i > 8 else cv2.cvtColor(scene, cv2.COLOR_GRAY2BGR))
    writer.release()
    return path


def test_a_video_file_is_a_camera(video: Path) -> None:
    seen = Watcher()
    pipeline = ScanPipeline()
    scans: list[str] = []

    def take(picture: NDArray[Any], at: float) -> None:
        scans.extend(symbol.text for symbol in pipeline.take(picture, at).scans)
        seen.on_frame(picture, at)

    feed = CameraFeed(str(video), take, seen.on_state)
    feed.start()
    seen.wait_for(CameraState.LIVE, CameraState.ENDED)
    feed.stop()
    assert scans == ["AUTUMN-7K2M"]
    assert seen.times[-1] - seen.times[0] > 1.5, "it plays at its own rate, not at once"


def test_a_video_may_play_again_and_again(video: Path) -> None:
    seen = Watcher()
    feed = CameraFeed(str(video), seen.on_frame, seen.on_state, loop=True)
    feed.start()
    with seen.told:
        assert seen.told.wait_for(lambda: len(seen.frames) > 33, SOON)
    feed.stop()
    assert seen.states == [CameraState.LIVE]


def test_opening_what_is_not_there_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    for source in (97, "/dev/video97", "no such file.mp4"):
        capture = open_capture(source)
        assert not capture.isOpened()
        assert read_frame(capture) is None
        capture.release()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("claimed", "taken"), [(15, 15), (0, 25), (90_000, 25), (float("nan"), 25)]
)
def test_nonsense_rates_are_not_believed(claimed: float, taken: float) -> None:
    class Claims(PluggedCamera):
        def get(self, propId: int, /) -> float:  # noqa: ARG002, N803
            return claimed

    assert frame_rate(Claims(None)) == taken
