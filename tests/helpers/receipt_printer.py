"""A receipt printer that stands at a port: it takes what is sent and reads ESC/POS as Epson says.

Its tables are its own, so that a wrong code page or a torn command shows as wrong text.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Thread

# ESC t: Epson's character code tables.
CODE_PAGES = {
    0: "cp437",
    2: "cp850",
    14: "cp737",
    15: "iso8859_7",
    16: "cp1252",
    17: "cp866",
    18: "cp852",
}


@dataclass
class Printed:
    """What came out on paper: lines of text, those in large or bold letters, and symbols."""

    lines: list[str] = field(default_factory=list)
    large: list[str] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)
    qr: list[str] = field(default_factory=list)
    qr_module: int = 0
    qr_level: str = ""
    bars: list[str] = field(default_factory=list)
    bar_module: int = 0
    cut: bool = False


class Reader:
    """Goes through the bytes, command by command."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0
        self.page, self.is_large, self.is_bold = "cp437", False, False
        self.line = ""
        self.stored = ""
        self.printed = Printed()

    def take(self, count: int) -> bytes:
        """Return the next bytes."""
        taken = self.data[self.at : self.at + count]
        assert len(taken) == count, "the last command is torn"
        self.at += count
        return taken

    def read(self) -> Printed:
        """Read it all."""
        while self.at < len(self.data):
            byte = self.take(1)
            match byte:
                case b"\x1b":
                    self.escape(self.take(1))
                case b"\x1d":
                    self.group(self.take(1))
                case b"\n":
                    self.feed()
                case _:
                    assert byte >= b" ", f"an odd control character: {byte!r}"
                    self.line += byte.decode(self.page)
        return self.printed

    def feed(self) -> None:
        """End a line."""
        if self.line:
            self.printed.lines.append(self.line)
            if self.is_large:
                self.printed.large.append(self.line)
            if self.is_bold:
                self.printed.bold.append(self.line)
        self.line = ""

    def escape(self, command: bytes) -> None:
        """ESC @, !, E, a, t and d."""
        if command == b"@":
            return
        (value,) = self.take(1)
        if command == b"!":
            self.is_large, self.is_bold = value & 0x30 == 0x30, bool(value & 0x08)
        elif command == b"E":
            self.is_bold = bool(value & 1)
        elif command == b"t":
            self.page = CODE_PAGES[value]
        else:
            assert command in {b"a", b"d"}, f"ESC {command!r} is not known"

    def group(self, command: bytes) -> None:
        """GS V, h, w, H, k and ( k."""
        if command == b"(":
            self.symbol()
        elif command == b"k":
            assert self.take(1) == b"\x49", "not Code 128"
            (length,) = self.take(1)
            content = self.take(length)
            assert content[:2] == b"{B"
            self.printed.bars.append(content[2:].replace(b"{{", b"{").decode("ascii"))
        else:
            (value,) = self.take(1)
            if command == b"w":
                self.printed.bar_module = value
            self.printed.cut = self.printed.cut or command == b"V"
            assert command in {b"V", b"h", b"w", b"H"}, f"GS {command!r} is not known"

    def symbol(self) -> None:
        """GS ( k: the functions for QR symbols."""
        assert self.take(1) == b"k"
        length = int.from_bytes(self.take(2), "little")
        kind, function, *rest = self.take(length)
        assert kind == 0x31, "not a QR symbol"
        match function:
            case 0x43:
                (self.printed.qr_module,) = rest
            case 0x45:
                self.printed.qr_level = "LMQH"[rest[0] - 0x30]
            case 0x50:
                self.stored = bytes(rest[1:]).decode()
            case 0x51:
                self.printed.qr.append(self.stored)


def read(data: bytes) -> Printed:
    """Return what a printer makes of `data`."""
    return Reader(data).read()


class PrinterAtPort:
    """A printer on the network; `received` is what it was sent until the sender hung up."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])
        self._data = bytearray()
        self._thread = Thread(target=self._serve)
        self._thread.start()

    @property
    def address(self) -> str:
        """How it is written."""
        return f"tcp:127.0.0.1:{self.port}"

    def received(self) -> bytes:
        """Return what one sender sent, once it has hung up."""
        self._thread.join(10)
        assert not self._thread.is_alive()
        return bytes(self._data)

    def close(self) -> None:
        """Go away; nobody is listened for any more when this returns."""
        # Only closed, the socket would listen on for as long as the thread waits at it.
        with suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(10)

    def _serve(self) -> None:
        try:
            connection, _ = self._server.accept()
        except OSError:
            return
        with connection:
            while part := connection.recv(4096):
                self._data += part


@contextmanager
def printer_at_port() -> Iterator[PrinterAtPort]:
    """Give a printer that takes what one sender sends."""
    printer = PrinterAtPort()
    try:
        yield printer
    finally:
        printer.close()
