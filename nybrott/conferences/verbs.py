"""What the journal says of dialogue conferences."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "conferences.planned": _("%(actor)s planned the conference in “%(thing)s”."),
    "conferences.session_written": _("%(actor)s edited a part of the conference in “%(thing)s”: %(name)s"),
    "conferences.session_removed": _("%(actor)s took a part out of the conference in “%(thing)s”: %(name)s"),
    "conferences.opened": _("%(actor)s let suppliers take seats at the conference in “%(thing)s”."),
    "conferences.called_off": _("%(actor)s called off the conference in “%(thing)s”: %(reason)s"),
    "conferences.seat_taken": _("%(supplier)s took a seat at the conference in “%(thing)s”."),
    "conferences.waited": _("%(supplier)s waits for a seat at the conference in “%(thing)s”."),
    "conferences.left": _("%(supplier)s gave up a seat at the conference in “%(thing)s”."),
    "conferences.moved_on": _("Seats at the conference in “%(thing)s” were offered to those waiting, or became free. Offers: %(count)s."),
    "conferences.reminded": _("Those with a seat at the conference in “%(thing)s” were reminded: %(count)s."),
    "conferences.asked": _("Question %(number)s was asked at the conference in “%(thing)s”."),
    "conferences.answered": _("%(actor)s answered question %(number)s from the conference in “%(thing)s”."),
    "conferences.ticked": _("%(actor)s ticked who came to the conference in “%(thing)s”."),
    "conferences.held": _("%(actor)s recorded that the conference in “%(thing)s” was held. Suppliers that came: %(count)s."),
    "conferences.published": _("%(actor)s gave everyone what belongs to the conference in “%(thing)s”: %(name)s"),
}  # fmt: skip
