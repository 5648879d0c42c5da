"""What the journal says of what suppliers are told."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "disclosures.item_written": _("%(actor)s wrote information for suppliers, “%(thing)s”."),
    "disclosures.item_removed": _("%(actor)s removed information for suppliers that no one had seen, “%(thing)s”."),
    "disclosures.item_shown": _("%(actor)s showed all suppliers the information “%(thing)s”."),
    "disclosures.question_asked": _("A supplier asked question %(number)s in the market dialogue “%(thing)s”."),
    "disclosures.question_noted": _("%(actor)s wrote down question %(number)s in the market dialogue “%(thing)s”."),
    "disclosures.question_answered": _(
        "%(actor)s answered question %(number)s to all suppliers in the market dialogue “%(thing)s”."
    ),
    "disclosures.question_joined": _(
        "%(actor)s pointed question %(number)s to the answer to question %(other)s in the market dialogue “%(thing)s”."
    ),
    "disclosures.contact_noted": _("%(actor)s recorded a contact with the supplier %(thing)s."),
    "disclosures.contact_brought_in": _("%(actor)s added a contact with %(thing)s to the market dialogue “%(title)s”."),
    "disclosures.contact_shared": _("%(actor)s shared with all suppliers what %(thing)s was told."),
    "disclosures.contact_not_shared": _("%(actor)s recorded why what %(thing)s was told is not shared: %(reason)s"),
}

FACTS: dict[str, Promise] = {"title": _("what it is called")}
