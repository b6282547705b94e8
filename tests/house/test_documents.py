"""README and CHANGELOG say what is so."""

import re
import subprocess

import click

from counterfoil.cli.app import counterfoil
from tests.house.checkout import ROOT

README = (ROOT / "README.md").read_text()
CHANGELOG = (ROOT / "CHANGELOG.md").read_text()
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_every_make_target_in_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = set(re.findall(r"^make ([a-z-]+)", README, re.MULTILINE))
    assert {"run", "test"} <= named <= targets


def test_every_target_explained_in_the_makefile_is_listed_by_help() -> None:
    makefile = (ROOT / "Makefile").read_text()
    explained = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))
    listed = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert {line.split()[0] for line in listed.splitlines()} == explained


def test_the_layout_in_the_readme_names_every_room() -> None:
    package = ROOT / "src" / "counterfoil"
    rooms = {path.parent.name for path in package.glob("*/__init__.py")}
    assert rooms <= set(re.findall(r"^  ([a-z]+)/ ", README, re.MULTILINE))


def test_the_commands_in_the_readme_are_those_of_the_program() -> None:
    line = re.compile(r"^counterfoil ([a-z|]+)(?: ([a-z|-]+))?", re.MULTILINE)
    summary = line.findall(README)
    told = {
        (name, part)
        for names, parts in summary
        for name in names.split("|")
        for part in (parts.split("|") if name in groups() else [""])
    }
    assert told == {(name, part) for name in commands() for part in groups().get(name, {""})}


def commands() -> list[str]:
    return counterfoil.list_commands(click.Context(counterfoil))


def groups() -> dict[str, set[str]]:
    """Return the commands that have commands of their own, and those; "" where it is one, too."""
    context = click.Context(counterfoil)
    every = {name: counterfoil.get_command(context, name) for name in commands()}
    return {
        name: set(each.commands) | ({""} if each.invoke_without_command else set())
        for name, each in every.items()
        if isinstance(each, click.Group)
    }


def test_every_file_linked_in_the_readme_exists() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_changelog_keeps_the_form() -> None:
    versions = re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)
    assert versions[0] == "[Unreleased]"
    dated = re.compile(r"\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}")
    assert [version for version in versions[1:] if not dated.fullmatch(version)] == []
    assert set(re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE)) <= KINDS
    assert re.findall(r"^### .+\n\n(?!- )", CHANGELOG, re.MULTILINE) == []
