"""From what is seen in single frames to one scan each time a code is shown. Pure.

A reading counts once enough frames agree on it, which takes out the misreadings, and then not again
until its code has been out of view for a while: a card left under the camera is not "already used".
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from counterfoil.scanning.symbol import WEAK, Symbol

FRAMES = 2
FRAMES_WEAK = 3  # where a misreading may pass the symbol's own check
MOST_TRACKED = 64


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How long things last, in seconds.

    Frames must agree within `window`; a code must be out of view for `away` before it counts again;
    the same text from a hand scanner within `repeat` is an echo.
    """

    window: float = 0.7
    away: float = 1.5
    repeat: float = 1.0


@dataclass(slots=True)
class _Sight:
    seen: list[float] = field(default_factory=list)
    last: float = 0.0
    counted: bool = False


class Steady:
    """Agreement over frames and the lockout of a code still in view. Times are seconds, rising."""

    def __init__(self, steadiness: Steadiness | None = None) -> None:
        self._rules = steadiness or Steadiness()
        self._sights: dict[tuple[str, str], _Sight] = {}

    def see(self, symbols: Iterable[Symbol], now: float) -> list[Symbol]:
        """Return those of `symbols`, seen in one frame at `now`, that count as a scan just now."""
        self._forget(now)
        once = {(symbol.format, symbol.text): symbol for symbol in symbols}
        return [symbol for key, symbol in once.items() if self._counts(key, now)]

    def keep_out(self, symbol: Symbol, now: float) -> None:
        """Treat `symbol` as counted already, as after it was scanned in another way."""
        self._sights[symbol.format, symbol.text] = _Sight([now], now, counted=True)

    def _counts(self, key: tuple[str, str], now: float) -> bool:
        sight = self._sights.setdefault(key, _Sight())
        sight.last = now
        if sight.counted:
            return False
        sight.seen = [at for at in sight.seen if now - at <= self._rules.window]
        sight.seen.append(now)
        sight.counted = len(sight.seen) >= frames_needed(key[0])
        return sight.counted

    def _forget(self, now: float) -> None:
        gone = [key for key, s in self._sights.items() if now - s.last > self._rules.away]
        by_age = sorted(self._sights, key=lambda key: self._sights[key].last)
        for key in {*gone, *by_age[: max(0, len(by_age) - MOST_TRACKED)]}:
            del self._sights[key]


class Debounce:
    """The same text from a hand scanner twice in a moment is one scan: its trigger bounced."""

    def __init__(self, steadiness: Steadiness | None = None) -> None:
        self._rules = steadiness or Steadiness()
        self._last: tuple[str, float] | None = None

    def accept(self, text: str, now: float) -> bool:
        """Tell whether `text`, scanned at `now` seconds, is no echo of the scan before."""
        echo = self._last is not None and self._last[0] == text
        echo = echo and now - self._last[1] <= self._rules.repeat  # type: ignore[index]
        self._last = (text, now)
        return not echo


def frames_needed(symbology: str) -> int:
    """Return how many frames must agree on a reading of `symbology`."""
    return FRAMES_WEAK if symbology in WEAK else FRAMES
