"""What this room keeps about people: who answered the guide last, and who chose."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

PERSONAL: tuple[Personal, ...] = tuple(
    Personal(
        model,
        {field: what},
        purpose=_("To know who is responsible for how something was bought."),
        basis="public task",
        person=field,
        organisation="procurement__organisation",
        kept_because=_("As long as the procurement; it must be possible to show who chose the procedure."),
        on_erasure="blank",
    )
    for model, field, what in (
        ("procedures.answersheet", "changed_by", _("Who changed the answers last")),
        ("procedures.procedurechoice", "chosen_by", _("Who chose the procedure")),
    )
)

_OF_THE_PROCUREMENT = "about a procurement, which is the organisation's, not a person's"

IMPERSONAL: dict[str, str] = {
    **{f"procedures.answersheet.{field}": _OF_THE_PROCUREMENT for field in ("procurement", "number", "choices", "value", "version", "changed_at")},
    **{f"procedures.procedurechoice.{field}": _OF_THE_PROCUREMENT for field in ("procurement", "sheet", "option", "names", "reason", "language", "ranking", "chosen_at")},
}  # fmt: skip
