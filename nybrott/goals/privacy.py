"""What this room keeps about people: who answers for a goal, and who wrote what."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal, author

FOLLOWED = _("To know who answers for a goal, and who reports on it.")
WITH_GOAL = _("As long as the goal; it must be possible to retrace how it was followed up.")


def _author(model: str, field: str, what: Promise, organisation: str = "goal__organisation") -> Personal:
    return author(model, field, what, organisation=organisation, purpose=FOLLOWED, kept_because=WITH_GOAL)


PERSONAL: tuple[Personal, ...] = (
    _author("goals.goal", "owner", _("Who answers for the goal"), "organisation"),
    _author("goals.goal", "made_by", _("Who proposed the goal"), "organisation"),
    _author("goals.reading", "said_by", _("Who entered the reading")),
    _author("goals.review", "said_by", _("Who looked at the goal again")),
)

_OF_THE_ORGANISATION = "what the organisation has decided, not about a person"

IMPERSONAL: dict[str, str] = {
    f"goals.{model}.{field}": _OF_THE_ORGANISATION
    for model, fields in {
        "goal": (
            "organisation", "unit", "title", "why", "kind", "counted_in", "how", "better", "baseline", "baseline_on", "no_baseline", "target", "target_on",
            "state", "decided_by", "decided_on", "case", "case_url", "review_on", "reason", "replaced_by", "version", "made_at", "ended_at",
        ),
        "reading": ("goal", "value", "measured_on", "how", "corrects", "reason", "said_at"),
        "review": ("goal", "said", "next_on", "said_at"),
    }.items()
    for field in fields
}  # fmt: skip
