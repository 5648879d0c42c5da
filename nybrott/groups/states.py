"""How far a buyers' group has come, who takes part how, and what kinds of additions there are."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nybrott.core.lifecycle import Lifecycle


class GroupState(models.TextChoices):
    """How far a buyers' group has come."""

    PROPOSED = "proposed", pgettext_lazy("group", "Proposed")
    FORMING = "forming", pgettext_lazy("group", "Forming")
    WORKING = "working", pgettext_lazy("group", "Working on the need")
    PROCURING = "procuring", pgettext_lazy("group", "Procuring")
    DONE = "done", pgettext_lazy("group", "Done")
    DISSOLVED = "dissolved", pgettext_lazy("group", "Dissolved")


GROUP = Lifecycle(
    "proposed",
    {
        "form": (("proposed",), "forming"),
        "work": (("forming",), "working"),
        "procure": (("working",), "procuring"),
        "finish": (("procuring",), "done"),
        "dissolve": (("proposed", "forming", "working", "procuring"), "dissolved"),
    },
)
OVER = (GroupState.DONE, GroupState.DISSOLVED)
# what a step is called where the lead takes it; the first yes of another forms the group by itself
STEPS = {
    "work": _("Start working on the need"),
    "procure": _("Start procuring"),
    "finish": _("The procurement is done"),
    "dissolve": _("Dissolve the group"),
}


class PartRole(models.TextChoices):
    """How an organisation takes part."""

    MEMBER = "member", pgettext_lazy("group", "Member")
    OBSERVER = "observer", pgettext_lazy("group", "Observer")


class PartState(models.TextChoices):
    """What an organisation answered, and whether it is still there."""

    ASKED = "asked", pgettext_lazy("group", "Has not answered")
    IN = "in", pgettext_lazy("group", "Takes part")
    DECLINED = "declined", pgettext_lazy("group", "Said no")
    LEFT = "left", pgettext_lazy("group", "Has left")


PART = Lifecycle(
    "asked",
    {
        "accept": (("asked",), "in"),
        "decline": (("asked",), "declined"),
        "ask_again": (("declined", "left"), "asked"),
        "leave": (("in",), "left"),
    },
)


class AdditionKind(models.TextChoices):
    """What a member adds to the common need description."""

    VOLUME = "volume", _("Own volumes")
    CONSTRAINT = "constraint", _("Own constraints")
    DEVIATION = "deviation", _("Deviates from the common text")
    OTHER = "other", _("Other")


class Signs(models.TextChoices):
    """Who signs a member's contract."""

    ITSELF = "itself", _("The member signs its own contract")
    LEAD = "lead", _("The lead signs for the member")


# What the shared history of a group says, by word. Facts stand in the row.
TOLD = {
    "proposed": _("%(place)s proposed the group."),
    "asked": _("%(place)s asked %(other)s."),
    "joined": _("%(place)s said yes."),
    "declined": _("%(place)s said no."),
    "became_member": _("%(place)s became a member."),
    "left": _("%(place)s left. What it added stays as it was, and its approvals no longer count."),
    "left_network": _("%(place)s is no longer in the network, and therefore not in the group."),
    "text_written": _("%(place)s wrote version %(version)s of the common need description."),
    "added": _("%(place)s added to the need description."),
    "addition_ended": _("%(place)s took an addition back."),
    "approved": _("%(place)s approved version %(version)s."),
    "signed": _("%(place)s signed off what it has agreed to."),
    "decided": _("Decision %(number)s was entered by %(place)s."),
    "stepped": _("%(place)s moved the group on: %(state)s."),
    "lead_changed": _("%(other)s leads the group now."),
    "dialogue_linked": _("%(place)s holds a market dialogue for the group."),
    "day_set": _("%(place)s set a day: %(what)s."),
    "changed": _("%(place)s changed the details of the group."),
}
