import contextlib
import os
import threading
import tty
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.scanning.serial_port import (
    LONGEST,
    SILENCE,
    Connection,
    Framer,
    PortState,
    SerialScanner,
    SerialSettings,
    open_port,
    ports,
)

SOON = 30.0


class Heard:
    """Keeps what a scanner tells, and waits for it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.states: list[PortState] = []
        self.told = threading.Condition()

    def on_text(self, text: str) -> None:
        with self.told:
            self.texts.append(text)
            self.told.notify_all()

    def on_state(self, state: PortState) -> None:
        with self.told:
            self.states.append(state)
            self.told.notify_all()

    def wait_for_texts(self, *texts: str) -> None:
        with self.told:
            assert self.told.wait_for(lambda: self.texts == list(texts), SOON), self.texts

    def wait_for_states(self, *states: PortState) -> None:
        with self.told:
            assert self.told.wait_for(lambda: self.states == list(states), SOON), self.states


class Cable:
    """A pseudo-terminal: our end writes what a scanner would, its name is the port."""

    def __init__(self) -> None:
        self.ours, self._theirs = os.openpty()
        tty.setraw(self.ours)
        self.name = os.ttyname(self._theirs)

    def send(self, data: bytes) -> None:
        os.write(self.ours, data)

    def unplug(self) -> None:
        for end in (self.ours, self._theirs):
            os.close(end)


@pytest.fixture
def cable() -> Iterator[Cable]:
    plugged = Cable()
    yield plugged
    with contextlib.suppress(OSError):  # the test pulled it out
        plugged.unplug()


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\x03", b""])
def test_a_scan_over_a_real_port(cable: Cable, end: bytes) -> None:
    heard = Heard()
    scanner = SerialScanner(cable.name, heard.on_text, heard.on_state)
    scanner.start()
    heard.wait_for_states(PortState.LIVE)
    cable.send(b"AUTUMN-7K2M" + end)
    heard.wait_for_texts("AUTUMN-7K2M")
    cable.send(b"\x02AUTUMN-9999" + end)
    heard.wait_for_texts("AUTUMN-7K2M", "AUTUMN-9999")
    scanner.stop()


def test_a_port_that_is_pulled_out_comes_back() -> None:
    first, second = Cable(), Cable()
    plugged = [first.name]
    heard = Heard()

    def opener(_device: str, settings: SerialSettings) -> Connection:
        if not plugged:
            raise FileNotFoundError
        return open_port(plugged[0], settings)

    scanner = SerialScanner("USB", heard.on_text, heard.on_state, opener=opener, waits=(0.02,))
    scanner.start()
    heard.wait_for_states(PortState.LIVE)
    first.send(b"HALF")
    plugged.clear()
    first.unplug()
    heard.wait_for_states(PortState.LIVE, PortState.LOST)
    plugged.append(second.name)
    heard.wait_for_states(PortState.LIVE, PortState.LOST, PortState.LIVE)
    second.send(b"AUTUMN-7K2M\r")
    with heard.told:
        assert heard.told.wait_for(lambda: heard.texts[-1:] == ["AUTUMN-7K2M"], SOON)
    scanner.stop()
    second.unplug()


def test_a_port_that_is_not_there_is_told_once() -> None:
    heard = Heard()
    scanner = SerialScanner("/dev/no-such-port", heard.on_text, heard.on_state, waits=(0.01,))
    scanner.start()
    heard.wait_for_states(PortState.ABSENT)
    scanner.stop()
    assert heard.states == [PortState.ABSENT]


def test_stopping_before_the_start_is_no_error() -> None:
    SerialScanner("/dev/no-such-port", lambda _: None, lambda _: None).stop()


def test_the_ports_of_this_machine_have_names() -> None:
    assert all(port.device and port.description for port in ports())


def test_other_code_pages_are_read_as_best_can_be() -> None:
    assert Framer().feed("zażółć\r".encode(), 0) == ["zażółć"]
    assert Framer("cp1250").feed("zażółć\r".encode("cp1250"), 0) == ["zażółć"]
    assert Framer().feed(b"caf\xe9\r", 0) == ["café"]


def test_a_flood_without_an_end_is_bounded() -> None:
    framer = Framer()
    for i in range(100):
        assert framer.feed(b"A" * 4096, i) == []
    assert [len(text) for text in framer.feed(b"\r", 101)] == [LONGEST + 1]


lines = st.lists(st.text("ABC123-\x1d]", min_size=1, max_size=40), max_size=8)


@given(lines, st.sampled_from([b"\r", b"\n", b"\r\n", b"\x03", b"\x03\r\n"]), st.integers(1, 7))
def test_however_the_bytes_are_torn_the_texts_are_whole(
    texts: list[str], end: bytes, size: int
) -> None:
    sent = b"".join(b"\x02" + text.encode() + end for text in texts)
    framer = Framer()
    got = [
        text
        for i in range(0, len(sent), size)
        for text in framer.feed(sent[i : i + size], i * 0.001)
    ]
    assert got == texts


@given(st.text("ABC123", min_size=1, max_size=20), st.floats(SILENCE, 10))
def test_silence_ends_a_text_and_only_silence(text: str, pause: float) -> None:
    framer = Framer()
    assert framer.feed(text.encode(), 1.0) == []
    assert framer.tick(1.0 + SILENCE / 2) == []
    assert framer.tick(1.0 + pause + 1e-6) == [text]
    assert framer.tick(100.0) == []
