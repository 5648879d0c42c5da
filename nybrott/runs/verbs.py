"""What the journal says of runs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "runs.planned": _("%(actor)s planned the run “%(thing)s”."),
}
