"""Stock on the command line: listed, shown, and a page to calibrate a printer with."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from counterfoil.cli.app import main
from counterfoil.sheets.custom import EXAMPLE
from tests.cli.shop import Ran

Run = Callable[..., Ran]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """Give a command without a data folder: stock needs no ledger."""

    def given(*words: object) -> Ran:
        code = main(["stock", *map(str, words)])
        return Ran(code, *capfd.readouterr())

    return given


def test_all_stock_is_listed(run: Run) -> None:
    listed = run("list")
    assert listed.code == 0
    lines = listed.out.splitlines()
    assert lines[0].split()[:2] == ["Name", "What"]
    assert len(lines) > 100
    assert any(
        line.startswith("avery-l7160 ") and "63.5 × 38.1" in line and "3 × 7" in line
        for line in lines
    )


def test_stock_is_looked_for(run: Run) -> None:
    found = run("list", "Business card", "--json").records
    assert {"avery-5371", "avery-l7414", "herma-5028"} <= {each["id"] for each in found}
    none = run("list", "Leitz").out
    assert none == f"No stock has Leitz in its name; measures do as well, such as {EXAMPLE}.\n"


def test_a_stock_is_shown(run: Run) -> None:
    shown = run("show", "Avery L7160-100").out.splitlines()
    assert shown[0] == "Avery L7160"
    assert "  Label       63.5 × 38.1 mm" in shown
    assert "  Grid        3 × 7, 21 to a page" in shown
    record = run("show", "5294", "--json").record
    assert (record["shape"], record["perPage"], record["grid"]) == ("ellipse", 12, [3, 4])
    assert "  Shape       round" in run("show", "5294").out.splitlines()


def test_measures_stand_for_a_stock(run: Run) -> None:
    record = run("show", EXAMPLE, "--json").record
    assert record["label"] == [60, 40]
    assert record["id"] == EXAMPLE


def test_the_page_to_calibrate_with(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "page.pdf"
    words = ("calibrate", "5160", "-o", path, "--offset", "1.5,-0.5")
    made = run(*words, "--scale", "100.3,100")
    assert made == Ran(
        0,
        f"The calibration page is in {path}; print it on plain paper in its actual size.\n",
        "",
    )
    text = pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()
    assert "Move right (mm): A + 1.5" in text
    assert "Stretch across (%): 100.3 +" in text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "L7106Z"), "There is no label stock L7106Z; near it are "),
        (("show", "custom:label=300x40"), "The labels reach 90 mm over the right edge"),
        (("calibrate", "5160"), "Missing option '-o'."),
        (("calibrate", "5160", "-o", "{here}", "--offset", "1"), "--offset takes two numbers"),
        (
            ("calibrate", "5160", "-o", "{here}", "--offset", "1,nan"),
            "--offset takes two numbers from -30 to 30, such as 1.5,-0.5.\n",
        ),
        (
            ("calibrate", "5160", "-o", "{here}", "--scale", "1,1"),
            "--scale takes two numbers from 95 to 105, such as 100.3,99.8.\n",
        ),
    ],
)
def test_wrong_use_is_told(words: tuple[str, ...], sentence: str, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "page.pdf"
    ran = run(*(word.replace("{here}", str(path)) for word in words))
    assert ran.code == 2
    assert ran.err.startswith(sentence)
    assert not path.exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, run: Run) -> None:
    ran = run("calibrate", "5160", "-o", tmp_path / "none" / "page.pdf")
    assert ran.code == 3
    assert "cannot be written" in ran.err
