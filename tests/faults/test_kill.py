"""The program killed at its work: at the next start there is all of it or nothing."""

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.shop import Shop, command, environment
from tests.house.checkout import ROOT

pytestmark = pytest.mark.slow

BEGUN_BYTES = 1_000_000


def kill_when(
    shop: Shop, has_begun: Callable[[], bool], *words: object, stdin: Path | None = None
) -> None:
    """Start the program and kill it once it has begun; its output is in `out` beside the data."""
    given = (stdin or Path("/dev/null")).open("rb")
    with given, (shop.folder / "out").open("wb") as out, subprocess.Popen(
        command(*words, "--data", shop.data), stdin=given, stdout=out, cwd=ROOT, env=environment()
    ) as running:  # fmt: skip
        until = time.monotonic() + 60
        while not has_begun():
            assert running.poll() is None, "it ended before it could be killed"
            assert time.monotonic() < until, "it never began"
            time.sleep(0.005)  # noqa: TID251 - another process is waited for
        running.kill()


def log_grows(shop: Shop) -> bool:
    """Say whether the database's log holds work already."""
    log = shop.data / "ledger.db-wal"
    return log.exists() and log.stat().st_size > BEGUN_BYTES


def test_generating(shop: Shop) -> None:
    kill_when(shop, lambda: log_grows(shop), "codes", "generate", "Points", 2_000_000)
    assert len(shop.codes("Points")) == 5
    assert shop("doctor").code == 0
    shop.done("codes", "generate", "Points", 5)


def test_importing(shop: Shop) -> None:
    lines = "\n".join(f"SPRING{number:07}" for number in range(300_000))
    file = shop.file("codes.csv", f"code\n{lines}\n")
    kill_when(shop, lambda: log_grows(shop), "codes", "import", "Points", file)
    assert len(shop.codes("Points")) == 5
    assert shop("doctor").code == 0


def test_every_acceptance_that_was_answered_is_recorded(shop: Shop) -> None:
    shop.done("codes", "generate", "Points", 3_000)
    attempts = (json.dumps({"code": code, "member": "4000101"}) for code in shop.codes("Points"))
    file = shop.file("attempts.jsonl", "\n".join(attempts))
    out = shop.folder / "out"
    kill_when(shop, lambda: out.exists() and out.stat().st_size > 10_000, "redeem", "-", stdin=file)
    # The last line may be cut off; whoever reads it knows nothing of that code yet.
    answered = [json.loads(line) for line in out.read_text().splitlines(keepends=True)[:-1]]
    accepted = [answer["code"] for answer in answered if answer["verdict"] == "accepted"]
    assert accepted
    listed = shop("codes", "list", "Points", "--status", "used", "--json").records
    used = {record["code"] for record in listed}
    assert set(accepted) <= used
    assert len(used) <= len(accepted) + 2
    assert shop("doctor").code == 0
    assert shop("journal", "verify").code == 0
