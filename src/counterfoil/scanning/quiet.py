"""The libraries' own words on the console, kept off it: what matters is said by our errors."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import cv2

_one_at_a_time = threading.RLock()


def hush_opencv() -> None:
    """Silence OpenCV's log; a camera that is away would fill it."""
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


@contextmanager
def hushed() -> Iterator[None]:
    """Send standard error nowhere for a moment: libjpeg, libpng and FFmpeg write to it from C."""
    with _one_at_a_time:
        try:
            kept = os.dup(2)
        except OSError:  # a program without a console
            yield
            return
        if sys.stderr is not None:
            sys.stderr.flush()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
