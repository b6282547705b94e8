"""The screens of the desk: who may see each, where it is made, and how the rail shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from counterfoil.desk.translation import _
from counterfoil.domain.exchange import JOINED, Standing
from counterfoil.domain.store import Role, Staff, may_act_as


class Screen(StrEnum):
    """Every screen."""

    COUNTER = "counter"
    DASHBOARD = "dashboard"
    CAMPAIGNS = "campaigns"
    CAMPAIGN = "campaign"
    WIZARD = "wizard"
    CODES = "codes"
    PRINT = "print"
    SHEETS = "sheets"
    SIMULATE = "simulate"
    MEMBERS = "members"
    MEMBER = "member"
    REWARDS = "rewards"
    SCHEMAS = "schemas"
    STAFF = "staff"
    INBOX = "inbox"
    DEVICES = "devices"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class Entry:
    """A screen: the least role that sees it, and `module:class` of its page.

    `under` is the entry of the rail that is lit while it is shown; `icon` is "" where it has no
    entry of its own. The counter is made with the till, so its page is named nowhere. `standings`
    are those of the ledgers that have the screen.
    """

    role: Role
    page: str
    under: Screen
    icon: str = ""
    standings: frozenset[Standing] = frozenset(Standing)


SCREENS: Mapping[Screen, Entry] = {
    Screen.COUNTER: Entry(Role.CASHIER, "", Screen.COUNTER, "scan"),
    Screen.DASHBOARD: Entry(
        Role.SUPERVISOR,
        "counterfoil.desk.dashboard.page:DashboardPage",
        Screen.DASHBOARD,
        "dashboard",
    ),
    Screen.CAMPAIGNS: Entry(
        Role.MANAGER,
        "counterfoil.desk.campaigns.page:CampaignsPage",
        Screen.CAMPAIGNS,
        "campaign",
    ),
    Screen.CAMPAIGN: Entry(
        Role.MANAGER, "counterfoil.desk.campaigns.show:CampaignPage", Screen.CAMPAIGNS
    ),
    Screen.WIZARD: Entry(Role.MANAGER, "counterfoil.desk.wizard.page:WizardPage", Screen.CAMPAIGNS),
    Screen.CODES: Entry(
        Role.SUPERVISOR, "counterfoil.desk.codes.page:CodesPage", Screen.CODES, "code"
    ),
    Screen.PRINT: Entry(
        Role.MANAGER, "counterfoil.desk.printing.page:PrintPage", Screen.PRINT, "print"
    ),
    Screen.SHEETS: Entry(
        Role.SUPERVISOR, "counterfoil.desk.sheets.page:SheetsPage", Screen.SHEETS, "sheet"
    ),
    Screen.SIMULATE: Entry(
        Role.SUPERVISOR, "counterfoil.desk.simulate.page:SimulatePage", Screen.SIMULATE, "simulate"
    ),
    Screen.MEMBERS: Entry(
        Role.CASHIER, "counterfoil.desk.members.page:MembersPage", Screen.MEMBERS, "member"
    ),
    Screen.MEMBER: Entry(Role.CASHIER, "counterfoil.desk.members.show:MemberPage", Screen.MEMBERS),
    Screen.REWARDS: Entry(
        Role.MANAGER, "counterfoil.desk.rewards.page:RewardsPage", Screen.REWARDS, "gift"
    ),
    Screen.SCHEMAS: Entry(
        Role.MANAGER, "counterfoil.desk.schemas.page:SchemasPage", Screen.SCHEMAS, "schema"
    ),
    Screen.STAFF: Entry(
        Role.MANAGER, "counterfoil.desk.staff.page:StaffPage", Screen.STAFF, "staff"
    ),
    Screen.INBOX: Entry(
        Role.SUPERVISOR,
        "counterfoil.desk.conflicts.page:InboxPage",
        Screen.INBOX,
        "inbox",
        JOINED,
    ),
    Screen.DEVICES: Entry(
        Role.MANAGER,
        "counterfoil.desk.network.page:DevicesPage",
        Screen.DEVICES,
        "till",
        frozenset({Standing.OFFICE}),
    ),
    Screen.MANUAL: Entry(
        Role.CASHIER, "counterfoil.desk.manual.page:ManualPage", Screen.MANUAL, "manual"
    ),
}

_NAMES: Mapping[Screen, Callable[[], str]] = {
    Screen.COUNTER: lambda: _("Counter"),
    Screen.DASHBOARD: lambda: _("Dashboard"),
    Screen.CAMPAIGNS: lambda: _("Campaigns"),
    Screen.CODES: lambda: _("Codes"),
    Screen.PRINT: lambda: _("Print"),
    Screen.SHEETS: lambda: _("Sheets"),
    Screen.SIMULATE: lambda: _("Try out"),
    Screen.MEMBERS: lambda: _("Members"),
    Screen.REWARDS: lambda: _("Rewards"),
    Screen.SCHEMAS: lambda: _("Events"),
    Screen.STAFF: lambda: _("Staff"),
    Screen.INBOX: lambda: _("Inbox"),
    Screen.DEVICES: lambda: _("Devices"),
    Screen.MANUAL: lambda: _("Manual"),
}
RAIL = tuple(screen for screen, entry in SCREENS.items() if entry.icon)


def may_see(screen: Screen, staff: Staff, standing: Standing) -> bool:
    """Say whether a screen is for `staff`, on a ledger of this standing."""
    entry = SCREENS[screen]
    return standing in entry.standings and may_act_as(staff, entry.role)


def name(screen: Screen) -> str:
    """Return what an entry of the rail is called, in the screen's language."""
    return _NAMES[screen]()
