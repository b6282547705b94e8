"""Hand scanners on a serial port (RS-232, or USB as a virtual COM port)."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

import serial
from serial.tools import list_ports

LONGEST = 2048
SILENCE = 0.08  # seconds; at 9600 baud a character takes one millisecond
STX, ETX = b"\x02", b"\x03"
ENDS = frozenset(b"\r\n\x03")
WAITS = (
    0.5,
    1.0,
    2.0,
    5.0,
)  # seconds before the next attempt to open, the last one again and again
READ_SIZE = 1024
JOIN_S = 3.0


class PortState(Enum):
    """How the port stands: `ABSENT` was never open, `LOST` was and is tried again."""

    LIVE = "live"
    LOST = "lost"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Port:
    """A serial port of this machine: what to open, and what its maker calls it."""

    device: str
    description: str


@dataclass(frozen=True, slots=True)
class SerialSettings:
    """How the port is set; most scanners ship with 9600 baud, 8 data bits, no parity."""

    baud: int = 9600
    data_bits: int = 8
    parity: str = "N"
    stop_bits: float = 1
    encoding: str = "utf-8"


class Connection(Protocol):
    """What is used of an open port; `read` returns what came within its timeout, maybe nothing."""

    def read(self, size: int = 1) -> bytes: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


Opener = Callable[[str, SerialSettings], Connection]


class Framer:
    """Bytes into scanned texts: ended by CR, LF, both, ETX or silence, begun by STX where sent.

    Of a text longer than 2048 bytes only so many and one more are kept: enough to refuse it.
    """

    def __init__(self, encoding: str = "utf-8") -> None:
        self._encoding = encoding
        self._held = bytearray()
        self._last = 0.0

    def feed(self, data: bytes, now: float) -> list[str]:
        """Return the texts that `data`, come at `now` seconds, completes."""
        self._last = now
        done = []
        for byte in data:
            if byte in ENDS or byte == STX[0]:
                done += self._text()
            elif len(self._held) <= LONGEST:
                self._held.append(byte)
        return done

    def tick(self, now: float) -> list[str]:
        """Return the text that silence has ended, where there is one."""
        return self._text() if self._held and now - self._last >= SILENCE else []

    def reset(self) -> None:
        """Forget a text half received, as when the port is lost."""
        self._held.clear()

    def _text(self) -> list[str]:
        if not self._held:
            return []
        held, self._held = bytes(self._held), bytearray()
        try:
            return [held.decode(self._encoding)]
        except UnicodeDecodeError:  # the scanner is set to another code page
            return [held.decode("latin-1")]


def ports() -> list[Port]:
    """Return the serial ports that this machine has."""
    return [Port(info.device, info.description or info.device) for info in list_ports.comports()]


def open_port(device: str, settings: SerialSettings) -> Connection:
    """Open a port; raises `OSError` (pyserial's SerialException is one) where it is not there."""
    return serial.Serial(
        device,
        settings.baud,
        bytesize=settings.data_bits,
        parity=settings.parity,
        stopbits=settings.stop_bits,
        timeout=SILENCE / 2,
    )


class SerialScanner:
    """Reads one port in a thread of its own and opens it again when it was lost.

    `on_text` and `on_state` are called on that thread.
    """

    def __init__(
        self,
        device: str,
        on_text: Callable[[str], None],
        on_state: Callable[[PortState], None],
        *,
        settings: SerialSettings | None = None,
        opener: Opener = open_port,
        waits: tuple[float, ...] = WAITS,
    ) -> None:
        self._device = device
        self._on_text, self._on_state = on_text, on_state
        self._settings = settings or SerialSettings()
        self._open, self._waits = opener, waits
        self._framer = Framer(self._settings.encoding)
        self._stop = threading.Event()
        self._state: PortState | None = None
        self._thread = threading.Thread(target=self._run, name="serial scanner", daemon=True)

    def start(self) -> None:
        """Begin reading."""
        self._thread.start()

    def stop(self) -> None:
        """End reading and close the port."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(JOIN_S)

    def _run(self) -> None:
        tries = 0
        while not self._stop.is_set():
            try:
                connection = self._open(self._device, self._settings)
            except (OSError, ValueError):
                self._tell(PortState.LOST if self._was_live() else PortState.ABSENT)
            else:
                tries = 0
                self._tell(PortState.LIVE)
                self._listen(connection)
            self._stop.wait(self._waits[min(tries, len(self._waits) - 1)])
            tries += 1

    def _listen(self, connection: Connection) -> None:
        try:
            while not self._stop.is_set():
                self._take(connection.read(READ_SIZE))
        except (OSError, TypeError):  # pyserial raises TypeError when the port closes under it
            self._tell(PortState.LOST)
        finally:
            self._framer.reset()
            connection.close()

    def _take(self, data: bytes) -> None:
        now = time.monotonic()
        for text in self._framer.feed(data, now) if data else self._framer.tick(now):
            self._on_text(text)

    def _was_live(self) -> bool:
        return self._state in {PortState.LIVE, PortState.LOST}

    def _tell(self, state: PortState) -> None:
        if state is not self._state:
            self._state = state
            self._on_state(state)
