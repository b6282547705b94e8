"""A sign in the data folder that the desk is running, to tell a crash from a clean end.

It holds the time it was last renewed, so that after a crash it is known when that was about.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

FILE = "desk.running"
EVERY_S = 5
# A redemption so shortly before the end may have been made without anybody seeing the verdict.
DOUBTFUL = timedelta(seconds=EVERY_S + 10)


def stopped_at(folder: Path) -> datetime | None:
    """Return when a desk that did not end cleanly was last alive; None where the last one did."""
    sign = folder / FILE
    try:
        text = sign.read_text("ascii", errors="replace").strip()
        written = datetime.fromtimestamp(sign.stat().st_mtime, UTC)
    except OSError:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        # It was stopped while it wrote this very file.
        return written


def renew(folder: Path, now: datetime) -> None:
    """Say that the desk is running. A folder that cannot be written is told elsewhere."""
    try:
        (folder / FILE).write_text(now.isoformat(), "ascii")
    except OSError:
        return


def end(folder: Path) -> None:
    """Say that the desk ended cleanly."""
    (folder / FILE).unlink(missing_ok=True)


def is_doubtful(redeemed_at: datetime, last_alive: datetime) -> bool:
    """Say whether it was so close to the crash that the verdict may not have been seen."""
    return redeemed_at >= last_alive - DOUBTFUL
