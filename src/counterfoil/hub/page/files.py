"""The page's own HTML, CSS and JavaScript, in the desk's colours; nothing is from elsewhere."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from string import Template
from typing import Final

from counterfoil.hub.page.language import Texts
from counterfoil.resources import resource

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " media-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that the page loads."""

    content: bytes
    media_type: str


def html(texts: Texts, store_name: str) -> str:
    """Return the page in a language, for a store."""
    values = {key: escape(text) for key, text in texts.page.items()}
    return _template().substitute(values, lang=texts.lang, store=escape(store_name))


@cache
def assets() -> Mapping[str, Asset]:
    """Return the files that the page loads, by name."""
    css = f"{_colours()}\n{_text('page.css')}"
    icon = resource("icons/counterfoil.svg").read_bytes()
    return {
        "page.css": Asset(css.encode(), "text/css"),
        "page.js": Asset(_text("page.js").encode(), "text/javascript"),
        "icon.svg": Asset(icon, "image/svg+xml"),
    }


@cache
def _template() -> Template:
    return Template(_text("page.html"))


def _text(name: str) -> str:
    return resource(f"page/{name}").read_text("utf-8")


def _colours() -> str:
    """Return the desk's themes as CSS, the dark one for who prefers it."""
    dark = f"@media (prefers-color-scheme: dark) {{\n{_theme('dark')}\n}}"
    return f"{_theme('light')}\n{dark}"


def _theme(name: str) -> str:
    colours = tomllib.loads(resource(f"themes/{name}.toml").read_text("utf-8"))
    lines = "\n".join(f"  --{role}: {colour};" for role, colour in colours.items())
    return f":root {{\n{lines}\n}}"
