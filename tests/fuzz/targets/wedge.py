"""Keys, from people and from scanners that type: what was pressed is passed on or scanned, never
lost; and a good scan is read whatever came before it.
"""

from random import Random
from typing import Final, NamedTuple

from counterfoil.domain.errors import InvalidInput
from counterfoil.scanning.wedge import (
    LONGEST,
    TERMINATORS,
    Action,
    Key,
    Wedge,
    WedgeSettings,
    calibrate,
)
from tests.fuzz.engine import Target, decoded, plain

GAPS: Final = (0, 1, 5, 20, 34, 35, 36, 60, 200, 2_000)
"""Milliseconds between two keys."""
KEYS: Final = (
    "A",
    "B",
    "7",
    "K",
    "2",
    "-",
    "\r",
    "\n",
    "\t",
    "",
    "é",
    "\u0301",
    "\u202e",
    "\x02",
    "~",
)
SETTINGS: Final = (
    WedgeSettings(),
    WedgeSettings(prefix="~", suffix="#"),
    WedgeSettings(prefix="\x02", suffix="\x03", terminators=frozenset("\r"), silence=False),
    WedgeSettings(gap=0.1, terminators=frozenset(), silence=True),
    WedgeSettings(prefix="AA", suffix="A", shortest=1),
)


class Press(NamedTuple):
    """A key, how many seconds after the one before, and whether it is held down."""

    char: str
    after: float
    repeat: bool


def make(rng: Random) -> bytes:
    """Which settings, then keys: each a byte for the pause and a character."""
    stream = [bytes([rng.randrange(len(SETTINGS))])]
    makers = rng.choices((_scan, _scan, _typed, _noise), k=rng.randrange(1, 9))
    stream += (make_part(rng) for make_part in makers)
    if rng.random() < 0.01:
        stream.append(_pressed("A", 1) * rng.choice((2040, 2048, 2049, 3000)))
    return b"".join(stream)


def _pressed(char: str, pause: int) -> bytes:
    return bytes([pause]) + (char or "\0").encode()


def _scan(rng: Random) -> bytes:
    framed = rng.choice(
        ("{}\r", "{}\r\n", "{}\t", "{}", "~{}#\r", "~{}\r", "\x02{}\x03\r", "AA{}A\r")
    )
    text = "".join(rng.choice("AB7K2") for _ in range(rng.choice((1, 3, 4, 8, 20))))
    pause = rng.choice((0, 1, 2, 3))
    return b"".join(_pressed(char, pause) for char in framed.format(text))


def _typed(rng: Random) -> bytes:
    return b"".join(_pressed(rng.choice(KEYS), rng.choice((7, 8, 9))) for _ in range(5))


def _noise(rng: Random) -> bytes:
    pauses = range(len(GAPS) + 10)
    return b"".join(
        _pressed(rng.choice(KEYS), rng.choice(pauses)) for _ in range(rng.randrange(40))
    )


def presses(data: bytes) -> list[Press]:
    """Return the keys in an input; NUL types nothing, as an arrow does."""
    text = decoded(data)
    pairs = zip(text[::2], text[1::2], strict=False)
    return [
        Press(
            "" if char == "\0" else char,
            GAPS[ord(pause) % len(GAPS)] / 1000,
            ord(pause) % 20 > len(GAPS),
        )
        for pause, char in pairs
    ]


def wedge(data: bytes) -> bool:
    """Carry out what is decided on a stream of keys; each key must come to one end."""
    settings = SETTINGS[data[0] % len(SETTINGS)] if data else SETTINGS[0]
    desk = _Desk(Wedge(settings))
    for press in presses(data[1:]):
        desk.press(press)
    desk.press(Press("A", 0, repeat=True))
    desk.wait(10)
    assert not desk.held, desk.held
    _read_again(desk, settings)
    return desk.scanned > 1


def _read_again(desk: "_Desk", settings: WedgeSettings) -> None:
    """A good scan is read, whatever came before it."""
    good = "SUM7K2M9"
    desk.scans.clear()
    end = "".join(sorted(settings.terminators)[:1])
    for char in f"{settings.prefix}{good}{settings.suffix}{end}":
        desk.press(Press(char, 0.005, repeat=False))
    desk.wait(10)
    assert desk.scans == [good], (desk.scans, settings)


class _Desk:
    """Does as the wedge decides, and holds it to what it promises."""

    def __init__(self, wedge: Wedge) -> None:
        self.wedge = wedge
        self.now = 0.0
        self.held: list[str] = []
        self.scans: list[str] = []
        self.scanned = 0

    def press(self, press: Press) -> None:
        if press.after > 0.05:
            self.wait(press.after)
        self.now += press.after
        decisions = self.wedge.press(press.char, self.now, repeat=press.repeat)
        ends = [d for d in decisions if d.action in {Action.PASS, Action.HOLD, Action.SWALLOW}]
        assert len(ends) == 1, decisions
        assert decisions[-1] is ends[0], decisions
        for decision in decisions[:-1]:
            self._carry_out(decision.action, decision.text)
        if ends[0].action is Action.HOLD:
            self.held.append(press.char)
        elif ends[0].action is Action.SWALLOW:
            assert press.char in TERMINATORS, press
        else:
            assert not self.held, "a key overtakes those held back"
        assert (self.wedge.deadline is None) == (not self.held), self.held

    def wait(self, seconds: float) -> None:
        due = self.wedge.deadline
        if due is not None and due < self.now + seconds:
            for decision in self.wedge.tick(due + 0.001):
                self._carry_out(decision.action, decision.text)
            assert not self.held, self.held

    def _carry_out(self, action: Action, text: str) -> None:
        held, self.held = "".join(self.held), []
        assert held, action
        if action is Action.SCAN:
            assert len(text) <= LONGEST + 1, len(text)
            assert text in held, (text, held)
            self.scans.append(text)
            self.scanned += 1
        else:
            assert action is Action.REPLAY, action


def lesson(data: bytes) -> bool:
    """Learn from keys how a scanner sends; what sends so must be read then."""
    now, keys = 0.0, []
    for press in presses(data[1:]):
        now += press.after if press.after < 0.2 else 0.02
        keys.append(Key(press.char, now))
    expected = "SUM7K2M9" if data[:1] == b"\1" else None
    try:
        settings = calibrate(keys, expected)
    except InvalidInput:
        return False
    _read_again(_Desk(Wedge(settings)), settings)
    return True


TARGETS: Final = (
    Target("wedge", 90_000, make, plain(wedge), block=30_000),
    Target("calibration", 20_000, make, plain(lesson), block=20_000),
)
