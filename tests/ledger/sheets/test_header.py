"""The code in a sheet's header: short, checked, and never a redemption code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.domain.chain import device_id
from counterfoil.domain.code import CharacterSet, CodeFormat
from counterfoil.domain.mint import mint
from counterfoil.ledger.sheets.header import Header, header_code, is_header, read_header

# ISO/IEC 18004, table 5.
QR_ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
DEVICE = device_id(bytes(32))

devices = st.binary(min_size=32, max_size=32).map(device_id)
numbers = st.integers(1, 10**18 - 1)


@given(devices, numbers)
def test_a_header_is_read_back_and_in_the_alphanumeric_mode(device: str, number: int) -> None:
    code = header_code(device, number)
    assert read_header(code) == read_header(f" {code.lower()} ") == Header(device, number)
    assert set(code) <= QR_ALPHANUMERIC


@given(devices, numbers, st.data())
def test_one_wrong_character_is_seen(device: str, number: int, data: st.DataObject) -> None:
    code = header_code(device, number)
    at = data.draw(st.integers(0, len(code) - 1))
    wrong = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-"))
    if wrong != code[at]:
        assert not is_header(code[:at] + wrong + code[at + 1 :])


@pytest.mark.parametrize(
    "text", ["", "12", "CFS", "CFS-12", f"CFS-{DEVICE}-0-A", f"CFS-{DEVICE}-12", "SUM7K2M9QXR"]
)
def test_other_texts_are_no_headers(text: str) -> None:
    assert not is_header(text)


def test_no_generated_code_is_a_header_however_its_prefix_begins() -> None:
    for prefix in ("CFS-", f"CFS-{DEVICE}-", f"CFS-{DEVICE}-1"):
        code_format = CodeFormat(CharacterSet.ALPHANUM, 4, prefix, look_alikes=True)
        texts = [text.decode() for text in mint(code_format, bytes(32), 0, 2000)]
        assert texts[0].startswith(prefix)
        assert not any(map(is_header, texts))
