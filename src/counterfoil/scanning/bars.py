"""Upright bars made readable: set parallel, then averaged along their length, line by line.

Averaging takes away most of the noise and allows sharpening far beyond what the picture itself
would bear.
"""

import cv2
import numpy as np

from counterfoil.scanning.locate import Plane
from counterfoil.scanning.pixels import Grey

ACROSS = 2  # the enlargement across the bars that these pictures of them have
STEEPEST = 1.5  # columns to a row: bars that lean more were not located as upright
# Which parts of the height of the bars are averaged. Narrow ones serve where glare has burnt a part
# away; they are few because each costs a scan line.
SPANS = ((0.2, 0.8), (0.42, 0.58), (0.08, 0.22), (0.78, 0.92), (0.25, 0.4), (0.6, 0.75))
SHARPENING = (0.0, 4.0)
ENVELOPE = 61  # pixels: light is evened out over this length, some 20 modules
LINE, GAP = 10, 4  # rows to an averaged line and between two: what zxing-cpp needs to scan each


def parallel(upright: Grey, beside: int) -> Grey:
    """Return `upright` with its bars made to stand straight, as tilt fans them out.

    The lean of a bar, in columns to a row, is taken to change evenly from left to right; it is
    fitted to the gradients by least squares, `beside` columns on either side left out.
    """
    height, width = upright.shape
    gx, gy = cv2.spatialGradient(np.ascontiguousarray(upright[:, beside : width - beside]))
    weight = np.einsum("ij,ij->j", gx, gx, dtype=np.float64)
    pull = np.einsum("ij,ij->j", gx, gy, dtype=np.float64)
    along = np.linspace(-1, 1, len(weight)) if len(weight) > 1 else np.zeros(len(weight))
    normal = np.array(
        [
            [weight.sum() + 1, (weight * along).sum()],
            [(weight * along).sum(), (weight * along * along).sum() + 1],
        ]
    )
    lean, change = np.linalg.solve(normal, -np.array([pull.sum(), (pull * along).sum()]))
    columns = np.arange(width, dtype=np.float32)
    place = (columns - width / 2) / max(1, width / 2 - beside)
    leans = np.clip(lean + change * place, -STEEPEST, STEEPEST).astype(np.float32)
    rows = np.arange(height, dtype=np.float32)[:, None]
    from_columns = columns + (rows - height / 2) * leans
    from_rows = np.broadcast_to(rows, upright.shape)
    straight: Grey = cv2.remap(  # type: ignore[assignment]
        upright, from_columns, np.ascontiguousarray(from_rows), cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    return straight


def averaged_lines(upright: Grey) -> Grey:
    """Return averaged and evened lines of `upright`, each some rows high, white between them."""
    height = upright.shape[0]
    rows = []
    for start, end in SPANS:
        first = int(height * start)
        part = upright[first : max(first + 2, int(height * end))].astype(np.float32)
        line = part.mean(axis=0, keepdims=True)
        for amount in SHARPENING:
            rows.append(np.repeat(_evened(_sharpened(line, amount, 1.3 * ACROSS)), LINE, axis=0))
            rows.append(np.full((GAP, upright.shape[1]), 255, np.uint8))
    return np.vstack(rows)


def _sharpened(line: Plane, amount: float, sigma: float) -> Plane:
    if not amount:
        return line
    sharp: Plane = line + (line - cv2.GaussianBlur(line, (0, 0), sigma)) * amount
    return sharp


def _evened(line: Plane) -> Grey:
    """Return `line` with its dark and light spread over the whole range, place by place."""
    size = (ENVELOPE * ACROSS | 1, 1)
    kernel = np.ones((1, size[0]), np.uint8)
    low = cv2.blur(cv2.erode(line, kernel), size)
    high = cv2.blur(cv2.dilate(line, kernel), size)
    evened: Grey = ((line - low) * (255 / np.maximum(6, high - low))).clip(0, 255).astype(np.uint8)
    return evened
