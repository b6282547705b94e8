import math

import numpy as np
import pytest

from counterfoil.scanning.bars import averaged_lines, parallel
from counterfoil.scanning.locate import cells, regions
from counterfoil.scanning.pixels import grey
from tests.helpers.pictures import Pose, counter_top, frame, symbol

PLAIN = np.full((720, 1280), 140, np.uint8)


def seen(kind: str, pose: Pose) -> np.ndarray:
    return grey(frame(symbol("AUTUMN-7K2M", kind), 6, pose, PLAIN))


@pytest.mark.parametrize("angle", [0, 17, 45, 88, 120, 171])
def test_bars_are_located_with_their_direction(angle: int) -> None:
    best = regions(seen("Code 128", Pose(module=2.5, angle=angle, x=0.4, y=0.6)))[0]
    assert best.bars
    off = (math.degrees(best.angle) - angle + 90) % 180 - 90
    assert abs(off) < 4, "what is left, `parallel` mends"
    assert math.dist(best.centre, (0.4 * 1280, 0.6 * 720)) < 30


@pytest.mark.parametrize("kind", ["QR Code", "Data Matrix"])
@pytest.mark.parametrize("light", [1.0, 0.15])
def test_a_matrix_is_located_in_bright_and_in_dim_light(kind: str, light: float) -> None:
    best = regions(seen(kind, Pose(angle=33, x=0.7, y=0.3, light=light)))[0]
    assert not best.bars
    assert math.dist(best.centre, (0.7 * 1280, 0.3 * 720)) < 25


def test_glare_does_not_tear_bars_apart() -> None:
    picture = seen("Code 128", Pose(module=3, glare=1.0, glare_at=(0.5, 0.5)))
    bars = [region for region in regions(picture) if region.bars]
    assert bars[0].box[2] - bars[0].box[0] > 350


def test_only_where_it_is_asked_to_look() -> None:
    picture = seen("QR Code", Pose(x=0.25))
    rows, columns = cells(picture)
    right = np.zeros((rows, columns), bool)
    right[:, columns // 2 :] = True
    assert regions(picture)
    assert regions(picture, right) == []
    assert regions(picture, ~right) != []


@pytest.mark.parametrize("shape", [(1, 1), (23, 23), (24, 24), (25, 1280), (719, 1279)])
def test_any_size_of_picture_is_taken(shape: tuple[int, int]) -> None:
    assert regions(np.full(shape, 99, np.uint8)) == []


def test_a_busy_counter_has_few_places_to_look_at() -> None:
    assert len(regions(counter_top(np.random.default_rng(3)))) < 40


@pytest.mark.parametrize(("lean", "change"), [(0.3, 0.0), (0.0, 0.25), (-0.3, 0.2)])
def test_bars_that_fan_out_are_set_parallel(lean: float, change: float) -> None:
    """Drawn as a tilted card shows them: each bar leans a little more than the one to its left."""
    rng = np.random.default_rng(5)
    bars = np.repeat(rng.integers(0, 2, 240), 4).astype(np.float64) * 200 + 20
    rows, columns = np.mgrid[0:60, 0:960].astype(np.float64)
    place = (columns - 480) / 480
    fanned = np.interp(columns - (rows - 30) * (lean + change * place), np.arange(960), bars)
    before = fanned.astype(np.uint8)
    after = parallel(before, 40)
    inner = slice(80, -80)
    assert after[:, inner].std(axis=0).mean() < before[:, inner].std(axis=0).mean() / 2


def test_averaging_takes_the_noise_away() -> None:
    rng = np.random.default_rng(6)
    bars = np.repeat(rng.integers(0, 2, 240), 4) * 60.0 + 90
    noisy = (bars + rng.normal(0, 40, (80, 960))).clip(0, 255).astype(np.uint8)
    line = averaged_lines(noisy)[5]
    right = (line > 127) == (bars > 120)
    assert right.mean() > 0.97
