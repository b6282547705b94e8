"""The one way in: with no argument the desk opens, with any it is the command line."""

# Nothing here takes long to import: before `main`, Ctrl-C could only end in a traceback.
import os
import sys
from collections.abc import Mapping

X11_SOCKETS = "/tmp/.X11-unix"  # noqa: S108 - X.Org's own fixed place
X11_FIRST_PORT = 6000
# Qt platforms that draw without a display server.
DISPLAYLESS_PLATFORMS = ("offscreen", "minimal", "vnc", "eglfs", "linuxfb")
MACHINE_FAILED = 3
STOPPED = 130
SAID_AGAIN_AFTER_S = 0.01


def main() -> int:
    """Open the desk, or run the command line if there are arguments; return the exit code."""
    sys.unraisablehook = hear_dropped_interrupts
    try:
        return _started()
    except KeyboardInterrupt:
        # While modules are still being imported, so before anything was begun.
        print("Stopped.", file=sys.stderr)
        return STOPPED


def _started() -> int:
    if len(sys.argv) > 1:
        from counterfoil.cli.app import main as command_line

        return command_line()
    if not has_display(os.environ):
        print(
            "There is no display to open the desk on; give a command"
            " (`counterfoil --help` lists them).",
            file=sys.stderr,
        )
        return MACHINE_FAILED
    from counterfoil.desk.app import main as desk

    return desk(sys.argv)


def hear_dropped_interrupts(dropped: "sys.UnraisableHookArgs") -> None:
    """Send Ctrl-C once more where Python had to drop it; tell of anything else as Python does.

    It drops whatever is raised in a call-back that nobody called, and there is one of those behind
    every import.
    """
    if dropped.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(dropped)
        return
    import threading

    # A moment later, or it would be dropped again, by this very function.
    again = threading.Timer(SAID_AGAIN_AFTER_S, _interrupt)
    again.daemon = True
    again.start()


def _interrupt() -> None:
    import signal

    if sys.platform == "win32":
        signal.raise_signal(signal.SIGINT)
    else:
        # To the whole process: that wakes the main thread, where it waits for input, too.
        os.kill(os.getpid(), signal.SIGINT)


def has_display(environ: Mapping[str, str]) -> bool:
    """Tell whether a window can be opened: a display is named and something answers there."""
    if sys.platform in {"win32", "darwin"}:
        return True
    if environ.get("QT_QPA_PLATFORM", "").startswith(DISPLAYLESS_PLATFORMS):
        return True
    return wayland_answers(environ) or x11_answers(environ.get("DISPLAY", ""))


def wayland_answers(environ: Mapping[str, str]) -> bool:
    """Tell whether the compositor that `environ` names takes connections."""
    from pathlib import Path

    name = environ.get("WAYLAND_DISPLAY", "")
    folder = Path(environ.get("XDG_RUNTIME_DIR", "/"))
    return bool(name) and local_answers(str(folder / name))


def x11_answers(display: str) -> bool:
    """Tell whether the X server `display`, as in `:0` or `host:10.0`, takes connections."""
    host, colon, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not colon or not number.isdecimal():
        return False
    if host in {"", "unix"}:
        path = f"{X11_SOCKETS}/X{number}"
        return local_answers(path) or local_answers(f"\0{path}")
    import socket

    try:
        socket.create_connection((host, X11_FIRST_PORT + int(number)), timeout=2).close()
    except OSError:
        return False
    return True


def local_answers(path: str) -> bool:
    """Tell whether something listens on the Unix socket `path`."""
    import socket

    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(path)
        except OSError:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
