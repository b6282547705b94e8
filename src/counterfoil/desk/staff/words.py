"""What each role may do, in words made of the table that the ledger goes by."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from counterfoil.desk import formats
from counterfoil.desk.translation import _
from counterfoil.desk.widgets import Live, label
from counterfoil.domain.store import LEAST_ROLE, Act, Role

ACTS: Mapping[Act, Callable[[], str]] = {
    Act.REDEEM: lambda: _("redeem and check codes"),
    Act.SAVE_MEMBER: lambda: _("find, add and change members"),
    Act.USE_COUPON: lambda: _("take coupons in"),
    Act.REVERSE: lambda: _("undo redemptions"),
    Act.ADJUST_UNITS: lambda: _("add and take units"),
    Act.VOID_CODES: lambda: _("make codes void"),
    Act.LIFT_GUESSES: lambda: _("end the wait after unknown codes"),
    Act.SETTLE_CONFLICT: lambda: _("settle conflicts"),
    Act.MAKE_CODES: lambda: _("generate and import codes"),
    Act.PRINT_CODES: lambda: _("print codes"),
    Act.IMPORT_MEMBERS: lambda: _("import members"),
    Act.EXPORT_MEMBER: lambda: _("hand out what is kept of a member"),
    Act.ERASE_MEMBER: lambda: _("erase a member"),
    Act.SAVE_GROUP: lambda: _("tiers and segments"),
    Act.SAVE_CAMPAIGN: lambda: _("campaigns"),
    Act.SAVE_SCHEMA: lambda: _("events"),
    Act.SAVE_REWARD: lambda: _("rewards"),
    Act.SAVE_STAFF: lambda: _("staff and PINs"),
    Act.SAVE_STORE: lambda: _("the store"),
    Act.GRANT_RIGHTS: lambda: _("what tills may do without the hub"),
    Act.REPAIR: lambda: _("repairs"),
    Act.RESTORE: lambda: _("putting backups back"),
    Act.ENCRYPT: lambda: _("encryption"),
}


def may_do(role: Role) -> str:
    """Return in one sentence what a role may do, from those before it on."""
    own = ", ".join(name() for act, name in ACTS.items() if LEAST_ROLE[act] is role)
    before = list(Role)[: list(Role).index(role)]
    if not before:
        return _("May {acts}.").format(acts=own)
    return _("All that a {role} may, and: {acts}.").format(role=formats.role(before[-1]), acts=own)


class RolesCard(Live, QFrame):
    """A small table: each role, and what it may do."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._title = label("heading")
        self._rows = {role: (label("strong"), label("quiet", wrap=True)) for role in Role}
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for number, (name, words) in enumerate(self._rows.values()):
            grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, number, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addLayout(grid)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(_("What each role may do"))
        for role, (name, words) in self._rows.items():
            name.setText(formats.role(role).capitalize())
            words.setText(may_do(role))
