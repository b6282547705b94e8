import json
from pathlib import Path

import pytest
from PIL import Image

from counterfoil.cli.app import main
from counterfoil.sheets.snapshot import View, snapshot
from counterfoil.sheets.symbol import code128_picture, qr_picture


def picture(folder: Path, name: str, view: View) -> Path:
    path = folder / name
    Image.fromarray(snapshot(qr_picture(name), view)).save(path)
    return path


def test_codes_in_pictures_are_printed_as_json(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    one = picture(tmp_path, "one.png", View(angle=20, blur=1))
    two = tmp_path / "two.png"
    Image.fromarray(code128_picture("AUT-2345")).save(two)
    assert main(["scan", str(one), str(two)]) == 0
    found = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert found == [
        {"source": str(one), "frame": 1, "text": "one.png", "format": "QR Code"},
        {"source": str(two), "frame": 1, "text": "AUT-2345", "format": "Code 128"},
    ]


def test_a_picture_without_a_code_is_exit_code_1(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "white.png"
    Image.new("L", (300, 300), 255).save(path)
    assert main(["scan", str(path), "--json"]) == 1
    assert capfd.readouterr() == ("", f"No code was found in {path}.\n")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("text.png", b"no picture", "text.png is not a picture, PDF or video that can be read; "),
        ("empty.png", b"", "empty.png is empty; save the picture again.\n"),
        ("none.png", None, "There is no file "),
    ],
)
def test_what_is_no_picture_is_refused(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    name: str,
    content: bytes | None,
    sentence: str,
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert main(["scan", str(path)]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith(sentence)
