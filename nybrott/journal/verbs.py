"""How this room's entries are said."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "journal.erased": _("%(actor)s erased what %(entries)s entries said about a person."),
    "journal.held": _("%(actor)s held back the letter “%(thing)s”."),
    "journal.released": _("%(actor)s released the letter “%(thing)s”."),
    "journal.changed": _("%(actor)s changed the letter “%(thing)s”."),
    "journal.withdrew": _("%(actor)s withdrew the letter “%(thing)s”."),
    "journal.tried_again": _("%(actor)s let the letter “%(thing)s” be sent again."),
    "journal.marked_as_sent": _("%(actor)s noted that the letter “%(thing)s” had gone."),
    "journal.gathered": _("%(letters)s letters to one person were gathered into one."),
    "journal.read_first": _("%(actor)s decided that letters of the kind “%(kind)s” are read before they go."),
    "journal.not_read_first": _("%(actor)s decided that letters of the kind “%(kind)s” go without being read first."),
    "journal.chose_pace": _("%(actor)s chose how often letters come."),
}

# What the facts of an entry are called, in every room; one named like a field of its thing needs no line.
FACTS: dict[str, Promise] = {
    "name": _("name"),
    "before": _("before"),
    "after": _("after"),
    "from": _("from"),
    "to": _("to"),
    "why": _("why"),
    "reason": _("reason"),
    "answer": _("answer"),
    "changed": _("changed"),
    "count": _("how many"),
    "number": _("how many"),
    "version": _("version"),
    "by": _("by whom"),
    "kind": _("kind"),
    "letters": _("letters"),
    "entries": _("entries"),
    "places": _("places in the chain"),
    "receivers": _("recipients"),
    "trouble": _("what went wrong"),
    "state": _("state"),
}
