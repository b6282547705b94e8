import numpy as np
import pytest

from counterfoil.sheets import contrast
from counterfoil.sheets.lights import lights, reflectance

COLOURS = ["#000000", "#FFFFFF", "#1F3A5F", "#FF0000", "#00FF00", "#0000FF", "#FDF6E3", "#808080"]


def patch(colour: str) -> np.ndarray:
    red, green, blue = bytes.fromhex(colour[1:])
    return np.full((2, 3, 3), (red, green, blue), np.uint8)


@pytest.mark.parametrize("colour", COLOURS)
def test_a_colour_is_as_light_as_the_design_takes_it_to_be(colour: str) -> None:
    seen = lights(patch(colour))
    red, luminance = (float(reflectance(light.astype(np.float32))[0, 0]) for light in
                      (seen[0], seen[-1]))  # fmt: skip
    assert red == pytest.approx(contrast.red_light(colour), abs=1e-6)
    # A step of sRGB is up to a hundredth of the light.
    assert luminance == pytest.approx(contrast.luminance(colour), abs=0.005)


def test_what_has_no_colour_is_looked_at_once() -> None:
    assert len(lights(patch("#C0C0C0"))) == 1
    assert len(lights(patch("#C0C0C1"))) == 2


def test_red_light_sees_no_red_ink() -> None:
    red, luminance = lights(np.hstack([patch("#FF0000"), patch("#FFFFFF")]))
    assert np.ptp(red) == 0
    assert np.ptp(luminance) > 100
