"""The rules of the house that neither the linter nor the import contracts can say."""

import ast
import re
import sys
from pathlib import Path

from tests.house.checkout import ROOT, modules

LONGEST_MODULE = 300
TOP_LEVEL = {"src", "resources", "tests", "packaging", ".ci"}
TOP_LEVEL_FILES = {"CHANGELOG.md", "Makefile", "README.md", "pyproject.toml"}

# What the domain may import beyond itself and the standard library.
PURE_HELPERS = {"cel", "cryptography", "numpy", "re2", "stdnum"}
# The parts of the standard library that reach outside the program, or read its clock.
IMPURE = {
    "asyncio", "glob", "http", "io", "logging", "multiprocessing", "os", "pathlib", "shutil",
    "socket", "sqlite3", "subprocess", "sys", "tempfile", "threading", "time", "urllib",
}  # fmt: skip


def test_no_module_is_longer_than_the_ceiling() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in modules(".")}
    assert len(lengths) > 10
    too_long = {str(p.relative_to(ROOT)): n for p, n in lengths.items() if n > LONGEST_MODULE}
    assert too_long == {}


def test_the_top_level_holds_only_what_is_agreed() -> None:
    folders = {path.relative_to(ROOT).parts[0] for path in modules(".")}
    assert folders <= TOP_LEVEL
    files = {path.name for path in ROOT.iterdir() if path.is_file() and path.name[0] != "."}
    assert files <= TOP_LEVEL_FILES


def test_the_domain_imports_pure_helpers_only() -> None:
    allowed = (set(sys.stdlib_module_names) - IMPURE) | PURE_HELPERS | {"counterfoil"}
    strangers = {
        f"{path.name}: {name}"
        for path in modules("src/counterfoil/domain")
        for name in imported(path)
        if name not in allowed
    }
    assert strangers == set()


def test_only_wiring_reads_the_environment() -> None:
    """Settings reach everything below as arguments; `click` reads COUNTERFOIL_DATA for the cli."""
    readers = {
        str(path.relative_to(ROOT / "src" / "counterfoil"))
        for path in modules("src")
        if re.search(r"\bos\.(environ|getenv)\b", path.read_text())
    }
    assert {name for name in readers if not name.endswith("wiring.py")} <= {"__main__.py"}


def test_no_test_replaces_our_own_code() -> None:
    """A seam is an argument. pytest's setenv, chdir and syspath_prepend stay allowed."""
    replacing = re.compile(r"monkeypatch\.(setattr|setitem|delattr)|\bmocker\b")
    offenders = [
        path.name
        for path in modules("tests")
        if path != Path(__file__) and replacing.search(path.read_text())
    ]
    assert offenders == []


def imported(path: Path) -> set[str]:
    """Return the top-level names that the module at `path` imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names
