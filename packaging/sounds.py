"""Make the counter's sounds, each of its own pitch, rhythm and timbre.

Run as `python packaging/sounds.py`.
"""

import wave
from pathlib import Path

import numpy as np

RATE = 22_050
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sounds"

# One note: pitch in hertz, start and length in seconds, overtones by their strength.
Note = tuple[float, float, float, tuple[float, ...]]

BELL = (1.0, 0.35, 0.12)
REED = (1.0, 0.0, 0.5, 0.0, 0.3, 0.0, 0.2)
SOFT = (1.0, 0.08)

SOUNDS: dict[str, tuple[Note, ...]] = {
    # Rising fifth, bright: done.
    "accepted": ((659.3, 0.0, 0.16, BELL), (987.8, 0.09, 0.30, BELL)),
    # Falling third, twice: this has been before.
    "used": (
        (523.3, 0.0, 0.12, SOFT),
        (415.3, 0.11, 0.14, SOFT),
        (523.3, 0.27, 0.12, SOFT),
        (415.3, 0.38, 0.20, SOFT),
    ),
    # One low buzz: no.
    "refused": ((155.6, 0.0, 0.42, REED),),
    # Up and back: taken, not settled.
    "provisional": (
        (659.3, 0.0, 0.12, BELL),
        (987.8, 0.09, 0.14, BELL),
        (659.3, 0.22, 0.24, BELL),
    ),
    # One soft note: something more is needed.
    "notice": ((784.0, 0.0, 0.18, SOFT),),
    # Three low pulses: the machine, not the code.
    "error": (
        (196.0, 0.0, 0.10, REED),
        (196.0, 0.15, 0.10, REED),
        (196.0, 0.30, 0.14, REED),
    ),
}


def tone(pitch: float, length: float, overtones: tuple[float, ...]) -> np.ndarray:
    """Return one note that fades in and out, as samples between -1 and 1."""
    time = np.arange(int(length * RATE)) / RATE
    sound = sum(
        (
            strength * np.sin(2 * np.pi * pitch * n * time)
            for n, strength in enumerate(overtones, 1)
        ),
        np.zeros_like(time),
    )
    fade_in = np.minimum(1.0, time / 0.006)
    fade_out = np.minimum(1.0, (length - time) / 0.05)
    return sound / sum(overtones) * fade_in * fade_out * np.exp(-2.2 * time / length)


def mix(notes: tuple[Note, ...]) -> np.ndarray:
    """Return the notes laid over each other, as 16-bit samples."""
    length = max(start + duration for _, start, duration, _ in notes)
    mixed = np.zeros(int(length * RATE) + 1)
    for pitch, start, duration, overtones in notes:
        note = tone(pitch, duration, overtones)
        at = int(start * RATE)
        mixed[at : at + len(note)] += note
    samples: np.ndarray = (mixed / np.abs(mixed).max() * 0.7 * 32_767).astype("<i2")
    return samples


def main() -> None:
    """Write every sound as a small mono WAV file."""
    for name, notes in SOUNDS.items():
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(mix(notes).tobytes())


if __name__ == "__main__":
    main()
