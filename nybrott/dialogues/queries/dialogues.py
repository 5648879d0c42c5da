"""Dialogues as lists find them."""

from dataclasses import dataclass

from django.db.models import Func, QuerySet

from nybrott.core.actor import Actor
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.queries.open import told_state
from nybrott.needs.models import NeedDescription
from nybrott.needs.states import DescriptionState


def announced() -> QuerySet[Dialogue]:
    """Those everyone may read, also when they have ended: an address never goes dead."""
    return Dialogue.objects.public().select_related("organisation")


def announced_to(*, organisation: str | None, state: str | None, cpv: str | None) -> QuerySet[Dialogue]:
    """Those everyone may read, the newest first: of an organisation number, in a state, with a CPV code that begins so; None is all."""
    found = announced().order_by("-announced_at", "-pk")
    if organisation is not None:
        found = found.filter(organisation__number=organisation)
    if state is not None:
        found = found.filter(state=state)
    if cpv is not None:
        codes = Dialogue.objects.public().annotate(code=Func("cpv", function="unnest")).values("pk", "code")
        found = found.filter(pk__in=[one["pk"] for one in codes if one["code"].startswith(cpv)])
    return found


def open_state() -> str:
    """Changes whenever what everyone may read of dialogues does."""
    said = (
        "pk",
        "state",
        "announced_at",
        "register_until",
        "answers_until",
        "input_until",
        "competition_on",
        "notice",
        "contact_email",
    )
    rows = Dialogue.objects.public().order_by("pk").values_list(*said, "organisation__name", "organisation__number")
    return f"{list(rows)!r} {told_state()}"


@dataclass(frozen=True, slots=True)
class InLanguage:
    """What a dialogue says of itself in the language it is read in, as far as it was written: English where there is English."""

    lang: str
    title: str
    why: str
    wanted: str
    questions: tuple[str, ...]


def title_in(dialogue: Dialogue, code: str) -> str:
    """What it is called in the language a list is read in, as `said_in` has it."""
    return dialogue.title_en if _is_english(dialogue, code) else dialogue.title


def _is_english(dialogue: Dialogue, code: str) -> bool:
    return code == "en" and bool(dialogue.title_en and dialogue.why_en and dialogue.wanted_en)


def said_in(dialogue: Dialogue, code: str) -> InLanguage:
    """In English to those who read English, when that is written; else in the dialogue's own language."""
    asked = list(dialogue.questions.all())
    if _is_english(dialogue, code):
        told = tuple(one.text_en or one.text for one in asked)
        return InLanguage("en", dialogue.title_en, dialogue.why_en, dialogue.wanted_en, told)
    return InLanguage(
        dialogue.language, dialogue.title, dialogue.why, dialogue.wanted, tuple(one.text for one in asked)
    )


def approved(actor: Actor) -> QuerySet[NeedDescription]:
    """Need descriptions a dialogue can rest on: those that hold now, the newest first."""
    found = NeedDescription.objects.visible_to(actor).filter(
        state=DescriptionState.APPROVED, challenge__organisation=actor.organisation_id or 0
    )
    return found.order_by("-approved_at", "-pk")
