"""A disk that takes no more, and folders that may not be written."""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.shop import Shop, command, environment
from tests.house.checkout import ROOT

NOBODY = 65_534

# The modules are loaded while the files of a developer's account may still be read.
AS_NOBODY = """
import os, sys
from importlib import import_module
from counterfoil.cli.app import COMMANDS, main
for module, _ in COMMANDS.values():
    import_module("counterfoil.cli." + module.partition(":")[0])
for _ in range(2):  # The second time there is a key to be read.
    main(["campaign", "list", "--data", sys.argv[2]])
os.setgroups([]), os.setgid(NOBODY), os.setuid(NOBODY)
sys.stdout.flush(), sys.stderr.flush()
sys.stdout.write("|"), sys.stderr.write("|")
sys.exit(main(["store", "set", "--name", "New", "--data", sys.argv[1]]))
""".replace("NOBODY", str(NOBODY))


def limited(shop: Shop, most: int, *words: object) -> subprocess.CompletedProcess[bytes]:
    """Run the program where no file can grow beyond `most` bytes, as on a disk that is full.

    Python would cut its own compiled modules off there too, and trust them ever after.
    """
    return subprocess.run(
        command(*words, "--data", shop.data), capture_output=True, cwd=ROOT,
        env=environment({"PYTHONDONTWRITEBYTECODE": "1"}), timeout=60, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )  # fmt: skip


def one_sentence(ran: subprocess.CompletedProcess[bytes]) -> bool:
    """Say whether all that was said is one sentence on standard error."""
    return ran.stderr.count(b"\n") == 1 and b"Something is wrong" not in ran.stderr


def test_codes_that_do_not_fit_the_disk_leave_nothing(shop: Shop) -> None:
    ran = limited(shop, 2_000_000, "codes", "generate", "Points", 200_000)
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert one_sentence(ran)
    assert len(shop.codes("Points")) == 5
    assert shop("doctor").code == 0


def test_a_redemption_that_cannot_be_written_is_not_accepted(shop: Shop) -> None:
    code = shop.codes("Coffee")[0]
    ran = limited(shop, 1_000, "redeem", code, "--member", "4000101")
    assert ran.returncode == 3
    assert b"accepted" not in ran.stdout.lower()
    assert one_sentence(ran)
    assert shop("redeem", code, "--member", "4000101").code == 0


@pytest.mark.parametrize(
    ("words", "target"),
    [
        (("codes", "export", "Points", "-o"), "codes.csv"),
        (("journal", "export", "-o"), "journal.txt"),
        (("backup",), "copy.db"),
    ],
)
def test_a_file_that_does_not_fit_is_not_there_at_all(
    shop: Shop, words: tuple[str, ...], target: str
) -> None:
    shop.done("codes", "generate", "Points", 2_000)
    out = shop.folder / "out"
    out.mkdir()
    # Room for the database's own shared memory, none for the copy.
    ran = limited(shop, 40_000 if target != "journal.txt" else 1_000, *words, out / target)
    if target == "journal.txt" and ran.returncode == 0:
        pytest.fail("the journal fitted in a thousand bytes")
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert one_sentence(ran)
    assert list(out.iterdir()) == []


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 6 MB of the test's own."""
    if shutil.which("mount") is None or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    with tempfile.TemporaryDirectory() as place:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=6m", "none", place],
            capture_output=True, check=False,
        )  # fmt: skip
        if mounted.returncode:
            pytest.skip("mounting is not allowed here")
        try:
            yield Path(place)
        finally:
            subprocess.run(["umount", place], check=True)


def test_on_a_full_disk_the_ledger_can_still_be_read(shop: Shop, small_disk: Path) -> None:
    full = Shop(small_disk, shop.capfd)
    shutil.copytree(shop.data, full.data, ignore=shutil.ignore_patterns("lock"))
    ran = full("codes", "generate", "Points", 1_000_000)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("The disk is full: nothing was recorded in")
    assert len(full.codes("Points")) == 5
    assert full("journal", "export", "-o", shop.folder / "journal.txt").code == 0
    ran = full("backup")
    assert (ran.code, ran.err.count("\n")) == (3, 1)
    assert list((full.data / "backups").iterdir()) == []


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that everybody can reach, which those of pytest are not."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield Path(place)


def close_folder(data: Path) -> None:
    data.chmod(0o555)


def close_database(data: Path) -> None:
    (data / "ledger.db").chmod(0o444)


def close_key(data: Path) -> None:
    (data / "device.key").chmod(0o600)
    os.chown(data / "device.key", 0, 0)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("close", [close_folder, close_database, close_key])
def test_what_may_not_be_written_is_told(
    shop: Shop, open_place: Path, close: Callable[[Path], None]
) -> None:
    data = open_place / "data"
    shutil.copytree(shop.data, data, ignore=shutil.ignore_patterns("lock"))
    for path in [data, *data.rglob("*")]:
        os.chown(path, NOBODY, NOBODY)
    close(data)
    ran = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, data, open_place / "warm"],
        capture_output=True, cwd=ROOT, env=environment(), timeout=60, check=False, text=True,
    )  # fmt: skip
    said = ran.stderr.partition("|")[2]
    assert ran.returncode == 3, ran
    assert said.count("\n") == 1
    assert str(data) in said
    assert "Something is wrong" not in said
