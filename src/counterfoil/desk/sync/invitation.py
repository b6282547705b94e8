"""An invitation as one line: what a QR code shows, and what is typed or scanned to join."""

import re
from dataclasses import dataclass
from typing import Final

_LINE: Final = re.compile(
    r"\s*(?:counterfoil\s+join\s+)?(https?://\S+)\s+([A-Za-z2-7](?:[A-Za-z2-7-]|\s)*)\s*"
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """Where the hub is, and the token to join it with."""

    url: str
    token: str


def join_line(url: str, token: str) -> str:
    """Return the line that joins a hub, as it is typed into a terminal."""
    return f"counterfoil join {url} {token}"


def read_join_line(text: str) -> Invitation | None:
    """Return the invitation that a line says, None where it says none."""
    found = _LINE.fullmatch(text)
    return Invitation(found[1], found[2].strip()) if found else None
