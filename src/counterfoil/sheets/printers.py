"""Receipt printers, by their address: over the network, on USB, or as a file of the system.

    tcp:HOST[:PORT]      usb:VENDOR:PRODUCT      file:PATH

A printer on USB has its numbers in `lsusb`, in hexadecimal; the same printer is also a file such as
/dev/usb/lp0 where the system has a driver for it. Other files take what is sent in place of what
they held.
"""

import os
import select
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path

from counterfoil.domain.errors import InvalidInput, MachineError
from counterfoil.sheets.receipt_paper import not_installed

RAW_PORT = 9100
"""Where printers take bytes as they come (IANA's pdl-datastream)."""
TIMEOUT = 10.0
"""Seconds until a printer that takes nothing is given up."""
EXAMPLE = "tcp:192.168.1.40"

_DEVICES = Path("/dev")


def check_target(target: str) -> None:
    """Raise `InvalidInput` where `target` is no address of a printer, and say how it is written."""
    _way(target)


def send(target: str, data: bytes, *, timeout: float = TIMEOUT) -> None:
    """Send `data` to the printer at `target`, waiting at most `timeout` seconds on each step.

    Raises:
        InvalidInput: `target` is no address, or pyusb is wanted and not installed.
        MachineError: the printer is not there, or takes nothing.
    """
    deliver = _way(target)
    try:
        deliver(data, timeout)
    except OSError as error:
        raise MachineError(
            "The printer {printer} takes nothing ({why}); see that it is on, connected and has"
            " paper.",
            printer=target,
            why=error.strerror or str(error) or type(error).__name__,
        ) from error


def _way(target: str) -> Callable[[bytes, float], None]:
    kind, _, rest = target.strip().partition(":")
    match kind.strip().lower():
        case "tcp" if rest:
            return partial(_to_network, _host(target, rest))
        case "usb" if rest:
            return partial(_to_usb, _numbers(target, rest))
        case "file" if rest:
            return partial(_to_file, Path(rest))
    raise _misspelt(target)


def _host(target: str, text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    if not colon or text.endswith("]"):
        host, port = text, str(RAW_PORT)
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise _misspelt(target)
    return host.removeprefix("[").removesuffix("]"), int(port)


def _numbers(target: str, text: str) -> tuple[int, int]:
    try:
        vendor, product = (int(each, 16) for each in text.split(":"))
    except ValueError:
        raise _misspelt(target) from None
    return vendor, product


def _misspelt(target: str) -> InvalidInput:
    return InvalidInput(
        "{printer} is no address of a receipt printer; write it as tcp:HOST, usb:VENDOR:PRODUCT"
        " or file:PATH, such as {example}.",
        printer=target.strip()[:60] or "“”",
        example=EXAMPLE,
    )


def _to_network(address: tuple[str, int], data: bytes, timeout: float) -> None:
    with socket.create_connection(address, timeout) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)


def _to_file(path: Path, data: bytes, timeout: float) -> None:
    flags = os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if _DEVICES not in path.parents:
        flags |= os.O_CREAT | os.O_TRUNC
    file = os.open(path, flags, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            # A device that is out of paper takes nothing; without waiting for it, it would hang.
            if hasattr(os, "O_NONBLOCK") and not select.select([], [file], [], timeout)[1]:
                raise TimeoutError("timed out")
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)


def _to_usb(numbers: tuple[int, int], data: bytes, timeout: float) -> None:
    try:
        from counterfoil.sheets import usb_printer  # noqa: PLC0415 - needs an optional part
    except ImportError:
        raise not_installed() from None
    usb_printer.write(*numbers, data, timeout)
