"""What is said of the header of a printed sheet where a customer's code was awaited."""

from counterfoil.desk.shell.notice import Way
from counterfoil.desk.shell.screens import Screen
from counterfoil.desk.shell.shell import Shell
from counterfoil.desk.translation import _
from counterfoil.ledger.sheets.header import Header, header_code


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
