"""What this room keeps about people: who takes a seat, and what they write."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

HELD = _("To hold a workshop: to invite people, to give them a seat, and to know how many take part.")
OUTPUT = _("To find the real problem together.")
WITH_CHALLENGE = _("As long as the challenge; it must be possible to retrace the work.")
NO_NAME = _("Kept without a name; on the challenge it is signed with a pseudonym.")
TWO_YEARS = 2 * 365

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "workshops.seat",
        called=_("Seats in workshops"),
        fields={
            "workshop": _("Which workshop"),
            "user": _("The account"),
            "unit": _("Which unit the person came from"),
            "name": _("What the person is called in it"),
            "side": _("From which side they see it"),
            "state": _("Whether they are coming"),
            "pseudonym": _("What their notes are signed with on the challenge"),
            "asked_at": _("When they were asked"),
            "answered_at": _("When they answered"),
            "joined_at": _("When their phone joined"),
        },
        person="user",
        organisation="workshop__organisation",
        whose=_("The organisation’s own people, and those who join with the code"),
        purpose=HELD,
        basis="public task",
        since="asked_at",
        keep_days=TWO_YEARS,
    ),
    Personal(
        "workshops.note",
        called=_("Notes from workshops"),
        fields={"text": _("What someone wrote"), "seat": _("Whose seat it was written from"), "written_at": _("When it was written")},
        nameless=NO_NAME,
        organisation="workshop__organisation",
        whose=_("Those who took part"),
        purpose=OUTPUT,
        basis="public task",
        since="written_at",
        keep_days=TWO_YEARS,
    ),
    Personal(
        "workshops.vote",
        called=_("Votes in workshops"),
        fields={
            "seat": _("Whose vote it is"),
            "step": _("In which step"),
            "group": _("For which group"),
            "note": _("For which note"),
        },
        person="seat__user",
        organisation="step__workshop__organisation",
        purpose=OUTPUT,
        basis="public task",
        kept_because=_("As long as the seat it belongs to."),
    ),
    Personal(
        "workshops.workshop", {"facilitator": _("Who leads it")}, purpose=HELD, basis="public task", person="facilitator",
        organisation="organisation", kept_because=WITH_CHALLENGE, on_erasure="blank",
    ),
    Personal(
        "workshops.workshop", {"planned_by": _("Who planned it")}, purpose=HELD, basis="public task", person="planned_by",
        organisation="organisation", kept_because=WITH_CHALLENGE, on_erasure="blank",
    ),
    Personal(
        "workshops.landing", {"landed_by": _("Who passed it on")}, called=_("What was passed on from workshops"), purpose=HELD,
        basis="public task", person="landed_by", organisation="workshop__organisation", kept_because=WITH_CHALLENGE, on_erasure="blank",
    ),
)  # fmt: skip
_ABOUT_THE_WORK = "about the workshop, not about a person"

IMPERSONAL: dict[str, str] = {
    "workshops.step": "what is done, not by whom",
    "workshops.group": "what notes have in common",
    **{
        f"workshops.workshop.{field}": _ABOUT_THE_WORK
        for field in (
            "organisation", "challenge", "title", "aim", "starts_at", "place", "link", "capacity", "state", "code", "step", "step_began_at",
            "extra_seconds", "turn", "reason", "planned_at", "began_at", "ended_at",
        )
    },
    **{f"workshops.note.{field}": "where the note stands, not what it says" for field in ("workshop", "step", "group", "sent_key")},
    **{
        f"workshops.landing.{field}": "what became of a note or a group"
        for field in ("workshop", "note", "group", "kind", "ref", "landed_at")
    },
}  # fmt: skip
