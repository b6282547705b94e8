"""A hand scanner that types like a keyboard: its bursts told from a person's keys. Pure.

The screen hands over each key before any field sees it and does what is decided: a scan leaves no
character behind, and a person's keys arrive late by at most one `gap`, which nobody notices.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from counterfoil.domain.errors import InvalidInput

# Scanners send a key every 1 to 20 ms; people who type fast are at 60 ms or more, and two keys
# rolled over each other come close together, never four.
GAP = 0.035
SHORTEST = 4
LONGEST = 2048
ENTER, TAB = "\r", "\t"
TERMINATORS = frozenset({ENTER, "\n", TAB})
SLOWEST_SCANNER = 0.15
GAP_BOUNDS = (0.02, 0.2)
LONGEST_FRAME = 16


class Action(Enum):
    """What to do with the key at hand or with those held back."""

    PASS = auto()  # let the key at hand through
    HOLD = auto()  # hold the key at hand back, after those held already
    REPLAY = auto()  # a person typed: hand the held keys to the field, in order
    SCAN = auto()  # a scanner sent: drop the held keys; `text` is what was scanned
    SWALLOW = auto()  # drop the key at hand: the end of a scan


@dataclass(frozen=True, slots=True)
class Decision:
    """An action and, for a scan, its text without prefix, suffix and terminator.

    Of a scan longer than 2048 characters only so many and one more are given: enough to refuse it.
    """

    action: Action
    text: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """A key: `char` is what it types (carriage return for Enter), `at` is in seconds."""

    char: str
    at: float


@dataclass(frozen=True, slots=True)
class WedgeSettings:
    """How a scanner sends: seconds between keys at most, what it adds, and how a scan ends.

    `terminators` are the keys that may end a scan; `silence` tells whether a pause may.
    """

    gap: float = GAP
    prefix: str = ""
    suffix: str = ""
    terminators: frozenset[str] = TERMINATORS
    silence: bool = True
    shortest: int = SHORTEST


def is_usable(settings: WedgeSettings) -> bool:
    """Tell whether a scanner can send like this; settings from a file may say anything."""
    framing = settings.prefix + settings.suffix
    return (
        GAP_BOUNDS[0] <= settings.gap <= GAP_BOUNDS[1]
        and max(len(settings.prefix), len(settings.suffix)) <= LONGEST_FRAME
        and all(sign.isprintable() or sign < " " for sign in framing)
        and not TERMINATORS & set(framing)
        and settings.terminators <= TERMINATORS
        and (settings.silence or bool(settings.terminators))
    )


PASS, HOLD, REPLAY, SWALLOW = (
    Decision(action) for action in (Action.PASS, Action.HOLD, Action.REPLAY, Action.SWALLOW)
)


class Wedge:
    """Decides key by key. Carry out the decisions in their order.

    `at` and `now` are seconds of one clock, best the time that the system stamped on the key event,
    so that a busy screen does not stretch a burst.
    """

    def __init__(self, settings: WedgeSettings | None = None) -> None:
        self._settings = settings or WedgeSettings()
        self._held: list[str] = []
        self._count = 0
        self._last = float("-inf")
        self._scanned = False

    @property
    def deadline(self) -> float | None:
        """When `tick` is due, or None while nothing is held."""
        return self._last + self._settings.gap if self._count else None

    def press(self, char: str, at: float, *, repeat: bool = False) -> tuple[Decision, ...]:
        """Decide on a key that types `char`; `repeat` where the key is held down.

        A key that types nothing, as an arrow or one with Ctrl or Alt, is `char` "".
        """
        before = self.tick(at)
        trailing = self._scanned and at - self._last <= self._settings.gap
        self._last, self._scanned = at, False
        if not char or repeat:
            return (*before, *self._given_up(), PASS)
        if trailing and char in TERMINATORS:  # the second of carriage return and line feed
            self._scanned = True
            return (*before, SWALLOW)
        if char in self._settings.terminators:
            return (*before, *self._ended())
        return (*before, *self._added(char))

    def tick(self, now: float) -> tuple[Decision, ...]:
        """Decide on what is held when no key has come for a while."""
        if not self._count or now - self._last <= self._settings.gap:
            return ()
        if self._settings.silence and self._is_scan():
            return (self._scan(),)
        return self._given_up()

    def _added(self, char: str) -> tuple[Decision, ...]:
        self._count += 1
        if len(self._held) <= LONGEST + LONGEST_FRAME * 2:
            self._held.append(char)
        if self._begins():
            return (HOLD,)
        self._count -= 1
        self._held.pop()
        return (*self._given_up(), PASS)

    def _begins(self) -> bool:
        """Tell whether what is held can be the beginning of a scan with our prefix."""
        prefix = self._settings.prefix
        text = "".join(self._held[: len(prefix)])
        return prefix.startswith(text)

    def _ended(self) -> tuple[Decision, ...]:
        if self._is_scan():
            return (self._scan(), SWALLOW)
        return (*self._given_up(), PASS)

    def _is_scan(self) -> bool:
        rules = self._settings
        added = len(rules.prefix) + len(rules.suffix)
        return self._count - added >= rules.shortest and (
            self._count > LONGEST or "".join(self._held).endswith(rules.suffix)
        )

    def _scan(self) -> Decision:
        rules = self._settings
        text = "".join(self._held)[len(rules.prefix) :]
        if self._count <= LONGEST:
            text = text.removesuffix(rules.suffix)
        self._held, self._count, self._scanned = [], 0, True
        return Decision(Action.SCAN, text[: LONGEST + 1])

    def _given_up(self) -> tuple[Decision, ...]:
        held, self._held, self._count = self._count, [], 0
        return (REPLAY,) if held else ()


def calibrate(keys: Sequence[Key], expected: str | None = None) -> WedgeSettings:
    """Return how the scanner sends that sent `keys` in one scan of `expected`.

    Without `expected`, control characters at either end are taken for its prefix and suffix. Raises
    `InvalidInput` where the keys were typed by a person or are not a scan of `expected`.
    """
    text = "".join(key.char for key in keys)
    body = text.rstrip("".join(TERMINATORS))
    if len(body) < SHORTEST:
        raise InvalidInput("Too few keys came from the scanner; scan the calibration code again.")
    gaps = [later.at - key.at for key, later in pairwise(keys)]
    if max(gaps) > SLOWEST_SCANNER:
        raise InvalidInput("This was typed, not scanned; scan the calibration code.")
    prefix, suffix = _frame(body, expected)
    ends = text[len(body) : len(body) + 1]
    return WedgeSettings(
        gap=min(max(max(gaps) * 2, GAP_BOUNDS[0]), GAP_BOUNDS[1]),
        prefix=prefix,
        suffix=suffix,
        terminators=frozenset(ends) if ends else TERMINATORS,
        silence=not ends,
    )


def _frame(body: str, expected: str | None) -> tuple[str, str]:
    inner = expected or body.strip("".join(chr(n) for n in range(32)))
    prefix, found, suffix = body.partition(inner) if inner else (body, "", "")
    if not found or max(len(prefix), len(suffix)) > LONGEST_FRAME or TERMINATORS & set(body):
        raise InvalidInput("That was another code; scan the calibration code shown here.")
    return prefix, suffix
