"""What this room keeps about people: what they told, who worked on it, and who wrote what."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

TOLD = _("To find the real problem among the people it concerns.")
WORKED = _("To know who works on what, and who decided.")
WITH_CHALLENGE = _("As long as the challenge; the work must be possible to retrace.")
NO_NAME = _("Held by pseudonym or without a name; the person is asked to leave names out.")


def _author(
    model: str, field: str, what: Promise, organisation: str = "challenge__organisation", called: Promise | str = ""
) -> Personal:
    """Who wrote, asked or decided something: the account, taken off the row when the person is erased."""
    return Personal(
        model, {field: what}, purpose=WORKED, basis="public task", person=field, organisation=organisation,
        kept_because=WITH_CHALLENGE, on_erasure="blank", called=called,
    )  # fmt: skip


WROTE, ASKED, DECIDED = _("Who wrote it"), _("Who asked"), _("Who decided it")

PERSONAL: tuple[Personal, ...] = (
    _author("needs.challenge", "owner", _("The need owner"), "organisation"),
    _author("needs.challenge", "raised_by", _("Who raised it"), "organisation"),
    Personal(
        "needs.teammember",
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
    _author("needs.anchoring", "leader", _("Which leader was asked"), called=_("Leaders' answers")),
    _author("needs.anchoring", "asked_by", ASKED, called=_("Leaders' answers")),
    _author("needs.twin", "decided_by", DECIDED, called=_("Likenesses that were judged")),
    Personal(
        "needs.contribution",
        called=_("Contributions from users"),
        fields={
            "text": _("What the person told"),
            "wish": _("What would have been better"),
            "side": _("From which side they see it"),
            "language": _("The language it is written in"),
            "answer": _("What became of it"),
            "felt_understood": _("Whether they felt understood"),
            "got_better": _("Whether it got better"),
        },
        nameless=NO_NAME,
        organisation="challenge__organisation",
        whose=_("Users, relatives and employees"),
        purpose=TOLD,
        basis="public task",
        since="keep_until",
        keep_days=0,
    ),
    Personal(
        "needs.replywish",
        called=_("Ways to hear back"),
        fields={
            "contribution": _("Which contribution"),
            "address": _("E-mail address"),
            "language": _("The language of the letter"),
            "asked_at": _("When it was left"),
            "told_at": _("When the person was last told"),
        },
        address="address",
        organisation="contribution__challenge__organisation",
        whose=_("Users, relatives and employees"),
        purpose=_("To tell people what became of what they said."),
        basis="consent",
        kept_because=_("As long as the contribution, or until the person takes it back."),
    ),
    Personal(
        "needs.informant",
        called=_("Informants"),
        fields={
            "pseudonym": _("The name we gave them"),
            "side": _("From which side they see it"),
            "group": _("Which group they belong to"),
        },
        nameless=NO_NAME,
        organisation="challenge__organisation",
        whose=_("Users, relatives and employees"),
        purpose=TOLD,
        basis="public task",
        kept_because=WITH_CHALLENGE,
    ),
    Personal(
        "needs.evidence",
        called=_("Evidence"),
        fields={"text": _("What it shows"), "title": _("In a few words"), "recorded_by": WROTE},
        person="recorded_by",
        organisation="challenge__organisation",
        whose=_("Users, relatives and employees, by pseudonym"),
        purpose=TOLD,
        basis="public task",
        since="keep_until",
        keep_days=0,
        on_erasure="blank",
        blank={"text": "", "title": "—"},
    ),
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
    Personal(
        "needs.score",
        called=_("Scores given to needs"),
        fields={
            "need": _("Which need"),
            "criterion": _("By which criterion"),
            "user": _("The account"),
            "value": _("The score"),
            "given_at": _("When it was given"),
        },
        person="user",
        organisation="need__organisation",
        purpose=WORKED,
        basis="public task",
        kept_because=WITH_CHALLENGE,
    ),
    _author("needs.priority", "decided_by", DECIDED, "need__organisation", called=_("Rankings of needs")),
)

_ABOUT_THE_SERVICE = "about a service and its needs, not about a person"
_WHEN = "when it happened"

IMPERSONAL: dict[str, str] = {
    **{
        f"needs.challenge.{field}": _ABOUT_THE_SERVICE
        for field in (
            "organisation", "unit", "title", "story", "why_now", "whom", "state", "sharing", "slug", "heard_in_public", "public_text", "reason",
            "joined_with", "raised_at", "moved_at",
        )
    },
    **{
        f"needs.anchoring.{field}": _ABOUT_THE_SERVICE
        for field in ("challenge", "asked_at", "purpose", "goal", "hours", "until", "answered_at", "agreed", "answer")
    },
    **{
        f"needs.twin.{field}": _ABOUT_THE_SERVICE
        for field in ("challenge", "kind", "ref", "label", "why", "score", "decision", "reason", "decided_at")
    },
    **{
        f"needs.contribution.{field}": "how the contribution is handled"
        for field in ("challenge", "state", "private_hash", "sent_key", "legal_basis", "keep_until", "received_at")
    },
    "needs.contribution.entered_by": "which member of staff wrote it down; the text stays when they leave",
    "needs.informant.challenge": _ABOUT_THE_SERVICE,
    **{
        f"needs.evidence.{field}": "how the evidence is handled"
        for field in (
            "challenge", "kind", "informant", "contribution", "source", "upload_id", "happened_on", "legal_basis", "keep_until", "recorded_at",
        )
    },
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
    "needs.indexedtext": "made from texts about services, to compare them; goes with them",
    "needs.tokencount": "counts of words",
    "needs.criterion": "what needs are scored by",
    **{f"needs.priority.{field}": "the rank of a need" for field in ("need", "rank", "reason")},
    "needs.priority.decided_at": _WHEN,
}  # fmt: skip
