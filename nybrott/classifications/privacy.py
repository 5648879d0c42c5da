"""What this room keeps about people: who answered, chose, and brought a draft in."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal, author

DECIDED = _("To know who classified a procurement, and why.")
WITH_PROCUREMENT = _("As long as the procurement; it must be possible to retrace how it was classified.")


def _author(model: str, field: str, what: Promise) -> Personal:
    return author(
        f"classifications.{model}", field, what, organisation="procurement__organisation", purpose=DECIDED, kept_because=WITH_PROCUREMENT,
    )  # fmt: skip


PERSONAL: tuple[Personal, ...] = (
    _author("answer", "by", _("Who answered")),
    _author("classchoice", "by", _("Who chose the class")),
    _author("codeanswer", "by", _("Who answered about the code")),
    _author("draft", "brought_by", _("Who uploaded the draft")),
)

_OF_IT = "about a procurement, not a person"
_FIELDS = {
    "answer": ("procurement", "kind", "present", "note", "at", "current"),
    "classchoice": ("procurement", "klass", "reason", "proposed", "at", "current"),
    "codeanswer": ("procurement", "code", "confirmed", "reason", "at", "current"),
    "draft": ("procurement", "name", "kind", "klass", "texts", "brought_at"),
}

IMPERSONAL: dict[str, str] = {
    "classifications.proposal": "a sentence of a draft of public tender documents, and what it speaks for",
    **{f"classifications.{model}.{field}": _OF_IT for model, fields in _FIELDS.items() for field in fields},
}
