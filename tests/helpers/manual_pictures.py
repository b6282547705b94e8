"""Make the manual's pictures from the real desk, on the demo, the same each time.

Run as `python -m tests.helpers.manual_pictures`, with names to make only those.
"""

import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
# What is drawn by chance, such as codes, is the same each time; nothing here is a secret.
_DRAWN = random.Random(26)
os.urandom = _DRAWN.randbytes
random._urandom = _DRAWN.randbytes  # type: ignore[attr-defined]  # noqa: SLF001 - used by secrets

from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: E402 - after what is above
    Ed25519PrivateKey,
)
from PIL import Image  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from counterfoil.desk.app import make_application  # noqa: E402
from counterfoil.desk.preferences import OFF, Preferences  # noqa: E402
from counterfoil.desk.preferences import write as write_preferences  # noqa: E402
from counterfoil.desk.theme import Scheme  # noqa: E402
from counterfoil.ledger import device  # noqa: E402
from counterfoil.ledger.demo import demo_folder, make_demo, open_demo  # noqa: E402
from counterfoil.resources import resource  # noqa: E402
from tests.desk.screens import NOW, Stage  # noqa: E402
from tests.helpers.manual_scenes import SCENES, rest  # noqa: E402

# OpenSSL draws keys by itself; the till's id, which the head of a sheet has, follows from its key.
device.new_key = lambda: Ed25519PrivateKey.from_private_bytes(bytes(32))

SIZE = (1080, 780)
COLOURS = 64


@contextmanager
def demo(app: QApplication) -> Iterator[Stage]:
    """Give a desk at work on the demo, in English and light."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with open_demo(demo_folder(folder), NOW) as ledger:
            make_demo(ledger, NOW)
        kept = Preferences(language="en", scheme=Scheme.LIGHT, camera=OFF)
        write_preferences(folder, kept)
        stage = Stage(app, folder, None, "manual")
        stage.desk.window.resize(*SIZE)
        stage.desk.window.show_demo(demo=False)
        try:
            yield stage
        finally:
            stage.desk.close()
            stage.desk.window.close()


def shoot(stage: Stage, name: str, scene: Callable[[Stage], None], out: Path) -> None:
    """Reach a scene and keep its picture."""
    scene(stage)
    rest(stage)
    path = out / f"{name}.png"
    stage.desk.window.grab().save(str(path))
    with Image.open(path) as full:
        small = full.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def main() -> None:
    wanted = sys.argv[1:]
    app = make_application(["pictures"])
    app.setQuitOnLastWindowClosed(False)
    app.setCursorFlashTime(0)
    out = resource("manual/images")
    with demo(app) as stage:
        for name, scene in SCENES.items():
            if not wanted or name in wanted:
                shoot(stage, name, scene, out)


if __name__ == "__main__":
    main()
