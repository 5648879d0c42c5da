"""What the journal says of method cards and programmes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "programmes.card_adapted": _("%(actor)s made the method card %(thing)s the organisation's own."),
    "programmes.card_written": _("%(actor)s wrote the method card %(thing)s."),
    "programmes.card_changed": _("%(actor)s changed the method card %(thing)s."),
    "programmes.card_settled": _("%(actor)s settled what is new in the card %(thing)s was made from."),
    "programmes.card_put_away": _("%(actor)s put the method card %(thing)s away."),
    "programmes.card_taken_out": _("%(actor)s took the method card %(thing)s out again."),
}
