"""What this room keeps about people: who looks after an adoption, and who wrote what is said of it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal, author

TAKEN = _("To know who looks after what was taken over from others, and who said what came of it.")
WITH_ADOPTION = _("As long as the adoption; it must be possible to retrace what came of it.")


def _author(model: str, field: str, what: Promise, organisation: str) -> Personal:
    return author(f"adoptions.{model}", field, what, organisation=organisation, purpose=TAKEN, kept_because=WITH_ADOPTION)  # fmt: skip


PERSONAL: tuple[Personal, ...] = (
    _author("adoption", "owner", _("Who looks after what was taken over"), "organisation"),
    _author("adoption", "made_by", _("Who took a case over"), "organisation"),
    _author("made", "by", _("Who had something made of a case"), "adoption__organisation"),
    _author("change", "by", _("Who wrote what is done differently"), "adoption__organisation"),
    _author("result", "by", _("Who told what came of it"), "adoption__organisation"),
)

_OF_THE_WORK = "of what an organisation takes over from another, not of a person"

IMPERSONAL: dict[str, str] = {"adoptions.figure": _OF_THE_WORK} | {
    f"adoptions.{model}.{field}": _OF_THE_WORK
    for model, fields in {
        "adoption": "organisation case version offered kept title wish report_on level networks challenge state told_at made_at moved_at",
        "made": "adoption piece ref number licence card dialogue at",
        "change": "adoption part ours why at",
        "result": "adoption outcome text told_at",
    }.items()
    for field in fields.split()
}  # fmt: skip
