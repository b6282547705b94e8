import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from counterfoil.sheets.rendered import Rendered
from counterfoil.sheets.stock import Box
from counterfoil.sheets.symbol import Modules
from counterfoil.sheets.window import Grid, Picture, Window, reflected, window

PAGE = Rendered(500, 400, 50.0, 40.0)


def painted(grid: Grid, modules: Modules) -> Picture:
    """A page with the modules drawn as a renderer does: each pixel as dark as it is covered."""
    across = covered(grid.box.x, grid.box.width, grid.columns, grid.side, PAGE.width)
    rows = grid.rows or 1
    down = covered(grid.box.y, grid.box.height, rows, grid.over, PAGE.height)
    dark = down @ modules.astype(float) @ across.T
    picture: Picture = np.rint(255 * (1 - dark)).astype(np.uint8)
    return picture


def covered(
    start: float, length: float, count: int, quiet: float, pixels: int
) -> NDArray[np.float64]:
    module = length * 10 / (count + 2 * quiet)
    begin = start * 10 + (quiet + np.arange(count)) * module
    pixel = np.arange(pixels)[:, None]
    shared: NDArray[np.float64] = np.minimum(pixel + 1, begin + module) - np.maximum(pixel, begin)
    return shared.clip(0, 1)


def random_modules(rows: int, columns: int, seed: int) -> Modules:
    drawn: Modules = np.random.default_rng(seed).random((rows, columns)) < 0.5
    return drawn


@given(
    st.floats(0, 5), st.floats(0, 5), st.floats(2.0, 9.0), st.integers(0, 1000),
    st.sampled_from([(21, 21, 4.0), (1, 60, 10.0)]),
)  # fmt: skip
@settings(max_examples=30)
def test_each_module_is_seen_light_or_dark_wherever_it_falls_on_the_pixels(
    x: float, y: float, pixels: float, seed: int, kind: tuple[int, int, float]
) -> None:
    rows, columns, quiet = kind
    pixels = min(pixels, 480 / (columns + 2 * quiet) - 0.7)
    wide = (columns + 2 * quiet) * pixels / 10
    bars = rows == 1
    grid = Grid(Box(x, y, wide, 8.0 if bars else wide), columns, 0 if bars else rows, quiet, 0)
    if not bars:
        grid = Grid(grid.box, columns, rows, quiet, quiet)
    modules = random_modules(rows, columns, seed)
    where = window(grid, PAGE)
    cut = where.cut(painted(grid, modules))
    seen = reflected(cut[None], [where])[0]
    meant = np.broadcast_to(modules, seen.shape)
    assert seen[meant].max(initial=0) < 127.5 * 0.7
    assert seen[~meant].min(initial=255) > 127.5 * 1.3
    assert (cut[where.quiet] == 255).all()


def looked(box: Box) -> Window:
    return window(Grid(box, 21, 21, 4, 4), PAGE)


def test_symbols_alike_are_cut_out_alike() -> None:
    sizes = {(looked(Box(x, 3, 20, 20)).height, looked(Box(x, 3, 20, 20)).width)
             for x in (0.0, 3.333, 7.01, 30.0)}  # fmt: skip
    assert sizes == {(201, 201)}


@pytest.mark.parametrize("box", [Box(0, 0, 20, 20), Box(30, 20, 20, 20)])
def test_a_symbol_at_the_edge_of_the_page_is_seen_whole(box: Box) -> None:
    where = looked(box)
    assert where.cut(np.zeros((400, 500, 3), np.uint8)).shape == (201, 201, 3)


def test_the_quiet_zone_has_nothing_of_the_symbol() -> None:
    where = looked(Box(10, 10, 29, 29))
    rows, columns = np.nonzero(~where.quiet)
    inside = (rows > 0) & (rows < 290) & (columns > 0) & (columns < 290)
    # The symbol has the pixels 40 to 249; those that its edge may touch are nobody's.
    assert (rows[inside].min(), rows[inside].max()) == (39, 250)
    assert (columns[inside].min(), columns[inside].max()) == (39, 250)
