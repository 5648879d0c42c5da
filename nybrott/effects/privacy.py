"""What this room keeps about people: who wrote, settled, judged and decided. What is measured is about runs, not about people."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

WHY = _("To know who answers for an evaluation and for what was decided on the basis of it.")
WITH_RUN = _("As long as the run; it must be possible to retrace what an evaluation said.")

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "effects.plan",
        {
            "evaluator": _("Who evaluates"), "no_distance": _("Why that is someone who leads the run"), "decides": _("Who decides"),
            "made_by": _("Who began the plan"), "settled_by": _("Who settled it"),
        },
        purpose=WHY, basis="public task", person="evaluator", organisation="run__organisation", kept_because=WITH_RUN, on_erasure="blank",
    ),
    *(
        Personal(
            f"effects.{model}", fields, purpose=WHY, basis="public task", person=person, organisation=organisation,
            kept_because=WITH_RUN, on_erasure="blank",
        )
        for model, fields, person, organisation in (
            ("snapshot", {"taken_by": _("Who froze it")}, "taken_by", "plan__run__organisation"),
            ("claim", {"made_by": _("Who made the claim"), "weighed_by": _("Who judged it")}, "made_by", "plan__run__organisation"),
            ("evidence", {"put_in_by": _("Who put it in")}, "put_in_by", "claim__plan__run__organisation"),
            ("report", {"made_by": _("Who made the report")}, "made_by", "plan__run__organisation"),
            ("decision", {"decided_by": _("Who decided"), "said_by": _("Who entered it")}, "said_by", "plan__run__organisation"),
        )
    ),
)  # fmt: skip
_THE_RUN = "about the run, not about a person"

IMPERSONAL: dict[str, str] = {
    **{
        f"effects.{model}.{field}": _THE_RUN
        for model, fields in {
            "plan": "run state decides_what decides_on own_years with_units others not_compared period left_out made_at settled_at reopen_reason",
            "snapshot": "plan taken_at content digest",
            "claim": "plan place text about strength why made_at weighed_at changed_at",
            "evidence": "claim side kind ref text found put_in_at",
            "report": "plan number made_at content digest words",
            "decision": "plan report course reasons decided_on said_at corrected programme package",
        }.items()
        for field in fields.split()
    },
    **{
        f"effects.{model}": _THE_RUN
        for model in ("question", "indicator", "rival", "rate", "cost", "unpriced", "theorynote", "lesson")
    },
}
