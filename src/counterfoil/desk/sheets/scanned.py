"""What is said of a scan that is no customer's code, or that the screen in front has no use for."""

from counterfoil.desk.counter.state import Scan
from counterfoil.desk.shell.notice import Way
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.shell.shell import Shell
from counterfoil.desk.translation import _
from counterfoil.ledger.sheets.header import Header, header_code, read_header


def tell_of_sheet(shell: Shell, header: Header) -> None:
    """Say which sheet was scanned, with the way to it for those who may see it."""
    code = header_code(header.device, header.number)

    def said() -> str:
        sentence = _("That is the code of sheet {number}, not of a customer.")
        return sentence.format(number=header.number)

    def name() -> str:
        return _("Open sheet {number}").format(number=header.number)

    way = Way(name, lambda: shell.go(Screen.SHEETS, code))
    shell.notice.warn(said, way if shell.may_see(Screen.SHEETS) else None)


def tell_not_here(shell: Shell, scan: Scan) -> None:
    """Say that a scan is for another screen, and which one where that is known."""
    header = next(filter(None, map(read_header, scan.texts)), None)
    if header is not None:
        tell_of_sheet(shell, header)
        return
    shell.notice.say(lambda: _("Scanned, but not here: codes are redeemed at the counter."))
