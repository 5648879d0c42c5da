"""What rounds hold about people. What somebody scored is theirs: shown to them alone, deleted after a year."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

WORKED = _("To decide together, and know afterwards who took part")
DECIDED = _("To know who decided, and why")
SILENT = _(
    "Private: only the person sees it, on the round's own page. It is given to no one else, not even to those who"
    " handle requests for access."
)
WITH_ROUND = _("As long as the round: it belongs to what was decided")
A_YEAR = 365

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "priorities.score",
        called=_("Scores given to needs"),
        fields={
            "participant": _("Who scored, and in which round"),
            "priority": _("Which need"),
            "criterion": _("By which criterion"),
            "in_pass": _("Before or after the talk"),
            "value": _("The score"),
            "given_at": _("When it was given"),
        },
        person="participant__user",
        organisation="participant__round__organisation",
        purpose=WORKED,
        basis="public task",
        since="given_at",
        keep_days=A_YEAR,
        withheld={"value": SILENT},
    ),
    Personal(
        "priorities.remark",
        called=_("Comments on needs that are scored"),
        fields={
            "participant": _("Who scored, and in which round"),
            "priority": _("Which need"),
            "in_pass": _("Before or after the talk"),
            "text": _("The comment"),
            "written_at": _("When it was written"),
        },
        person="participant__user",
        organisation="participant__round__organisation",
        purpose=WORKED,
        basis="public task",
        since="written_at",
        keep_days=A_YEAR,
        withheld={"text": SILENT},
    ),
    Personal(
        "priorities.participant",
        called=_("Taking part in rounds of prioritising"),
        fields={
            "round": _("Which round"),
            "user": _("The account"),
            "asked_at": _("When they were asked"),
            "done_at": _("When they had answered everything"),
            "reminded_at": _("When they were reminded"),
        },
        person="user",
        organisation="round__organisation",
        purpose=WORKED,
        basis="public task",
        kept_because=WITH_ROUND,
    ),
    Personal(
        "priorities.priority",
        called=_("Decisions about needs"),
        fields={"decided_by": _("Who decided")},
        person="decided_by",
        organisation="round__organisation",
        purpose=DECIDED,
        basis="public task",
        kept_because=_("A decision and its reason stay when the person leaves; the name goes"),
        on_erasure="blank",
    ),
    Personal(
        "priorities.round",
        fields={"made_by": _("Who began it")},
        person="made_by",
        purpose=WORKED,
        basis="public task",
        kept_because=WITH_ROUND,
        on_erasure="blank",
    ),
    Personal(
        "priorities.showing",
        called=_("Showings of scores"),
        fields={"shown_by": _("Who showed them")},
        person="shown_by",
        organisation="round__organisation",
        purpose=DECIDED,
        basis="public task",
        kept_because=WITH_ROUND,
        on_erasure="blank",
    ),
)

_A_ROUND = "how a round is set up and how far it has come"

IMPERSONAL: dict[str, str] = {
    **{
        f"priorities.round.{field}": _A_ROUND
        for field in (
            "organisation", "unit", "challenge", "title", "state", "until", "now_pass", "shown", "reason", "made_at", "opened_at", "moved_at", "needs",
        )
    },
    **{f"priorities.priority.{field}": "a need in a round, and what was decided about it" for field in ("round", "need", "place", "outcome", "reason", "decided_at")},
    **{f"priorities.showing.{field}": "what all scores came to, without persons" for field in ("round", "in_pass", "asked", "scorers", "found", "shown_at")},
    "priorities.criterion": "what needs are scored by",
}  # fmt: skip
