"""What the journal says of method cards and programmes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "programmes.card_adapted": _("%(actor)s made the method card %(thing)s the organisation's own."),
    "programmes.card_written": _("%(actor)s wrote the method card %(thing)s."),
    "programmes.card_changed": _("%(actor)s changed the method card %(thing)s."),
    "programmes.card_settled": _("%(actor)s settled what is new in the card %(thing)s was made from."),
    "programmes.card_put_away": _("%(actor)s archived the method card %(thing)s."),
    "programmes.card_taken_out": _("%(actor)s brought the method card %(thing)s back."),
    "programmes.begun": _("%(actor)s began the programme %(thing)s."),
    "programmes.taken_over": _("%(actor)s took over the programme %(thing)s from %(before)s."),
    "programmes.described": _("%(actor)s changed the details of the programme %(thing)s."),
    "programmes.thing_written": _("%(actor)s edited the programme %(thing)s."),
    "programmes.thing_removed": _("%(actor)s removed something from the programme %(thing)s."),
    "programmes.thing_moved": _("%(actor)s changed the order of something in the programme %(thing)s."),
    "programmes.settled": _("%(actor)s settled what is new in the programme %(thing)s came from."),
    "programmes.shared": _("%(actor)s changed who may copy the programme %(thing)s."),
    "programmes.released": _("%(actor)s released %(thing)s."),
    "programmes.brought_in": _("%(actor)s brought in the package %(thing)s from %(before)s."),
}

FACTS: dict[str, Promise] = {
    "section": _("section"),
}
