"""What the journal says of what units spend, and of nudges."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "efforts.spending_written": _("%(actor)s entered what is spent: %(thing)s."),
    "efforts.spending_imported": _("%(actor)s imported what is spent: %(thing)s."),
    "efforts.obstacle_reported": _("%(actor)s reported what stands in the way."),
    "efforts.obstacle_cleared": _("%(actor)s said that an obstacle is out of the way."),
    "efforts.nudged": _("%(actor)s wrote to the leader of %(thing)s about “%(name)s”."),
}
