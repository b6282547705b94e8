"""QR symbols for a whole batch at once, by XOR.

With version, level, mode, mask and length fixed, everything between the text and the modules is
affine over GF(2): placing the data, the Reed-Solomon remainder (ISO/IEC 18004, 7.5) and the mask
(7.8) are sums of bits, and what is fixed adds a constant. So a symbol is another one of its batch
XOR one pattern for each data bit in which they differ. The patterns are taken from the `qrcode`
library's own symbols when they are first needed, and all symbols are drawn by a few XORs.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from qrcode.util import ALPHA_NUM

from counterfoil.sheets.qr_shape import Mode, QrShape, reference

Values: TypeAlias = NDArray[np.uint16]  # texts × groups: the number each group of bits spells
Packed: TypeAlias = NDArray[np.uint64]  # symbols × words: modules row by row, 64 to a word

TABLE_BITS: Final = 8  # the most bits that choose a row of a table; wider groups have two
DIGIT_BITS: Final = {1: 4, 2: 7, 3: 10}  # ISO/IEC 18004, 7.4.3
PAIR_BITS: Final = {1: 6, 2: 11}  # ISO/IEC 18004, 7.4.4
_ORDINAL: Final = np.full(256, 255, np.uint8)  # byte → its value in alphanumeric mode
_ORDINAL[list(ALPHA_NUM)] = np.arange(len(ALPHA_NUM))


def qr_matrices(texts: Sequence[str], shape: QrShape) -> NDArray[np.bool_]:
    """Return the symbols of `texts` in their order: texts × size × size, true where dark.

    Texts may differ in length. Raises `ValueError` where `shape` does not hold one of them.
    """
    data = [text.encode() for text in texts]
    packed = np.empty((len(data), _words(shape)), np.uint64)
    lengths = np.array([len(each) for each in data])
    for length in np.unique(lengths).tolist():
        (rows,) = np.nonzero(lengths == length)
        joined = b"".join(data[row] for row in rows.tolist())
        values = group_values(joined, length, shape.mode)
        packed[rows] = qr_tables(shape, length).draw(values)
    bits = np.unpackbits(packed.view(np.uint8), axis=1, count=shape.size**2)
    return bits.view(np.bool_).reshape(-1, shape.size, shape.size)


def group_values(joined: bytes, length: int, mode: Mode) -> Values:
    """Return the numbers that texts of `length` bytes spell, one row a text, one column a group.

    Raises `ValueError` where `mode` has no such character.
    """
    data = np.frombuffer(joined, np.uint8).reshape(-1, length)
    if mode is Mode.BYTE:
        return data.astype(np.uint16)
    base, span = (10, 3) if mode is Mode.NUMERIC else (45, 2)
    ordinals = _ORDINAL[data]
    if (ordinals >= base).any():
        raise ValueError(f"A text holds what is not spelled in {mode.name.lower()} mode.")
    whole = length - length % span
    groups = np.zeros((len(data), -(-length // span), span), np.uint16)
    digits = groups.reshape(len(data), -1)
    digits[:, :whole] = ordinals[:, :whole]
    digits[:, digits.shape[1] - length + whole :] = ordinals[:, whole:]
    return groups @ np.array([base**power for power in reversed(range(span))], np.uint16)


@lru_cache(maxsize=16)
def qr_tables(shape: QrShape, length: int) -> "QrTables":
    """Return the tables for texts of `length` bytes, kept for those that used some last."""
    return QrTables(shape, length)


class QrTables:
    """The patterns of one shape and length, made when first needed.

    The first text drawn is the base: what is the same in all texts costs neither table nor XOR.
    """

    def __init__(self, shape: QrShape, length: int) -> None:
        self.shape = shape
        self.widths = _widths(length, shape.mode)
        self._length = length
        self._ones: Packed | None = None
        self._base: tuple[Values, Packed] | None = None
        self._tables: dict[tuple[int, int], Packed] = {}

    def draw(self, values: Values) -> Packed:
        """Return the symbols of `values`, one row each."""
        if self._base is None:
            self._base = values[0].copy(), self._symbol(values[0].tolist())
        first, symbol = self._base
        drawn = np.repeat(symbol[None], len(values), axis=0)
        differing = values ^ first
        for group in np.nonzero(differing.any(axis=0))[0].tolist():
            for shift, bits in _slices(self.widths[group]):
                rows = (differing[:, group] >> shift) & ((1 << bits) - 1)
                drawn ^= self._table(group, shift, bits)[rows]
        return drawn

    def _table(self, group: int, shift: int, bits: int) -> Packed:
        """What each number in these bits of a group adds to a symbol."""
        if (group, shift) not in self._tables:
            table = np.zeros((1, _words(self.shape)), np.uint64)
            for bit in range(shift, shift + bits):
                table = np.concatenate((table, table ^ self._pattern(group, bit)))
            self._tables[group, shift] = table
        return self._tables[group, shift]

    def _pattern(self, group: int, bit: int) -> Packed:
        """What one bit of a group adds: the difference of two symbols of the library's.

        They are symbols of ones, not of nought: the library cannot divide a block that is all 0.
        A one with any bit turned over is still a number that the group may spell.
        """
        values = [1] * len(self.widths)
        if self._ones is None:
            self._ones = self._library_symbol(values)
        values[group] ^= 1 << bit
        return self._ones ^ self._library_symbol(values)

    def _symbol(self, values: Sequence[int]) -> Packed:
        """The library's symbol of `values`, its noughts put in by their patterns."""
        symbol = self._library_symbol([value or 1 for value in values])
        for group in (place for place, value in enumerate(values) if value == 0):
            symbol = symbol ^ self._pattern(group, 0)
        return symbol

    def _library_symbol(self, values: Sequence[int]) -> Packed:
        data = spell(values, self._length, self.shape.mode)
        bits = np.packbits(reference(data, self.shape))
        words = np.zeros(_words(self.shape) * 8, np.uint8)
        words[: len(bits)] = bits
        return words.view(np.uint64)


def spell(values: Sequence[int], length: int, mode: Mode) -> bytes:
    """Return the text of `length` bytes that `values` are the groups of."""
    if mode is Mode.BYTE:
        return bytes(values)
    if mode is Mode.NUMERIC:
        spans = [min(3, length - start) for start in range(0, length, 3)]
        return b"".join(b"%0*d" % pair for pair in zip(spans, values, strict=True))
    pairs = b"".join(bytes((ALPHA_NUM[each // 45], ALPHA_NUM[each % 45])) for each in values)
    return pairs if length % 2 == 0 else pairs[:-2] + pairs[-1:]


def _widths(length: int, mode: Mode) -> tuple[int, ...]:
    """How many bits each group of a text of `length` bytes has."""
    if mode is Mode.BYTE:
        return (8,) * length
    bits = DIGIT_BITS if mode is Mode.NUMERIC else PAIR_BITS
    span = max(bits)
    return tuple(bits[min(span, length - start)] for start in range(0, length, span))


def _slices(width: int) -> tuple[tuple[int, int], ...]:
    """The shifts and widths that a group's bits are looked up by."""
    half = width // 2
    return ((0, width),) if width <= TABLE_BITS else ((0, half), (half, width - half))


def _words(shape: QrShape) -> int:
    return -(-(shape.size**2) // 64)
