"""Who may bring files and take them away, and what is said of a file that is not taken."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nybrott.core.actor import Actor
from nybrott.core.verdict import YES, Verdict, no
from nybrott.desk.models import Upload
from nybrott.sources import Unreadable

MOST_MEGABYTES = 20
LARGEST_BODY = MOST_MEGABYTES * 1024 * 1024 + 256 * 1024  # the file and what the form says beside it

_NOT_TAKEN = {
    "empty": gettext_lazy("The file is empty."),
    "kind": gettext_lazy("This kind of file is not accepted. Upload a picture (JPEG, PNG, WebP, GIF), PDF, Word (docx), Excel (xlsx) or CSV."),
    "old-office": gettext_lazy("The file has a password, or comes from an old version of Office. Save it without a password as docx or xlsx."),
    "heic": gettext_lazy("Pictures in Apple’s HEIC format cannot be seen everywhere. Save the picture as JPEG and upload that."),
    "damaged": gettext_lazy("The file is damaged or incomplete. Open it where it was made, save it again and upload it again."),
    "encrypted": gettext_lazy("The file has a password. Save it without one."),
    "trap": gettext_lazy("The file would unpack to far more than it seems to contain, so it is not opened."),
    "macros": gettext_lazy("The file holds macros, programs or parts fetched from elsewhere. Save it without them."),
    "scripts": gettext_lazy("The PDF holds scripts or other files inside it. Save it as a plain PDF, for example by printing it to PDF."),
    "entities": gettext_lazy("The file is not in the form an office program makes. Open it in one, save it again and upload that."),
    "pixels": gettext_lazy("The picture has more than 50 million pixels. Make it smaller and upload it again."),
    "too-large": gettext_lazy("The file is larger than 20 MB. Make it smaller, or upload it in parts."),
    "too-many-rows": gettext_lazy("The spreadsheet has more than 100,000 rows. Divide it and upload the parts one by one."),
    "no-sheet": gettext_lazy("The spreadsheet has no visible sheet."),
}  # fmt: skip


def why_not_taken(trouble: Unreadable) -> str:
    """The sentence for a file that is not taken."""
    return str(_NOT_TAKEN[trouble.code])


def place_of(actor: Actor) -> int:
    """The organisation of an actor that a rule has said yes to because they belong to one."""
    if actor.organisation_id is None:
        raise ValueError(f"{actor.name or 'a visitor'} acts for no organisation")
    return actor.organisation_id


def may_upload(actor: Actor) -> Verdict:
    """Whoever belongs to an organisation."""
    if actor.user_id is None or actor.organisation_id is None:
        return no(_("Only those who belong to an organisation can upload files here."))
    return YES


def may_remove_upload(actor: Actor, upload: Upload) -> Verdict:
    """Whoever brought it, or administers the organisation; never a file something else rests on."""
    if upload.kept_for:
        return no(_("Something else depends on this file. It is deleted when that is deleted."))
    if actor.system or actor.user_id == upload.uploaded_by_id or actor.may("organisation.manage"):
        return YES
    return no(_("Only the person who uploaded the file, or an administrator, can delete it."))
