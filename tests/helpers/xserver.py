"""A real X server for a child, and real key events into it, by the X protocol itself (XTEST)."""

import os
import socket
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

SCREEN = "1280x800x24"
KEY_PRESS, KEY_RELEASE = 2, 3
QUERY_EXTENSION, GET_KEYBOARD_MAPPING, GET_INPUT_FOCUS = 98, 101, 43
FAKE_INPUT = 2
SHIFT, RETURN = 0xFFE1, 0xFF0D


@contextmanager
def x_server() -> Iterator[str]:
    """Run Xvfb on a free display; give its name, such as `:99`."""
    read, write = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(write),
        "-screen",
        "0",
        SCREEN,
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


class Keyboard:
    """Presses keys on a display, as a keyboard at its plug would."""

    def __init__(self, display: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(f"/tmp/.X11-unix/X{display.removeprefix(':')}")
        self._socket.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
        status, length = struct.unpack("<BxxxxxH", self._read(8))
        setup = self._read(length * 4)
        assert status == 1, setup
        self._low, self._high = setup[26], setup[27]
        self._xtest = self._query("XTEST")
        self._codes = self._mapping()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._socket.close()

    def type(self, text: str, gap: float, end: int = RETURN) -> None:
        """Type `text` and the key `end`, `gap` seconds between two keys, as the server counts."""
        for char in text:
            self._stroke(ord(char), gap)
        self._stroke(end, gap)
        self._round_trip()

    def _stroke(self, keysym: int, after: float) -> None:
        """Press and release the key that gives `keysym`, with Shift where it takes that."""
        code, shifted = self._codes[keysym]
        shift, _ = self._codes[SHIFT]
        strokes = [(KEY_PRESS, code), (KEY_RELEASE, code)]
        if shifted:
            strokes = [(KEY_PRESS, shift), *strokes, (KEY_RELEASE, shift)]
        for index, (kind, key) in enumerate(strokes):
            self._fake(kind, key, 0 if index else round(after * 1000))

    def _fake(self, kind: int, key: int, delay_ms: int) -> None:
        event = struct.pack("<BBxxIIxxxxxxxxhhxxxxxxxx", kind, key, delay_ms, 0, 0, 0)
        self._socket.sendall(struct.pack("<BBH", self._xtest, FAKE_INPUT, 9) + event)

    def _round_trip(self) -> None:
        self._socket.sendall(struct.pack("<BxH", GET_INPUT_FOCUS, 1))
        self._reply()

    def _query(self, name: str) -> int:
        data = name.encode().ljust((len(name) + 3) // 4 * 4, b"\0")
        head = struct.pack("<BxHHxx", QUERY_EXTENSION, 2 + len(data) // 4, len(name))
        self._socket.sendall(head + data)
        reply = self._reply()
        assert reply[8] == 1, f"the server has no {name}"
        return reply[9]

    def _mapping(self) -> dict[int, tuple[int, bool]]:
        count = self._high - self._low + 1
        self._socket.sendall(struct.pack("<BxHBBxx", GET_KEYBOARD_MAPPING, 2, self._low, count))
        reply = self._reply()
        each = reply[1]
        keysyms = struct.unpack(f"<{each * count}I", reply[32 : 32 + 4 * each * count])
        codes: dict[int, tuple[int, bool]] = {}
        for index in range(count):
            for level in (0, 1):
                keysym = keysyms[index * each + level]
                codes.setdefault(keysym, (self._low + index, level == 1))
        return codes

    def _reply(self) -> bytes:
        """Return the next reply, past any events."""
        while True:
            head = self._read(32)
            assert head[0] != 0, f"the X server refused: {head!r}"
            if head[0] == 1:
                return head + self._read(4 * struct.unpack("<I", head[4:8])[0])

    def _read(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            part = self._socket.recv(count - len(data))
            assert part, "the X server has gone"
            data += part
        return data
