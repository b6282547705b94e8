from typing import Literal, cast

import numpy as np
import pytest
import qrcode
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode.util import QRData

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.affine import qr_matrices
from counterfoil.sheets.qr_shape import Mode, QrShape, batch_shape
from counterfoil.sheets.symbol import LEVELS, draw

ALPHABETS = {
    Mode.NUMERIC: "0123456789",
    Mode.ALPHANUMERIC: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:",
    Mode.BYTE: "abzAZ09-:/?=_ąß€日😀\x00\x7f",
}
# Small and large ones, those with version bits (from 7), with a wider length field (from 10), and
# with blocks that are interleaved (3-Q), also of two lengths (5-Q, 7-M).
VERSIONS = [1, 2, 3, 5, 7, 10, 11]


def library(text: str, shape: QrShape) -> np.ndarray:
    code = qrcode.QRCode(shape.version, LEVELS[shape.level], border=0, mask_pattern=shape.mask)
    code.add_data(QRData(text, cast("Literal[1, 2, 4]", shape.mode.value)), optimize=0)
    code.make(fit=False)
    return np.array(code.get_matrix(), dtype=bool)


def read(modules: np.ndarray) -> str:
    (found,) = zxingcpp.read_barcodes(draw(modules))
    return str(found.text)


@st.composite
def batches(drawn: st.DrawFn) -> tuple[list[str], QrShape]:
    mode = drawn(st.sampled_from(Mode))
    letters = ALPHABETS[mode]
    code = st.text(letters, min_size=0, max_size=7)
    before, after = (drawn(st.text(letters, max_size=5)) for _ in range(2))
    texts = [
        f"{before}{letters[0]}{each}{after}"
        for each in drawn(st.lists(code, min_size=2, max_size=5))
    ]
    level = drawn(st.sampled_from("LMQH"))
    wanted = drawn(st.sampled_from(VERSIONS))
    version = max(wanted, batch_shape(texts, level).version)
    return texts, QrShape(version, level, mode, drawn(st.integers(0, 7)))


@given(batches())
@settings(max_examples=40, deadline=None)
def test_every_symbol_is_the_librarys_module_by_module(batch: tuple[list[str], QrShape]) -> None:
    texts, shape = batch
    for text, modules in zip(texts, qr_matrices(texts, shape), strict=True):
        assert (modules == library(text, shape)).all()


@pytest.mark.parametrize("level", "LMQH")
@pytest.mark.parametrize("mode", Mode)
def test_every_level_and_mode_at_the_largest_version_that_a_batch_fills(
    mode: Mode, level: str
) -> None:
    letters = ALPHABETS[mode]
    texts = [letters[1] * 60 + letters[turn:] for turn in range(3)]
    shape = batch_shape(texts, level)
    assert shape.mode == mode
    assert len(qr_matrices(texts, shape)) == 3
    for text, modules in zip(texts, qr_matrices(texts, shape), strict=True):
        assert (modules == library(text, shape)).all()


def test_the_same_tables_serve_texts_whose_fixed_part_is_another() -> None:
    shape = batch_shape(["HTTPS://A.EXAMPLE/CABA"], "Q")
    for address in ("HTTPS://A.EXAMPLE/", "HTTPS://B.EXAMPLE/"):
        texts = [f"{address}{code}" for code in ("ABCA", "CCCC")]
        for text, modules in zip(texts, qr_matrices(texts, shape), strict=True):
            assert (modules == library(text, shape)).all()


def test_all_digits_among_letters_are_spelled_as_letters_are() -> None:
    shape = batch_shape(["12345678", "AB345678"], "M")
    assert shape.mode is Mode.ALPHANUMERIC
    assert (qr_matrices(["12345678"], shape)[0] == library("12345678", shape)).all()


@pytest.mark.parametrize("level", "LMQH")
def test_the_version_is_the_smallest_that_holds_the_longest(level: str) -> None:
    texts = ["AB", "https://shop.example/r/7K2M-9QWX"]
    shape = batch_shape(texts, level)
    one = qrcode.QRCode(error_correction=LEVELS[level])
    one.add_data(QRData(texts[1]))
    assert shape.version == one.best_fit()
    assert shape.size == 17 + 4 * shape.version


def test_the_mask_is_one_that_the_library_might_choose() -> None:
    text = "AUTUMN-7K2M"
    code = qrcode.QRCode(error_correction=LEVELS["M"], border=0)
    code.add_data(text)
    code.make()
    shape = batch_shape([text], "M")
    assert shape.mask == code.best_mask_pattern()


@pytest.mark.parametrize("texts", [[], [""], ["A", ""], ["A", "B" * 5000]])
def test_what_no_symbol_holds_is_refused(texts: list[str]) -> None:
    with pytest.raises(InvalidInput):
        batch_shape(texts, "M")


@pytest.mark.parametrize("text", ["é", "A" * 60])
def test_a_text_that_the_batch_did_not_announce_is_not_drawn(text: str) -> None:
    shape = batch_shape(["ABCD"], "M")
    with pytest.raises(ValueError, match="not"):
        qr_matrices([text], shape)


def test_long_runs_of_noughts_are_drawn_though_the_library_cannot_divide_them() -> None:
    texts = ["0" * 120 + each for each in ("00", "01", "10")]
    shape = batch_shape(texts, "Q")
    with pytest.raises(ValueError, match="glog"):
        library(texts[0], shape)
    for text, modules in zip(texts, qr_matrices(texts, shape), strict=True):
        assert read(modules) == text


def test_no_texts_give_no_symbols() -> None:
    shape = batch_shape(["ABCD"], "M")
    assert qr_matrices([], shape).shape == (0, 21, 21)
