"""Codes in the frames of a video file or a camera, each showing of a code once."""

import time
from collections.abc import Iterator
from pathlib import Path

from counterfoil.domain.errors import InvalidInput, MachineError
from counterfoil.scanning.capture import (
    Capture,
    Source,
    frame_rate,
    open_capture,
    read_frame,
)
from counterfoil.scanning.pipeline import ScanPipeline
from counterfoil.scanning.quiet import hushed
from counterfoil.scanning.symbol import Symbol

MOST_FRAMES = 1_000_000  # nine hours at 30 a second


def video_symbols(path: Path, formats: tuple[str, ...]) -> Iterator[tuple[int, Symbol]]:
    """Yield the number of the frame, from 1, and the symbol for each showing in the file `path`."""
    capture = open_capture(str(path))
    try:
        rate = frame_rate(capture)
        pipeline = ScanPipeline(formats)
        number = 0
        while number < MOST_FRAMES:
            with hushed():
                frame = read_frame(capture)
            if frame is None:
                break
            number += 1
            for symbol in pipeline.take(frame, number / rate).scans:
                yield number, symbol
    finally:
        capture.release()
    if not number:
        raise InvalidInput(
            "{name} is not a video that can be played; save it as MP4.", name=path.name
        )


def camera_symbols(name: str, formats: tuple[str, ...]) -> Iterator[tuple[int, Symbol]]:
    """Yield the number of the frame and the symbol for each showing to a camera, without end.

    `name` is the camera's index or the path of its device.
    """
    source: Source = int(name) if name.isascii() and name.isdigit() else name
    capture = open_capture(source)
    try:
        if not name or not capture.isOpened():
            raise MachineError(
                "There is no camera {name}; plug one in, or name another.", name=name
            )
        yield from _live(capture, ScanPipeline(formats), name)
    finally:
        capture.release()


def _live(capture: Capture, pipeline: ScanPipeline, name: str) -> Iterator[tuple[int, Symbol]]:
    number = 0
    while (frame := read_frame(capture)) is not None:
        number += 1
        for symbol in pipeline.take(frame, time.monotonic()).scans:
            yield number, symbol
    raise MachineError("Camera {name} was lost; plug it in again.", name=name)
