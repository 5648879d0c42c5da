"""What this room keeps about people: who wrote what, and who decided."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal, author

WORKED = _("To know who works on what, and who decided.")
WITH_CHALLENGE = _("As long as the challenge; it must be possible to retrace the work.")
WROTE = _("Who wrote it")
DECIDED = _("Who decided it")


def _author(
    model: str, field: str, what: Promise, organisation: str = "challenge__organisation", called: Promise | str = ""
) -> Personal:
    return author(
        model, field, what, organisation=organisation, purpose=WORKED, kept_because=WITH_CHALLENGE, called=called
    )


PERSONAL: tuple[Personal, ...] = (
    _author("needs.insight", "written_by", WROTE),
    _author("needs.need", "written_by", WROTE, "organisation"),
    _author("needs.needlink", "confirmed_by", DECIDED, "organisation", called=_("Links between needs")),
    _author("needs.problemstatement", "written_by", WROTE),
    _author(
        "needs.remarkanswer", "answered_by", WROTE, "statement__challenge__organisation", called=_("Answers to remarks")
    ),
    _author("needs.needdescription", "written_by", WROTE),
    _author("needs.needdescription", "approved_by", DECIDED),
    _author("needs.comment", "written_by", WROTE, "description__challenge__organisation", called=_("Comments")),
)

_ABOUT_THE_SERVICE = "about a service and its needs, not about a person"

IMPERSONAL: dict[str, str] = {
    **{f"needs.insight.{field}": _ABOUT_THE_SERVICE for field in ("challenge", "text", "evidence", "place", "written_at")},
    **{
        f"needs.need.{field}": _ABOUT_THE_SERVICE
        for field in (
            "organisation", "challenge", "who", "situation", "need", "because", "consequence", "how_often", "how_many", "state", "reason",
            "by_exception", "place", "written_at", "verified_at",
        )
    },
    "needs.needsource": "what a need rests on",
    **{
        f"needs.needlink.{field}": "how two needs hang together"
        for field in ("organisation", "one", "other", "kind", "why", "proposed_by_likeness", "confirmed_at")
    },
    **{
        f"needs.problemstatement.{field}": _ABOUT_THE_SERVICE
        for field in ("challenge", "problem", "question", "language", "needs", "chosen", "written_at")
    },
    **{f"needs.remarkanswer.{field}": _ABOUT_THE_SERVICE for field in ("statement", "rule", "words", "because", "answered_at")},
    **{
        f"needs.needdescription.{field}": _ABOUT_THE_SERVICE
        for field in (
            "challenge", "version", "language", "state", "title", "purpose", "background", "unknown", "tried", "other_ways", "statement", "needs",
            "voices", "written_at", "changed_at", "approved_at",
        )
    },
    "needs.outcomegoal": "what shall be different",
    "needs.successcriterion": "how we know that it is reached",
    "needs.checklistpoint": "which points a description meets",
    **{f"needs.comment.{field}": "a word about a text" for field in ("description", "part", "text", "written_at", "settled_at")},
}  # fmt: skip
