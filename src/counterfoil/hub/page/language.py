"""Which of the page's languages a browser wants, and the page's texts in it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from counterfoil.resources import resource

SOURCE: Final = "en"
_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Texts:
    """The page's texts: its own, and by what a refusal is told as: why, and what to do."""

    lang: str
    page: Mapping[str, str]
    refused: Mapping[str, str]
    next: Mapping[str, str]


@cache
def languages() -> Mapping[str, Texts]:
    """Return the texts by language."""
    document = tomllib.loads(resource("page/texts.toml").read_text("utf-8"))
    return {
        lang: Texts(
            lang,
            {key: text for key, text in section.items() if isinstance(text, str)},
            section["refused"],
            section["next"],
        )
        for lang, section in document.items()
    }


def texts_for(accept_language: str) -> Texts:
    """Return the texts in the language that the header asks for first (RFC 9110, 12.5.4)."""
    known = languages()
    wanted = (_weighed(item) for item in accept_language.split(",")[:_MOST])
    for _, tag in sorted(wanted, key=lambda each: -each[0]):
        lang = tag.partition("-")[0]
        if lang in known:
            return known[lang]
    return known[SOURCE]


def _weighed(item: str) -> tuple[float, str]:
    tag, _, parameters = item.partition(";")
    name, _, value = parameters.strip().partition("=")
    try:
        weight = float(value) if name.strip() == "q" else 1.0
    except ValueError:
        weight = 0.0
    return weight, tag.strip().lower()
