import subprocess
import sys
from dataclasses import replace

import cv2
import numpy as np
import pytest

from counterfoil.domain.errors import InvalidInput
from counterfoil.scanning.decoder import decode
from counterfoil.scanning.pixels import grey
from counterfoil.scanning.readers import ZBAR_AVAILABLE, zbar
from counterfoil.scanning.symbol import FORMATS, SHOP_FORMATS, WEAK, checked_formats
from tests.helpers.pictures import FORMATS as DRAWN
from tests.helpers.pictures import Pose, counter_top, frame, hard_pose, random_text, symbol

KINDS = ["QR Code", "Code 128", *DRAWN]
POSES = {
    "flat": Pose(),
    "turned": Pose(angle=12),
    "upside down": Pose(angle=180),
    "on its side": Pose(angle=90),
    "dim": Pose(light=0.25),
    "blurred": Pose(focus=1.4),
    "smeared": Pose(smear=3, smear_to=60),
    "noisy": Pose(noise=12),
    "tilted": Pose(tilt=0.5, tilt_to=40),
}


def seen(kind: str, pose: Pose, seed: int = 1) -> tuple[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    text = random_text(kind, rng)
    module = 3.0 if kind in {"Code 39", "Code 128", "ITF"} else 4.0
    card = symbol(text, kind)
    return text, frame(card, 6, replace(pose, module=module), counter_top(rng), seed)


@pytest.mark.parametrize("pose", POSES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_symbology_is_read_in_each_condition(kind: str, pose: str) -> None:
    text, picture = seen(kind, POSES[pose])
    found = decode(picture, {*SHOP_FORMATS, kind})
    assert (kind, text) in {(one.format, one.text) for one in found}


@pytest.mark.parametrize("kind", ["QR Code", "Data Matrix", "Aztec"])
def test_a_light_symbol_on_a_dark_card_is_read(kind: str) -> None:
    text, picture = seen(kind, Pose(inverted=True))
    assert [one.text for one in decode(picture)] == [text]


@pytest.mark.parametrize("kind", ["Code 128", "Code 39", "EAN-13"])
@pytest.mark.parametrize("angle", [30, 45, 62, 135])
def test_bars_are_read_at_any_angle_light_or_dark(kind: str, angle: int) -> None:
    for inverted in (False, True):
        text, picture = seen(kind, Pose(angle=angle, inverted=inverted))
        assert text in {one.text for one in decode(picture)}


def test_the_corners_lie_around_the_symbol() -> None:
    _, picture = seen("QR Code", Pose(x=0.3, y=0.6, angle=30))
    (one,) = decode(picture)
    x, y = (sum(corner[i] for corner in one.corners) / 4 for i in (0, 1))
    assert abs(x - 0.3 * 1280) < 8
    assert abs(y - 0.6 * 720) < 8


def test_the_corners_of_turned_bars_lie_around_them() -> None:
    _, picture = seen("Code 128", Pose(x=0.4, y=0.5, angle=40))
    (one,) = decode(picture)
    x, y = (sum(corner[i] for corner in one.corners) / 4 for i in (0, 1))
    assert abs(x - 0.4 * 1280) < 25
    assert abs(y - 0.5 * 720) < 25


def test_all_symbols_of_a_sheet_are_read_once_each() -> None:
    texts = {f"AUTUMN-{n:04d}" for n in range(24)}
    cards = [np.pad(symbol(text, "QR Code", 3), 20, constant_values=255) for text in sorted(texts)]
    sheet = np.vstack([np.hstack(cards[i : i + 4]) for i in range(0, 24, 4)])
    found = [one.text for one in decode(sheet)]
    assert len(found) == 24
    assert set(found) == texts


def test_a_large_photograph_is_read() -> None:
    _, picture = seen("QR Code", Pose())
    large = cv2.resize(picture, None, fx=4, fy=4)
    assert decode(large)


def test_only_what_is_asked_for_is_read() -> None:
    _, picture = seen("Code 128", Pose())
    assert decode(picture, {"QR Code"}) == []
    assert decode(picture, {"Code 128"})


@pytest.mark.parametrize("formats", [set(), {"Code 1"}, {"QR Code", "DataBar"}])
def test_unknown_formats_are_refused(formats: set[str]) -> None:
    with pytest.raises(InvalidInput):
        checked_formats(formats)


def test_every_format_is_one_of_ours() -> None:
    assert set(FORMATS) >= SHOP_FORMATS
    assert set(FORMATS) >= WEAK


@pytest.mark.parametrize("shape", [(1, 1), (2, 900), (900, 2), (17, 17), (5, 5, 3)])
def test_tiny_pictures_hold_nothing(shape: tuple[int, ...]) -> None:
    assert decode(np.full(shape, 127, np.uint8)) == []


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_read_where_there_is_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    noise = rng.normal(128, 60, (360, 640)).clip(0, 255).astype(np.uint8)
    bars = np.repeat(rng.integers(0, 2, (1, 320)) * 255, 200, axis=0).astype(np.uint8)
    wide = cv2.resize(bars, (960, 200), interpolation=cv2.INTER_NEAREST)
    for picture in (noise, wide, counter_top(rng)):
        assert decode(picture) == []


@pytest.mark.parametrize("text", ["T%$<Y1(", "AUTUMN-7K2M"])
def test_a_flawless_code_128_is_read_as_nothing_else(text: str) -> None:
    """zxing-cpp reads the first one twice, the second time as "T% <Y'("."""
    assert [one.text for one in decode(symbol(text, "Code 128", 4))] == [text]


def test_hard_pictures_give_the_right_text_or_none() -> None:
    rng = np.random.default_rng(20)
    for kind in ("QR Code", "Code 128", "Code 39") * 4:
        pose = hard_pose(rng, linear=kind != "QR Code")
        text = random_text(kind, rng)
        picture = frame(symbol(text, kind), 6, pose, counter_top(rng))
        assert {one.text for one in decode(picture, {"QR Code", "Code 128", "Code 39"})} <= {text}


@pytest.mark.skipif(not ZBAR_AVAILABLE, reason="libzbar0 is not installed")
def test_zbar_reads_and_keeps_to_what_it_is_asked() -> None:
    text, picture = seen("Code 128", Pose())
    plain = grey(picture)
    assert [one.text for one in zbar(plain, SHOP_FORMATS)] == [text]
    assert zbar(plain, frozenset({"QR Code"})) == []
    assert zbar(plain, frozenset({"EAN-13"})) == []


def test_decoding_noise_says_nothing_on_the_console() -> None:
    script = (
        "import numpy as np; from counterfoil.scanning.decoder import decode\n"
        "r = np.random.default_rng(1)\n"
        "for _ in range(3): decode(r.integers(0, 255, (480, 640, 3), 'uint8'))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert (ran.stdout, ran.stderr) == (b"", b"")
