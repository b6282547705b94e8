"""Sheets on the command line, read back by the program's own `scan`."""

from pathlib import Path

import pytest
from PIL import Image

from counterfoil.cli.app import main
from tests.cli.shop import Ran, Shop

L7160 = "avery-l7160"


@pytest.fixture
def out(shop: Shop) -> Path:
    """A folder for the sheets alone."""
    folder = shop.folder / "out"
    folder.mkdir()
    return folder


def sheet(shop: Shop, out: Path, *words: object) -> Ran:
    return shop("sheet", "Points", "--stock", L7160, "-o", out / "points.pdf", *words)


def left(folder: Path) -> list[str]:
    """The names of what lies in a folder."""
    return [path.name for path in folder.iterdir()]


def scanned(shop: Shop, path: Path) -> list[tuple[int, str]]:
    """The codes that `scan` reads in a file, with their pages; not the heads of the sheets."""
    shop.capfd.readouterr()
    assert main(["scan", str(path)]) == 0
    lines = Ran(0, shop.capfd.readouterr().out, "").records
    return sorted((line["frame"], line["text"]) for line in lines if line["text"][:4] != "CFS-")


def test_what_is_printed_reads_back_and_stands_in_the_ledger(shop: Shop, out: Path) -> None:
    shop.done("codes", "generate", "Points", 20)
    codes = shop.codes("Points")
    said = sheet(shop, out, "--proof", "--start", 4)
    assert (said.code, said.err) == (0, "")
    path = out / "points.pdf"
    assert said.out == (
        f"Written to {path}: 25 labels on 2 sheets, numbers 1 to 2.\nProved: 25 of 25 labels.\n"
    )
    assert scanned(shop, path) == sorted(
        [(1, code) for code in codes[:18]] + [(2, code) for code in codes[18:]]
    )
    shown = shop("sheets", "show", 1, "--json").record
    assert shown["codes"][0] == {"place": 4, "code": codes[0], "status": "unused"}
    assert left(out) == ["points.pdf"]
    assert shop.done("doctor")


def test_a_part_of_the_codes_as_json(shop: Shop, out: Path) -> None:
    codes = shop.codes("Points")
    ran = sheet(shop, out, "--from", codes[1], "--to", codes[3].lower(), "--count", 2, "--json")
    assert ran.record == {
        "file": str(out / "points.pdf"),
        "labels": 2,
        "sheets": 1,
        "firstSheet": 1,
        "lastSheet": 1,
        "proved": None,
        "problems": [],
        "failures": [],
    }
    assert scanned(shop, out / "points.pdf") == sorted([(1, codes[1]), (1, codes[2])])
    assert sheet(shop, out, "--json").record["labels"] == 3


def test_a_label_may_look_as_one_likes(shop: Shop, out: Path) -> None:
    logo = shop.folder / "logo.png"
    Image.new("RGB", (60, 40), (200, 30, 30)).save(logo)
    look = (
        *("--template", "card", "--symbol", "both", "--level", "Q", "--logo", logo),
        *("--ink", "#1F3A5F", "--paper", "#FDF6E3", "--band", "#702020", "--group", 3),
        *("--terms", "One each.", "--locale", "pl", "--crop-marks", "--no-dates"),
        *("--content", "https://shop.example/r/{code}"),
    )
    ran = shop(
        "sheet", "Points", "--stock", "avery-l7163", "-o", out / "a.pdf", "--proof", "--stamp",
        "--offset", "0.5,-0.5", "--scale", "100.2,99.8", *look,
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    codes = shop.codes("Points")
    addresses = [f"https://shop.example/r/{code}" for code in codes]
    assert scanned(shop, out / "a.pdf") == sorted((1, text) for text in [*addresses, *codes])


def test_a_preview_records_nothing(shop: Shop, out: Path) -> None:
    said = sheet(shop, out, "--preview")
    assert said.out == (
        f"A preview is in {out / 'points.pdf'}; nothing was recorded.\n"
        "There would be 5 labels on 1 sheet.\n"
    )
    assert shop.done("sheets", "list") == "No sheet was printed yet."
    assert sheet(shop, out, "--preview", "--json").record["preview"] is True


def test_what_has_no_room_is_told(shop: Shop, out: Path) -> None:
    said = sheet(shop, out, "--terms", "Words without end. " * 100)
    assert said.code == 0
    assert said.err.count("\n") == 1
    assert "cut" in said.err


def test_a_sheet_is_printed_again(shop: Shop, out: Path) -> None:
    codes = shop.codes("Points")
    sheet(shop, out)
    shop.done("redeem", codes[0], "--member", "4000101")
    again = out / "again.pdf"
    said = shop.done("sheets", "reprint", 1, "-o", again, "--proof", "--reason", "jammed")
    assert said == f"Written to {again}: 4 labels on 1 sheet, number 1.\nProved: 4 of 4 labels."
    assert scanned(shop, again) == sorted((1, code) for code in codes[1:])
    assert shop("sheets", "show", 1, "--json").record["reprints"] == 1
    assert shop("sheets", "reprint", 2, "-o", again).code == 2


REFUSED = [
    (("--stock", "avery-l9999"), "There is no label stock avery-l9999"),
    (("--stock", "custom:page=100x100,label=6x6"), "at least 8 × 8 mm"),
    (("--stamp",), "--stamp says that the labels were proved; give --proof as well."),
    (("--start", 22), "labels 1 to 21"),
    (("--ink", "#FF0000"), "red light"),
    (("--ink", "red"), "no colour"),
    (("--terms", "奖励"), "奖"),
    (("--terms", "a\u202eb"), "U+202E"),
    (("--content", "https://shop.example/"), "Write {code} where the code goes in the address."),
    (("--offset", "1"), "--offset takes two numbers"),
    (("--batch", "nope"), "There is no batch nope"),
    (("--from", "NOPE-1"), "NOPE-1 is no code of Points"),
    (("--logo", "none.png"), "There is no file none.png"),
    (("--logo", "pyproject.toml"), "picture"),
    (("-o", "missing/sheets.pdf"), "There is no folder missing; make it first."),
    (("-o", "src"), "src is a folder; name a file in it."),
]


@pytest.mark.parametrize(("words", "said"), REFUSED, ids=[str(words[-1]) for words, _ in REFUSED])
def test_bad_input_is_one_sentence_and_leaves_nothing(
    shop: Shop, out: Path, words: tuple[object, ...], said: str
) -> None:
    ran = sheet(shop, out, *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert said in ran.err
    assert left(out) == []
    assert shop.done("sheets", "list") == "No sheet was printed yet."


def test_nothing_left_to_print_is_told(shop: Shop, out: Path) -> None:
    sheet(shop, out)
    ran = sheet(shop, out)
    assert (ran.code, ran.out) == (2, "")
    assert "no unused code left" in ran.err


def test_only_a_manager_prints(shop: Shop, out: Path) -> None:
    ran = sheet(shop, out, "--staff", "zofia")
    assert (ran.code, left(out)) == (2, [])
