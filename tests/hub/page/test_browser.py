"""The customer's page in a real browser, on the screen of a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from counterfoil.domain.effect import GivePoints, GiveReward
from tests.domain.build import rule
from tests.helpers.chromium import PROGRAM, Browser, chromium
from tests.hub.served import Client
from tests.ledger.shop import ANNA, Shop

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason="Chromium is not installed (apt: chromium)"),
]

EFFECTS = (GivePoints("100"), GiveReward("coffee"))
# What reads codes in a phone's browser; Chromium has none on Linux.
READER = """
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code", "code_128"]; }
  async detect(source) {
    const width = source.videoWidth || source.width;
    return width ? [{ rawValue: "https://shop.example/r?code=%s" }] : [];
  }
};
"""
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    """A browser on a phone's screen."""
    with chromium(tmp_path / "profile") as running:
        running.phone()
        yield running


def page(client: Client) -> str:
    return f"{client.http.base_url}/redeem/W1".replace("//redeem", "/redeem")


def shown(browser: Browser, selector: str) -> str:
    text: str = browser.run(f"document.querySelector('{selector}').innerText")
    return text


def test_a_code_is_typed_and_redeemed(
    anyone: Client, shop: Shop, browser: Browser, tmp_path: Path
) -> None:
    _, codes = shop.campaign(rules=(rule(effects=EFFECTS),))
    browser.speak("pl-PL, en;q=0.5")
    browser.go(page(anyone))
    assert shown(browser, "h1") == "Zrealizuj kod"
    browser.picture(tmp_path / "empty.png")
    browser.click("#redeem")
    assert shown(browser, "#code-trouble") == "Najpierw wpisz kod."
    browser.type("#code", codes[0].lower())
    assert shown(browser, "#code-trouble") == ""
    browser.type("#card", ANNA)
    browser.picture(tmp_path / "typed.png")
    assert browser.run(FITS)
    browser.click("#redeem")
    browser.until("!document.querySelector('#verdict').hidden")
    assert shown(browser, "#verdict-title") == "Przyjęto"
    assert "Punkty: +100" in shown(browser, "#gifts")
    assert browser.run("document.activeElement.id") == "verdict"
    assert browser.run(FITS)
    browser.picture(tmp_path / "accepted.png")
    browser.click("#again")
    assert browser.run("document.querySelector('#code').value") == ""
    assert not shop.redeem(codes[0]).accepted
    assert browser.complaints() == []


def test_a_used_code_is_refused_in_the_dark_on_a_small_screen(
    anyone: Client, shop: Shop, browser: Browser, tmp_path: Path
) -> None:
    _, codes = shop.campaign()
    shop.redeem(codes[0])
    browser.phone(320, 568, dark=True)
    browser.go(f"{page(anyone)}?code={codes[0]}")
    assert browser.run("document.querySelector('#code').value") == codes[0]
    browser.picture(tmp_path / "dark.png")
    browser.type("#card", ANNA)
    browser.click("#redeem")
    browser.until("!document.querySelector('#verdict').hidden")
    assert shown(browser, "#verdict-title") == "Not redeemed"
    assert browser.run("document.querySelector('#verdict').dataset.kind") == "refused"
    assert browser.run(FITS)
    browser.picture(tmp_path / "refused.png")


def test_a_code_is_scanned_by_the_camera(
    anyone: Client, shop: Shop, browser: Browser, tmp_path: Path
) -> None:
    _, codes = shop.campaign()
    browser.ask("Page.addScriptToEvaluateOnNewDocument", source=READER % codes[0])
    browser.go(page(anyone))
    browser.until("!document.querySelector('#scan').hidden")
    assert browser.run("!document.querySelector('#picture-label').hidden")
    assert shown(browser, "#lead") == "Type the code from your coupon, or scan it."
    browser.picture(tmp_path / "scan.png")
    browser.click("#scan")
    browser.until("document.querySelector('#code').value")
    assert browser.run("document.querySelector('#viewfinder').hidden")
    assert browser.run("document.querySelector('#video').srcObject === null")
    assert browser.run("document.activeElement.id") == "card"
    browser.type("#card", ANNA)
    browser.click("#redeem")
    browser.until("document.querySelector('#verdict').dataset.kind === 'accepted'")
    assert not shop.redeem(codes[0]).accepted


def test_without_an_answer_a_second_try_redeems_once(
    anyone: Client, shop: Shop, browser: Browser
) -> None:
    _, codes = shop.campaign()
    browser.go(page(anyone))
    # The answer is lost on its way back, as on a phone that leaves the shop's network.
    browser.run(
        "(() => { const real = window.fetch; window.fetch = async (...sent) =>"
        " { await real(...sent); window.fetch = real; throw new TypeError('lost'); }; })()"
    )
    browser.type("#code", codes[0])
    browser.type("#card", ANNA)
    browser.click("#redeem")
    browser.until("document.querySelector('#verdict').dataset.kind === 'wait'")
    assert shown(browser, "#verdict-title") == "No answer"
    browser.click("#again")
    browser.click("#redeem")
    browser.until("document.querySelector('#verdict').dataset.kind === 'accepted'")
    assert "+100" in shown(browser, "#gifts")
