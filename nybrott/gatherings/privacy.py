"""What this room keeps about people: who came, what they told, what they did with colleagues, and what they say they can."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

HELD = _("To hold gatherings: to ask people, to know who was there, and to follow up what was decided.")
SHARED = _("To let drivers learn from what others tried.")
COUNTED = _("To see what drivers do with colleagues, and which methods they know.")
WITH_RUN = _("As long as the run; it must be possible to retrace what came of it.")
WITH_PART = _("As long as the part it belongs to.")
THREE_YEARS = 3 * 365

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "gatherings.attendance",
        {
            "gathering": _("Which gathering"), "part": _("Whose part in the run"), "state": _("Whether the person comes"),
            "asked_at": _("When the person was asked"), "answered_at": _("When the person answered"), "present": _("Whether the person was there"),
            "present_said_at": _("When that was said"), "by_self": _("Whether the person said so"),
        },
        purpose=HELD, basis="public task", person="part__user", organisation="part__organisation", kept_because=WITH_PART,
    ),
    Personal(
        "gatherings.story",
        {
            "gathering": _("To which gathering it was brought"), "part": _("Whose part in the run"), "kind": _("What kind of story it is"), "title": _("What it is about"),
            "tried": _("What was tried"), "happened": _("What happened then"), "learnt": _("What was learnt"), "challenge": _("The challenge it is about"),
            "level": _("Who may read it"), "brought_at": _("When it was uploaded"), "told_at": _("When it was told"),
        },
        purpose=SHARED, basis="consent", person="part__user", organisation="part__organisation", kept_because=WITH_PART,
        recipients=_("Those who take part in the run, also from other organisations of the network"),
    ),
    Personal(
        "gatherings.outreach",
        {
            "part": _("Whose part in the run"), "held_on": _("Which day"), "what": _("What was done"), "unit": _("In which unit"),
            "card": _("With which method"), "taught": _("Whether colleagues learnt the method"), "came_of": _("What came of it"), "minutes": _("How long it took"),
            "challenge": _("The challenge it was about"), "written_at": _("When it was written down"), "changed_at": _("When it was changed"),
        },
        purpose=COUNTED, basis="public task", person="part__user", organisation="part__organisation", kept_because=WITH_PART,
    ),
    Personal(
        "gatherings.declared",
        {
            "part": _("Whose part in the run"), "card": _("Which method"), "kind": _("How the person knows it"), "since": _("Since when"), "note": _("Where"),
            "said_at": _("When the person said so"),
        },
        purpose=COUNTED, basis="public task", person="part__user", organisation="part__organisation", since="said_at", keep_days=THREE_YEARS,
    ),
    Personal(
        "gatherings.decision", {"who": _("Who does it"), "outcome": _("What became of it")}, purpose=HELD, basis="public task",
        person="who", organisation="gathering__run__organisation", kept_because=WITH_RUN, on_erasure="blank",
    ),
    Personal(
        "gatherings.gathering", {"planned_by": _("Who planned it")}, purpose=HELD, basis="public task", person="planned_by",
        organisation="run__organisation", kept_because=WITH_RUN, on_erasure="blank",
    ),
)  # fmt: skip
_THE_GATHERING = "about the gathering, not about a person"

IMPERSONAL: dict[str, str] = {
    **{
        f"gatherings.gathering.{field}": _THE_GATHERING
        for field in (
            "run", "title", "aim", "starts_at", "minutes", "place", "link", "state", "reason", "story", "story_began_at", "turn", "planned_at",
            "began_at", "ended_at",
        )
    },
    **{f"gatherings.story.{field}": "where it stands on the agenda" for field in ("minutes", "place")},
    "gatherings.outreach.people": "a number of colleagues, never whom",
    **{
        f"gatherings.decision.{field}": "what was decided, not by whom it is done"
        for field in ("gathering", "what", "due_on", "task", "decided_at", "done", "told_at", "told_in")
    },
}  # fmt: skip
