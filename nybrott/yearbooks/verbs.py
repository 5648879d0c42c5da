"""What the journal says of yearly reports."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "yearbooks.published": _("%(actor)s published the yearly report %(thing)s."),
    "yearbooks.opened": _("%(actor)s opened the counts of the yearly report %(thing)s to everyone."),
    "yearbooks.closed": _("%(actor)s closed the counts of the yearly report %(thing)s."),
}
