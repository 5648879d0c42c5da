"""What the journal says of requirements and award criteria."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "requirements.written": _("%(actor)s wrote requirement %(number)s in “%(thing)s”: %(name)s"),
    "requirements.changed": _("%(actor)s changed requirement %(number)s in “%(thing)s”: %(name)s"),
    "requirements.removed": _("%(actor)s removed requirement %(number)s in “%(thing)s”: %(name)s"),
    "requirements.words_kept": _("%(actor)s kept “%(name)s” in requirement %(number)s of “%(thing)s”: %(because)s"),
    "requirements.criterion_written": _("%(actor)s wrote an award criterion in “%(thing)s”, %(weight)s %%: %(name)s"),
    "requirements.criterion_removed": _("%(actor)s removed an award criterion in “%(thing)s”: %(name)s"),
    "requirements.moved": _("%(actor)s changed the order in “%(thing)s”: %(name)s"),
    "requirements.copied": _("%(actor)s copied requirements to “%(thing)s” from “%(name)s”: %(count)s."),
    "requirements.language_chosen": _("%(actor)s chose the language of the requirements in “%(thing)s”: %(name)s"),
    "requirements.settled": _("%(actor)s settled version %(number)s of the requirements in “%(thing)s”: %(count)s requirements."),
}  # fmt: skip
