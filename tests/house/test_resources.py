"""Resources are found in a checkout and in an installed wheel alike."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from counterfoil.resources import resource
from tests.house.checkout import ROOT, files


def test_a_checkout_reads_the_folder_beside_the_source() -> None:
    assert resource("README.md") == ROOT / "resources" / "README.md"


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"no resource 'icons/none\.svg'"):
        resource("icons/none.svg")


@pytest.mark.slow
def test_a_wheel_carries_every_resource_and_finds_it(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    program = "from counterfoil.resources import resource; print(resource('README.md'))"
    found = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path, env={"PYTHONPATH": str(site)}, check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    assert Path(found) == site / "counterfoil" / "_resources" / "README.md"
    top = ROOT / "resources"
    wanted = {path.relative_to(top) for path in files() if path.is_relative_to(top)}
    packed = site / "counterfoil" / "_resources"
    assert wanted <= {path.relative_to(packed) for path in packed.rglob("*")}
    assert (site / "counterfoil" / "domain" / "__init__.py").exists()
    assert not (site / "src").exists()
