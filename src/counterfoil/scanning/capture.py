"""Opening a camera or a video file with OpenCV."""

from pathlib import Path
from typing import Any, Protocol, TypeAlias

import cv2
from numpy.typing import NDArray

from counterfoil.scanning.quiet import hush_opencv, hushed

Source: TypeAlias = int | str  # a camera's index, or the path of a device or of a video file

WIDTH, HEIGHT = 1280, 720
SLOWEST, FASTEST = 1.0, 120.0  # frames a second that a file may claim
USUAL_RATE = 25.0


class Capture(Protocol):
    """What is used of cv2.VideoCapture."""

    def isOpened(self) -> bool: ...  # noqa: D102, N802
    def read(self) -> tuple[bool, Any]: ...  # noqa: D102
    def get(self, propId: int, /) -> float: ...  # noqa: D102, N803
    def release(self) -> None: ...  # noqa: D102


def open_capture(source: Source) -> Capture:
    """Open `source`; whether that worked, `isOpened` of the result tells."""
    hush_opencv()
    with hushed():
        if is_file(source):
            return cv2.VideoCapture(str(source))
        camera = cv2.VideoCapture(source)
        camera.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
        camera.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)
        camera.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        return camera


def is_file(source: Source) -> bool:
    """Tell whether `source` is a video file rather than a camera."""
    return isinstance(source, str) and Path(source).is_file()


def frame_rate(capture: Capture) -> float:
    """Return the frames a second that `capture` claims, or a usual figure instead of nonsense."""
    claimed = capture.get(cv2.CAP_PROP_FPS)
    return claimed if SLOWEST <= claimed <= FASTEST else USUAL_RATE


def read_frame(capture: Capture) -> NDArray[Any] | None:
    """Return the next frame, or None at the end of a file or when the camera is gone."""
    try:
        good, frame = capture.read()
    except cv2.error:
        return None
    return frame if good and frame is not None and frame.size else None
