"""The desk as a program for a journey: it says on standard output what staff see.

It ends when standard input does.
"""

import sys

from PySide6.QtCore import QSocketNotifier, QTimer

from counterfoil.desk import app


def main() -> int:
    application = app.make_application(["counterfoil"])
    desk = app.make_desk(application)
    desk.start()

    def say(*words: object) -> None:
        sys.stdout.write("\t".join(map(str, words)) + "\n")
        sys.stdout.flush()

    def watch() -> None:
        screen = desk.screen
        if screen is None or not desk.window.windowHandle().isExposed():
            return
        looking.stop()
        seen, told = screen.verdict, []

        def tell() -> None:
            told.append(seen.view)
            say("verdict", seen.view.tone, seen.view.spoken)

        seen.painted.connect(tell)
        say("open")
        # Its first paint may have come before anybody looked.
        seen.repaint()
        if not told:
            tell()

    def look_at_question() -> None:
        if desk.window.asks:
            asking.stop()
            say("asks")

    looking, asking = QTimer(interval=20), QTimer(interval=50)
    looking.timeout.connect(watch)
    asking.timeout.connect(look_at_question)
    looking.start()
    asking.start()
    leave = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    leave.activated.connect(desk.window.close)
    code = application.exec()
    desk.close()
    return desk.exit_code or code


if __name__ == "__main__":
    sys.exit(main())
