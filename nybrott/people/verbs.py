"""What the journal says happened to organisations and people, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "people.old_deleted": _("%(actor)s deleted %(total)s rows that had been kept long enough."),
}
