"""What the journal says of claims and costs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "claims.made": _("%(actor)s made the claim “%(thing)s”."),
    "claims.changed": _("%(actor)s reworded the claim “%(thing)s”."),
    "claims.moved": _("%(actor)s moved the claim “%(thing)s”."),
    "claims.removed": _("%(actor)s took the claim “%(name)s” out of the evaluation of “%(thing)s”."),
    "claims.weighed": _("%(actor)s weighed the claim “%(thing)s”: %(reason)s"),
    "claims.evidence_put_in": _("%(actor)s added evidence about the claim “%(thing)s”: %(name)s"),
    "claims.evidence_removed": _("%(actor)s removed evidence about the claim “%(thing)s”: %(name)s"),
    "claims.rival_put_in": _("%(actor)s added what else could explain “%(thing)s”: %(name)s"),
    "claims.rival_changed": _("%(actor)s judged again what else could explain “%(thing)s”: %(name)s"),
    "claims.rival_removed": _("%(actor)s took out what else could explain “%(thing)s”: %(name)s"),
    "claims.rates_set": _("%(actor)s said what hours in “%(thing)s” cost."),
    "claims.cost_put_in": _("%(actor)s added a cost of “%(thing)s”: %(name)s"),
    "claims.cost_removed": _("%(actor)s removed a cost of “%(thing)s”: %(name)s"),
    "claims.unpriced_put_in": _("%(actor)s added what has no price in “%(thing)s”: %(name)s"),
    "claims.unpriced_removed": _("%(actor)s took out what has no price in “%(thing)s”: %(name)s"),
}
FACTS: dict[str, Promise] = {
    "strength": _("strength"),
    "strength_before": _("strength, as it was"),
    "weight_before": _("how likely, as it was"),
    "weight": _("how likely"),
    "side": _("for or against"),
    "rates_before": _("øre an hour, as it was"),
    "rates": _("øre an hour"),
    "amount_in_ore": _("amount in øre"),
}
