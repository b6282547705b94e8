import numpy as np
import pytest
import qrcode
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.snapshot import View, snapshot
from counterfoil.sheets.symbol import code128_modules, code128_picture, qr_modules, qr_picture

PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=24)


def read(picture: np.ndarray) -> list[tuple[str, str]]:
    # Not scaled down: zxing-cpp then reads some flawless Code 128 a second time, as another.
    found = zxingcpp.read_barcodes(picture, try_downscale=False, text_mode=zxingcpp.TextMode.Plain)
    return [(str(one.format), one.text) for one in found]


@given(st.text("ABCDEFGHJKMNPQRSTUVWXYZ23456789-:/.", min_size=1, max_size=60))
@settings(max_examples=25)
def test_what_is_drawn_as_qr_reads_back(text: str) -> None:
    assert read(qr_picture(text)) == [("QR Code", text)]


@given(PRINTABLE)
@settings(max_examples=40)
def test_what_is_drawn_as_code_128_reads_back(text: str) -> None:
    assert read(code128_picture(text)) == [("Code 128", text)]


def test_a_stronger_level_takes_more_modules() -> None:
    text = "https://shop.example/r/AUTUMN-7K2MQ9WX"
    assert len(qr_modules(text, "L")) < len(qr_modules(text, "H"))


def test_a_qr_symbol_has_its_three_finders() -> None:
    finder = np.array(qrcode.QRCode(border=0, version=1).get_matrix(), dtype=bool)[:7, :7]
    modules = qr_modules("AUTUMN-7K2M")
    assert (modules[:7, :7] == finder).all()
    assert (modules[:7, -7:] == finder[:, ::-1]).all()
    assert (modules[-7:, :7] == finder[::-1]).all()


@pytest.mark.parametrize("text", ["", "A" * 5000])
def test_what_no_qr_symbol_holds_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        qr_modules(text)


@pytest.mark.parametrize("text", ["", "zażółć", "€"])
def test_what_code_128_cannot_say_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        code128_modules(text)


def test_a_snapshot_is_turned_blurred_and_dim_but_readable() -> None:
    view = View(angle=25, blur=1.2, light=0.4, noise=3)
    seen = snapshot(qr_picture("AUTUMN-7K2M"), view)
    assert seen.shape == (480, 640)
    assert seen.mean() < 80
    assert read(seen) == [("QR Code", "AUTUMN-7K2M")]


def test_the_same_seed_gives_the_same_snapshot() -> None:
    symbol, view = qr_picture("AUTUMN-7K2M"), View(noise=9)
    assert (snapshot(symbol, view, 4) == snapshot(symbol, view, 4)).all()
    assert (snapshot(symbol, view, 4) != snapshot(symbol, view, 5)).any()
