"""What the verdict card shows, in words: plain data between the counter's state and the widget."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """The kind of a verdict: it has its colour, its icon and its sound."""

    READY = "ready"
    WORKING = "working"
    ACCEPTED = "accepted"
    PROVISIONAL = "provisional"
    USED = "used"
    REFUSED = "refused"
    NEEDED = "needed"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was given, or one fact more: an icon, the thing, and what there is to it."""

    icon: str
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class VerdictView:
    """The verdict card in words. `of` names the code and its campaign.

    `action` and `slip` name its buttons, "" where there is none.
    """

    tone: Tone
    icon: str
    word: str
    sentence: str = ""
    next_step: str = ""
    of: str = ""
    lines: tuple[Line, ...] = ()
    check_only: str = ""
    action: str = ""
    slip: str = ""

    @property
    def spoken(self) -> str:
        """All of it, for a screen reader."""
        lines = (f"{line.text} {line.detail}".strip() for line in self.lines)
        parts = (self.word, self.check_only, self.of, self.sentence, *lines, self.next_step)
        return ". ".join(part.rstrip(".") for part in parts if part) + "."
