"""A world as it is before anything happens in it."""

from pathlib import Path
from random import Random

from counterfoil.ledger.connect import open_ledger
from tests.helpers.loop_port import LoopPort
from tests.properties.parts import NONE, Base, Mistake, Till, copy_folder
from tests.properties.world import HUB, World


def begin(base: Base, folder: Path, seed: int, mistake: Mistake = NONE) -> World:
    """Return a world that is as `base` says, in `folder`."""
    copy_folder(base.folder, folder)
    hub = open_ledger(folder / HUB, base.now)
    world = World(base, folder, Random(seed), base.now, hub, mistake)
    for name in base.tills:
        ledger = open_ledger(folder / name, base.now)
        way = LoopPort(hub, lambda: world.now)
        world.tills[name] = Till(name, folder / name, ledger, way)
    return world
