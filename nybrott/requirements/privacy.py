"""What this room keeps about people: who wrote what, and who settled it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal, author


def _author(model: str, field: str, what: Promise, organisation: str = "procurement__organisation") -> Personal:
    return author(
        model, field, what, organisation=organisation, purpose=_("To know who works on what, and who decided."),
        kept_because=_("As long as the procurement; it must be possible to show who was responsible for it."),
    )  # fmt: skip


PERSONAL: tuple[Personal, ...] = (
    _author("requirements.requirement", "written_by", _("Who wrote it")),
    _author("requirements.criterion", "written_by", _("Who wrote it")),
    _author("requirements.keptwords", "kept_by", _("Who wrote it"), "requirement__procurement__organisation"),
    _author("requirements.settled", "settled_by", _("Who decided it")),
)

_ABOUT = "about what is bought, not about a person"
_FIELDS = {
    "requirement": "procurement number place text kind strength needs test_what test_how test_when threshold law written_at changed_at",
    "criterion": "procurement number place name weight rewards is_better scale requirements needs written_at changed_at",
    "keptwords": "requirement rule words because kept_at",
    "settled": "procurement number content digest because settled_at",
}

IMPERSONAL: dict[str, str] = {
    "requirements.specification": _ABOUT,
    **{f"requirements.{model}.{field}": _ABOUT for model, fields in _FIELDS.items() for field in fields.split()},
}
