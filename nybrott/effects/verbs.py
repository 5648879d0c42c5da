"""What the journal says of evaluations."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "effects.plan_begun": _("%(actor)s began the evaluation plan of the run “%(thing)s”."),
}
