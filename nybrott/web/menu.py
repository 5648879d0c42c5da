"""The five words of the menu, as far as the site has come, and what stands at the foot of every page."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.actor import Actor
from nybrott.leaders.rules import may_see


@dataclass(frozen=True, slots=True)
class Entry:
    """A word in the menu and the name of the address it leads to. It is the current one on every page below it.

    `inside`: where it leads those who belong to an organisation instead. `rule`: who it is for, when not for everybody.
    """

    label: Promise
    name: str
    inside: str = ""
    rule: Callable[[Actor], object] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the settings: its word, its address, and the permission it takes to see it (empty: belonging is enough)."""

    label: Promise
    name: str
    permission: str = ""


MENU = (
    Entry(_("Needs"), "hearings:open_challenges", "challenges:challenges"),
    Entry(_("Dialogue"), "dialogues:dialogues", "dialogues:ours"),
    Entry(_("Procurements"), "procurements:portfolio"),
    Entry(_("Programme"), "programmes:programmes", "runs:runs"),
    Entry(_("Figures"), "observatory:overview"),
)
# what stands in a reader's own menu, above their account
MINE = (
    Entry(_("My next steps"), "home"),
    Entry(_("For leaders"), "leaders:leader", rule=may_see),
    Entry(_("Tasks"), "desk:tasks"),
    Entry(_("Drafts"), "desk:drafts"),
    Entry(_("Files"), "desk:uploads"),
    Entry(_("Surveys"), "evaluations:waves"),
    Entry(_("Learn from each other"), "exchange"),
    Entry(_("What I get letters about"), "desk:subscriptions"),
)
FOOTER = (
    Entry(_("What others have learnt"), "cases:cases"),
    Entry(_("How we count"), "observatory:definitions"),
    Entry(_("Open data"), "open-data"),
    Entry(_("Accessibility"), "web:accessibility"),
    Entry(_("About this site"), "web:about"),
)
SETTINGS: tuple[Place, ...] = (
    Place(_("Organisation"), "people:organisation", "members.read"),
    Place(_("Units"), "people:units", "members.read"),
    Place(_("Members"), "people:members", "members.read"),
    Place(_("Invitations"), "people:invitations", "members.manage"),
    Place(_("Roles"), "people:roles"),
    Place(_("Networks"), "networks:networks", "members.read"),
    Place(_("Import"), "desk:imports", "members.manage"),
    Place(_("Imports of notices"), "notices:imports", "notices.import"),
    Place(_("Privacy"), "privacy:rules", "privacy.manage"),
    Place(_("Organisations"), "people:host", "host.manage"),
    Place(_("Journal"), "journal:entries", "journal.read"),
    Place(_("Letters"), "journal:letters", "letters.read"),
    Place(_("My letters"), "journal:mine"),
)
