"""What is sent reaches the printer, and a printer that is gone is told in a sentence."""

import os
import socket
import threading
from pathlib import Path

import pytest

from counterfoil.domain.errors import InvalidInput, MachineError
from counterfoil.sheets.printers import check_target, send
from counterfoil.sheets.slip import Slip, slip_bytes
from tests.helpers.receipt_printer import printer_at_port, read

DATA = bytes(range(256)) * 200


def test_a_printer_on_the_network_gets_it_all() -> None:
    with printer_at_port() as printer:
        send(printer.address, DATA)
        assert printer.received() == DATA


def test_a_slip_comes_out_of_a_printer_on_the_network() -> None:
    with printer_at_port() as printer:
        send(printer.address, slip_bytes(Slip("Kawa gratis", "ABCD1234")))
        assert read(printer.received()).qr == ["ABCD1234"]


def test_a_file_takes_it_in_place_of_what_it_held(tmp_path: Path) -> None:
    path = tmp_path / "slip.bin"
    path.write_bytes(b"x" * 100_000)
    send(f"file:{path}", DATA)
    assert path.read_bytes() == DATA


def test_a_device_takes_it_piece_by_piece(tmp_path: Path) -> None:
    path = tmp_path / "lp0"
    os.mkfifo(path)
    read_end = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(read_end, True)
    got: list[bytes] = []

    def drain() -> None:
        while part := os.read(read_end, 4096):
            got.append(part)

    send(f"file:{path}", b"a", timeout=5)
    thread = threading.Thread(target=drain)
    writer = os.open(path, os.O_WRONLY)  # keeps the pipe open until the drain has begun
    thread.start()
    send(f"file:{path}", DATA, timeout=5)
    os.close(writer)
    thread.join(10)
    os.close(read_end)
    assert b"".join(got) == b"a" + DATA


def test_nobody_at_the_address_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(MachineError, match=rf"tcp:127.0.0.1:{port} takes nothing \(Connection ref"):
        send(f"tcp:127.0.0.1:{port}", DATA)
    with pytest.raises(MachineError, match="takes nothing"):
        send("tcp:no-such-host.invalid", DATA)


def test_a_printer_that_stops_taking_is_given_up() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        pytest.raises(MachineError, match=r"takes nothing \(timed out\)"),
    ):
        send(f"tcp:127.0.0.1:{server.getsockname()[1]}", b"x" * 50_000_000, timeout=0.2)


def test_a_device_that_takes_nothing_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "lp0"
    os.mkfifo(path)
    with pytest.raises(MachineError, match="takes nothing"):
        send(f"file:{path}", b"x")
    read_end = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(MachineError, match=r"\(timed out\)"):
        send(f"file:{path}", b"x" * 10_000_000, timeout=0.1)
    os.close(read_end)


def test_a_device_that_is_gone_is_not_made_a_file() -> None:
    with pytest.raises(MachineError, match="No such file"):
        send("file:/dev/no-such-printer", b"x")
    assert not Path("/dev/no-such-printer").exists()


def test_a_full_disk_is_told() -> None:
    with pytest.raises(MachineError, match="No space left"):
        send("file:/dev/full", b"x")


@pytest.mark.parametrize(
    "address",
    ["tcp:till-printer", "tcp:10.0.0.7:9101", "tcp:[::1]:9100", "tcp:[::1]", "usb:04b8:0e15",
     "TCP:host", "file:/dev/usb/lp0", " file:slip.bin "],
)  # fmt: skip
def test_addresses_are_written_so(address: str) -> None:
    check_target(address)


@pytest.mark.parametrize(
    "address",
    ["", "printer", "tcp:", "tcp:host:0", "tcp:host:70000", "tcp:host:x", "tcp::9100", "usb:04b8",
     "usb:04b8:xyz", "usb:1:2:3", "file:", "lpt:1"],
)  # fmt: skip
def test_other_addresses_are_refused_with_an_example(address: str) -> None:
    with pytest.raises(InvalidInput, match=r"such as tcp:192\.168\.1\.40"):
        check_target(address)
