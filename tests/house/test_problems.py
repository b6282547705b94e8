"""Each sentence of a problem can be filled with what stands beside it."""

import ast
from collections.abc import Iterator

from tests.helpers.messages import SOURCE, places


def problems() -> Iterator[tuple[str, set[str]]]:
    """Yield each sentence that is written down, with the names of what is to fill it."""
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="Problem"), args=[ast.Constant(value=str(said)), *rest]
                ):
                    yield said, {name for each in rest for name in names(each)}


def names(values: ast.expr) -> Iterator[str]:
    """Yield the names of values, which are to be written beside their sentence."""
    assert isinstance(values, ast.Dict), ast.unparse(values)
    for key in values.keys:
        assert isinstance(key, ast.Constant), ast.unparse(values)
        yield str(key.value)


def test_its_places_are_those_that_are_filled() -> None:
    found = list(problems())
    assert len(found) > 40
    assert [said for said, filling in found if places(said) != filling] == []
