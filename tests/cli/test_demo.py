import csv
import json
from pathlib import Path

from counterfoil.cli.app import main
from counterfoil.ledger.demo import demo_folder
from tests.cli.shop import Shop, program


def test_the_headless_demo_does_the_whole_main_job(tmp_path: Path) -> None:
    keep = tmp_path / "kept"
    ran = program("demo", "--headless", "--json", "--keep", keep, data=tmp_path / "data")
    assert (ran.returncode, ran.stderr) == (0, b"")
    steps = {step["step"]: step for step in map(json.loads, ran.stdout.splitlines())}
    assert list(steps) == [
        "Set up", "Draw", "Read", "Redeem", "Use again", "Wrong codes", "Undo", "Export", "Verify",
    ]  # fmt: skip
    assert all(step["good"] for step in steps.values())
    assert ": Already used on " in steps["Use again"]["sentence"]
    assert steps["Use again"]["sentence"].endswith(" at Corner Coffee (demo) by Zofia.")
    assert len(list((keep / "pictures").glob("*.png"))) == 12
    with (keep / "codes.csv").open(encoding="utf-8", newline="") as file:
        assert sum(row["status"] == "used" for row in csv.DictReader(file)) == 6
    assert not (tmp_path / "data").exists()
    # What is kept is a ledger like any other.
    assert main(["journal", "verify", "--data", str(keep)]) == 0
    again = program("demo", "--headless", "--keep", keep, data=tmp_path / "data")
    assert again.returncode == 2
    assert again.stderr.decode() == f"{keep} holds a ledger; name a new folder.\n"


def test_the_headless_demo_prints_a_summary_and_leaves_nothing(empty: Shop) -> None:
    summary = empty.done("demo", "--headless").partition("Summary\n")[2].splitlines()
    assert len(summary) == 9
    assert all(line.startswith("  ✓  ") for line in summary)
    assert not empty.data.exists()


def test_without_a_display_the_demo_store_is_made_and_the_rest_said(empty: Shop) -> None:
    ran = program("demo", data=empty.data)
    assert ran.returncode == 3
    assert ran.stderr.startswith(b"There is no display to open the desk on;")
    assert main(["campaign", "list", "--data", str(demo_folder(empty.data))]) == 0
    assert "Treat of the month" in empty.capfd.readouterr().out
    assert empty.done("demo", "--wipe") == "The demonstration store is gone."
    assert not demo_folder(empty.data).exists()
