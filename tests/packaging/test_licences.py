"""The licences of the work of others: none is missing, and each is written once."""

import re
from importlib import metadata
from pathlib import Path

import licences
import pytest
from licences import Part

REQUIRED = re.compile(r"[A-Za-z0-9._-]+")


def closure(name: str, seen: dict[str, metadata.Distribution]) -> None:
    """Gather the installed distributions that `name` needs, those of its extras too."""
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return
    if licences.normal(name) in seen:
        return
    seen[licences.normal(name)] = distribution
    for line in distribution.requires or ():
        required = REQUIRED.match(line)
        if required and ("extra ==" not in line or name == "counterfoil"):
            closure(required[0], seen)


def test_no_distribution_that_the_program_needs_lacks_a_licence_text() -> None:
    needed: dict[str, metadata.Distribution] = {}
    closure("counterfoil", needed)
    del needed["counterfoil"]
    parts = [licences.distributed(each) for each in needed.values()]
    assert {"pyside6-essentials", "pyzbar", "sqlalchemy"} <= {part.name for part in parts}
    assert [part.name for part in parts if not part.texts] == []


def test_python_itself_has_its_licence() -> None:
    assert "PYTHON SOFTWARE FOUNDATION" in "".join(licences.python().texts).upper()


def test_each_text_is_written_once_with_whose_it_is() -> None:
    parts = [Part("one", "1", "MIT", ("As is.",)), Part("two", "", "MIT", ("As is.", "Notice."))]
    text = licences.written(parts)
    assert text.count("As is.") == 1
    assert "one, two\n" in text
    assert "  two: MIT\n" in text
    assert text.rstrip().endswith("Notice.")


def test_a_file_of_nobody_is_told(tmp_path: Path) -> None:
    stray = tmp_path / "libstray.so.1"
    stray.touch()
    with pytest.raises(licences.Untraced, match="libstray"):
        licences.debian([stray])


def test_only_what_is_still_in_the_program_counts(tmp_path: Path) -> None:
    program = tmp_path / "program"
    (program / "_internal").mkdir(parents=True)
    (program / "_internal" / "libkept.so").touch()
    (tmp_path / "COLLECT-00.toc").write_text(
        "([('libkept.so', '/lib/libkept.so', 'BINARY'),"
        " ('libleft.so', '/lib/libleft.so', 'BINARY'),"
        " ('libkept.so.1', '/lib/libkept.so', 'SYMLINK')],)"
    )
    (tmp_path / "PYZ-00.toc").write_text("('PYZ.pyz', [('json', '/lib/json.py', 'PYMODULE')])")
    found = {str(each) for each in licences.sources(tmp_path, program)}
    assert found == {"/lib/libkept.so", "/lib/json.py"}


def test_libraries_inside_a_distribution_have_theirs_too() -> None:
    text = "".join(licences.distributed(metadata.distribution("psycopg-binary")).texts)
    for owner in (
        "PostgreSQL",
        "OpenSSL",
        "OpenLDAP",
        "Carnegie Mellon",
        "Massachusetts Institute",
    ):
        assert owner in text
