"""What the journal says of adoptions."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "adoptions.adopted": _("%(actor)s took over “%(thing)s” from another organisation."),
    "adoptions.made": _("%(actor)s made something of “%(thing)s”, as a draft."),
    "adoptions.changed": _("%(actor)s changed the details of the adoption “%(thing)s”."),
    "adoptions.adapted": _("%(actor)s wrote what is done differently in “%(thing)s”."),
    "adoptions.begun": _("%(actor)s started “%(thing)s”."),
    "adoptions.reported": _("%(actor)s said what came of “%(thing)s”."),
    "adoptions.stopped": _("%(actor)s stopped “%(thing)s”."),
    "adoptions.offered": _("There is a new version of the case behind “%(thing)s”."),
    "adoptions.not_offered": _(
        "No letter could be sent about a new version of the case behind “%(thing)s”. It is tried again the next night."
    ),
    "adoptions.followed": _("%(actor)s follows the newest version of the case in “%(thing)s”."),
    "adoptions.kept": _("%(actor)s keeps the version of the case “%(thing)s” was taken over from."),
    "adoptions.used": _("%(actor)s takes over our case “%(thing)s”."),
    "adoptions.came": _("%(actor)s said what came of our case “%(thing)s”."),
}
FACTS: dict[str, Promise] = {
    "outcome": _("what came of it"),
    "level": _("who may see it"),
    "piece": _("what was made"),
    "part": _("part"),
    "number": _("version"),
}
