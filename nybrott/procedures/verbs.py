"""What the journal says of the choice of procedure."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "procedures.answered": _("%(actor)s answered the procedure guide for “%(thing)s”: version %(number)s, %(count)s answers."),
    "procedures.chosen": _("%(actor)s chose the procedure for “%(thing)s”: %(name)s"),
}  # fmt: skip
