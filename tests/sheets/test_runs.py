import io
from datetime import UTC, datetime

import numpy as np
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from counterfoil.sheets.runs import bar_paths, qr_paths
from counterfoil.sheets.streamed import streamed_canvas
from counterfoil.sheets.symbol import code128_modules, qr_modules

MANY = npst.arrays(np.bool_, st.tuples(st.integers(1, 4), st.integers(1, 9), st.integers(1, 9)))
MATRIX = npst.arrays(np.bool_, npst.array_shapes(min_dims=2, max_dims=2, max_side=9))


def qr_path(modules: np.ndarray) -> bytes:
    return qr_paths(modules[None])[0]


def rectangles(path: bytes) -> list[tuple[int, ...]]:
    *lines, fill = path.decode().splitlines()
    assert fill == "f"
    assert all(line.endswith(" re") for line in lines)
    return [tuple(map(int, line[:-3].split())) for line in lines]


def painted(path: bytes, rows: int, columns: int) -> np.ndarray:
    """How often each module is painted."""
    times = np.zeros((rows, columns), int)
    for x, y, width, height in rectangles(path):
        times[rows - y - height : rows - y, x : x + width] += 1
    return times


def rendered(path: bytes, module: float, pixels: int) -> np.ndarray:
    """A square inch with the path an odd way from its corner, `pixels` to a side."""
    file = io.BytesIO()
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with streamed_canvas(file, (72, 72), title="Runs", now=now) as canvas:
        canvas.translate(7.31, 9.77)
        canvas.scale(module, module)
        canvas.addLiteral(path.decode())
        canvas.showPage()
    with pdfium.PdfDocument(file) as document:
        return np.array(document[0].render(scale=pixels / 72, grayscale=True).to_numpy())


def seen_dark(modules: np.ndarray, module: float, pixels: int) -> np.ndarray:
    """Which pixels lie in dark modules, and a tenth of a pixel around them too."""
    padded = np.pad(modules, 1)

    def reach(low: np.ndarray, origin: float, side: int) -> tuple[np.ndarray, np.ndarray]:
        edges = [(low + by) * 72 / pixels for by in (-0.1, 1.1)]
        first, last = (np.floor((edge - origin) / module).astype(int) + 1 for edge in edges)
        return np.clip(first, 0, side + 1), np.clip(last, 0, side + 1)

    every = np.arange(pixels)
    left, right = reach(every, 7.31, modules.shape[1])
    top, bottom = reach(every, 72 - 9.77 - module * len(modules), len(modules))
    corners = [padded[row][:, column] for row in (top, bottom) for column in (left, right)]
    dark: np.ndarray = corners[0] & corners[1] & corners[2] & corners[3]
    return dark


@given(MANY)
def test_what_is_dark_is_painted_once_and_nothing_else(matrices: np.ndarray) -> None:
    for path, modules in zip(qr_paths(matrices), matrices, strict=True):
        assert (painted(path, *modules.shape) == modules).all()


@given(MATRIX)
def test_rectangles_are_whole_runs_and_none_goes_on_in_the_next_row(modules: np.ndarray) -> None:
    padded = np.pad(modules, 1)
    found = rectangles(qr_path(modules))
    for x, y, width, height in found:
        top = len(modules) - y - height
        assert not padded[top + 1 : top + 1 + height, [x, x + width + 1]].any()
        assert (x, y - 1, width) not in {(one[0], one[1] + one[3] - 1, one[2]) for one in found}


def test_many_paths_are_what_each_is_alone() -> None:
    symbols = [qr_modules(f"AUTUMN-{number:04}") for number in range(30)]
    assert qr_paths(np.stack(symbols)) == [qr_path(one) for one in symbols]


def test_a_whole_square_is_one_rectangle() -> None:
    assert qr_path(np.ones((21, 21), bool)) == b"0 0 21 21 re\nf\n"


def test_bars_of_any_widths_are_one_unit_high() -> None:
    symbols = [code128_modules(text) for text in ("AB", "ABC", "12")]
    paths = bar_paths(symbols)
    assert paths == [qr_path(one) for one in symbols]
    for path, modules in zip(paths, symbols, strict=True):
        assert (painted(path, *modules.shape) == modules).all()


def test_nothing_gives_no_paths() -> None:
    assert qr_paths(np.zeros((0, 21, 21), bool)) == []
    assert bar_paths([]) == []


@pytest.mark.parametrize("pixels", [97, 151, 233])
@pytest.mark.parametrize("shape", ["symbol", "stairs", "steps"])
def test_no_light_seam_shows_at_odd_resolutions(shape: str, pixels: int) -> None:
    steps = np.repeat(np.tril(np.ones((5, 5), bool)), 5, axis=0).repeat(5, axis=1)
    shapes = {"stairs": np.tril(np.ones((25, 25), bool)), "steps": steps}
    modules = shapes.get(shape, qr_modules("HTTPS://X.EXAMPLE/R/7K2MQ9WX"))
    picture = rendered(qr_path(modules), 1.337, pixels)
    inside = seen_dark(modules, 1.337, pixels)
    assert inside.sum() > 200
    assert picture[inside].max() < 8
