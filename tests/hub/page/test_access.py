"""The customer's page is for everybody: each of its states, looked at in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from counterfoil.domain.effect import GivePoints, GiveReward
from counterfoil.ledger.ledger import Ledger
from tests.domain.build import rule
from tests.helpers.chromium import PROGRAM, Browser, chromium
from tests.hub.page.access import everything, larger_text, press, told
from tests.hub.page.test_browser import READER, page, shown
from tests.hub.served import Client
from tests.ledger.shop import ANNA, Shop

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason="Chromium is not installed (apt: chromium)"),
]

EFFECTS = (GivePoints("100"), GiveReward("coffee"))
# A phone, the same in the dark and narrow as at 400 % on a screen of 1,280, and a desk's screen.
SCREENS = {"phone": (390, 844, False), "narrow": (320, 640, True), "wide": (1280, 800, False)}
ENTER, SPACE = ("Enter", 13, "\r"), (" ", 32, " ")


@pytest.fixture
def ledger(sqlite_ledger: Ledger) -> Ledger:
    """A page looks the same on either database."""
    return sqlite_ledger


@pytest.fixture(params=SCREENS)
def browser(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Browser]:
    """A browser on one of the screens, with what reads codes."""
    width, height, dark = SCREENS[request.param]
    with chromium(tmp_path / "profile") as running:
        running.phone(width, height, dark=dark)
        yield running


def answered(browser: Browser, kind: str) -> None:
    browser.until(f"document.querySelector('#verdict').dataset.kind === '{kind}'")


def test_every_state_is_for_everybody(
    anyone: Client, shop: Shop, browser: Browser, tmp_path: Path
) -> None:
    _, codes = shop.campaign(rules=(rule(effects=EFFECTS),))
    browser.ask("Page.addScriptToEvaluateOnNewDocument", source=READER % codes[0])
    browser.go(page(anyone))
    browser.until("!document.querySelector('#scan').hidden")
    found = everything(browser)
    browser.picture(tmp_path / "form.png")
    browser.click("#redeem")
    assert shown(browser, "#code-trouble")
    found += everything(browser)
    browser.picture(tmp_path / "trouble.png")
    for code, kind in ((codes[0], "accepted"), (codes[0], "refused")):
        browser.run("document.querySelector('#code').value = ''")
        browser.type("#code", code)
        browser.run("document.querySelector('#card').value = ''")
        browser.type("#card", ANNA)
        press(browser, *ENTER)
        answered(browser, kind)
        found += everything(browser)
        browser.picture(tmp_path / f"{kind}.png")
        browser.click("#again")
    browser.run("window.fetch = async () => { throw new TypeError('lost'); }")
    browser.click("#redeem")
    answered(browser, "wait")
    found += everything(browser)
    browser.picture(tmp_path / "wait.png")
    assert found == []


def test_the_answer_is_told_at_once(anyone: Client, shop: Shop, browser: Browser) -> None:
    _, codes = shop.campaign(rules=(rule(effects=EFFECTS),))
    browser.go(page(anyone))
    assert not [each for each in told(browser) if each.role == "alert"]
    browser.type("#code", codes[0])
    browser.type("#card", ANNA)
    press(browser, *ENTER)
    answered(browser, "accepted")
    (alert,) = [each for each in told(browser) if each.role == "alert"]
    assert alert.live == "assertive"
    (focused,) = [each for each in told(browser) if each.role == "region"]
    assert focused.name == "Accepted"
    inside = browser.run("document.querySelector('#told').innerText")
    assert "Accepted" in inside
    assert "+100" in inside


def test_what_is_wrong_is_told_with_its_field(anyone: Client, browser: Browser) -> None:
    browser.go(page(anyone))
    browser.click("#redeem")
    (field,) = [each for each in told(browser) if each.name == "Code" and each.role == "textbox"]
    assert field.description == "Type the code first."
    assert [each.live for each in told(browser) if each.role == "alert"] == ["assertive"]
    assert browser.run("document.querySelector('#code').getAttribute('aria-invalid')") == "true"
    assert browser.run("document.activeElement.id") == "code"


def test_all_is_done_by_keys(anyone: Client, shop: Shop, browser: Browser) -> None:
    _, codes = shop.campaign()
    browser.ask("Page.addScriptToEvaluateOnNewDocument", source=READER % "")
    browser.go(page(anyone))
    browser.until("!document.querySelector('#scan').hidden")
    browser.run("document.querySelector('#scan').focus()")
    browser.run("window.BarcodeDetector.prototype.detect = async () => []")
    press(browser, *SPACE)
    browser.until("document.querySelector('#scan-state').textContent")
    assert browser.run("document.querySelector('#scan').getAttribute('aria-expanded')") == "true"
    press(browser, "Tab", 9)
    assert browser.run("document.activeElement.id") == "stop"
    press(browser, *ENTER)
    assert browser.run("document.querySelector('#viewfinder').hidden")
    assert browser.run("document.activeElement.id") == "scan"
    browser.type("#code", codes[0])
    browser.type("#card", ANNA)
    press(browser, *ENTER)
    answered(browser, "accepted")
    press(browser, "Tab", 9)
    assert browser.run("document.activeElement.id") == "again"
    press(browser, *ENTER)
    assert browser.run("document.activeElement.id") == "code"


@pytest.mark.parametrize("language", ["en", "pl"])
def test_text_of_twice_the_size_has_room(
    anyone: Client, browser: Browser, tmp_path: Path, language: str
) -> None:
    browser.speak(language)
    browser.go(page(anyone))
    assert browser.run("document.documentElement.lang") == language
    before = browser.run("document.querySelector('label').getBoundingClientRect().height")
    larger_text(browser, 32)
    browser.until(
        f"document.querySelector('label').getBoundingClientRect().height > 1.5 * {before}"
    )
    browser.click("#redeem")
    browser.picture(tmp_path / "larger.png")
    assert everything(browser) == []


@pytest.mark.parametrize("browser", ["phone"], indirect=True)
@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        ("part.style.color = '#A0A0A0'", "contrast"),
        ("part.style.fontSize = '9rem'", "scroll"),
        ("part.style.transitionDuration = '1s'", "motion"),
        ("document.querySelector('#code').style.borderColor = '#D5DBE3'", "edge"),
        (
            "document.querySelector('#redeem').style.cssText = 'min-height: 20px; padding: 0'",
            "small",
        ),
        ("part.outerHTML = '<h3>Title</h3>'", "headings"),
        ("document.documentElement.lang = ''", "language"),
        ("document.querySelector('#redeem').textContent = ''", "unnamed"),
        ("document.querySelector('#code').tabIndex = -1", "order"),
        ("document.querySelector('#redeem').style.outline = 'none'", "focus not seen"),
    ],
)
def test_what_is_planted_is_found(anyone: Client, browser: Browser, spoil: str, kind: str) -> None:
    browser.go(page(anyone))
    browser.run(f"(() => {{ const part = document.querySelector('h1'); {spoil}; }})()")
    assert kind in {each.partition(":")[0] for each in everything(browser)}
