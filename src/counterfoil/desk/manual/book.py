"""The manual's pages in one language, and searching them. No Qt: it is read behind a door."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from counterfoil.resources import resource

START: Final = "start"
# Where a language has no manual of its own.
FALLBACK: Final = "en"
_PICTURE: Final = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARKS: Final = re.compile(r"^\s*(?:[#>]+|[-*]|\d+\.)\s+|[`*]|^[\s:|-]+$|^\|", re.MULTILINE)
_STROKES: Final = str.maketrans("łđøħŧı", "ldohti")
# A line that goes on with the paragraph of the line before.
_BROKEN: Final = re.compile(r"\n(?!\n|#|>|\||[*-]\s|\d+\.\s|```)\s*")
# A word is looked for without its ending from this length on: kampania, kampanii, kampanie.
_INFLECTED, _ENDING = 6, 2
_AROUND: Final = 60


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the manual. `plain` is its text without marks, a line for each of its lines."""

    name: str
    title: str
    text: str
    plain: str

    @property
    def pictures(self) -> tuple[str, ...]:
        """Its pictures, as the text names them."""
        return tuple(_PICTURE.findall(self.text))


@dataclass(frozen=True, slots=True)
class Book:
    """The pages of one language, in the order of the contents."""

    language: str
    chapters: tuple[Chapter, ...]

    def chapter(self, name: str) -> Chapter:
        """Return the page of this name, else the first."""
        return next((each for each in self.chapters if each.name == name), self.chapters[0])


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that a search found, and the first line that tells why."""

    chapter: Chapter
    line: str


def contents() -> tuple[str, ...]:
    """Return the names of the pages, in order."""
    with resource("manual/contents.toml").open("rb") as file:
        return tuple(tomllib.load(file)["pages"])


@lru_cache(maxsize=4)
def read_book(language: str) -> Book:
    """Return the manual in a language, else in English."""
    try:
        folder = resource(f"manual/{language}")
    except FileNotFoundError:
        folder = resource(f"manual/{FALLBACK}")
    return Book(language, tuple(_read(folder, name) for name in contents()))


@lru_cache(maxsize=64)
def read_picture(name: str) -> bytes:
    """Return the file of a picture, named as from a page; nothing where it is missing."""
    try:
        return resource(f"manual/images/{Path(name).name}").read_bytes()
    except FileNotFoundError:
        return b""


def search(book: Book, typed: str) -> tuple[Hit, ...]:
    """Return the pages that hold every word, those with the words in their headings first."""
    words = wanted(typed)
    found = [each for each in book.chapters if _holds(each, words)] if words else []
    found.sort(key=lambda each: -_weight(each, words))
    return tuple(Hit(each, _telling(each, words)) for each in found)


def wanted(typed: str) -> tuple[str, ...]:
    """Return what is looked for: the words, long ones without their endings."""
    words = flat(typed).split()
    return tuple(w[:-_ENDING] if len(w) >= _INFLECTED and w.isalpha() else w for w in words)


def flat(text: str) -> str:
    """Return `text` in small letters without accents, each sign in its own place."""
    return "".join(map(_flat, text))


def slug(heading: str) -> str:
    """Return what a link names a heading by: `#too-few-units`."""
    return re.sub(r"[^\w-]", "", heading.strip().lower().replace(" ", "-"))


@lru_cache(maxsize=1024)
def _flat(sign: str) -> str:
    base = unicodedata.normalize("NFKD", sign)[:1].lower()
    return (base[:1] or sign).translate(_STROKES)


def _read(folder: Path, name: str) -> Chapter:
    text = (folder / f"{name}.md").read_text("utf-8")
    title = text.partition("\n")[0].removeprefix("# ")
    plain = _LINK.sub(r"\1", _PICTURE.sub("", _BROKEN.sub(" ", text)))
    return Chapter(name, title, text, _MARKS.sub("", plain).replace("|", " "))


def _holds(chapter: Chapter, words: tuple[str, ...]) -> bool:
    plain = flat(chapter.plain)
    return all(word in plain for word in words)


def _weight(chapter: Chapter, words: tuple[str, ...]) -> int:
    title = flat(chapter.title)
    headings = flat("\n".join(_headings(chapter)))
    plain = flat(chapter.plain)
    return sum(
        100 * (word in title) + 10 * (word in headings) + min(plain.count(word), 9)
        for word in words
    )


def _headings(chapter: Chapter) -> Iterator[str]:
    return (line for line in chapter.text.splitlines() if line.startswith("#"))


def _telling(chapter: Chapter, words: tuple[str, ...]) -> str:
    """Return the line with most of the words, cut to what stands around the first."""
    lines = [" ".join(line.split()) for line in chapter.plain.splitlines()[1:]]
    line = max(lines, key=lambda each: sum(word in flat(each) for word in words), default="")
    at = min((flat(line).find(word) for word in words if word in flat(line)), default=0)
    start = line.rfind(" ", 0, at - _AROUND) + 1 if at > _AROUND else 0
    return f"…{line[start:]}" if start else line
