"""Codes in files: pictures, multi-page PDFs, videos; and in a camera by its name."""

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import SEEK_CUR
from pathlib import Path
from typing import Any, TypeAlias

import cv2
from numpy.typing import NDArray
from PIL import Image

from counterfoil.domain.errors import InvalidInput, MachineError, NotFound
from counterfoil.scanning.decoder import decode
from counterfoil.scanning.pdf import pages, too_many_pages
from counterfoil.scanning.quiet import hush_opencv, hushed
from counterfoil.scanning.symbol import SHOP_FORMATS, Symbol
from counterfoil.scanning.video import camera_symbols, video_symbols

LARGEST_FILE = 256 * 1024 * 1024
MOST_PIXELS = 120_000_000  # a decoded picture of so many takes 360 MB
REDUCED_ABOVE = 32_000_000  # such a JPEG is decoded at half its size, which costs a quarter
MOST_TOGETHER = 2_000_000_000  # pixels of a TIFF's pages: 200 of A4 at 300 dpi have 1.7 billion
DENSEST = 20_000  # pixels to a byte: no blank page as CCITT G4, which packs best, has more
MOST_CHUNKS = 100_000  # of a PNG, where encoders write 8 KB and more to each
MOST_FRAMES = 200  # of an animated GIF or a multi-page TIFF
VIDEOS = frozenset({".avi", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".webm", ".wmv"})
CAMERA = "camera:"
_PNG_CHUNKS = 8  # where they begin

Numbered: TypeAlias = tuple[int, Symbol]


@dataclass(frozen=True, slots=True)
class Found:
    """A symbol found in `source`; `frame` counts the pages or the frames of a video from 1."""

    source: str
    frame: int
    text: str
    format: str
    symbol: Symbol


def scan_source(source: str | Path, formats: Iterable[str] = SHOP_FORMATS) -> Iterator[Found]:
    """Yield the codes in a picture, PDF or video file, or in `camera:0` until it is interrupted.

    In a video or a camera each showing of a code counts once. Raises `NotFound` where there is no
    such file, `InvalidInput` where it is not a picture, PDF or video, is damaged or is too large,
    and `MachineError` where a camera or disk fails.
    """
    name = str(source)
    wanted = tuple(formats)
    for frame, symbol in _symbols(name, wanted):
        yield Found(name, frame, symbol.text, symbol.format, symbol)


def _symbols(name: str, formats: tuple[str, ...]) -> Iterator[Numbered]:
    if name.startswith(CAMERA):
        return camera_symbols(name.removeprefix(CAMERA), formats)
    path = Path(name)
    if _head(path).lstrip().startswith(b"%PDF-"):
        return _numbered(pages(path), formats)
    if path.suffix.lower() in VIDEOS:
        return video_symbols(path, formats)
    return _numbered(_stills(path), formats)


def _numbered(stills: Iterable[NDArray[Any]], formats: tuple[str, ...]) -> Iterator[Numbered]:
    for number, still in enumerate(stills, 1):
        for symbol in decode(still, formats):
            yield number, symbol


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InvalidInput("{name} is a folder; name a picture, PDF or video.", name=path.name)
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(1024)
    except FileNotFoundError:
        raise NotFound("There is no file {name}; check the name.", name=str(path)) from None
    except (OSError, ValueError) as error:
        raise MachineError(
            "{name} cannot be opened: {why}.", name=str(path), why=_why(error)
        ) from error
    if not size:
        raise InvalidInput("{name} is empty; save the picture again.", name=path.name)
    if size > LARGEST_FILE and path.suffix.lower() not in VIDEOS:
        raise _too_large(path)
    return head


@dataclass(frozen=True, slots=True)
class _Measures:
    """The kind of picture, how many it is one of, the pixels of the largest, and of all of them."""

    kind: str
    count: int
    pixels: int
    together: int


def _stills(path: Path) -> Iterator[NDArray[Any]]:
    measures = _measured(path)
    if measures.pixels > MOST_PIXELS:
        raise _too_large(path)
    if measures.kind == "TIFF":
        _check_pages(path, measures)
    if measures.kind == "PNG":
        _check_chunks(path)
    hush_opencv()
    stills = 0
    for start, count in _portions(measures):
        for still in _loaded(path, measures, start, count):
            stills += 1
            yield still
    if not stills:
        raise _damaged(path)


def _check_pages(path: Path, measures: _Measures) -> None:
    """Check that a TIFF's pages can be read in bounded time, though a few bytes may claim many."""
    if measures.count > MOST_FRAMES:
        raise too_many_pages(path, measures.count, MOST_FRAMES)
    if measures.together > MOST_TOGETHER:
        raise InvalidInput(
            "The pages of {name} are too large together; split it, or scan it at 300 dpi.",
            name=path.name,
        )
    if measures.together > max(MOST_PIXELS, DENSEST * path.stat().st_size):
        raise _damaged(path)


def _check_chunks(path: Path) -> None:
    """Check that no part of a PNG claims more than a file may have: OpenCV makes room for it."""
    with path.open("rb") as file:
        file.seek(_PNG_CHUNKS)
        for _ in range(MOST_CHUNKS):
            head = file.read(8)
            if len(head) < 8:
                return
            length = int.from_bytes(head[:4])
            if length > LARGEST_FILE:
                break
            file.seek(length + 4, SEEK_CUR)
    raise _damaged(path)


def _portions(measures: _Measures) -> Iterator[tuple[int, int]]:
    """Yield which frames to load at once: a beginning and a count, so that they fit into memory."""
    count = min(measures.count, MOST_FRAMES)
    if measures.kind == "TIFF":
        yield from ((page, 1) for page in range(count))
    else:
        # Each frame is drawn upon the one before: OpenCV begins with the first whatever is wanted.
        yield 0, max(1, min(count, MOST_PIXELS // max(1, measures.pixels)))


def _loaded(path: Path, measures: _Measures, start: int, count: int) -> list[NDArray[Any]]:
    reduced = measures.kind == "JPEG" and measures.pixels > REDUCED_ABOVE
    flags = cv2.IMREAD_REDUCED_COLOR_2 if reduced else cv2.IMREAD_COLOR
    with hushed():
        try:
            if measures.count > 1:
                good, many = cv2.imreadmulti(str(path), flags=flags, start=start, count=count)
                return list(many) if good else []
            one = cv2.imread(str(path), flags)
        except cv2.error:
            return []
    return [] if one is None else [one]


def _measured(path: Path) -> _Measures:
    """Return what the headers alone say."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is torn is said by our own error
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                count, kind = int(getattr(image, "n_frames", 1)), image.format or ""
                each = [image.width * image.height]
                for page in range(1, min(count, MOST_FRAMES) if kind == "TIFF" else 1):
                    image.seek(page)
                    each.append(image.width * image.height)
                return _Measures(kind, count, max(each), sum(each))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large(path) from None
    except Exception:  # noqa: BLE001 - of torn pictures Pillow raises errors of every kind
        raise InvalidInput(
            "{name} is not a picture, PDF or video that can be read; "
            "save it as JPEG, PNG, PDF or MP4.",
            name=path.name,
        ) from None


def _damaged(path: Path) -> InvalidInput:
    return InvalidInput("{name} is damaged; save the picture again.", name=path.name)


def _too_large(path: Path) -> InvalidInput:
    return InvalidInput("{name} is too large; make the picture smaller.", name=path.name)


def _why(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
