"""What this room keeps about people: who answers for a benefit, who wrote what, and who vouches for an assumption."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

ANSWERS = _("To know who answers for what a procurement is to lead to, and who says what came of it.")
_KEPT = _("As long as the procurement; it must be possible to show who answered for what came of it.")
_WROTE = _("Who wrote it")

PERSONAL: tuple[Personal, ...] = (
    *(
        Personal(
            model, {field: what}, purpose=ANSWERS, basis="public task", person=field, organisation=f"{way}procurement__organisation", kept_because=_KEPT,
            on_erasure="blank",
        )
        for model, field, what, way in (
            ("benefits.benefit", "owner", _("Who answers for the benefit"), ""),
            ("benefits.benefit", "made_by", _WROTE, ""),
            ("benefits.baseline", "made_by", _WROTE, "benefit__"),
            ("benefits.estimate", "made_by", _WROTE, "benefit__"),
            ("benefits.measurement", "made_by", _WROTE, "benefit__"),
        )
    ),
    Personal(
        "benefits.assumption", {"vouches": _("Who vouches for an assumption")}, purpose=ANSWERS, basis="public task",
        nameless=_("A name or a role, written as text; no one is looked up from it."), organisation="estimate__benefit__procurement__organisation",
        kept_because=_KEPT, on_erasure="blank",
    ),
)  # fmt: skip

_OF_THE_PROCUREMENT = "about a procurement and what it leads to, not a person"

IMPERSONAL: dict[str, str] = {
    "benefits.reminder": _OF_THE_PROCUREMENT,
    **{
        f"benefits.{model}.{field}": _OF_THE_PROCUREMENT
        for model, named in {
            "benefit": "procurement goal kind title affected counted unit currency direction target target_on needed risk falls_to in_use_on state let_go_reason made_at",
            "baseline": "benefit value low high on how none_because late why made_at",
            "estimate": "benefit formula value low high source late made_at",
            "assumption": "estimate term value low high unit source",
            "measurement": "benefit value low high on how proposed outcome explains unexpected replaces why made_at",
        }.items()
        for field in named.split()
    },
}  # fmt: skip
