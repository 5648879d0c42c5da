"""What the journal says of same needs and buyers' groups."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "groups.consented": _("%(actor)s let our verified problem statements be compared in the network %(thing)s."),
    "groups.consent_withdrawn": _("%(actor)s ended the comparison of our problem statements in the network %(thing)s."),
    "groups.same_said": _("%(actor)s said that %(organisation)s has the same need as “%(thing)s”."),
    "groups.not_same_said": _("%(actor)s said that what %(organisation)s struggles with is another need than “%(thing)s”."),
    "groups.proposed": _("%(actor)s proposed the buyers’ group “%(thing)s”."),
    "groups.need_linked": _("%(actor)s said that the buyers’ group “%(group)s” answers “%(thing)s”."),
    "groups.need_followed": _("The buyers’ group “%(group)s” answers “%(thing)s”: it grew out of the same need."),
    "groups.need_unlinked": _("%(actor)s said that the buyers’ group “%(group)s” no longer answers “%(thing)s”."),
    "groups.asked": _("%(actor)s invited %(organisation)s to the buyers’ group “%(thing)s”."),
    "groups.joined": _("%(actor)s said yes to the buyers’ group “%(thing)s”."),
    "groups.declined": _("%(actor)s said no to the buyers’ group “%(thing)s”."),
    "groups.became_member": _("%(actor)s made us a member of the buyers’ group “%(thing)s”."),
    "groups.left": _("%(actor)s took us out of the buyers’ group “%(thing)s”."),
    "groups.left_network": _("We left the network, and with it the buyers’ group “%(thing)s”."),
    "groups.stepped": _("%(actor)s moved the buyers’ group “%(thing)s” on."),
    "groups.lead_changed": _("%(actor)s let %(organisation)s lead the buyers’ group “%(thing)s”."),
    "groups.changed": _("%(actor)s changed the details of the buyers’ group “%(thing)s”."),
    "groups.dialogue_linked": _("%(actor)s said which market dialogue is held for the buyers’ group “%(thing)s”."),
    "groups.day_set": _("%(actor)s set a day in the buyers’ group “%(thing)s”: %(what)s."),
    "groups.text_written": _("%(actor)s wrote version %(version)s of the common need description of “%(thing)s”."),
    "groups.added": _("%(actor)s added to the common need description of “%(thing)s”."),
    "groups.addition_ended": _("%(actor)s took an addition to the common need description of “%(thing)s” back."),
    "groups.approved": _("%(actor)s approved version %(version)s of the common need description of “%(thing)s”."),
    "groups.signed": _("%(actor)s signed off what we have agreed to in “%(thing)s”."),
    "groups.decided": _("%(actor)s entered decision %(number)s of “%(thing)s”."),
}  # fmt: skip
FACTS: dict[str, Promise] = {
    "organisation": _("organisation"), "reason": _("reason"), "theirs": _("their question"), "role": _("how it takes part"), "state": _("how far"),
    "dialogue": _("market dialogue"), "what": _("what happens"), "day": _("day"), "version": _("version"), "text": _("text"), "share": _("share"),
    "number": _("number"), "group": _("buyers’ group"),
}  # fmt: skip
