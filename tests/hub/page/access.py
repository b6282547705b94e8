"""What a page that a browser shows must be for everybody: seen, named, and reached by keys."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.helpers.chromium import Browser

LOOKS: Final = Path(__file__).with_name("looks.js").read_text("utf-8")
MOST_STOPS = 30
BARE: Final = {"none", "generic", "GenericContainer", "InlineTextBox", "StaticText"}
STOPS: Final = """
(() => [...document.querySelectorAll("button, input, a, select, textarea, [tabindex='0']")]
  .filter(each => !each.disabled && each.checkVisibility({ visibilityProperty: true }))
  .map(each => each.id))()
"""
MARKED: Final = """
(() => {
  const at = document.activeElement;
  const ringed = [at, at.parentElement].some(each => {
    const style = getComputedStyle(each);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  const box = at.getBoundingClientRect();
  return { id: at.id, ringed, inside: box.top >= -1 && box.bottom <= innerHeight + 1 };
})()
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A node of the tree that a screen reader reads."""

    role: str
    name: str
    description: str
    live: str
    focusable: bool


def look(browser: Browser) -> list[str]:
    """Return what misses contrast, size, room, rest, headings or a language."""
    found: list[str] = browser.run(LOOKS)
    return found


def told(browser: Browser) -> list[Told]:
    """Return what a screen reader is told of the page, in the order in which it reads."""
    browser.ask("Accessibility.enable")
    nodes = browser.ask("Accessibility.getFullAXTree")["nodes"]
    return [_told(each) for each in nodes if not each.get("ignored")]


def unnamed(browser: Browser) -> list[str]:
    """Return what takes the focus and has no name, or says nothing of what it is."""
    return [
        f"unnamed: {each}"
        for each in told(browser)
        if each.focusable and (not each.name.strip() or each.role in BARE)
    ]


def walk(browser: Browser) -> list[str]:
    """Press Tab from the top until it leaves the page; return what is wrong with the way it went.

    It must come to everything that can be used, in the order written, each with a ring and in view.
    """
    wanted: list[str] = browser.run(STOPS)
    browser.run("document.activeElement.blur(), window.getSelection().removeAllRanges()")
    browser.run("document.body.tabIndex = -1, document.body.focus()")
    browser.run("document.body.removeAttribute('tabindex')")
    found, been = [], []
    for _press in range(MOST_STOPS):
        press(browser, "Tab", 9)
        at = browser.run(MARKED)
        if not at["id"] or at["id"] in been:
            break
        been.append(at["id"])
        if not at["ringed"]:
            found.append(f"focus not seen: #{at['id']}")
        if not at["inside"]:
            found.append(f"hidden focus: #{at['id']}")
    if been != wanted:
        found.append(f"order: {been}, not {wanted}")
    return found


def press(browser: Browser, key: str, number: int, text: str = "") -> None:
    """Press a key and let it go; `number` is its virtual key code."""
    named = {"key": key, "code": key, "windowsVirtualKeyCode": number}
    down = "keyDown" if text else "rawKeyDown"
    typed = {"text": text} if text else {}
    browser.ask("Input.dispatchKeyEvent", type=down, **named, **typed)
    browser.ask("Input.dispatchKeyEvent", type="keyUp", **named)


def larger_text(browser: Browser, pixels: int) -> None:
    """Have the browser's own size of text, which is 16 unless somebody needs it larger."""
    browser.ask("Page.setFontSizes", fontSizes={"standard": pixels, "fixed": pixels})


def everything(browser: Browser) -> list[str]:
    """Return all that is wrong with what is shown."""
    return look(browser) + unnamed(browser) + walk(browser)


def _told(node: dict[str, Any]) -> Told:
    properties = {each["name"]: each["value"].get("value") for each in node.get("properties", ())}
    return Told(
        role=str(node["role"]["value"]),
        name=str(node.get("name", {}).get("value", "")),
        description=str(node.get("description", {}).get("value", "")),
        live=str(properties.get("live", "")),
        focusable=bool(properties.get("focusable")) and node["role"]["value"] != "RootWebArea",
    )
