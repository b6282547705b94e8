"""A symbol as a camera might see it: turned, blurred and dim. For demonstrations and tests."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from counterfoil.sheets.symbol import Grey

DESK = 150  # the grey level of what lies around the symbol


@dataclass(frozen=True, slots=True)
class View:
    """How a symbol is seen.

    `width` and `height` of the picture, the symbol's longer side `size` and the radius `blur` are
    in pixels, `angle` is in degrees anticlockwise, `light` goes from 0 (dark) to 1 (as drawn),
    `noise` is a standard deviation in grey levels.
    """

    width: int = 640
    height: int = 480
    size: int = 260
    angle: float = 0.0
    blur: float = 0.0
    light: float = 1.0
    noise: float = 0.0


def snapshot(symbol: Grey, view: View, seed: int = 0) -> Grey:
    """Return a picture, height × width, of `symbol` seen as `view` says; `seed` draws the noise."""
    scale = view.size / max(symbol.shape)
    small = (max(1, round(symbol.shape[1] * scale)), max(1, round(symbol.shape[0] * scale)))
    card = Image.fromarray(symbol).resize(small, Image.Resampling.LANCZOS)
    turned = card.rotate(view.angle, Image.Resampling.BICUBIC, expand=True, fillcolor=DESK)
    scene = Image.new("L", (view.width, view.height), DESK)
    scene.paste(turned, ((view.width - turned.width) // 2, (view.height - turned.height) // 2))
    seen = np.asarray(scene.filter(ImageFilter.GaussianBlur(view.blur)), dtype=np.float32)
    noise = np.random.default_rng(seed).normal(0.0, view.noise, seen.shape) if view.noise else 0.0
    lit: Grey = np.clip(seen * view.light + noise, 0, 255).astype(np.uint8)
    return lit
