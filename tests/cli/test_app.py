import subprocess
from pathlib import Path

import click
import pytest

from counterfoil import __version__
from counterfoil.cli.app import COMMANDS, counterfoil, main
from counterfoil.cli.wiring import report_bug
from tests.cli.shop import Shop, command, environment, program
from tests.house.checkout import ROOT


def test_help_lists_the_commands_and_no_others(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capfd.readouterr().out
    listed = [line.split()[0] for line in out.partition("Commands:")[2].strip().splitlines()]
    assert listed == list(COMMANDS)


def test_every_command_is_there_and_takes_a_data_folder() -> None:
    context = click.Context(counterfoil)
    commands = [counterfoil.get_command(context, name) for name in COMMANDS]
    leaves = [
        leaf
        for found in commands
        for leaf in (found.commands.values() if isinstance(found, click.Group) else [found])
    ]
    assert len(leaves) > 30
    without = [
        leaf.name
        for leaf in leaves
        if leaf is not None and "--data" not in [o for p in leaf.params for o in p.opts]
    ]
    # Without a ledger, pictures are read, stock is looked up, a lost till's journal is handed over.
    assert without == ["list", "show", "calibrate", "scan"]


def test_version(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capfd.readouterr().out == f"counterfoil {__version__}\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["shete"], "No such command 'shete'. See `counterfoil --help`.\n"),
        (["sheet"], "Missing argument 'CAMPAIGN'. See `counterfoil sheet --help`.\n"),
        (["redeem"], "Missing argument 'CODE'. See `counterfoil redeem --help`.\n"),
        (["redeem", "A", "--nope"], "No such option '--nope'. See `counterfoil redeem --help`.\n"),
        (
            ["codes", "generate", "x", "many"],
            "Invalid value for '[N]': 'many' is not a valid integer",
        ),
        (["reverse", "x"], "Missing option '--reason'. See `counterfoil reverse --help`.\n"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_2(
    words: list[str], sentence: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith(sentence)
    assert err.count("\n") == 1


@pytest.mark.logs("unexpected")
def test_a_bug_is_logged_by_its_kind_and_places(tmp_path: Path) -> None:
    path = Path(report_bug(ZeroDivisionError("SUM-SECRET"), tmp_path))
    assert path.is_relative_to(tmp_path)
    assert "ZeroDivisionError" in path.read_text("utf-8")
    assert "SECRET" not in path.read_text("utf-8")


def test_a_reader_that_has_seen_enough_is_no_failure(shop: Shop) -> None:
    """As in `counterfoil codes list | head -1`."""
    shop.done("codes", "generate", "Points", 20_000)
    with subprocess.Popen(
        command("codes", "list", "Points", "--json", "--data", shop.data),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=environment(),
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(30) == 0


def test_output_that_cannot_be_written_is_the_machines_failure(shop: Shop) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            command("campaign", "list", "--data", shop.data),
            stdout=full, stderr=subprocess.PIPE, cwd=ROOT, env=environment(), check=False,
        )  # fmt: skip
    assert ran.returncode == 3
    assert ran.stderr == b"The machine failed (No space left on device); mend that and try again.\n"


def test_output_without_utf_8_is_still_json(shop: Shop) -> None:
    """An old terminal, or a service without a locale."""
    ran = program(
        "member", "show", "4000102", "--json", data=shop.data,
        env={"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert rb"\u0141ucja" in ran.stdout
    table = program(
        "member", "list", data=shop.data, env={"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    )
    assert table.returncode == 0
    assert b"4000102" in table.stdout


def test_the_folder_may_come_from_the_environment(shop: Shop) -> None:
    ran = subprocess.run(
        command("store", "show"), capture_output=True, cwd=ROOT, check=False,
        env=environment({"COUNTERFOIL_DATA": str(shop.data)}),
    )  # fmt: skip
    assert b"Main street" in ran.stdout
