"""The faults that `make prove` tries by the thousand, a few times each."""

import random
from pathlib import Path

import pytest

from tests.faults.at_once import race_for_code
from tests.faults.bad_day import ACTS, PLANTED, join_hub, try_day
from tests.faults.deeds import DEEDS, FIRST_START, Deed, Harm
from tests.faults.disk_faults import BadDisk, Trouble
from tests.faults.killed_desks import kill_desks
from tests.faults.killed_servers import kill_servers, make_place
from tests.faults.kills import kill_careless, kill_in_a_row
from tests.faults.leftovers import HARMLESS, STRANGE, leave_and_look
from tests.faults.power_cuts import careless, cut_power, record
from tests.faults.scene import Scene, make_scene
from tests.faults.tracing import can_trace
from tests.prove.instances import long_races

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_trace(), reason="programs are traced on Linux on x86-64 only"),
]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return make_scene(tmp_path_factory.mktemp("faults") / "scene")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return make_scene(tmp_path_factory.mktemp("faults") / "scene")


@pytest.fixture
def chance() -> random.Random:
    return random.Random(7)


def assert_none(harm: Harm) -> None:
    """Fail where anything was lost, doubled or wrong."""
    assert harm.tries
    assert (harm.losses, harm.doubles, harm.crashes) == ([], [], [])


def test_commands_killed_at_any_of_their_calls(scene: Scene, chance: random.Random) -> None:
    assert_none(kill_in_a_row(scene, 12, chance))
    assert_none(kill_in_a_row(scene.emptied(), 3, chance, [FIRST_START]))


def test_a_counter_that_shows_its_verdicts_too_early_is_found_out(scene: Scene) -> None:
    assert kill_careless(scene, 3).losses


def test_desks_killed_at_any_moment(scene: Scene, chance: random.Random) -> None:
    assert_none(kill_desks(scene, 4, chance))


def test_hubs_killed_while_clients_redeem(tmp_path: Path, chance: random.Random) -> None:
    assert_none(kill_servers(make_place(tmp_path), 3, chance))


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_a_power_cut(scene: Scene, chance: random.Random, deed: Deed) -> None:
    assert_none(cut_power(record(deed, scene), 4, chance))


@pytest.mark.parametrize("level", ["OFF", "NORMAL"])
def test_a_program_that_does_not_wait_for_the_disk_is_found_out(
    scene: Scene, chance: random.Random, level: str
) -> None:
    assert cut_power(record(DEEDS[0], scene, careless(level)), 20, chance).losses


@pytest.mark.parametrize("trouble", Trouble)
@pytest.mark.parametrize("name", ACTS)
def test_a_bad_disk_and_a_program_that_goes_on(scene: Scene, name: str, trouble: Trouble) -> None:
    where = join_hub(scene) if name == "sync" else scene
    assert_none(try_day(where, name, BadDisk("", trouble, 5, stays=True)))


def test_a_counter_that_does_not_hear_the_disk_is_found_out(scene: Scene) -> None:
    assert try_day(scene, PLANTED, BadDisk("", Trouble.FULL, 5, stays=True)).losses


def test_programs_started_at_the_same_moment(scene: Scene) -> None:
    assert_none(long_races(scene, 1))
    assert_none(race_for_code(scene.copy(scene.folder.with_name("raced")), scene.free[0]))


@pytest.mark.parametrize("name", [*HARMLESS, *STRANGE])
def test_a_file_left_behind(scene: Scene, other: Scene, name: str) -> None:
    assert_none(leave_and_look(scene, other, name))
