"""From a camera's frame to what the screen shows and what counts as a scan."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from counterfoil.scanning.steady import Steadiness, Steady
from counterfoil.scanning.stream import StreamDecoder
from counterfoil.scanning.symbol import SHOP_FORMATS, Symbol


@dataclass(frozen=True, slots=True)
class View:
    """One frame: the picture (height × width × 3, BGR), the symbols to outline, and the scans."""

    frame: NDArray[Any]
    symbols: tuple[Symbol, ...]
    scans: tuple[Symbol, ...]


class ScanPipeline:
    """Frame → decoder → steadying → `View`. For the one thread that delivers the frames."""

    def __init__(
        self, formats: Iterable[str] = SHOP_FORMATS, steadiness: Steadiness | None = None
    ) -> None:
        self._decoder = StreamDecoder(formats)
        self._steady = Steady(steadiness)

    def take(self, frame: NDArray[Any], at: float) -> View:
        """Return what `frame`, taken at `at` seconds, shows."""
        symbols = self._decoder.read(frame)
        return View(frame, tuple(symbols), tuple(self._steady.see(symbols, at)))
