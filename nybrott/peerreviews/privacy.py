"""What this room keeps about people: who answered, asked and decided."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal, author

REVIEWED = _("To let organisations challenge each other, and to know who said what became of it.")
WITH_REVIEW = _("As long as the peer challenge; it must be possible to retrace what was changed because of it.")


def _author(model: str, field: str, what: Promise, organisation: str) -> Personal:
    return author(f"peerreviews.{model}", field, what, organisation=organisation, purpose=REVIEWED, kept_because=WITH_REVIEW)  # fmt: skip


PERSONAL: tuple[Personal, ...] = (
    Personal(
        "peerreviews.answer",
        {"user": _("Who answered"), "signed": _("Whether the person lets the name be shown"), "sent_at": _("When it was sent")},
        purpose=REVIEWED,
        basis="consent",
        person="user",
        kept_because=WITH_REVIEW,
        on_erasure="blank",
        blank={"user": ""},
        recipients=_("The organisation that asked, and the other reviewers, when the person lets the name be shown"),
    ),
    _author("peerreview", "made_by", _("Who prepared the peer challenge"), "organisation"),
    _author("point", "decided_by", _("Who said what became of a point"), "answer__review__organisation"),
    _author("invitation", "declined_by", _("Who said that the organisation cannot this time"), "organisation"),
    _author("clarification", "asked_by", _("Who asked for clarity"), "organisation"),
    _author("clarification", "answered_by", _("Who answered a question for clarity"), "review__organisation"),
)  # fmt: skip

_OF_THE_REVIEW = "about a peer challenge between organisations, not about a person"

IMPERSONAL: dict[str, str] = {
    f"peerreviews.{model}.{field}": _OF_THE_REVIEW
    for model, fields in {
        "peerreview": "organisation kind challenge dialogue plan case title wish shown questions guide_version reach network deadline state thanks made_at opened_at host_told_at closed_at done_at",
        "invitation": "review organisation invited_at reminded_at declined_at reason gone_at",
        "answer": "review organisation",
        "point": "answer question text outcome said before after led_to led_words decided_at",
        "clarification": "review organisation text asked_at answer answered_at",
    }.items()
    for field in fields.split()
}  # fmt: skip
