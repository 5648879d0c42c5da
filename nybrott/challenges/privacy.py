"""What this room keeps about people: who raised a challenge, works on it, and decided."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal, author

WORKED = _("To know who works on what, and who decided.")
WITH_CHALLENGE = _("As long as the challenge; it must be possible to retrace the work.")
ASKED = _("Who asked")
DECIDED = _("Who decided it")


def _author(
    model: str, field: str, what: Promise, organisation: str = "challenge__organisation", called: Promise | str = ""
) -> Personal:
    return author(
        model, field, what, organisation=organisation, purpose=WORKED, kept_because=WITH_CHALLENGE, called=called
    )


PERSONAL: tuple[Personal, ...] = (
    _author("challenges.challenge", "owner", _("The need owner"), "organisation"),
    _author("challenges.challenge", "raised_by", _("Who raised it"), "organisation"),
    Personal(
        "challenges.teammember",
        called=_("Places in teams"),
        fields={
            "challenge": _("Which challenge"),
            "user": _("The account"),
            "craft": _("What the person brings"),
            "asked_at": _("When they were asked"),
            "answered_at": _("When they answered"),
            "joins": _("What they answered"),
        },
        person="user",
        organisation="challenge__organisation",
        purpose=WORKED,
        basis="public task",
        kept_because=WITH_CHALLENGE,
    ),
    _author("challenges.anchoring", "leader", _("Which leader was asked"), called=_("Leaders' answers")),
    _author("challenges.anchoring", "asked_by", ASKED, called=_("Leaders' answers")),
    _author("challenges.twin", "decided_by", DECIDED, called=_("Similar challenges that were judged")),
)

_ABOUT_THE_SERVICE = "about a service and its needs, not about a person"

IMPERSONAL: dict[str, str] = {
    **{
        f"challenges.challenge.{field}": _ABOUT_THE_SERVICE
        for field in (
            "organisation", "unit", "title", "story", "why_now", "whom", "state", "sharing", "slug", "heard_in_public", "public_text", "reason",
            "joined_with", "raised_at", "moved_at",
        )
    },
    **{
        f"challenges.anchoring.{field}": _ABOUT_THE_SERVICE
        for field in ("challenge", "asked_at", "purpose", "goal", "hours", "until", "answered_at", "agreed", "answer")
    },
    **{
        f"challenges.twin.{field}": _ABOUT_THE_SERVICE
        for field in ("challenge", "kind", "ref", "label", "why", "score", "decision", "reason", "decided_at")
    },
    "challenges.indexedtext": "made from texts about services, to compare them; goes with them",
    "challenges.freshtext": "which texts were read since they were last counted",
    "challenges.tokencount": "counts of words",
    "challenges.tokenplaces": "which texts a word stands in, by number",
}  # fmt: skip
