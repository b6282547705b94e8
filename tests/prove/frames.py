"""A till's whole day before its camera: a million frames in 24 simulated hours, in flat memory.

The counter lies still but for the sensor's noise; every minute a customer holds a card into view.
Each scan is redeemed in a real ledger. A scan too many or a wrong one is a crash, a card that is
never read a loss, and a code that is accepted twice a double.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from counterfoil.ledger.codes.listing import list_codes
from counterfoil.ledger.connect import open_ledger
from counterfoil.ledger.ledger import Ledger
from counterfoil.ledger.redeem import Attempt, redeem
from counterfoil.ledger.staff import DEFAULT
from counterfoil.scanning.pipeline import ScanPipeline
from tests.bench.redeem import CAMPAIGN, fill
from tests.helpers.pictures import Pose, counter_top, frame, held, symbol
from tests.prove.report import Bound, Proof
from tests.prove.runner import tries

NOW: Final = datetime(2026, 11, 26, tzinfo=UTC)
DAY_S: Final = 24 * 3600
FRAMES: Final = 1_000_000
A_MINUTE: Final = FRAMES // (24 * 60)
SHOWN: Final = 24
"""Frames in which a customer's card is in view: two seconds."""
WIDTH, HEIGHT = 640, 360
NOISES: Final = 12
WARM: Final = 0.1
"""The share of the day after which the memory must not grow."""
MOST_MORE: Final = 16.0
ALLOWED_PER_DAY: Final = 24
"""Cards of those 1,440 that may have to be shown a second time."""

Image = NDArray[Any]


@dataclass(slots=True)
class Day:
    """What was seen on a day."""

    shown: set[str] = field(default_factory=set)
    accepted: Counter[str] = field(default_factory=Counter)
    wrong: int = 0
    memory: list[float] = field(default_factory=list)


def prove(effort: float) -> list[Proof]:
    """Watch a day, or its beginning."""
    frames = tries(FRAMES, effort)
    day = watched(frames)
    lost = len(day.shown - day.accepted.keys())
    allowed = max(1, ALLOWED_PER_DAY * frames // FRAMES)
    doubles = sum(times - 1 for times in day.accepted.values())
    flat = Bound(growth(day.memory), MOST_MORE, "MB more")
    missed = Bound(lost, allowed, f"of {len(day.shown):,} cards to be shown again")
    return [
        Proof("camera watched for 24 hours, memory", frames, 0, doubles, day.wrong, flat),
        Proof("cards held before it", len(day.shown), 0, doubles, day.wrong, missed),
    ]


def growth(memory: list[float]) -> float:
    """Return by how much the memory grew at most once everything had been used, in MB."""
    warm = max(1, round(len(memory) * WARM))
    return max(memory) - max(memory[:warm])


def watched(frames: int) -> Day:
    """Take so many frames as they come."""
    day, pipeline = Day(), ScanPipeline()
    with TemporaryDirectory() as name, open_ledger(Path(name), NOW) as ledger:
        fill(ledger, frames // A_MINUTE + 2)
        texts = iter(line.text for line in all_codes(ledger))
        for number, (text, picture) in enumerate(pictures(texts, frames)):
            at = number * DAY_S / FRAMES
            if text:
                day.shown.add(text)
            for scan in pipeline.take(picture, at).scans:
                day.wrong += scan.text != text
                attempt = Attempt((scan.text,), DEFAULT, "card1")
                verdict = redeem(ledger, attempt, NOW + timedelta(seconds=at))
                day.accepted[scan.text] += verdict.accepted
            if number % A_MINUTE == 0:
                day.memory.append(resident())
    return day


def all_codes(ledger: Ledger) -> Iterator[Any]:
    """Yield the campaign's codes, a page at a time."""
    after = 0
    while page := list_codes(ledger, CAMPAIGN, after=after, limit=500).codes:
        yield from page
        after = page[-1].id


def pictures(texts: Iterator[str], count: int) -> Iterator[tuple[str, Image]]:
    """Yield what the camera sees, with the text of the card in view, if any."""
    rng = np.random.default_rng(24)
    scene = counter_top(rng, WIDTH, HEIGHT)
    still = [noisy(scene, rng) for _ in range(NOISES)]
    number = 0
    while number < count:
        waiting = min(A_MINUTE - SHOWN, count - number)
        yield from (("", still[place % NOISES]) for place in range(waiting))
        number += waiting
        if number < count:
            text = next(texts)
            yield from ((text, each) for each in shown(text, scene, rng)[: count - number])
            number += SHOWN


def shown(text: str, scene: Image, rng: np.random.Generator) -> list[Image]:
    """Return a card held into view by an honest customer."""
    pose = Pose(module=4.0, angle=float(rng.uniform(-25, 25)), tilt=float(rng.uniform(0, 0.2)))
    poses = held(pose, rng, SHOWN)
    card = symbol(text, "QR Code")
    return [frame(card, 6, each, scene, place) for place, each in enumerate(poses)]


def noisy(scene: Image, rng: np.random.Generator) -> Image:
    """Return the still counter as a sensor sees it."""
    grain = rng.normal(0, 2, scene.shape)
    seen = np.clip(scene + grain, 0, 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(seen, cv2.COLOR_GRAY2BGR))


def resident() -> float:
    """Return the memory of this process, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6
