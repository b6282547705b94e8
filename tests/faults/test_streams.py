"""Streams that are closed or full, and Ctrl-C while the program is still being loaded."""

import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.shop import Shop, command, environment
from tests.house.checkout import ROOT


def shell(shop: Shop, redirected: str, *words: object) -> subprocess.CompletedProcess[bytes]:
    """Run the program through a shell with its streams redirected."""
    return subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {redirected}', "sh",
         *command(*words, "--data", shop.data)],
        capture_output=True, cwd=ROOT, env=environment(), timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "redirected", "code", "said"),
    [
        (("codes", "list", "Points"), ">&-", 0, b""),
        (("codes", "export", "Points"), ">&-", 0, b""),
        (("redeem", "-"), "<&-", 0, b""),
        (("campaign", "create", "-"), "<&-", 2, b"The document is not JSON"),
        (("codes", "import", "Points", "/dev/stdin"), "<&-", 2, b"/dev/stdin is not a file;"),
        (("store", "show"), "<&- >&- 2>&-", 0, b""),
        (("campaign", "show", "nope"), "2>&-", 2, b""),
        (("campaign", "show", "nope"), "2>/dev/full", 2, b""),
    ],
)
def test_a_stream_that_is_closed_or_full_is_no_bug(
    shop: Shop, words: tuple[str, ...], redirected: str, code: int, said: bytes
) -> None:
    ran = shell(shop, redirected, *words)
    assert ran.returncode == code, ran
    assert ran.stderr.startswith(said)
    assert ran.stderr.count(b"\n") == (1 if said else 0)


def test_a_file_is_never_taken_for_a_closed_stream(shop: Shop) -> None:
    """Were 0 left free, the next file opened would be read as standard input."""
    assert shell(shop, "<&-", "codes", "import", "Points", "/dev/stdin").returncode == 2
    assert len(shop.codes("Points")) == 5


@pytest.mark.parametrize("after", [0.15, 0.3, 0.6])
def test_ctrl_c_during_the_start_is_said_in_a_word(shop: Shop, after: float) -> None:
    with subprocess.Popen(
        command("redeem", "-", "--data", shop.data),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=ROOT, env=environment(),
    ) as running:  # fmt: skip
        assert running.stderr is not None
        wait_until_python_runs(running.pid)
        time.sleep(after)  # noqa: TID251 - another process is waited for
        running.send_signal(signal.SIGINT)
        assert running.stderr.read() == b"Stopped.\n"
        # Python itself ends by the signal, which a shell calls 130 too, where the interrupt passed
        # through an `exec` of a text, as there is one behind every dataclass.
        assert running.wait(30) in {130, -signal.SIGINT}


def wait_until_python_runs(pid: int) -> None:
    """Wait until the package itself is being loaded, before which nobody can catch anything."""
    maps = Path(f"/proc/{pid}/maps")
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if "_typing" in maps.read_text():
            return
        time.sleep(0.005)  # noqa: TID251 - another process is waited for
    pytest.fail("the program did not start")
