from dataclasses import replace

import numpy as np
import pytest

from counterfoil.scanning.pipeline import ScanPipeline
from counterfoil.scanning.steady import Steady
from counterfoil.scanning.stream import StreamDecoder
from tests.helpers.pictures import (
    FORMATS,
    Pose,
    counter_top,
    frame,
    hard_pose,
    held,
    random_text,
    symbol,
)

# Each frame is looked at in another way; which of them reads a symbol may differ by processor.
LOOKS = 6


def run(kind: str, pose: Pose, count: int = 10, seed: int = 3) -> tuple[str, list[np.ndarray]]:
    rng = np.random.default_rng(seed)
    text, scene = random_text(kind, rng), counter_top(rng)
    card = symbol(text, kind)
    return text, [frame(card, 6, p, scene, i) for i, p in enumerate(held(pose, rng, count))]


@pytest.mark.parametrize("kind", ["QR Code", "Code 128", *sorted(set(FORMATS) - {"ITF"})])
def test_each_symbology_is_scanned_within_ten_frames(kind: str) -> None:
    text, frames = run(kind, Pose(module=3.5, angle=14))
    pipeline = ScanPipeline()
    scans = [s.text for i, f in enumerate(frames) for s in pipeline.take(f, i / 30).scans]
    assert scans == [text]


def test_a_still_scene_without_a_code_costs_nearly_nothing() -> None:
    scene = counter_top(np.random.default_rng(1))
    decoder = StreamDecoder()
    for _ in range(400):
        decoder.read(scene)
    assert not decoder._warm(scene).any()  # noqa: SLF001


def test_a_code_laid_into_a_cold_scene_is_read() -> None:
    rng = np.random.default_rng(2)
    scene = counter_top(rng)
    decoder = StreamDecoder()
    for _ in range(120):
        assert decoder.read(scene) == []
    seen = frame(symbol("AUTUMN-7K2M", "QR Code"), 6, Pose(noise=0, jpeg=95), scene)
    read = [symbol.text for _ in range(4) for symbol in decoder.read(seen)]
    assert "AUTUMN-7K2M" in read


def test_a_code_that_lies_still_stays_in_view() -> None:
    """Or the lockout would end while the card still lies there."""
    text, frames = run("QR Code", Pose(noise=0), 1)
    pipeline = ScanPipeline()
    scans = [s.text for i in range(250) for s in pipeline.take(frames[0], i / 30).scans]
    assert scans == [text]


def test_a_turned_bar_code_that_lies_still_stays_in_view() -> None:
    """It is read in close-up only, which is where something moved, or where a code still lies."""
    text, frames = run("Code 128", Pose(module=2.5, angle=45, noise=0), 1)
    pipeline = ScanPipeline()
    seen = [pipeline.take(frames[0], i / 30) for i in range(220)]
    assert [symbol.text for view in seen for symbol in view.scans] == [text]
    assert sum(bool(view.symbols) for view in seen[-100:]) > 30


def test_two_codes_in_one_view_are_both_scanned() -> None:
    scene = counter_top(np.random.default_rng(4))
    card = frame(symbol("MEMBER-1234", "Code 128"), 6, Pose(module=2.5, x=0.3, y=0.3), scene)
    both = frame(symbol("AUTUMN-7K2M", "QR Code"), 6, Pose(x=0.7, y=0.7), card[:, :, 0].copy())
    pipeline = ScanPipeline()
    scans = {s.text for i in range(12) for s in pipeline.take(both, i / 30).scans}
    assert scans == {"MEMBER-1234", "AUTUMN-7K2M"}


def test_the_size_of_the_picture_may_change_between_frames() -> None:
    _, (large,) = run("QR Code", Pose(), 1)
    decoder = StreamDecoder()
    for picture in (large, large[:480, :640], large[:, :, 0], large[::2, ::2]):
        decoder.read(picture)
    assert any(decoder.read(large) for _ in range(LOOKS))


def test_outlines_are_in_pixels_of_the_frame_however_large() -> None:
    _, (seen,) = run("QR Code", Pose(x=0.25, y=0.5), 1)
    twice = np.repeat(np.repeat(seen, 2, axis=0), 2, axis=1)
    decoder = StreamDecoder()
    found = next(symbol for _ in range(LOOKS) for symbol in decoder.read(twice))
    x = sum(corner[0] for corner in found.corners) / 4
    assert abs(x - 0.25 * 2560) < 25


def test_hard_runs_are_read_and_never_wrongly() -> None:
    rng = np.random.default_rng(77)
    read = 0
    for i in range(8):
        kind = ("QR Code", "Code 128", "QR Code", "Code 39")[i % 4]
        pose = replace(hard_pose(rng, linear=kind != "QR Code"), inverted=False)
        text, frames = run(kind, pose, 12, seed=i)
        decoder, steady = StreamDecoder(), Steady()
        scans = {s.text for j, f in enumerate(frames) for s in steady.see(decoder.read(f), j / 30)}
        assert scans <= {text}
        read += text in scans
    assert read >= 5
