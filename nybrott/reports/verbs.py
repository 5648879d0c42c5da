"""What the journal says of reports, decisions and lessons."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "reports.made": _("%(actor)s made evaluation report %(name)s of %(thing)s."),
}
