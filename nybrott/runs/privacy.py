"""What this room keeps about people: who takes part in a run, what their leaders said, and the hours they used."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

HELD = _("To carry out the driver programme: to take people in, pair them, and know who takes part.")
COUNTED = _("To see whether hours that were set aside are used.")
WITH_RUN = _("As long as the run; it must be possible to retrace what came of it.")
WITH_PART = _("As long as the part it belongs to.")
FIVE_YEARS = 5 * 365

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "runs.participation",
        called=_("Parts in runs of programmes"),
        fields={
            "run": _("Which run"),
            "user": _("The account"),
            "unit": _("The person's unit"),
            "kind": _("As driver or as mentor"),
            "state": _("Current state"),
            "motivation": _("Why the person wants to take part"),
            "challenge": _("The challenge the person works on"),
            "hours": _("Hours set aside"),
            "capacity": _("How many drivers a mentor has hours for"),
            "subjects": _("Subjects the person knows or asks for"),
            "languages": _("Languages the person speaks"),
            "place": _("Where the person works"),
            "places": _("Where a mentor can come"),
            "wishes": _("Who the person would like to be paired with"),
            "rather_not": _("Who the person would rather not be paired with"),
            "signed_up_at": _("When the person signed up"),
            "took_in_at": _("When the person was taken in"),
            "ended_at": _("When it ended"),
            "reason": _("Why it ended"),
        },
        person="user",
        organisation="organisation",
        purpose=HELD,
        basis="public task",
        since="ended_at",
        keep_days=FIVE_YEARS,
        withheld={"rather_not": _("It is about others.")},
    ),
    Personal(
        "runs.participation",
        {
            "leader": _("The leader who approves the person’s time"),
            "leader_name": _("The leader's name"),
            "leader_email": _("The leader's e-mail address"),
        },
        called=_("Leaders of those who take part"), purpose=HELD, basis="public task", person="leader", address="leader_email",
        organisation="organisation", since="ended_at", keep_days=FIVE_YEARS, on_erasure="blank",
    ),
    Personal(
        "runs.yes",
        {
            "token_hash": _("The hash of the link in the letter"),
            "to_name": _("The leader's name"),
            "to_email": _("The leader's e-mail address"),
            "asked_at": _("When the leader was asked"),
            "expires_at": _("How long the link works"),
            "reminded": _("How often the leader was reminded"),
            "reminded_at": _("When the leader was reminded last"),
            "answer": _("Yes or no"),
            "answered_at": _("When the leader answered"),
            "reason": _("What the leader said about it"),
        },
        purpose=HELD, basis="public task", address="to_email", organisation="part__organisation",
        whose=_("Leaders of those who take part"), kept_because=WITH_PART, withheld={"token_hash": _("It opens the link.")},
    ),
    Personal(
        "runs.yes", {"answered_by": _("Who answered")}, purpose=HELD, basis="public task", person="answered_by",
        organisation="part__organisation", kept_because=WITH_PART, on_erasure="blank",
    ),
    Personal(
        "runs.hours",
        {
            "part": _("Whose hours"), "kind": _("What the time went to"), "minutes": _("How long"), "used_on": _("Which day"),
            "note": _("What for"), "source": _("What they follow from"),
        },
        purpose=COUNTED, basis="public task", person="part__user", organisation="part__organisation", kept_because=WITH_PART,
    ),
    Personal(
        "runs.hours", {"lead": _("Who led the run in these hours")}, called=_("Hours of leading a run"), purpose=COUNTED, basis="public task",
        person="lead", organisation="run__organisation", kept_because=WITH_RUN,
    ),
    Personal(
        "runs.obstacle",
        {
            "part": _("Who reported it"), "unit": _("In which unit"), "kind": _("What kind of obstacle it is"), "text": _("What stands in the way"),
            "reported_at": _("When it was reported"), "over_at": _("When it was out of the way"), "over_how": _("What helped"),
        },
        purpose=_("To see what stands in the way of working in new ways, and remove it."), basis="public task", person="part__user", organisation="part__organisation",
        kept_because=WITH_PART, recipients=_("Those who run programmes in the organisation. Leaders see only numbers, from five people up."),
    ),
    Personal(
        "runs.reading", {"said_by": _("Who entered it")}, purpose=HELD, basis="public task", person="said_by",
        organisation="target__run__organisation", kept_because=WITH_RUN, on_erasure="blank",
    ),
    Personal(
        "runs.nudge", {"leader": _("Who got the letter"), "unit": _("About which unit"), "sent_at": _("When it was sent")}, purpose=HELD,
        basis="public task", person="leader", organisation="run__organisation", kept_because=WITH_RUN, on_erasure="blank", blank={"leader": ""},
    ),
    Personal(
        "runs.nudge", {"sent_by": _("Who sent the letter")}, purpose=HELD, basis="public task", person="sent_by",
        organisation="run__organisation", kept_because=WITH_RUN, on_erasure="blank",
    ),
    Personal(
        "runs.run", {"planned_by": _("Who planned it")}, purpose=HELD, basis="public task", person="planned_by",
        organisation="organisation", kept_because=WITH_RUN, on_erasure="blank",
    ),
    Personal(
        "runs.spending", {"said_by": _("Who entered the figures")}, purpose=HELD, basis="public task", person="said_by",
        organisation="organisation", kept_because=WITH_RUN, on_erasure="blank",
    ),
)  # fmt: skip
_THE_RUN = "about the run, not about a person"

IMPERSONAL: dict[str, str] = {
    "runs.target": "what a run shall reach",
    **{
        f"runs.run.{field}": _THE_RUN
        for field in (
            "organisation", "network", "package", "title", "goal", "call", "begins_on", "ends_on", "sign_up_until", "places", "hours",
            "units", "compared", "no_compared", "state", "reason", "gate_reason", "planned_at", "opened_at", "began_at", "ended_at",
        )
    },
    "runs.hours.run": _THE_RUN,
    "runs.nudge.run": _THE_RUN,
    **{f"runs.reading.{field}": "what a target was on a day" for field in ("target", "value", "measured_on", "note", "said_at")},
    "runs.participation.organisation": "where the person works",
    "runs.yes.part": "which question it is an answer to",
    "runs.yes.put_aside_at": "that the question was put to somebody else",
    **{f"runs.spending.{field}": "what a unit spends" for field in ("organisation", "unit", "year", "amount", "currency", "said_at")},
}  # fmt: skip
