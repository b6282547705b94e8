"""What goes into the program that is handed out, and what of the libraries' own stays out.

Read by `desk/counterfoil.spec`, which PyInstaller runs, and by the tests.
"""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "counterfoil"
RESOURCES = ROOT / "resources"
MIGRATIONS = Path("ledger", "migrations")
NAME = "counterfoil"

LANGUAGES = ("en", "pl")
"""The screen's languages, of which the libraries' own translations are kept."""

NAMED_LATE = ("psycopg_binary", "logging.config", "escpos.printer.network", "escpos.printer.usb",
              "escpos.printer.file", "escpos.printer.dummy")  # fmt: skip
"""Modules of libraries that are imported by name, where PyInstaller cannot see it."""

NOT_WANTED = (
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtQuickWidgets", "PySide6.QtWebEngineCore",
    "PySide6.QtWebEngineWidgets", "PySide6.QtDesigner", "PySide6.QtTest", "PySide6.QtUiTools",
    "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.scripts", "OpenGL", "IPython",
    "tkinter", "matplotlib", "scipy", "pandas", "setuptools", "pip", "hatchling", "PyInstaller",
    "pytest", "_pytest", "pydoc_data", "lib2to3", "pyqtgraph.opengl", "pyqtgraph.examples",
    "pyqtgraph.jupyter", "pyqtgraph.console", "numpy.f2py", "numpy.distutils",
)  # fmt: skip
"""Modules that some library would like to have, and nothing here runs."""

LEFT_OUT = (
    # Qt's other half, which the keyboard on the screen and some plugins would pull in.
    "*libQt6Qml*", "*libQt6Quick*", "*libQt6VirtualKeyboard*", "*libQt6WebEngine*",
    "*libQt6OpenGLWidgets*", "*/platforminputcontexts/libqtvirtualkeyboard*", "PySide6/Qt/qml/*",
    "*/QtQml*.so", "*/QtQuick*.so",
    # Screens without a window system, and what draws on them.
    "*/platforms/libqeglfs*", "*/platforms/libqlinuxfb*", "*/platforms/libqvnc*",
    "*/platforms/libqvkkhrdisplay*", "*/platforms/libqminimalegl*", "*/egldeviceintegrations/*",
    "*libQt6Egl*", "*/generic/*",
    # Another toolkit, for its file dialogs; the desktop's portal shows them as well.
    "*/platformthemes/libqgtk3*",
    # The network is Python's here.
    "*/plugins/tls/*", "*/plugins/networkinformation/*",
    # Sounds are played without the plug-ins that decode films.
    "*/plugins/multimedia/*", "*libavcodec*.so.6?", "*libavformat*.so.6?", "*libavutil*.so.6?",
    "*libswscale*.so.??", "*libQt6FFmpegStub*", "*libswresample*.so.?",
    "cv2/data/*", "cv2/qt/*", "*/tests/*", "*.pyi", "*/include/*",
)  # fmt: skip
"""Patterns of what PyInstaller finds and the program does without, by place in the bundle."""

# The film plug-in's libraries lie in Qt's folder; OpenCV's own, of similar names, are needed.
_KEPT = ("*opencv*.libs/*", "cv2/*")
_BABEL_DATA = "babel/locale-data/"
_QT_TRANSLATIONS = "PySide6/Qt/translations/"


def version(root: Path = ROOT) -> str:
    """Return the version from the one place where it stands."""
    for line in (root / "src" / "counterfoil" / "__init__.py").read_text("utf-8").splitlines():
        if line.startswith("__version__"):
            return line.split('"')[1]
    raise ValueError("src/counterfoil/__init__.py gives no __version__")


def data() -> list[tuple[str, str]]:
    """Return what is no module, each with the folder of the bundle that it goes to.

    Migrations are scripts to Alembic, which finds them in a folder.
    """
    found = [(each, Path("counterfoil", "_resources") / each.relative_to(RESOURCES).parent)
             for each in files(RESOURCES)]  # fmt: skip
    scripts = SOURCE / MIGRATIONS
    found += [(each, Path("counterfoil") / each.relative_to(SOURCE).parent)
              for each in files(scripts)]  # fmt: skip
    return [(str(file), str(folder)) for file, folder in found]


def files(folder: Path) -> Iterator[Path]:
    """Yield the files below `folder` but those that Python makes."""
    for each in sorted(folder.rglob("*")):
        if each.is_file() and "__pycache__" not in each.parts:
            yield each


def modules() -> list[str]:
    """Return the names of all modules of ours: many are imported late, by name."""
    names = []
    for each in files(SOURCE):
        within = each.relative_to(SOURCE.parent)
        if each.suffix == ".py" and not within.is_relative_to(Path("counterfoil") / MIGRATIONS):
            parts = within.with_suffix("").parts
            names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names


def is_wanted(place: str) -> bool:
    """Tell whether the file at `place` of the bundle, found by PyInstaller, is to stay in it."""
    name = PurePosixPath(place.replace("\\", "/")).as_posix()
    if name.startswith(_BABEL_DATA):
        return PurePosixPath(name).stem.split("_")[0] in {*LANGUAGES, "root"}
    if name.startswith(_QT_TRANSLATIONS):
        return PurePosixPath(name).stem in {
            f"{part}_{language}" for part in ("qt", "qtbase") for language in LANGUAGES
        }
    if any(fnmatch(name, pattern) for pattern in _KEPT) and not name.startswith("cv2/data/"):
        return True
    return not any(fnmatch(name, pattern) for pattern in LEFT_OUT)


def kept(found: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return the entries of one of PyInstaller's tables that are wanted."""
    return [entry for entry in found if is_wanted(entry[0])]
