"""Nothing in the repository belongs to one machine, and nothing downloads from a named place."""

import re
import stat

from tests.house.checkout import ROOT, files, texts

# The first parts of paths that exist on somebody's machine only. The cache and runtime folders that
# every Linux has, such as /tmp, may be named where a test or a protocol needs them.
MACHINE_PATH = re.compile(r"(?<![\w.:/<-])/(?:home|root|work|Users|mnt|opt)/\w")
SECRET = re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b")
MERGE_MARK = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
LARGEST = 2 * 1024 * 1024


def test_no_file_names_a_place_on_one_machine() -> None:
    assert offenders(MACHINE_PATH) == []


def test_no_file_holds_a_secret_or_a_merge_mark() -> None:
    assert offenders(SECRET) == []
    assert offenders(MERGE_MARK) == []


def test_what_builds_the_project_names_no_address() -> None:
    """Where packages come from is the machine's own setting."""
    building = re.compile(
        r"packaging/(requirements/|bootstrap)|\.ci/|\.pre-commit|pyproject\.toml$|Makefile$"
    )
    naming = [name for name, text in texts() if building.match(name) and re.search(r"\w://", text)]
    assert naming == []


def test_text_is_clean() -> None:
    untidy = [
        name
        for name, text in texts()
        if "\r" in text or (text and not text.endswith("\n")) or TRAILING.search(text)
    ]
    assert untidy == []


def test_files_are_small() -> None:
    large = [path.name for path in files() if path.stat().st_size > LARGEST]
    assert large == []


def test_a_script_that_names_its_interpreter_can_be_run() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & stat.S_IXUSR
    stuck = [
        name
        for name, text in texts()
        if text.startswith("#!") and not (ROOT / name).stat().st_mode & stat.S_IXUSR
    ]
    assert stuck == []


def offenders(pattern: re.Pattern[str]) -> list[str]:
    """Return `file: what` for every place where `pattern` is found."""
    return [f"{name}: {hit[0]}" for name, text in texts() for hit in pattern.finditer(text)]
