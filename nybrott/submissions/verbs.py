"""What the journal says of written input."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "submissions.sent": _("%(thing)s sent its written input. It is sealed until the deadline."),
    "submissions.withdrawn": _("%(thing)s withdrew its written input."),
    "submissions.reminded": _("Suppliers that had not sent their written input to “%(thing)s” were reminded: %(letters)s letters."),
    "submissions.opened": _("%(actor)s opened the written input to “%(thing)s”: %(inputs)s in all."),
    "submissions.secret_read": _("%(actor)s read trade secrets in the written input from %(thing)s."),
    "submissions.synthesis_written": _("%(actor)s wrote a synthesis of the answers to “%(thing)s”."),
    "submissions.published": _("%(actor)s published open parts (%(inputs)s) and syntheses (%(syntheses)s) of the written input to “%(thing)s”."),
    "submissions.kept_back": _("%(actor)s held back the open part of the written input from %(thing)s: %(reason)s"),
    "submissions.let_out": _("%(actor)s let the open part of the written input from %(thing)s be published."),
}  # fmt: skip

FACTS: dict[str, Promise] = {
    "damaged": _("answers that could not be opened"),
    "inputs": _("inputs"),
    "syntheses": _("syntheses"),
}
