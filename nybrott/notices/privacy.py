"""What this room keeps about people: who judged, and who brought notices in. Notices themselves are official and public."""

from django.utils.translation import gettext_lazy as _

from nybrott.core.privacy import Personal

PERSONAL: tuple[Personal, ...] = (
    Personal(
        "notices.judgement",
        called=_("Judgements of candidates"),
        fields={
            "reviewer": _("Who answered"),
            "note": _("What was written beside the answer"),
        },
        person="reviewer",
        purpose=_(
            "To find out which weak signs in official notices are real, and how far two readers agree about them."
        ),
        basis="public task",
        kept_because=_(
            "Figures that people have confirmed rest on it. Without name and note it says nothing of a person."
        ),
        on_erasure="blank",
    ),
    Personal(
        "notices.noticeimport",
        called=_("Imports of notices"),
        fields={"brought_by": _("Who brought the notices in")},
        person="brought_by",
        purpose=_("To know who to ask about notices that were brought in."),
        basis="public task",
        kept_because=_("The notices are in the figures. Without the name it says nothing of a person."),
        on_erasure="blank",
    ),
)

_JUDGED = "what was judged and how; whose answer it is stands in reviewer alone"
_BROUGHT = "a file of public notices and what came of it; who brought it stands in brought_by alone"

IMPERSONAL: dict[str, str] = {
    "notices.noticeindex": "how much an index of the public notices holds",
    "notices.indexednotice": "the words of public notices; a contact named in one stands in the public source too, and goes when it does",
    "notices.indexedcandidate": "words in public notices",
    "notices.importtrouble": "which file of notices could not be read, and why",
    **{
        f"notices.judgement.{field}": _JUDGED
        for field in ("organisation", "finding", "notice", "signal", "words", "title", "answer", "at", "is_current")
    },
    **{
        f"notices.noticeimport.{field}": _BROUGHT
        for field in (
            "organisation", "source", "name", "size", "state", "asked_at", "begun_at", "ended_at", "tries", "step", "done",
            "notices", "troubles", "found", "before", "after", "trouble", "detail",
        )
    },
}  # fmt: skip
