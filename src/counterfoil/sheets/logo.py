"""A logo: any picture that Pillow reads, made right for the size at which it is printed."""

import io
import warnings
from functools import lru_cache
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from counterfoil.domain.errors import InvalidInput
from counterfoil.sheets.contrast import colour_parts
from counterfoil.sheets.units import INCH

MOST_BYTES: Final = 2 * 1024 * 1024
MOST_PIXELS: Final = 40_000_000
"""More than any logo has, and some 120 MB once unpacked."""
MOST_ROWS: Final = 20_000
"""Pillow keeps the place of each row, which for rows of one pixel is twice what they hold."""

DPI: Final = 300
"""Printers of labels show no more."""

FORMATS: Final = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF")


@lru_cache(maxsize=4)
def read_logo(data: bytes, paper: str) -> Image.Image:
    """Return the picture in a file's bytes, upright, on `paper` where it lets it through.

    What it has around it that cannot be seen is cut off, so that it stands in line with texts.

    Raises InvalidInput where the bytes are no picture, or one that is too large.
    """
    if len(data) > MOST_BYTES:
        raise InvalidInput("The logo is larger than 2 MB; save it smaller.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS or picture.height > MOST_ROWS:
                raise InvalidInput("The logo has too many pixels; save it smaller.")
            picture.load()
            upright = ImageOps.exif_transpose(picture)
    except Image.DecompressionBombError:
        raise InvalidInput("The logo has too many pixels; save it smaller.") from None
    except UnidentifiedImageError:
        raise InvalidInput("The logo is no picture; choose a PNG or JPEG file.") from None
    except InvalidInput:
        raise
    except Exception:  # noqa: BLE001 - of torn pictures Pillow raises errors of every kind
        raise InvalidInput("The logo's file is damaged; save it as PNG again.") from None
    return _on_paper(upright, paper)


def sized_logo(data: bytes, paper: str, width: float, height: float) -> Image.Image:
    """Return the logo with no more pixels than a box of `width` × `height` mm shows."""
    picture = read_logo(data, paper).copy()
    most = max(1, round(width / INCH * DPI)), max(1, round(height / INCH * DPI))
    picture.thumbnail(most, Image.Resampling.LANCZOS)
    return picture


def _on_paper(picture: Image.Image, paper: str) -> Image.Image:
    clear = picture.convert("RGBA")
    clear = clear.crop(clear.getchannel("A").getbbox())
    colour = tuple(round(part * 255) for part in colour_parts(paper))
    ground = Image.new("RGBA", clear.size, (*colour, 255))
    return Image.alpha_composite(ground, clear).convert("RGB")
