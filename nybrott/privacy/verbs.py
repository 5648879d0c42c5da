"""What the journal says happened to what is kept about people, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "privacy.data_fetched": _("%(actor)s fetched everything that is kept about themselves."),
    "privacy.data_handed_out": _("%(actor)s took out everything that is kept about %(thing)s: %(reason)s"),
    "privacy.erased": _("%(actor)s erased a person (%(thing)s): %(reason)s"),
    "privacy.old_deleted": _("%(actor)s deleted %(total)s rows that had been kept long enough."),
}

FACTS: dict[str, Promise] = {
    "total": _("deleted in all"),
    "gone": _("deleted"),
    "rows": _("rows"),
}
