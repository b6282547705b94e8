"""A slip says what it should in letters that the printer has, and its symbols fit the paper."""

import logging
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.design import Symbology
from counterfoil.sheets.slip import COLUMNS, Slip, slip_bytes
from tests.helpers.receipt_printer import read

SLIP = Slip(
    title="Free coffee",
    code="ABCD1234WXYZ",
    lines=("Valid until 31 Dec 2026", "For one cup"),
    footer="Corner shop, 1 High Street",
)


def test_a_slip_has_title_symbol_code_lines_and_store() -> None:
    printed = read(slip_bytes(SLIP))
    assert printed.lines == [
        "Free coffee",
        "ABCD 1234 WXYZ",
        "Valid until 31 Dec 2026",
        "For one cup",
        "Corner shop, 1 High Street",
    ]
    assert printed.large == ["Free coffee", "ABCD 1234 WXYZ"]
    assert printed.bold == printed.large
    assert printed.qr == ["ABCD1234WXYZ"]
    assert (printed.qr_level, printed.qr_module) == ("M", 8)
    assert printed.bars == []
    assert printed.cut


def test_bars_instead_of_a_qr_symbol_or_with_it() -> None:
    bars = read(slip_bytes(replace(SLIP, symbology=Symbology.CODE_128)))
    assert (bars.qr, bars.bars, bars.bar_module) == ([], ["ABCD1234WXYZ"], 3)
    narrow = read(slip_bytes(replace(SLIP, symbology=Symbology.CODE_128), COLUMNS[58]))
    assert (narrow.bars, narrow.bar_module) == (["ABCD1234WXYZ"], 2)
    both = read(slip_bytes(replace(SLIP, symbology=Symbology.BOTH)))
    assert (both.qr, both.bars) == (["ABCD1234WXYZ"], ["ABCD1234WXYZ"])


def test_the_symbol_may_carry_an_address_with_the_code() -> None:
    address = "https://shop.example/r/ABCD1234WXYZ"
    printed = read(slip_bytes(replace(SLIP, content=address), COLUMNS[58]))
    assert printed.qr == [address]
    # A symbol of 29 modules and its quiet zone on 384 dots.
    assert printed.qr_module == 8


@pytest.mark.parametrize(
    "text",
    [
        "Zażółć gęślą jaźń",
        "Śniadanie za 5 zł – „gratis”",
        "Příliš žluťoučký kůň",
        "Бесплатный кофе",
        "Δωρεάν καφές",
        "Crème brûlée à 4,50 €",
    ],
)
def test_letters_come_out_by_the_printers_code_pages(text: str) -> None:
    printed = read(slip_bytes(replace(SLIP, title=text, lines=(text,)), 80))
    assert printed.lines == [text, "ABCD 1234 WXYZ", text, SLIP.footer]


def test_letters_and_accents_apart_come_out_as_one() -> None:
    printed = read(slip_bytes(replace(SLIP, title="Cafe\u0301 z\u0307")))
    assert printed.lines[0] == "Café ż"


def test_what_the_printer_has_no_letter_for_never_tears_the_rest() -> None:
    printed = read(slip_bytes(replace(SLIP, title="優惠 ☕ ǎ\x1b\x00", lines=("plain",))))
    assert printed.lines[0] == "?? ? a??"
    assert "plain" in printed.lines


@pytest.mark.parametrize("columns", COLUMNS.values())
def test_long_texts_are_wrapped_to_the_paper(columns: int) -> None:
    long = "Three for two on everything in the bakery aisle until the end of the month"
    printed = read(slip_bytes(replace(SLIP, title=long, lines=(long,), code="A" * 30), columns))
    assert all(len(line) <= columns for line in printed.lines)
    assert all(len(line) <= columns // 2 for line in printed.large)
    assert " ".join(printed.large) == long


def test_a_code_too_long_for_the_paper_is_refused_with_the_way_out() -> None:
    with pytest.raises(InvalidInput, match="too long for bars on this paper; print a QR code"):
        slip_bytes(replace(SLIP, symbology=Symbology.CODE_128, code="A" * 20), COLUMNS[58])
    with pytest.raises(InvalidInput, match="too wide for the paper; print the code alone"):
        slip_bytes(replace(SLIP, content="x" * 2000), COLUMNS[58])
    with pytest.raises(InvalidInput, match="plain ASCII"):
        slip_bytes(replace(SLIP, symbology=Symbology.CODE_128, code="ŁÓDŹ"))


def test_codes_are_grouped_to_be_read() -> None:
    def shown(code: str, group: int) -> str:
        return read(slip_bytes(Slip("T", code, group=group))).lines[1]

    assert shown("ABCD1234WX", 5) == "ABCD1 234WX"
    assert shown("ABCD1234", 0) == "ABCD1234"
    assert shown("TEST-1234", 4) == "TEST-1234"


@given(code=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12))
def test_any_code_reaches_its_symbols_as_it_is(code: str) -> None:
    printed = read(slip_bytes(Slip("T", code, symbology=Symbology.BOTH)))
    assert (printed.qr, printed.bars) == ([code], [code])


def test_the_library_leaves_logging_and_the_disk_as_they_were() -> None:
    program = (
        "import logging, tempfile; from pathlib import Path\n"
        "from counterfoil.sheets.slip import Slip, slip_bytes\n"
        "slip_bytes(Slip('T', 'C'))\n"
        "print(logging.root.handlers, list(Path(tempfile.gettempdir()).iterdir()))\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", program],
            env={"TMPDIR": folder, "PYTHONPATH": "src"},
            cwd=Path(__file__).parents[2],
            check=True,
            capture_output=True,
            text=True,
        )
    assert done.stdout == "[] []\n"
    assert done.stderr == ""


def test_without_the_library_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "escpos.py").write_text("raise ImportError\n")
    (tmp_path / "usb.py").write_text("raise ImportError\n")
    program = (
        "from counterfoil.domain.errors import InvalidInput\n"
        "from counterfoil.sheets.printers import send\n"
        "from counterfoil.sheets.slip import Slip, slip_bytes\n"
        "for act in (lambda: slip_bytes(Slip('T', 'C')), lambda: send('usb:1:2', b'x')):\n"
        "    try: act()\n"
        "    except InvalidInput as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": f"{tmp_path}:src"},
        cwd=Path(__file__).parents[2],
        check=True,
        capture_output=True,
        text=True,
    )
    told = (
        "Receipt printers need a part that is not installed; install it with"
        " pip install 'counterfoil[receipts]'."
    )
    assert done.stdout.splitlines() == [told, told]


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        slip_bytes(SLIP)
    assert caplog.records == []
