"""Decoding: read rate and time, ours beside naive pyzbar and plain zxing-cpp, on the same frames.

Stills: each symbology at poses where readers begin to fail. Stream: hard runs of 30 frames at 720p,
a run counting as read when any frame was read rightly, ours after steadying. Times are of one core.

The frames are rendered by `tests.helpers.pictures`: turned, tilted, small, dim, blurred, smeared,
noisy, glaring, inverted. The decoder was tuned on runs of other seeds than the one used here.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any, TypeAlias

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from counterfoil.scanning.decoder import decode
from counterfoil.scanning.pipeline import ScanPipeline
from counterfoil.scanning.quiet import hushed
from counterfoil.scanning.symbol import LINEAR
from tests.bench.report import Line, at_least, at_most, shown
from tests.helpers.pictures import counter_top, frame, hard_pose, held, random_text, symbol

SEED = 20260
STILLS = 32
RUNS, FRAMES, RATE = 48, 30, 30
KINDS = ("QR Code", "Code 128", "Code 39", "EAN-13", "Data Matrix")
# Of eight runs: what a shop's camera sees, QR and Code 128 first.
SHOWN = (
    "QR Code",
    "Code 128",
    "QR Code",
    "Code 39",
    "QR Code",
    "Code 128",
    "EAN-13",
    "Data Matrix",
)
Image: TypeAlias = NDArray[Any]
Reader: TypeAlias = Callable[[Image], list[str]]

PLAIN_ZXING = zxingcpp.BarcodeFormats(
    [
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.MicroQRCode,
        zxingcpp.BarcodeFormat.DataMatrix,
        zxingcpp.BarcodeFormat.Aztec,
        zxingcpp.BarcodeFormat.PDF417,
        zxingcpp.BarcodeFormat.Code128,
        zxingcpp.BarcodeFormat.Code39,
        zxingcpp.BarcodeFormat.EAN13,
        zxingcpp.BarcodeFormat.EAN8,
    ]
)


@dataclass(slots=True)
class Score:
    """How many pictures were read rightly, how many wrongly, and the milliseconds of each."""

    right: int = 0
    wrong: int = 0
    total: int = 0
    times: list[float] = field(default_factory=list)

    @property
    def share(self) -> float:
        return 100 * self.right / self.total

    def __str__(self) -> str:
        return f"{self.share:.0f}% read, {self.wrong} wrong, {median(self.times):.1f} ms"


def naive_pyzbar(picture: Image) -> list[str]:
    """Read as most programs do: `pyzbar.decode(frame)`."""
    from pyzbar import pyzbar

    return [one.data.decode("utf-8", "replace") for one in pyzbar.decode(picture)]


def plain_zxing(picture: Image) -> list[str]:
    """Read by zxing-cpp, restricted to the symbologies of a shop."""
    return [one.text for one in zxingcpp.read_barcodes(picture, formats=PLAIN_ZXING)]


def ours(picture: Image) -> list[str]:
    """Read by our decoder for stills."""
    return [one.text for one in decode(picture)]


READERS: dict[str, Reader] = {"ours": ours, "pyzbar": naive_pyzbar, "zxing-cpp": plain_zxing}


def stills(kind: str) -> Iterator[tuple[str, Image]]:
    """Yield texts and the frames that show them."""
    rng = np.random.default_rng([SEED, KINDS.index(kind)])
    for i in range(STILLS):
        text = random_text(kind, rng)
        pose = hard_pose(rng, linear=kind in LINEAR)
        yield text, frame(symbol(text, kind), 6, pose, counter_top(rng), i)


def runs() -> Iterator[tuple[str, list[Image]]]:
    """Yield texts and runs of frames: an empty counter, then a hand that holds a card."""
    rng = np.random.default_rng(SEED)
    for i in range(RUNS):
        kind = SHOWN[i % len(SHOWN)]
        text, scene = random_text(kind, rng), counter_top(rng)
        card = symbol(text, kind)
        poses = held(hard_pose(rng, linear=kind in LINEAR), rng, FRAMES - 1)
        empty = cv2.cvtColor(scene, cv2.COLOR_GRAY2BGR)
        yield text, [empty, *(frame(card, 6, pose, scene, n) for n, pose in enumerate(poses))]


def timed(score: Score, read: Reader, picture: Image) -> list[str]:
    """Return what `read` sees, its time on this core added to `score`."""
    start = time.thread_time()
    found = read(picture)
    score.times.append((time.thread_time() - start) * 1e3)
    return found


def still_scores(kind: str) -> dict[str, Score]:
    """Return how each reader does on the stills of `kind`."""
    scores = {name: Score() for name in READERS}
    for text, picture in stills(kind):
        for name, read in READERS.items():
            score = scores[name]
            found = timed(score, read, picture)
            score.total += 1
            score.right += text in found
            score.wrong += any(one != text for one in found)
    return scores


def stream_scores() -> dict[str, Score]:
    """Return how each reader does on the runs."""
    scores = {name: Score() for name in READERS}
    for text, frames in runs():
        for name, read in READERS.items():
            score = scores[name]
            if name == "ours":
                found = our_scans(score, frames)
            else:
                found = {one for picture in frames for one in timed(score, read, picture)}
            score.total += 1
            score.right += text in found
            score.wrong += bool(found - {text})
    return scores


def our_scans(score: Score, frames: list[Image]) -> set[str]:
    """Return what counts as scanned in `frames`, decoded and steadied."""
    pipeline = ScanPipeline()
    scans: set[str] = set()
    for number, picture in enumerate(frames):
        start = time.thread_time()
        scans.update(one.text for one in pipeline.take(picture, number / RATE).scans)
        score.times.append((time.thread_time() - start) * 1e3)
    return scans


def run() -> list[Line]:
    """Measure stills per symbology, then the stream."""
    lines: list[Line] = []
    with hushed():  # pyzbar's C library prints assertions when it looks for DataBar
        by_kind = {kind: still_scores(kind) for kind in KINDS}
        stream = stream_scores()
    for kind, scores in by_kind.items():
        lines += [shown(f"{kind}, stills, {name}", str(score)) for name, score in scores.items()]
        best = max(scores["pyzbar"].share, scores["zxing-cpp"].share)
        lines.append(
            at_least(f"{kind}, stills, at least the best", scores["ours"].share, best, "%")
        )
        if kind in {"QR Code", "Code 128", "Code 39"}:
            lines.append(at_most(f"{kind}, stills, wrong", scores["ours"].wrong, 0, ""))
    lines += [shown(f"stream 720p, {name}", str(score)) for name, score in stream.items()]
    mine = stream["ours"]
    lines.append(at_least("stream, runs read", mine.share, 90, "%"))
    lines.append(at_most("stream, median frame", median(mine.times) / 1e3, 0.010))
    lines.append(at_most("stream, wrong after steadying", mine.wrong, 0, ""))
    return lines
