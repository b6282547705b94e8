"""Symbols drawn into frames as a webcam at a counter would see them, from a fixed seed.

The model, in the order in which light does it: a printed card lies on a busy counter, turned and
tilted (a homography), lit unevenly with a glare spot, out of focus or smeared by motion, sampled by
the sensor with shot noise, and squeezed by the camera's JPEG.
"""

from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from counterfoil.sheets.symbol import code128_picture, qr_picture

WIDTH, HEIGHT = 1280, 720
FORMATS = {
    "Data Matrix": (zxingcpp.BarcodeFormat.DataMatrix, 2),
    "Aztec": (zxingcpp.BarcodeFormat.Aztec, 2),
    "PDF417": (zxingcpp.BarcodeFormat.PDF417, 0),
    "Micro QR Code": (zxingcpp.BarcodeFormat.MicroQRCode, 0),
    "Code 39": (zxingcpp.BarcodeFormat.Code39, 0),
    "EAN-13": (zxingcpp.BarcodeFormat.EAN13, 0),
    "EAN-8": (zxingcpp.BarcodeFormat.EAN8, 0),
    "ITF": (zxingcpp.BarcodeFormat.ITF, 0),
}
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

Image: TypeAlias = NDArray[Any]
Plane: TypeAlias = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Pose:
    """How a card is seen. Lengths in pixels of the frame, angles in degrees."""

    module: float = 4.0  # one module
    angle: float = 0.0
    tilt: float = 0.0  # 0 flat to 1 very steep
    tilt_to: float = 0.0  # the direction of the tilt
    x: float = 0.5  # centre, as a share of the frame
    y: float = 0.5
    focus: float = 0.0  # sigma of the defocus
    smear: float = 0.0  # length of the motion blur
    smear_to: float = 0.0
    light: float = 1.0
    slope: float = 0.0  # how much darker one side is, 0 to 1
    glare: float = 0.0  # 0 none to 1 burnt out
    glare_at: tuple[float, float] = (0.5, 0.5)  # on the card
    noise: float = 2.0
    jpeg: int = 80
    inverted: bool = False


def symbol(text: str, kind: str, scale: int = 6) -> Image:
    """Return `text` as a clean grey picture, `scale` pixels to a module, with its quiet zone."""
    if kind == "QR Code":
        return qr_picture(text, scale)
    if kind == "Code 128":
        return code128_picture(text, scale)
    barcode_format, quiet = FORMATS[kind]
    drawn = zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(text, barcode_format), scale)
    picture: Image = np.pad(np.array(drawn), quiet * scale, constant_values=255)
    return picture


def random_text(kind: str, rng: np.random.Generator) -> str:
    """Return a text that `kind` can carry."""
    if kind in {"EAN-13", "EAN-8"}:
        digits = [int(n) for n in rng.integers(0, 10, 12 if kind == "EAN-13" else 7)]
        weighted = sum(n * (3 if i % 2 == 0 else 1) for i, n in enumerate(reversed(digits)))
        return "".join(map(str, digits)) + str(-weighted % 10)
    if kind == "ITF":
        return "".join(str(n) for n in rng.integers(0, 10, 14))
    drawn = "".join(rng.choice(list(ALPHABET), 8))
    if kind == "Micro QR Code":
        return drawn
    if kind == "QR Code" and rng.random() < 0.3:
        return f"https://shop.example/r/{drawn}"
    return f"AUTUMN-{drawn}" if kind != "Code 39" else drawn


def counter_top(rng: np.random.Generator, width: int = WIDTH, height: int = HEIGHT) -> Image:
    """Return a busy background: blotches, edges, lines of print and bar-like stripes."""
    coarse = rng.normal(125, 22, (height // 80, width // 80)).astype(np.float32)
    blotches = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    scene: Image = blotches.clip(0, 255).astype(np.uint8)
    for _ in range(7):
        x, y = int(rng.integers(0, width)), int(rng.integers(0, height))
        w, h = (int(n) for n in rng.integers(20, 260, 2))
        cv2.rectangle(scene, (x, y), (x + w, y + h), float(rng.integers(20, 235)), -1)
    for _ in range(5):
        place = (int(rng.integers(0, width)), int(rng.integers(20, height)))
        words = "".join(rng.choice(list("abcdefgh iklmno"), 24))
        cv2.putText(
            scene, words, place, cv2.FONT_HERSHEY_SIMPLEX, 0.7, float(rng.integers(0, 90)), 2
        )
    x, y = int(rng.integers(0, width - 200)), int(rng.integers(0, height - 120))
    for i in range(0, 160, 8):
        cv2.rectangle(scene, (x + i, y), (x + i + int(rng.integers(1, 7)), y + 90), 30.0, -1)
    return scene


def frame(card: Image, scale: int, pose: Pose, background: Image, seed: int = 0) -> Image:
    """Return the BGR frame in which `card`, drawn at `scale` pixels a module, is seen at `pose`."""
    rng = np.random.default_rng(seed)
    height, width = background.shape
    face = (255 - card if pose.inverted else card).astype(np.float32)
    face = _glare(face * (210 / 255) + 22, pose)
    # Drawn at twice the size and averaged, as a sensor's pixel averages what falls on it.
    onto = _homography(card.shape, scale, pose, width, height, 2.0)
    large = cv2.resize(background, (width * 2, height * 2)).astype(np.float32)
    seen = cv2.warpPerspective(
        face, onto, (width * 2, height * 2), large, cv2.INTER_LINEAR, cv2.BORDER_TRANSPARENT
    )
    seen = cv2.resize(seen, (width, height), interpolation=cv2.INTER_AREA)
    seen = _optics(seen, pose) * _light(pose, width, height)
    seen += rng.normal(0, 1, seen.shape).astype(np.float32) * (pose.noise + seen * 0.01)
    grey = seen.clip(0, 255).astype(np.uint8)
    squeezed = cv2.imencode(
        ".jpg", cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), [cv2.IMWRITE_JPEG_QUALITY, pose.jpeg]
    )[1]
    decoded = cv2.imdecode(squeezed, cv2.IMREAD_COLOR)
    assert decoded is not None
    return decoded


def hard_pose(rng: np.random.Generator, linear: bool) -> Pose:
    """Return a pose at which readers begin to fail: small, or turned, dim, blurred, tilted."""
    pose = Pose(
        module=float(rng.uniform(2.0, 3.6) if linear else rng.uniform(2.8, 5.5)),
        # A hand turns bars roughly square to the camera; a matrix symbol has no right way up.
        angle=float(rng.choice([0, 0, 90, 180]) + rng.normal(0, 15))
        if linear
        else float(rng.uniform(-180, 180)),
        tilt=float(rng.uniform(0, 0.4)),
        tilt_to=float(rng.uniform(0, 360)),
        x=float(rng.uniform(0.35, 0.65)),
        y=float(rng.uniform(0.38, 0.62)),
        noise=float(rng.uniform(1, 4)),
        slope=float(rng.uniform(0, 0.5)),
        light=float(rng.uniform(0.5, 1.0)),
        jpeg=int(rng.integers(55, 90)),
        focus=float(rng.uniform(0.2, 0.7)),
    )
    spoil = rng.choice(["focus", "smear", "dim", "noise", "glare", "tilt", "inverted", "small"])
    harder: dict[str, dict[str, Any]] = {
        "focus": {"focus": float(rng.uniform(0.3, 0.65) * pose.module)},
        "smear": {"smear": float(rng.uniform(0.6, 1.8) * pose.module)},
        "dim": {"light": float(rng.uniform(0.1, 0.3))},
        "noise": {"noise": float(rng.uniform(10, 26))},
        "glare": {"glare": float(rng.uniform(0.6, 1.0))},
        "tilt": {"tilt": float(rng.uniform(0.55, 0.9))},
        "inverted": {"inverted": True},
        "small": {"module": float(rng.uniform(1.25, 1.8) if linear else rng.uniform(1.8, 2.6))},
    }
    spot = (float(rng.uniform(0.2, 0.8)), float(rng.uniform(0.2, 0.8)))
    return replace(pose, glare_at=spot, smear_to=float(rng.uniform(0, 180)), **harder[str(spoil)])


def held(pose: Pose, rng: np.random.Generator, count: int) -> list[Pose]:
    """Return `count` poses of a card that a hand holds near `pose`, trembling."""
    drift = rng.normal(0, 1, (count, 6)).cumsum(axis=0) / 6
    return [
        replace(
            pose,
            angle=pose.angle + 2.0 * d[0],
            x=pose.x + 0.006 * d[1],
            y=pose.y + 0.008 * d[2],
            module=pose.module * (1 + 0.02 * d[3]),
            focus=max(0.0, pose.focus * (1 + 0.08 * d[4])),
            smear=max(0.0, pose.smear * (1 + 0.15 * d[5])),
        )
        for d in drift
    ]


def _homography(
    shape: tuple[int, ...], scale: int, pose: Pose, width: int, height: int, over: float
) -> Plane:
    h, w = shape[0], shape[1]
    size = pose.module / scale
    turn, lean = np.radians(pose.angle), np.radians(pose.tilt_to)
    corners = np.array([[-w, -h], [w, -h], [w, h], [-w, h]]) / 2 * size
    rotated = corners @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    # Seen from a distance of three card lengths; tilt leans the card out of the picture plane.
    away = rotated @ np.array([np.cos(lean), np.sin(lean)])
    reach = np.hypot(w, h) * size * 1.5
    near = 1 + away[:, None] * np.sin(pose.tilt * 1.05) / reach
    along = np.outer(away, [np.cos(lean), np.sin(lean)])
    flat = (rotated - along * (1 - np.cos(pose.tilt * 1.05))) / near
    placed = (flat + np.array([pose.x * width, pose.y * height])) * over
    source = np.array([[0, 0], [w, 0], [w, h], [0, h]], dtype=np.float32)
    onto: Plane = cv2.getPerspectiveTransform(source, placed.astype(np.float32))
    return onto


def _glare(face: Plane, pose: Pose) -> Plane:
    if not pose.glare:
        return face
    height, width = face.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    dx, dy = x / width - pose.glare_at[0], y / height - pose.glare_at[1]
    spot = np.exp(-(dx * dx + dy * dy) / 0.05) * pose.glare
    bright: Plane = (face + (255 - face) * np.minimum(spot * 1.2, 1)).astype(np.float32)
    return bright


def _optics(seen: Plane, pose: Pose) -> Plane:
    if pose.focus > 0.05:
        seen = cv2.GaussianBlur(seen, (0, 0), pose.focus).astype(np.float32)
    if pose.smear > 0.5:
        size = int(pose.smear) * 2 + 3
        kernel = np.zeros((size, size), np.float32)
        step = np.array([np.cos(np.radians(pose.smear_to)), np.sin(np.radians(pose.smear_to))])
        for t in np.linspace(-0.5, 0.5, size * 8):
            x, y = np.rint(step * t * pose.smear + size // 2).astype(int)
            kernel[y, x] += 1
        seen = cv2.filter2D(seen, -1, kernel / kernel.sum()).astype(np.float32)
    return seen


def _light(pose: Pose, width: int, height: int) -> Plane:
    across = np.linspace(1 - pose.slope, 1, width, dtype=np.float32)
    return np.broadcast_to(across * pose.light, (height, width))


def held_up(text: str) -> Image:
    """Return a picture of a QR code on a card, somewhat turned, on a counter."""
    rng = np.random.default_rng(5)
    return frame(symbol(text, "QR Code"), 6, Pose(module=6.0, angle=8.0), counter_top(rng))
