from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from counterfoil.domain.errors import InvalidInput
from counterfoil.scanning.decoder import decode
from counterfoil.scanning.pixels import bgr, grey
from counterfoil.sheets.symbol import qr_picture

PLAIN = np.pad(qr_picture("AUTUMN-7K2M", 4), 20, constant_values=200)[:, : 29 * 4 + 40]
COLOUR = cv2.cvtColor(PLAIN, cv2.COLOR_GRAY2BGR)


def yuyv(image: NDArray[Any]) -> NDArray[Any]:
    return np.dstack([image, np.full_like(image, 128)])


LAYOUTS = {
    "grey": PLAIN,
    "grey with one channel": PLAIN[:, :, None],
    "bgr": COLOUR,
    "bgra": cv2.cvtColor(COLOUR, cv2.COLOR_BGR2BGRA),
    "16 bits": PLAIN.astype(np.uint16) * 257,
    "12 of 16 bits": PLAIN.astype(np.uint16) * 16,
    "10 of 16 bits in bgr": COLOUR.astype(np.uint16) * 4,
    "float": PLAIN.astype(np.float32) / 255,
    "double with a hole": np.where(PLAIN == 200, np.nan, PLAIN / 255.0),
    "bool": PLAIN > 100,
    "yuyv": yuyv(PLAIN),
    "a view with strides": np.repeat(PLAIN, 2, axis=1)[:, ::2],
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_code_is_read_in_any_layout(layout: str) -> None:
    image = LAYOUTS[layout]
    assert grey(image).shape == PLAIN.shape
    assert grey(image).dtype == np.uint8
    assert bgr(image).shape == (*PLAIN.shape, 3)
    assert [symbol.text for symbol in decode(image)] == ["AUTUMN-7K2M"]


@pytest.mark.parametrize(
    "image",
    [
        np.zeros((0, 0)),
        np.zeros((4, 0, 3)),
        np.zeros(7),
        np.zeros((2, 2, 5)),
        np.zeros((1, 2, 3, 4)),
    ],
)
def test_what_is_no_picture_is_refused(image: NDArray[Any]) -> None:
    with pytest.raises(InvalidInput):
        grey(image)
    with pytest.raises(InvalidInput):
        bgr(image)
