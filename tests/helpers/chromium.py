"""A real Chromium without a window, driven by its DevTools protocol over a pair of pipes."""

# ruff: noqa: ANN401 - what the protocol takes and answers is JSON of any kind

import base64
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO, Final

PROGRAM: Final = shutil.which("chromium") or shutil.which("chromium-browser")
WITHIN_S: Final = 20
_QUIET: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-extensions", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--hide-scrollbars", "--mute-audio", "--force-color-profile=srgb",
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
)  # fmt: skip


@dataclass
class Browser:
    """A running browser with one tab; lengths are CSS pixels."""

    to: BinaryIO
    back: BinaryIO
    session: str | None = None
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    events: list[dict[str, Any]] = field(default_factory=list)

    def ask(self, method: str, **params: Any) -> Any:
        """Send a command and return its result; events that come meanwhile are kept."""
        number = next(self.numbers)
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.to.write(json.dumps(message).encode() + b"\0")
        self.to.flush()
        while True:
            got = self._receive()
            if got.get("id") != number:
                self.events.append(got)
                continue
            assert "error" not in got, (method, got["error"])
            return got["result"]

    def run(self, script: str) -> Any:
        """Return what an expression comes to in the page, awaited where it is a promise."""
        got = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in got, got["exceptionDetails"]
        return got["result"].get("value")

    def until(self, script: str) -> None:
        """Wait until an expression is true in the page."""
        tick = threading.Event()
        for _ in range(WITHIN_S * 20):
            if self.run(f"Boolean({script})"):
                return
            tick.wait(0.05)
        raise AssertionError(f"not within {WITHIN_S} s: {script}")

    def go(self, url: str) -> None:
        """Load a page, and wait until it has run its script."""
        self.ask("Page.navigate", url=url)
        self.until("location.href !== 'about:blank' && document.readyState === 'complete'")

    def type(self, selector: str, text: str) -> None:
        """Put the focus where `selector` says, and type."""
        self.run(f"document.querySelector({json.dumps(selector)}).focus()")
        self.ask("Input.insertText", text=text)

    def click(self, selector: str) -> None:
        """Press the middle of what `selector` says, as a finger or mouse would."""
        box = self.run(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            " e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect();"
            " return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        at = {"x": box[0], "y": box[1], "button": "left", "clickCount": 1}
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, **at)

    def phone(self, width: int = 390, height: int = 844, *, dark: bool = False) -> None:
        """Have the screen of a phone."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=2, mobile=True,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])

    def speak(self, language: str) -> None:
        """Ask for pages in a language."""
        self.ask("Network.setExtraHTTPHeaders", headers={"Accept-Language": language})

    def picture(self, path: Path) -> Path:
        """Save what the screen shows."""
        shot = self.ask("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(shot["data"]))
        return path

    def complaints(self) -> list[str]:
        """Return the errors that the page's console and its policy have told of."""
        kinds = {"Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled"}
        return [json.dumps(e["params"]) for e in self.events if e.get("method") in kinds]

    def _receive(self) -> dict[str, Any]:
        read = bytearray()
        while (byte := self.back.read(1)) != b"\0":
            assert byte, "the browser has gone"
            read += byte
        got: dict[str, Any] = json.loads(read)
        return got


@contextmanager
def chromium(profile: Path) -> Iterator[Browser]:
    """Run a browser with an empty profile, and give it with one tab."""
    assert PROGRAM, "Chromium is not installed"
    theirs_in, ours_out = os.pipe()
    ours_in, theirs_out = os.pipe()
    command = [PROGRAM, *_QUIET, "--remote-debugging-pipe", f"--user-data-dir={profile}"]
    running = subprocess.Popen(
        # The browser takes commands from descriptor 3 and answers on 4.
        ["bash", "-c", f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}', "chromium", *command],
        pass_fds=(theirs_in, theirs_out),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs_in)
    os.close(theirs_out)
    try:
        with open(ours_out, "wb") as to, open(ours_in, "rb") as back:  # noqa: PTH123 - descriptors
            browser = Browser(to, back)
            target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
            attached = browser.ask("Target.attachToTarget", targetId=target, flatten=True)
            browser.session = attached["sessionId"]
            for domain in ("Page", "Runtime", "Log", "Network"):
                browser.ask(f"{domain}.enable")
            yield browser
    finally:
        running.terminate()
        running.wait(timeout=WITHIN_S)
