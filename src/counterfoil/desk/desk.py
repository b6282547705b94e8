"""The desk's life: first run, opening, the counter at work, questions after a crash, closing."""

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from counterfoil.desk import formats, opening
from counterfoil.desk.beginning import Beginning
from counterfoil.desk.counter.controller import CounterController
from counterfoil.desk.counter.screen import CounterScreen
from counterfoil.desk.counter.state import Scan
from counterfoil.desk.counter.viewfinder import CameraState, Picture
from counterfoil.desk.devices import Devices
from counterfoil.desk.door import Door
from counterfoil.desk.doubt import Doubt
from counterfoil.desk.encrypting import Encrypting
from counterfoil.desk.failure import FailureWindow
from counterfoil.desk.first_run.screen import FirstRun
from counterfoil.desk.garbage import Garbage
from counterfoil.desk.header import Place
from counterfoil.desk.mending import Mending
from counterfoil.desk.settings.controller import Settings
from counterfoil.desk.sheets.scanned import tell_not_here, tell_of_sheet
from counterfoil.desk.shell.office import Office
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.shell.session import Session
from counterfoil.desk.shell.shell import Shell
from counterfoil.desk.slips.printer import SlipPrinter
from counterfoil.desk.sounds import Sounds
from counterfoil.desk.support.support import Support
from counterfoil.desk.sync.desk import Sync
from counterfoil.desk.sync.following import Clock, OpenLine, open_line
from counterfoil.desk.sync.joining import Joining
from counterfoil.desk.till import Till, enter
from counterfoil.desk.upkeep import Upkeep
from counterfoil.desk.window import MainWindow
from counterfoil.domain.errors import UserError
from counterfoil.domain.store import Staff
from counterfoil.ledger.ledger import Ledger

MACHINE_FAILED = 3
# By then the first picture and verdict have been shown.
SETTLED_AFTER_MS = 3000


class Desk(QObject):
    """One desk on one data folder. `start` shows it; `close` ends it and everything it started."""

    def __init__(
        self, app: QApplication, folder: Path, clock: Clock, lines: OpenLine = open_line
    ) -> None:
        super().__init__()
        self._folder, self._clock = folder, clock
        self._garbage = Garbage(self)
        self.settings = Settings(app, folder)
        self.window = MainWindow()
        self.door = Door("ledger", self._tell)
        self.support = Support(self.window, self.door, folder, clock)
        self.upkeep = Upkeep(self.door, clock, self._tell)
        self.mending = Mending(self.window, self.door, folder, clock)
        self.devices = Devices(self.settings.preferences, self._tell)
        self.sounds = Sounds()
        self.slips = SlipPrinter(self.settings.preferences, self._tell)
        self.session = Session(self.window, self.door, clock)
        self.session.changed.connect(self._show_staff)
        self.sync = Sync(self.window, clock, lines)
        self.session.changed.connect(self.sync.render)
        self.settings.changed.connect(self.session.follow)
        self.settings.changed.connect(self.slips.follow)
        self.settings.serve(self.door, self.devices, self.sounds, self.window.show_trouble)
        self.till: Till | None = None
        self.counter: CounterController | None = None
        self.screen: CounterScreen | None = None
        self.shell: Shell | None = None
        self.office: Office | None = None
        self.failure: FailureWindow | None = None
        self.exit_code = 0
        self._beginning = Beginning(self.window, self.door, folder, clock)
        self._beginning.made.connect(self._opened)
        self._beginning.language_chosen.connect(self.settings.speak)
        self._doubt = Doubt(self.window, self._undo)
        self.joining = Joining(self.door, clock)
        self.joining.joined.connect(self._joined)
        self.encrypting = Encrypting(self.door, folder, clock, self._let_go)
        self.settings.keep_up(self.upkeep, self.support)
        self._connect()

    def _connect(self) -> None:
        window = self.window
        window.header.settings_wanted.connect(self._toggle_settings)
        window.dropped.connect(self.devices.read_files)
        window.wipe_demo.connect(self._wipe)
        window.closing.connect(self.close)
        window.mend_wanted.connect(self._mend)
        self.mending.mended.connect(self._opened)
        self.encrypting.opened.connect(self._opened)
        self._beginning.encrypted.connect(self.encrypting.announce)
        self.encrypting.failed.connect(self._cannot_open)
        self.encrypting.to_be_seen.connect(self._toggle_settings)
        self.mending.report_wanted.connect(self.support.make)
        self.devices.lights.connect(window.header.show_scanners)
        self.devices.trouble.connect(self._tell)
        self.devices.scanned.connect(self._scan)
        self.devices.camera.picture.connect(self._show_picture)
        self.devices.camera.state.connect(self._show_camera)

    @property
    def first_run(self) -> FirstRun | None:
        """The first-run screen, while it is shown."""
        return self._beginning.page

    def start(self) -> None:
        """Show the window: the first-run screen, or the counter once the ledger is open."""
        self.window.show_page(QWidget(), header=False)
        if opening.is_new(self._folder):
            self._beginning.show()
        else:
            at, now = self._folder, self._clock()
            self.door.submit(lambda: opening.open_till(at, now), self._opened, self._cannot_open)
        self.window.show()
        QTimer.singleShot(0, self.sounds.load)

    def close(self) -> None:
        """Stop the devices, close the ledger, and say that this was a clean end."""
        if not self.door.is_open:
            return
        self.devices.stop()
        self.slips.close()
        self._close_office()
        at = self.till or self.mending.till
        self.door.close(None if at is None else lambda: opening.leave(at))
        self._garbage.stop()

    def _cannot_open(self, error: Exception) -> None:
        sentence = formats.error(error)
        sys.stderr.write(f"{sentence}\n")
        self.exit_code = MACHINE_FAILED
        if self.mending.takes(error):
            return
        self.failure = FailureWindow(sentence, self._folder, self._clock)
        self.failure.show()
        self.window.close()

    def _wipe(self) -> None:
        at, now, shown = self._let_go(), self._clock(), self._beginning.show
        if at is not None:
            self.door.submit(lambda: opening.wipe(at, now), lambda _: shown(), self._cannot_open)

    def _mend(self) -> None:
        """Close the damaged ledger, and show what can be done."""
        at = self._let_go()
        if at is not None:
            self.door.submit(lambda: opening.leave(at), lambda _done: self.mending.begin())

    def _let_go(self) -> Till | None:
        """Give up the till that is open, which is still to be closed."""
        at, self.till = self.till, None
        if at is not None:
            self._put_away()
        return at

    def _put_away(self) -> None:
        """Close what works on the ledger; the window is blank until there is another one."""
        self.devices.stop_watching()
        self._close_office()
        self.counter = self.screen = self.shell = None
        self.window.show_page(QWidget(), header=False)

    def _joined(self, ledger: Ledger) -> None:
        """Begin anew with the ledger as that of a device of the hub."""
        self._put_away()
        self.door.submit(lambda: enter(ledger), self._opened, self._cannot_open)

    def _opened(self, at: Till) -> None:
        at = self.sync.following.join(at)
        self.exit_code = 0
        self.mending.serve(at_work=True)
        self.till = at
        self.screen = screen = CounterScreen(at.ledger.store.currency, self._clock)
        self.counter = CounterController(screen, self.door, at, self._clock)
        self.counter.sound.connect(self.sounds.play)
        screen.viewfinder.pause_wanted.connect(self._pause)
        self.settings.attach(screen)
        shell = self._open_shell(at, screen)
        self._join(at, shell)
        self.window.show_demo(demo=at.demo)
        self.window.show_page(shell)
        self._show_place(at.staff)
        screen.code.line.setFocus()
        self.session.begin(at)
        self.session.follow(self.settings.preferences)
        self.devices.start()
        now, zone = self._clock(), at.ledger.store.zone
        self.door.submit(lambda: opening.doubtful(at, now), lambda it: self._doubt.ask(it, zone))
        self.upkeep.begin(at)
        self.support.serve(at.ledger)
        QTimer.singleShot(SETTLED_AFTER_MS, self._garbage, self._garbage.settle)

    def _open_shell(self, at: Till, screen: CounterScreen) -> Shell:
        self.shell = shell = Shell(screen, at.staff, at.ledger.standing)
        self.office = office = Office(
            ledger=at.ledger,
            write=self.door,
            read=Door("reader", self._tell),
            clock=self._clock,
            staff=lambda: self.session.staff,
            go=shell.go,
            back=shell.back,
            tell=self._tell,
            say=shell.notice.say,
            staff_changed=self.session.refresh,
            preferences=lambda: self.settings.preferences,
            keep=self.settings.change,
            print_slip=lambda slip: self.slips.print([slip]),
            ask_for_codes=self.sync.following.make_codes,
        )
        self.mending.watch(office.read)
        shell.serve(office)
        self.sync.begin(at, shell, office.read)
        return shell

    def _join(self, at: Till, shell: Shell) -> None:
        """Let what the counter wishes reach the receipt printer and the other screens."""
        counter, panel = self.counter, self.settings.panel
        assert counter is not None and panel is not None  # noqa: S101, PT018 - made just before
        panel.left.connect(self._toggle_settings)
        self.joining.serve(at, panel.joining, lambda: self.session.staff)
        self.encrypting.serve(at, panel.encryption, lambda: self.session.staff)
        self.slips.serve(at.ledger.store, counter, panel.receipts, shell.notice)
        counter.sheet_scanned.connect(lambda header: tell_of_sheet(shell, header))
        counter.asking.connect(self.sync.show_asking)
        self.sync.sent.connect(counter.show_attempts)
        counter.follow(self.settings.preferences)
        self.settings.changed.connect(counter.follow)

    def _show_place(self, staff: Staff) -> None:
        if self.till is not None:
            store, device = self.till.ledger.store, self.till.ledger.device
            self.window.header.show_place(Place(store.name, device.name, staff.name))

    def _show_staff(self, staff: Staff) -> None:
        """Follow who is signed in: what they do is theirs from here on."""
        if self.counter is None or self.shell is None or self.screen is None:
            return
        self._show_place(staff)
        self.counter.use_staff(staff)
        self.shell.show_staff(staff)
        if self.shell.current is Screen.COUNTER:
            self.screen.lead_to(self.screen.code.line)

    def _close_office(self) -> None:
        """Let the pages keep what was begun, and stop reading, before the ledger is closed."""
        if self.shell is not None:
            # Whose work it is, the session still knows.
            self.shell.close_pages()
        self.session.end()
        self.sync.end()
        self.support.serve(None)
        self.mending.serve(at_work=False)
        self.upkeep.end()
        if self.office is not None:
            self.office.read.close()
            self.office = None

    def _scan(self, scan: Scan) -> None:
        if self.counter is None or self.shell is None or not self.session.scanned():
            return
        if not self.joining.take(scan) and not self.shell.take_scan(scan, self.counter.scan):
            tell_not_here(self.shell, scan)

    def _show_picture(self, picture: Picture) -> None:
        if self.screen is not None:
            self.screen.viewfinder.show_picture(picture)

    def _show_camera(self, state: CameraState) -> None:
        if self.screen is not None:
            self.screen.viewfinder.show_state(state)

    def _pause(self, paused: bool) -> None:
        self.devices.pause_camera(paused=paused)
        if paused:
            self._show_camera(CameraState.PAUSED)

    def _toggle_settings(self) -> None:
        if self.shell is not None and self.shell.current is not Screen.COUNTER:
            # They stand beside the counter; there is where they open.
            self.shell.go(Screen.COUNTER)
            self.window.header.show_settings(open_=self.settings.toggle(open_=True))
            return
        self.window.header.show_settings(open_=self.settings.toggle())

    def _undo(self, redemption_id: str, reason: str) -> None:
        if self.counter is not None:
            self.counter.undo(redemption_id, reason, self._tell)

    def _tell(self, error: Exception) -> None:
        if isinstance(error, UserError) or not self.support.tell(error):
            self.window.show_trouble(lambda: formats.error(error))
