"""Sheets that a full disk, a kill or a user stops half way: no file, and the codes unprinted."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.shop import Shop, command, environment
from tests.faults.test_disk import limited, one_sentence
from tests.house.checkout import ROOT

STOCK = ("--stock", "avery-l7160")


@pytest.fixture
def out(shop: Shop) -> Path:
    """A folder for the sheets alone."""
    folder = shop.folder / "out"
    folder.mkdir()
    return folder


def assert_unprinted(shop: Shop, codes: int) -> None:
    """No sheet is on record, and every code can still be printed."""
    assert shop("doctor").code == 0
    assert shop.done("sheets", "list") == "No sheet was printed yet."
    preview = shop("sheet", "Points", *STOCK, "-o", shop.folder / "p.pdf", "--preview", "--json")
    assert preview.record["labels"] == codes


def stopped(shop: Shop, out: Path, stage: Callable[[], bool], number: int) -> tuple[int, bytes]:
    """Print sheets with their proof, and send a signal once a stage is reached."""
    words = ("sheet", "Points", *STOCK, "-o", out / "points.pdf", "--proof", "--data", shop.data)
    with subprocess.Popen(
        command(*words), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT,
        env=environment(),
    ) as running:  # fmt: skip
        until = time.monotonic() + 60
        while not stage():
            assert running.poll() is None, "it ended before it could be stopped"
            assert time.monotonic() < until, "it never began"
            time.sleep(0.005)  # noqa: TID251 - another process is waited for
        os.kill(running.pid, number)
        _, said = running.communicate(timeout=60)
    return running.returncode, said


def test_a_pdf_that_does_not_fit_the_disk_is_not_there_at_all(shop: Shop, out: Path) -> None:
    shop.done("codes", "generate", "Points", 6_000)
    ran = limited(shop, 1_000_000, "sheet", "Points", *STOCK, "-o", out / "points.pdf")
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert one_sentence(ran)
    assert b"points.pdf cannot be written (File too large)" in ran.stderr
    assert list(out.iterdir()) == []
    assert_unprinted(shop, 6_005)


def test_ctrl_c_leaves_neither_file_nor_sheets(shop: Shop, out: Path) -> None:
    shop.done("codes", "generate", "Points", 2_000)
    begun = out / ".points.pdf.part"
    code, said = stopped(shop, out, begun.exists, signal.SIGINT)
    assert (code, said) == (130, b"Stopped.\n")
    assert list(out.iterdir()) == []
    assert_unprinted(shop, 2_005)


@pytest.mark.slow
def test_killed_while_it_proves_it_leaves_no_file_of_that_name(shop: Shop, out: Path) -> None:
    shop.done("codes", "generate", "Points", 20_000)
    begun = out / ".points.pdf.part"
    code, _said = stopped(
        shop, out, lambda: begun.exists() and begun.read_bytes()[-6:] == b"%%EOF\n", signal.SIGKILL
    )
    assert code == -signal.SIGKILL
    assert [path.name for path in out.iterdir()] == [begun.name]
    assert_unprinted(shop, 20_005)
    shop.done("sheet", "Points", *STOCK, "-o", out / "points.pdf", "--count", 1)
    assert [path.name for path in out.iterdir()] == ["points.pdf"]
