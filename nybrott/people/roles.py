"""Who may do what: the one table of roles. docs/develop/roles.md is made from it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# What may be done, as permission words; each room asks for its own.
PERMISSIONS: dict[str, Promise] = {
    "organisation.manage": _("Change what the organisation is called and how it looks; join and leave networks"),
    "networks.manage": _("Look after the networks the organisation keeps"),
    "units.manage": _("Create, rename, move and close units"),
    "members.read": _("See who belongs to the organisation"),
    "members.manage": _("Invite people, give and take roles, end memberships"),
    "journal.read": _("Read what happened and who did it"),
    "letters.read": _("Read letters before and after they are sent"),
    "letters.manage": _("Hold, change and release letters"),
    "candidates.judge": _("Confirm or reject what was found in notices"),
    "notices.import": _("Bring notices in, and take an import back"),
    "privacy.manage": _("See what is kept about people, export it and erase it"),
    "challenges.raise": _("Raise a challenge and work on it"),
    "challenges.lead": _("Move any of the organisation's challenges on"),
    "tasks.assign": _("Give others in the organisation a task"),
    "programmes.manage": _("Adapt method cards and programmes; take over, release and share programmes"),
    "workshops.hold": _("Plan and hold method workshops on any challenge"),
    "evaluations.manage": _("Plan surveys, choose who is asked and see who has answered, never who answered what"),
    "procurements.manage": _("Plan and carry out procurements"),
    "goals.manage": _("Propose goals, record what was decided, follow up and end them"),
    "dialogues.manage": _("Run market dialogues: plan, announce, answer suppliers"),
    "cases.manage": _("Tell what others may learn from, ask those named, review and publish it"),
    "exchange.manage": _(
        "Represent the organisation to others: talks, peer challenges, buyers’ groups, what is taken over"
    ),
    "runs.manage": _("Run a driver programme: plan it, recruit, pair and follow up"),
}


@dataclass(frozen=True, slots=True)
class Role:
    """One role: how it is called, one sentence about it, and what it may do."""

    name: Promise
    sentence: Promise
    permissions: frozenset[str] = frozenset()


def _role(name: Promise, sentence: Promise, *permissions: str) -> Role:
    unknown = set(permissions) - set(PERMISSIONS)
    if unknown:
        raise ValueError(f"no such permission: {', '.join(sorted(unknown))}")
    return Role(name, sentence, frozenset(permissions))


ROLES: dict[str, Role] = {
    "driver": _role(
        _("Driver"), _("Learns innovation methods and inspires colleagues in their own unit."), "members.read", "candidates.judge", "challenges.raise", "workshops.hold",
    ),
    "mentor": _role(
        _("Mentor"), _("Guides drivers, one by one and in workshops."), "members.read", "candidates.judge", "challenges.raise", "tasks.assign", "workshops.hold",
    ),
    "lead": _role(
        _("Programme lead"), _("Runs the driver programme: recruiting, pairing, plan and follow-up."),
        "members.read", "journal.read", "letters.read", "letters.manage", "candidates.judge", "challenges.raise", "challenges.lead", "tasks.assign", "programmes.manage", "workshops.hold", "runs.manage", "goals.manage", "cases.manage", "exchange.manage",
    ),
    "owner": _role(_("Need owner"), _("Is responsible for a need and decides what it is."), "members.read", "challenges.raise", "tasks.assign"),
    "buyer": _role(
        pgettext_lazy("role", "Buyer"), _("Carries out procurements and market dialogues."),
        "members.read", "candidates.judge", "notices.import", "challenges.raise", "dialogues.manage", "procurements.manage", "exchange.manage",
    ),
    "leader": _role(_("Unit leader"), _("Is responsible for a unit, its people’s time and its results."), "members.read", "challenges.raise", "tasks.assign", "goals.manage"),
    "evaluator": _role(
        _("Evaluator"), _("Plans and carries out the evaluation, apart from the programme lead. In a small organisation one person can be both."), "members.read", "candidates.judge", "notices.import", "evaluations.manage",
    ),
    "editor": _role(_("Editor"), _("Writes and publishes what others may read."), "members.read", "programmes.manage", "cases.manage"),
    "admin": _role(_("Organisation administrator"), _("Manages the organisation, its units and its people."), *PERMISSIONS),
    "coordinator": _role(
        _("Network coordinator"), _("Keeps a network of organisations together."), "members.read", "networks.manage", "tasks.assign", "runs.manage", "exchange.manage",
    ),
    "observer": _role(_("Observer"), _("Follows along and changes nothing."), "members.read"),
    "supplier": _role(_("Supplier"), _("Takes part in market dialogues from outside.")),
    "contributor": _role(_("Contributor"), _("Says what is difficult, as a guest.")),
}  # fmt: skip

ADMIN = "admin"


def permissions_of(roles: frozenset[str]) -> frozenset[str]:
    """All that these roles may do together; a word that is no role gives nothing."""
    return frozenset().union(*(ROLES[role].permissions for role in roles if role in ROLES))
