"""Units of length: everything here is in millimetres, PDF and type in points."""

from typing import Final

INCH: Final = 25.4
"""Millimetres."""

POINT: Final = INCH / 72
"""Millimetres: the point of PDF (ISO 32000, 8.3.2.3)."""
