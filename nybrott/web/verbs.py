"""What the journal says of what concerns every room."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "web.challenge_exported": _("%(actor)s downloaded all of %(thing)s as a file."),
}
