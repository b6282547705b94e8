"""Sample codes: how codes of a format look, to show before any are made."""

from counterfoil.domain.code import CodeFormat
from counterfoil.domain.mint import mint

_KEY = b"samples are none"
"""Of no campaign: no code of a campaign is told by a sample but by chance."""


def sample_codes(code_format: CodeFormat, count: int) -> tuple[str, ...]:
    """Return `count` codes of the format, the same ones each time; they are in no ledger."""
    return tuple(code.decode() for code in mint(code_format, _KEY, 0, count).tolist())
