"""Codes in files: pictures, multi-page PDFs, videos; and in a camera by its name."""

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import cv2
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from counterfoil.domain.errors import InvalidInput, MachineError, NotFound
from counterfoil.scanning.decoder import decode
from counterfoil.scanning.pdf import pages
from counterfoil.scanning.quiet import hush_opencv, hushed
from counterfoil.scanning.symbol import SHOP_FORMATS, Symbol
from counterfoil.scanning.video import camera_symbols, video_symbols

LARGEST_FILE = 256 * 1024 * 1024
MOST_PIXELS = 120_000_000  # a decoded picture of so many takes 360 MB
REDUCED_ABOVE = 32_000_000  # such a JPEG is decoded at half its size, which costs a quarter
MOST_FRAMES = 200  # of an animated GIF or a multi-page TIFF
VIDEOS = frozenset({".avi", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".webm", ".wmv"})
CAMERA = "camera:"

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


def _stills(path: Path) -> list[NDArray[Any]]:
    kind, pixels, count = _measured(path)
    if pixels > MOST_PIXELS:
        raise _too_large(path)
    reduced = kind == "JPEG" and pixels > REDUCED_ABOVE
    flags = cv2.IMREAD_REDUCED_COLOR_2 if reduced else cv2.IMREAD_COLOR
    hush_opencv()
    with hushed():
        try:
            stills = _loaded(path, flags, count)
        except cv2.error:
            stills = []
    if not stills:
        raise InvalidInput("{name} is damaged; save the picture again.", name=path.name)
    return stills


def _loaded(path: Path, flags: int, count: int) -> list[NDArray[Any]]:
    if count > 1:
        good, many = cv2.imreadmulti(str(path), flags=flags, start=0, count=min(count, MOST_FRAMES))
        return list(many) if good else []
    one = cv2.imread(str(path), flags)
    return [] if one is None else [one]


def _measured(path: Path) -> tuple[str, int, int]:
    """Return the kind of picture, its pixels and its frames, by its header alone."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is torn is said by our own error
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                count = int(getattr(image, "n_frames", 1))
                return image.format or "", image.width * image.height, count
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large(path) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise InvalidInput(
            "{name} is not a picture, PDF or video that can be read; "
            "save it as JPEG, PNG, PDF or MP4.",
            name=path.name,
        ) from None


def _too_large(path: Path) -> InvalidInput:
    return InvalidInput("{name} is too large; make the picture smaller.", name=path.name)


def _why(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
