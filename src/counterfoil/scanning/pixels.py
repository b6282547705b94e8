"""Any pixel layout that a camera or file may hand over, as plain grey."""

from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from counterfoil.domain.errors import InvalidInput

Grey: TypeAlias = NDArray[np.uint8]  # height × width

TO_GREY = {2: cv2.COLOR_YUV2GRAY_YUY2, 3: cv2.COLOR_BGR2GRAY, 4: cv2.COLOR_BGRA2GRAY}
TO_BGR = {2: cv2.COLOR_YUV2BGR_YUY2, 4: cv2.COLOR_BGRA2BGR}


def grey(image: NDArray[Any]) -> Grey:
    """Return `image` as 8-bit grey, height × width.

    Taken are grey, BGR, BGRA and packed YUV 4:2:2 (two channels), of 1, 8 or 16 bits or in floating
    point. Raises `InvalidInput` for any other layout, or a picture without pixels.
    """
    eight = _eight_bits(_checked(image))
    channels = _channels(eight)
    if channels == 1:
        return np.ascontiguousarray(eight.reshape(eight.shape[:2]))
    return _grey_of(cv2.cvtColor(np.ascontiguousarray(eight), TO_GREY[channels]))


def bgr(image: NDArray[Any]) -> NDArray[np.uint8]:
    """Return `image` as 8-bit BGR, height × width × 3; taken and raised is as with `grey`."""
    eight = _eight_bits(_checked(image))
    channels = _channels(eight)
    if channels == 3:
        return np.ascontiguousarray(eight)
    if channels == 1:
        return np.repeat(eight.reshape(*eight.shape[:2], 1), 3, axis=2)
    colour: NDArray[np.uint8] = cv2.cvtColor(np.ascontiguousarray(eight), TO_BGR[channels])  # type: ignore[assignment]
    return colour


def _checked(image: NDArray[Any]) -> NDArray[Any]:
    if image.ndim not in {2, 3} or not image.size or _channels(image) not in {1, 2, 3, 4}:
        raise InvalidInput("The camera sends a picture format that cannot be read; choose another.")
    return image


def _channels(image: NDArray[Any]) -> int:
    return 1 if image.ndim == 2 else int(image.shape[2])


def _eight_bits(image: NDArray[Any]) -> NDArray[np.uint8]:
    if image.dtype == np.uint8:
        return image
    if image.dtype == np.bool_:
        return image.astype(np.uint8) * 255
    # Sensors of 10, 12 and 14 bits come in 16: the brightest pixel tells how many are in use.
    values = np.nan_to_num(image.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    top = max(float(values.max()), 1e-6)
    full = next((f for f in (1.0, 255.0, 1023.0, 4095.0, 16383.0, 65535.0) if top <= f), top)
    return (values.clip(0, None) * (255.0 / full)).astype(np.uint8)


def _grey_of(image: Any) -> Grey:  # noqa: ANN401 (OpenCV's own type is wider than what it returns)
    flat: Grey = image
    return flat
