"""Market dialogues for programs: what was announced to everyone, on this host. Read only."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Field, Query, Router, Schema

from nybrott.dialogues import queries
from nybrott.dialogues.models import Dialogue
from nybrott.ui.api import REFUSALS, Paged, Part

router = Router()


class DialoguesAsked(Paged):
    """Which dialogues; the newest first."""

    organisation: str | None = Field(
        None, pattern=r"^\d{9}$", description="Organisation number of the one that asks. Leave it out to be given all."
    )
    state: Literal["open", "ended", "locked", "called_off"] | None = Field(
        None, description="Leave it out to be given all."
    )
    cpv: str | None = Field(
        None, pattern=r"^\d{2,8}$", description="The beginning of a CPV code, two digits or more. Leave it out to be given all."
    )  # fmt: skip


class DialogueOut(Schema):
    """One dialogue as everyone may read it. Times are UTC. `title` and the texts are in `language`; those in English are empty where there
    are none. `organisation_number` is empty where it is not known. `notice`: the number of the official notice, once it is known. `page` lies on
    this host."""

    slug: str
    state: str
    organisation: str
    organisation_number: str
    language: str
    title: str
    title_en: str
    cpv: list[str]
    notice: str
    announced_at: datetime
    register_until: datetime | None
    answers_until: datetime | None
    input_until: datetime | None
    competition_on: date | None
    page: str


class DialoguesOut(Part):
    """A page of dialogues."""

    rows: list[DialogueOut]


class MarketQuestionOut(Schema):
    """A question to the market; `text_en` is empty where there is no English."""

    text: str
    text_en: str


class ToldOut(Schema):
    """Information that everyone was given. `url`: where a recording lies, or empty; files lie on the page of the dialogue."""

    title: str
    text: str
    url: str
    shown_at: datetime


class AnswerOut(Schema):
    """A supplier's question as everyone reads it, and the answer that went to all. Never who asked."""

    number: int
    question: str
    answer: str
    answered_at: datetime


class DialogueWhole(DialogueOut):
    """One dialogue with what it says and asks. `reason`: why it is locked or was called off. `told` and `answers`: the newest first, at most
    200 of each; the page of the dialogue has all."""

    why: str
    why_en: str
    wanted: str
    wanted_en: str
    reason: str
    contact_email: str
    questions: list[MarketQuestionOut]
    told: list[ToldOut]
    answers: list[AnswerOut]


SAME = (
    "slug", "state", "language", "title", "title_en", "cpv", "notice", "announced_at", "register_until", "answers_until", "input_until",
    "competition_on",
)  # fmt: skip


def _out(one: Dialogue) -> Mapping[str, Any]:
    return {name: getattr(one, name) for name in SAME} | {
        "organisation": one.organisation.name, "organisation_number": one.organisation.number or "",
        "page": reverse("dialogues:public", args=[one.slug]),
    }  # fmt: skip


@router.get("/dialogues", response={200: DialoguesOut, **REFUSALS}, url_name="dialogues", summary="Market dialogues")
def dialogues(request: HttpRequest, asked: Query[DialoguesAsked]) -> object:
    """Market dialogues that were announced, also those that are over. Ties are in order of when they were written."""
    found = queries.announced_to(organisation=asked.organisation, state=asked.state, cpv=asked.cpv)
    first = (asked.page - 1) * asked.size
    rows = [_out(one) for one in found[first : first + asked.size]]
    return {"total": found.count(), "page": asked.page, "size": asked.size, "rows": rows}


@router.get(
    "/dialogues/{str:slug}",
    response={200: DialogueWhole, **REFUSALS},
    url_name="dialogue",
    summary="One market dialogue",
)
def dialogue(request: HttpRequest, slug: str) -> object:
    """One market dialogue with what it says and asks, what everyone was told, and the answers to suppliers' questions."""
    # no database takes a NUL
    found = None if "\0" in slug else queries.announced().filter(slug=slug).first()
    if found is None:
        raise Http404("There is no market dialogue of this name that was announced.")
    told = {name: getattr(found, name) for name in ("why", "why_en", "wanted", "wanted_en", "contact_email")}
    asked = [{"text": one.text, "text_en": one.text_en} for one in found.questions.all()]
    given = {"told": queries.told_to_all(found), "answers": queries.answered_to_all(found)}
    return {**_out(found), **told, **given, "reason": found.lock_reason or found.called_off_reason, "questions": asked}
