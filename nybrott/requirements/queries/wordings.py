"""What the language checker says of a requirement, and what kind it seems to be."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nybrott.core.requirements import Proposal
from nybrott.core.wording import Remark, catalogue, check
from nybrott.requirements.states import Kind

# What is asked of a need alone (who, where, how often, what it leads to) is not asked of a requirement.
ASKED = ("brand", "product", "solution", "vague", "long")
MOST_QUOTED = 3


@dataclass(frozen=True, slots=True)
class Said:
    """One remark: its rule's name, and why the words are kept, if somebody has said it."""

    name: str
    remark: Remark
    because: str = ""


def remarks_on(text: str, kept: Mapping[tuple[str, str], str], say: str) -> tuple[Said, ...]:
    """What an adviser would remark on a requirement, in the language `say`. `kept`: (rule, words) → why they stay."""
    names = {rule.id: rule.names[say] for rule in catalogue().rules}
    return tuple(
        Said(names[one.rule], one, kept.get((one.rule, one.words[:300]), ""))
        for one in check(text, say=say).remarks
        if one.rule in ASKED
    )


def proposal_in_words(text: str, found: Proposal) -> str:
    """Which kind the words speak for and which words those are; that nothing does."""
    if not found.kind:
        return _("The words do not show which kind it is.")
    words = list(dict.fromkeys(text[one.start : one.end].strip() for one in found.speaking))[:MOST_QUOTED]
    said = {"kind": Kind(found.kind).label.lower(), "words": ", ".join(f"«{one}»" for one in words)}
    return _("The words point to “%(kind)s”: %(words)s.") % said
