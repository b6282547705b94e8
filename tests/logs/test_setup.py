"""Where a log goes: into files that stay small, without anybody having to look after them."""

import io
import json
import logging
import warnings
from pathlib import Path

import pytest
import structlog

from counterfoil.domain.errors import Conflict
from counterfoil.logs.places import innermost, short_path, traced
from counterfoil.logs.setup import BYTES, OLD, log_to_file, log_to_stream, stop


def raised(name: str) -> Conflict:
    try:
        try:
            int(name)
        except ValueError as error:
            raise Conflict("There is {name} already; give another.", name=name) from error
    except Conflict as error:
        return error
    raise AssertionError


def test_a_trace_has_kinds_places_and_our_own_sentences_without_values() -> None:
    kinds = [line for line in traced(raised("Anna")) if ".py:" not in line]
    assert kinds == ["Conflict: There is {name} already; give another.", "ValueError"]
    assert innermost(raised("Anna")) == innermost(raised("Jan"))
    assert "Anna" not in " ".join(traced(raised("Anna")))


def test_a_place_does_not_tell_whose_machine_it_is() -> None:
    assert short_path("/srv/anna/v/site-packages/sqlalchemy/x.py") == "sqlalchemy/x.py"
    assert short_path("/srv/anna/counterfoil/src/counterfoil/desk/app.py") == (
        "counterfoil/desk/app.py"
    )
    assert short_path("/srv/anna/script.py") == "script.py"


@pytest.mark.logs("went wrong")
@pytest.mark.logs("SECRET")
def test_what_libraries_say_is_kept_by_its_place() -> None:
    stream = io.StringIO()
    handler = log_to_stream(stream)
    try:
        logging.getLogger("sqlalchemy.engine").error("INSERT %s", "SECRET")
        logging.getLogger("uvicorn.error").info("SECRET %s", "SECRET")
        warnings.showwarning(UserWarning("SECRET"), UserWarning, "x.py", 1)
        try:
            raise KeyError("SECRET")
        except KeyError:
            structlog.get_logger("counterfoil.x").exception("it went wrong", code="SECRET")
    finally:
        stop(handler)
        lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert "SECRET" not in stream.getvalue()
    assert [line["logger"] for line in lines] == [
        "sqlalchemy.engine", "uvicorn.error", "py.warnings", "counterfoil.x",
    ]  # fmt: skip
    assert lines[0]["at"].endswith("test_what_libraries_say_is_kept_by_its_place")
    assert lines[3]["trace"][0] == "KeyError"
    assert lines[3]["left_out"] == ["code"]


def test_the_files_stay_small(tmp_path: Path) -> None:
    handler = log_to_file(tmp_path, "desk")
    log = structlog.get_logger("counterfoil.x")
    place = f"counterfoil/{'x' * 120}.py:1 run"
    for _line in range(700):
        log.info("a long line", trace=[place] * 60)
    stop(handler)
    sizes = {path.name: path.stat().st_size for path in (tmp_path / "log").iterdir()}
    assert set(sizes) <= {"desk.log", *(f"desk.log.{n}" for n in range(1, OLD + 1))}
    assert max(sizes.values()) <= BYTES


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file")
    handler = log_to_file(tmp_path, "desk")
    assert handler is None
    structlog.get_logger("counterfoil.x").info("nobody hears it")
    stop(handler)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a file that is full")
def test_a_disk_that_is_full_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / "desk.log").symlink_to("/dev/full")
    handler = log_to_file(tmp_path, "desk")
    logging.getLogger("counterfoil").info("said")
    stop(handler)
