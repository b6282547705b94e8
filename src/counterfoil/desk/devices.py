"""The scanners of this desk, joined to the counter, the header's light and the settings."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from counterfoil.desk import till
from counterfoil.desk.counter.state import Scan
from counterfoil.desk.counter.viewfinder import CameraState
from counterfoil.desk.door import Door
from counterfoil.desk.header import Scanner
from counterfoil.desk.parts.choices import Choice
from counterfoil.desk.preferences import Preferences
from counterfoil.desk.sources import camera, hand_scanner
from counterfoil.desk.sources.camera import CameraSource
from counterfoil.desk.sources.hand_scanner import HandScanner
from counterfoil.desk.sources.serial import SerialSource
from counterfoil.desk.translation import _
from counterfoil.domain.errors import InvalidInput
from counterfoil.scanning.payload import Unreadable
from counterfoil.scanning.pictures import Found, scan_source
from counterfoil.scanning.serial_port import PortState, ports
from counterfoil.scanning.symbol import Symbol
from counterfoil.scanning.wedge import WedgeSettings

# A dropped document may hold a sheet of codes; none is redeemed, so that none is by mistake.
SEVERAL = InvalidInput("There is more than one code in what you dropped; drop a picture of one.")
NOTHING = Unreadable("No code was found in the picture; take a sharper one, closer.")


class Devices(QObject):
    """All sources of scans. `scanned` gives each scan, `lights` what is ready to scan with."""

    scanned = Signal(object)
    lights = Signal(object)
    trouble = Signal(object)
    learned = Signal(object)

    def __init__(self, preferences: Preferences, unexpected: Callable[[Exception], None]) -> None:
        super().__init__()
        self._preferences = preferences
        self.camera = CameraSource()
        self.serial = SerialSource()
        self.keys = HandScanner(hand_scanner.from_pairs(preferences.scanner))
        self._decoding = Door("decoding", unexpected)
        self._camera_state = CameraState.LOOKING
        self._port_state = PortState.ABSENT
        self.camera.scanned.connect(self._see)
        self.camera.state.connect(self._camera_changed)
        self.serial.scanned.connect(lambda text: self._take(text, "serial"))
        self.serial.state.connect(self._port_changed)
        self.keys.scanned.connect(lambda text: self._take(text, "scanner"))
        self.keys.learned.connect(self._learned)

    def start(self) -> None:
        """Begin to watch for scans."""
        app = QCoreApplication.instance()
        assert app is not None  # noqa: S101 - there is no screen without it
        app.installEventFilter(self.keys)
        self.serial.open(self._preferences.serial_port)
        self.camera.open(self._preferences.camera)

    def stop(self) -> None:
        """End, and wait for every thread."""
        self.stop_watching()
        self._decoding.close()

    def stop_watching(self) -> None:
        """Take no scans until `start` is called again."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self.keys)
        self.keys.forget()
        self.camera.close()
        self.serial.close()

    def use(self, preferences: Preferences) -> None:
        """Follow the preferences: open what was chosen anew."""
        before, self._preferences = self._preferences, preferences
        if before.camera != preferences.camera:
            self.camera.open(preferences.camera)
        if before.serial_port != preferences.serial_port:
            self.serial.open(preferences.serial_port)
        if before.scanner != preferences.scanner:
            self.keys.use(hand_scanner.from_pairs(preferences.scanner))

    def pause_camera(self, *, paused: bool) -> None:
        """Let go of the camera for a while, or take it again."""
        if paused:
            self.camera.close()
            self._camera_changed(CameraState.PAUSED)
        else:
            self.camera.open(self._preferences.camera)

    def read_files(self, files: list[Path]) -> None:
        """Read the code in a picture or a document that was dropped on the window."""
        self._decoding.submit(lambda: codes_in(files), self._read, self.trouble.emit)

    @property
    def camera_state(self) -> CameraState:
        """How the camera stands."""
        return self._camera_state

    def _see(self, symbol: Symbol) -> None:
        self.scanned.emit(till.scan_of(symbol.text, "camera", symbol.aim))

    def _take(self, text: str, source: str) -> None:
        self.scanned.emit(till.scan_of(text, source))

    def _read(self, found: list[Found]) -> None:
        if len(found) > 1:
            self.trouble.emit(SEVERAL)
        elif not found:
            self.scanned.emit(Scan((), "picture", NOTHING.reason))
        else:
            symbol = found[0].symbol
            self.scanned.emit(till.scan_of(symbol.text, "picture", symbol.aim))

    def _camera_changed(self, state: CameraState) -> None:
        self._camera_state = state
        self._show_lights()

    def _port_changed(self, state: PortState) -> None:
        self._port_state = state
        self._show_lights()

    def _show_lights(self) -> None:
        ready = {
            Scanner.CAMERA: self._camera_state is CameraState.LIVE,
            Scanner.SERIAL: self._port_state is PortState.LIVE,
        }
        self.lights.emit((*(light for light, on in ready.items() if on), Scanner.KEYBOARD))

    def _learned(self, outcome: WedgeSettings | Exception) -> None:
        kept = hand_scanner.to_pairs(outcome) if isinstance(outcome, WedgeSettings) else outcome
        self.learned.emit(kept)


def codes_in(files: list[Path]) -> list[Found]:
    """Return the different codes in the files, two at most: more are not wanted anyway.

    Raises UserError where a file cannot be read.
    """
    found: dict[str, Found] = {}
    for file in files:
        for one in scan_source(file):
            found.setdefault(one.text, one)
            if len(found) > 1:
                return list(found.values())
    return list(found.values())


def choices() -> tuple[list[Choice], list[Choice]]:
    """Return the cameras and the serial ports to choose from."""
    cameras = [
        (str(index), _("Camera {number}").format(number=index + 1)) for index in camera.present()
    ]
    return cameras, [(port.device, f"{port.description} ({port.device})") for port in ports()]
