"""What goes into the program that is handed out."""

import re

import bundle
import pytest

import counterfoil
from tests.house.checkout import ROOT, modules

IMPORTED = re.compile(r"^\s*(?:from|import) (PySide6\.\w+|\w+)", re.MULTILINE)


def test_the_version_stands_in_one_place() -> None:
    assert bundle.version() == counterfoil.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+", bundle.version())


def test_every_resource_and_migration_goes_in_where_the_program_looks_for_it() -> None:
    placed = {f"{folder}/{source.rpartition('/')[2]}" for source, folder in bundle.data()}
    assert "counterfoil/_resources/translations/pl.po" in placed
    assert "counterfoil/ledger/migrations/env.py" in placed
    scripts = (ROOT / "src/counterfoil/ledger/migrations/versions").glob("*.py")
    assert {f"counterfoil/ledger/migrations/versions/{each.name}" for each in scripts} <= placed
    count = sum(1 for each in (ROOT / "resources").rglob("*") if each.is_file())
    assert sum(name.startswith("counterfoil/_resources/") for name in placed) == count
    assert not any("__pycache__" in name for name in placed)


def test_modules_that_are_imported_by_name_go_in() -> None:
    names = set(bundle.modules())
    assert {"counterfoil", "counterfoil.cli.demo", "counterfoil.desk.dashboard.view"} <= names
    assert not any(".migrations" in name for name in names)
    assert len(names) > 300


def test_nothing_that_the_program_imports_is_kept_out() -> None:
    texts = [path.read_text(encoding="utf-8") for path in modules("src")]
    imported = {name for text in texts for name in IMPORTED.findall(text)}
    assert "PySide6.QtWidgets" in imported
    assert imported & set(bundle.NOT_WANTED) == set()


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "libQt6Qml.so.6",
        "PySide6/Qt/lib/libQt6WebEngineCore.so.6",
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so",
        "PySide6/Qt/lib/libavcodec.so.61",
        "PySide6/Qt/translations/qtbase_de.qm",
        "babel/locale-data/fr_CA.dat",
        "cv2/data/haarcascade_eye.xml",
    ],
)
def test_what_nothing_uses_stays_out(place: str) -> None:
    assert not bundle.is_wanted(place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "PySide6/Qt/translations/qtbase_pl.qm",
        "opencv_python_headless.libs/libavcodec-c4204469.so.62.28.101",
        "babel/locale-data/root.dat",
        "babel/locale-data/pl_PL.dat",
        "babel/global.dat",
        "libzbar.so.0",
        "cv2/cv2.abi3.so",
    ],
)
def test_what_the_program_runs_on_stays_in(place: str) -> None:
    assert bundle.is_wanted(place)
