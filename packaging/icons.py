"""Draw the program's icon in the sizes and forms that each system takes, from the one drawing."""

from pathlib import Path

from PIL import Image

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
WINDOWS = "counterfoil.ico"
MAC = "counterfoil.icns"
WINDOWS_SIZES = [(size, size) for size in SIZES if size in {16, 24, 32, 48, 64, 128, 256}]


def draw(drawing: Path, folder: Path) -> list[Path]:
    """Draw `drawing`, an SVG, into `folder`: PNG in all sizes, and what Windows and macOS take."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    folder.mkdir(parents=True, exist_ok=True)
    renderer = QSvgRenderer(str(drawing))
    made = []
    for size in SIZES:
        picture = QImage(size, size, QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter)
        painter.end()
        place = folder / f"counterfoil-{size}.png"
        if not picture.save(str(place)):
            raise OSError(f"{place} cannot be written")
        made.append(place)
    with Image.open(made[-1]) as largest:
        largest.save(folder / WINDOWS, sizes=WINDOWS_SIZES)
        largest.save(folder / MAC)
    return made
