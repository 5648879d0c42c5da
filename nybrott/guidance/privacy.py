"""What this room keeps about people: who guides whom, when, and what the two wrote down."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

HELD = _("To guide drivers one by one: to find a pair, a time, and what was agreed.")
WITH_PAIR = _("As long as the pairing it belongs to.")
WITH_RUN = _("As long as the run; it must be possible to retrace what came of it.")
FIVE_YEARS = 5 * 365
_PAIR = {
    "run": _("In which run"),
    "driver": _("The driver"),
    "mentor": _("The mentor"),
    "state": _("Whether the pairing is in force"),
    "why": _("Why the two were proposed"),
    "by_hand": _("Whether someone chose it by hand"),
    "cost": _("What that cost"),
    "proposed_at": _("When it was proposed"),
    "driver_yes_at": _("When the driver said yes"),
    "mentor_yes_at": _("When the mentor said yes"),
    "ended_at": _("When it ended"),
    "reason": _("Why it ended"),
    "reminded_at": _("When those who had not answered were reminded"),
    "apart": _("Whether the two are not to be proposed again"),
}
_SESSION = {
    "pairing": _("Of which pairing"),
    "starts_at": _("When"),
    "minutes": _("How long"),
    "state": _("How it went"),
    "missed_by": _("Who did not come"),
}
_TALK = {
    "place": _("Where"),
    "link": _("The video link"),
    "topic": _("What it was about"),
    "agenda": _("The agenda"),
    "reason": _("Why it was called off"),
}


def _both(model: str, path: str, fields: Mapping[str, object], **more: object) -> tuple[Personal, ...]:
    """The same declared for the driver and for the mentor."""
    return tuple(
        Personal(model, fields, purpose=HELD, basis="public task", person=f"{path}{who}__user", **more)  # type: ignore[arg-type]
        for who in ("driver", "mentor")
    )


PERSONAL: tuple[Personal, ...] = (
    *_both(
        "guidance.pairing", "", _PAIR, organisation="run__organisation", since="ended_at", keep_days=FIVE_YEARS,
        withheld={"reason": _("It may be what the other person said to those who lead the run in confidence.")},
    ),
    *_both(
        "guidance.choice", "", {"driver": _("The driver"), "mentor": _("The mentor"), "chosen_at": _("When it was chosen")},
        organisation="run__organisation", kept_because=WITH_RUN,
    ),
    Personal(
        "guidance.choice", {"chosen_by": _("Who chose it")}, purpose=HELD, basis="public task", person="chosen_by",
        organisation="run__organisation", kept_because=WITH_RUN, on_erasure="blank",
    ),
    *_both("guidance.session", "pairing__", _SESSION, organisation="pairing__run__organisation", kept_because=WITH_PAIR),
    *_both(
        "guidance.session", "pairing__", _TALK, organisation="pairing__run__organisation", kept_because=WITH_PAIR,
        called=_("What was planned for sessions of guidance"), theirs_alone=True,
    ),
    Personal(
        "guidance.note",
        {"kind": _("Who reads it"), "text": _("The note"), "written_by": _("Who wrote it"), "written_at": _("When it was written")},
        purpose=HELD, basis="public task", person="written_by", organisation="pairing__run__organisation", kept_because=WITH_PAIR,
        theirs_alone=True,
    ),
    Personal(
        "guidance.nextstep",
        {"what": _("What was agreed"), "who": _("Who does it"), "due_on": _("By when"), "done_at": _("When it was done")},
        purpose=HELD, basis="public task", person="who", organisation="pairing__run__organisation", kept_because=WITH_RUN,
        on_erasure="blank",
    ),
    Personal(
        "guidance.weeklytime",
        {"mentor": _("Whose time"), "weekday": _("Which day of the week"), "begins": _("From"), "ends": _("To")},
        purpose=HELD, basis="public task", person="mentor__user", organisation="mentor__organisation", kept_because=WITH_RUN,
    ),
    Personal(
        "guidance.othertime",
        {
            "mentor": _("Whose time"), "day": _("Which day"), "opened": _("Whether it can be booked"), "begins": _("From"), "ends": _("To"),
        },
        purpose=HELD, basis="public task", person="mentor__user", organisation="mentor__organisation", kept_because=WITH_RUN,
    ),
    Personal(
        "guidance.terms",
        {
            "mentor": _("Whose time"), "minutes": _("How long each time"), "notice_hours": _("How early at the latest"),
            "days_ahead": _("How early at the earliest"), "place": _("Where"), "link": _("The video link"),
        },
        purpose=HELD, basis="public task", person="mentor__user", organisation="mentor__organisation", kept_because=WITH_RUN,
    ),
    Personal(
        "guidance.calendarkey",
        {"user": _("Whose calendar"), "token_hash": _("What opens it"), "made_at": _("When it was made"), "ended_at": _("When it was closed")},
        withheld={"token_hash": _("It opens the calendar.")},
        purpose=_("To show a person's meetings in the calendar they use."), basis="consent", person="user",
        kept_because=_("Until the account is gone."),
    ),
    Personal(
        "guidance.pairing", {"proposed_by": _("Who proposed it")}, purpose=HELD, basis="public task", person="proposed_by",
        organisation="run__organisation", since="ended_at", keep_days=FIVE_YEARS, on_erasure="blank",
    ),
    Personal(
        "guidance.session", {"booked_by": _("Who booked it")}, purpose=HELD, basis="public task", person="booked_by",
        organisation="pairing__run__organisation", kept_because=WITH_RUN, on_erasure="blank",
    ),
)  # fmt: skip
_BESIDE = "where it stands, not what it says"

IMPERSONAL: dict[str, str] = {
    "guidance.choice.run": "in which run",
    **{f"guidance.session.{field}": _BESIDE for field in ("challenge", "stage", "turn", "booked_at", "closed_at", "reminded_at", "version")},
    **{f"guidance.note.{field}": _BESIDE for field in ("pairing", "session", "changed_at")},
    **{f"guidance.nextstep.{field}": _BESIDE for field in ("pairing", "session", "challenge", "task", "agreed_at", "dropped_at")},
}  # fmt: skip
