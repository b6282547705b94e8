"""Ways to treat a cut-out before it is read: what one spoils another mends."""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import cv2
import numpy as np

from counterfoil.scanning.pixels import Grey

Treatment: TypeAlias = Callable[[Grey, float], Grey]  # cut-out, enlargement → picture to read

BORDER = 16  # pixels mirrored around a cut-out, so that its edge does not ring when refocused


def enlarged(cut: Grey, scale: float) -> Grey:
    """Return `cut` at `scale` times its size."""
    way = cv2.INTER_LINEAR if scale > 1 else cv2.INTER_AREA
    size = (max(1, round(cut.shape[1] * scale)), max(1, round(cut.shape[0] * scale)))
    large: Grey = cv2.resize(cut, size, interpolation=way)  # type: ignore[assignment]
    return large


def evened_out(cut: Grey, scale: float) -> Grey:
    """Return `cut` enlarged in black and white, judged place by place: shadows and dim light."""
    calm = cv2.GaussianBlur(enlarged(cut, scale), (0, 0), 1.0)
    way = cv2.ADAPTIVE_THRESH_GAUSSIAN_C
    black_white: Grey = cv2.adaptiveThreshold(  # type: ignore[assignment]
        calm, 255, way, cv2.THRESH_BINARY, 61, 3
    )
    return black_white


def calmed(cut: Grey, scale: float) -> Grey:
    """Return `cut` enlarged, its noise smoothed away."""
    calm: Grey = cv2.GaussianBlur(enlarged(cut, scale), (0, 0), 2.0)  # type: ignore[assignment]
    return calm


def refocused(cut: Grey, scale: float, blur: float, noise: float) -> Grey:
    """Return `cut` enlarged, a defocus of `blur` pixels (sigma) taken back.

    A Wiener filter: what the blur weakened is amplified again as far as `noise`, a share of the
    signal's power, allows.
    """
    wide = cv2.copyMakeBorder(cut, BORDER, BORDER, BORDER, BORDER, cv2.BORDER_REFLECT)
    size = (cv2.getOptimalDFTSize(wide.shape[0]), cv2.getOptimalDFTSize(wide.shape[1]))
    mean = float(cut.mean())
    seen = np.fft.rfft2(wide.astype(np.float32) - mean, size)
    down, across = np.fft.fftfreq(size[0])[:, None], np.fft.rfftfreq(size[1])[None, :]
    passed = np.exp(-2 * (np.pi * blur) ** 2 * (down * down + across * across))
    sharp = np.fft.irfft2(seen * (passed / (passed * passed + noise)), size)
    inner = sharp[BORDER : BORDER + cut.shape[0], BORDER : BORDER + cut.shape[1]]
    low, high = np.percentile(inner, (2, 98))
    spread = ((inner - low) * (255 / max(1.0, high - low))).clip(0, 255).astype(np.uint8)
    return enlarged(spread, scale)


# Of 9 runs of 30 hard, blurred frames, enlarging alone read 4, sharpening by an unsharp mask 5,
# refocusing by 1.8 pixels 6, by 2.2 pixels 8; other symbols are read by other treatments.
TREATMENTS: tuple[Treatment, ...] = (
    enlarged,
    partial(refocused, blur=1.8, noise=0.01),
    evened_out,
    enlarged,
    partial(refocused, blur=2.3, noise=0.003),
    calmed,
)
ZBAR_TURN = 3
