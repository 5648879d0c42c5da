"""What an invitation says, what everyone was given, which official notice it may be, and who follows."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.core import signing
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from nybrott.core.actor import Actor
from nybrott.dialogues.models import Dialogue, Entry
from nybrott.dialogues.queries import announced, hash_of, steps
from nybrott.dialogues.rules import is_open, may_carry_out
from nybrott.dialogues.states import DialogueState
from nybrott.invitations.models import Brief, Follower
from nybrott.needs.models import NeedDescription
from nybrott.needs.queries.descriptions import goal_in_words, whole
from nybrott.needs.states import DescriptionState
from nybrott.notices.models import IndexedNotice
from nybrott.ui.documents import Block, Document, Heading, Items, Paragraph, Quote
from nybrott.ui.formats import day_year, moment
from nybrott.ui.thread import NextStep

MOST_TITLE, MOST_TEXT = 400, 6_000  # signs the fields of an eForms notice take (BT-21, BT-24)
AROUND = (timedelta(days=14), timedelta(days=60))  # before and after the announcement a notice may be of it
PROPOSED = 5


@dataclass(frozen=True, slots=True)
class Dated:
    """A day of the plan in words."""

    what: str
    at: datetime
    kind: str


@dataclass(frozen=True, slots=True)
class Text:
    """What is put into the form on Doffin, field by field."""

    title: str
    description: str
    more: str
    cpv: tuple[str, ...]

    @property
    def too_long(self) -> bool:
        """Whether a field holds more than an official notice takes."""
        return len(self.title) > MOST_TITLE or len(self.description) > MOST_TEXT or len(self.more) > MOST_TEXT


def languages(dialogue: Dialogue) -> tuple[str, ...]:
    """The dialogue's own language, and English."""
    return (dialogue.language,) if dialogue.language == "en" else (dialogue.language, "en")


def missing_english(dialogue: Dialogue) -> list[str]:
    """What has no English yet, so that the English text says it in the dialogue's language."""
    if dialogue.language == "en":
        return []
    found = [name for name, text in ((_("the title"), dialogue.title_en), (_("why we ask the market"), dialogue.why_en), (_("what we want from you"), dialogue.wanted_en)) if not text]  # fmt: skip
    if dialogue.descriptions.exclude(language="en").exists():
        found.append(_("the purpose, which is quoted as it was approved"))
    if dialogue.questions.filter(text_en="").exists():
        found.append(_("the questions to the market"))
    return found


def _said(dialogue: Dialogue, field: str, language: str) -> str:
    own = str(getattr(dialogue, field))
    return (str(getattr(dialogue, f"{field}_en")) or own) if language == "en" else own


def dates(dialogue: Dialogue) -> list[Dated]:
    """The days of the plan, in the order of time and in the language of the page; those rooms above set come along."""
    kinds = {
        "registration": _("Register by"), "conference": _("Dialogue conference"), "meetings": _("One-to-one meetings"),
        "input": _("Written input by"), "questions": _("Questions by"), "summary": _("Summary to everyone"),
        "competition": _("A competition is planned for"),
    }  # fmt: skip
    own = [
        ("registration", dialogue.register_until), ("questions", dialogue.answers_until), ("input", dialogue.input_until),
    ]  # fmt: skip
    found = [Dated(kinds[kind], at, kind) for kind, at in own if at is not None]
    found += [Dated(kinds[one.kind], one.at, one.kind) for one in steps(dialogue) if one.kind in kinds]
    return sorted(set(found), key=lambda one: (one.at, one.kind))


def notice_text(dialogue: Dialogue, language: str, address: str) -> Text:
    """The text for a rettleiande/veiledende kunngjøring on Doffin: whoever reads the title sees that it is a dialogue."""
    with override(language):
        title = _("Market dialogue: %(title)s") % {"title": _said(dialogue, "title", language)}
        parts = [_("This is an invitation to a market dialogue. It is not a competition, and no one is chosen through it."), *_need(dialogue)]  # fmt: skip
        if why := _said(dialogue, "why", language):
            parts.append("\n".join([_("Why we ask the market"), why]))
        if wanted := _said(dialogue, "wanted", language):
            parts.append("\n".join([_("What we want from you"), wanted]))
        asked = _questions(dialogue, language)
        if asked:
            parts.append(
                "\n".join([_("What we ask"), *(f"{number}. {text}" for number, text in enumerate(asked, start=1))])
            )
        how, where = _("How to take part"), _("Everything about the dialogue, and how to register, is here:")
        more = [f"{how}\n{where} {address}"]
        if days := _date_lines(dialogue):
            more.append("\n".join([_("Dates"), *days]))
        more.append(_("Taking part is free and commits you to nothing. Those who do not take part can still take "
                      "part in a later competition. All suppliers are told the same at the same time."))  # fmt: skip
        if dialogue.contact or dialogue.contact_email:
            more.append(_("Who can be asked: %(who)s") % {"who": ", ".join(part for part in (dialogue.contact, dialogue.contact_email) if part)})  # fmt: skip
        return Text(title, "\n\n".join(parts), "\n\n".join(more), tuple(dialogue.cpv))


def _questions(dialogue: Dialogue, language: str) -> tuple[str, ...]:
    return tuple((one.text_en or one.text) if language == "en" else one.text for one in dialogue.questions.all())


def _date_lines(dialogue: Dialogue) -> list[str]:
    lines = [f"{one.what}: {moment(one.at)} ({one.at:%Y})" for one in dates(dialogue)]
    if dialogue.competition_on:
        competition = _("A competition is planned for")
        lines.append(f"{competition}: {day_year(dialogue.competition_on)}")
    return lines


def _approved(dialogue: Dialogue) -> QuerySet[NeedDescription]:
    return dialogue.descriptions.filter(
        state__in=(DescriptionState.APPROVED, DescriptionState.REPLACED)
    ).select_related("statement", "challenge__organisation")


def _need(dialogue: Dialogue) -> Iterator[str]:
    """The need, with its purpose quoted from the approved description; else why there is none."""
    found = [one.purpose for one in _approved(dialogue) if one.purpose]
    if found:
        yield "\n".join([_("The need"), *(f"«{purpose}»" for purpose in found)])
    elif dialogue.no_description:
        yield _("There is no approved description of the need yet: %(reason)s") % {"reason": dialogue.no_description}


def notice_document(dialogue: Dialogue, language: str, address: str) -> Document:
    """The same text as a document to send round before it is put in."""
    said = notice_text(dialogue, language, address)
    with override(language):
        blocks: list[Block] = [Heading(1, _("Title")), Paragraph(said.title)]
        for heading, text in ((_("Short description"), said.description), (_("Additional information"), said.more)):
            blocks += [Heading(1, heading), *(Paragraph(line) for line in text.split("\n") if line.strip())]
        if said.cpv:
            blocks += [Heading(1, _("CPV codes")), Items(said.cpv)]
        under = _("Text for an advisory notice on Doffin")
        return Document(said.title, under, dialogue.organisation.name, language, tuple(blocks))


def brief_document(dialogue: Dialogue, language: str, version: int, address: str) -> Document:
    """The brief (dialognotat) as it would be given now: purpose, need and goals, what is asked, dates, and how taking part goes."""
    with override(language):
        under = _("Brief for a market dialogue, version %(version)s") % {"version": version}
        blocks: list[Block] = []

        def part(heading: str, *found: Block) -> None:
            if found:
                blocks.extend((Heading(1, heading), *found))

        part(_("Why we ask the market"), *_paragraphs(_said(dialogue, "why", language)))
        for one in _approved(dialogue):
            blocks.extend(_description(one))
        if dialogue.no_description:
            part(_("The need"), Paragraph(_("There is no approved description of the need yet: %(reason)s") % {"reason": dialogue.no_description}))  # fmt: skip
        part(_("What we want from you"), *_paragraphs(_said(dialogue, "wanted", language)))
        asked = _questions(dialogue, language)
        part(_("What we ask"), *([Items(asked)] if asked else []))
        days = _date_lines(dialogue)
        part(_("Dates"), *([Items(tuple(days))] if days else []))
        where = _("Everything about the dialogue, and how to register, is here:")
        part(
            _("How taking part goes"),
            Paragraph(f"{where} {address}"),
            Items((
                _("Taking part is free and commits you to nothing."),
                _("Those who do not take part can still take part in a later competition."),
                _("All suppliers are told the same at the same time. What one is told, everyone is told."),
                _("You decide what is a trade secret, and say why. It is read only by those who are named for it."),
                _("Everyone who takes part gets a summary afterwards, and later what became of it."),
            )),
        )  # fmt: skip
        if dialogue.contact or dialogue.contact_email:
            part(_("Who can be asked"), *(Paragraph(text) for text in (dialogue.contact, dialogue.contact_email) if text))  # fmt: skip
        return Document(_said(dialogue, "title", language), under, dialogue.organisation.name, language, tuple(blocks))


def _paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(piece.strip()) for piece in text.split("\n\n") if piece.strip()]


def _description(one: NeedDescription) -> Iterator[Block]:
    said = whole(one)
    parts: list[tuple[str, list[Block]]] = [
        (_("Purpose"), [Quote(one.purpose, one.language)] if one.purpose else []),
        (_("What it is like today"), [*_paragraphs(one.background)]),
        (_("The question we ask"), [Paragraph(said.question)] if said.question else []),
        (_("Needs"), [Items(said.needs)] if said.needs else []),
        (_("Outcome goals"), [Items(tuple(goal_in_words(goal) for goal in said.goals))] if said.goals else []),
        (_("We have succeeded when"), [Items(said.criteria)] if said.criteria else []),
    ]
    yield Heading(1, _("The need: %(title)s") % {"title": one.title})
    for heading, found in parts:
        if found:
            yield Heading(2, heading)
            yield from found


# --- briefs as they were given ---

KIND_OF: dict[type[Block], str] = {Heading: "heading", Paragraph: "paragraph", Items: "items", Quote: "quote"}


def blocks_kept(document: Document) -> list[dict[str, object]]:
    """The blocks of a document as they are kept."""
    return [{"kind": KIND_OF[type(block)], **asdict(block)} for block in document.blocks]


def document_of(brief: Brief) -> Document:
    """A brief as it was given."""
    blocks = tuple(_block(kept) for kept in brief.blocks)
    return Document(brief.title, brief.under, brief.dialogue.organisation.name, brief.language, blocks)


def _block(kept: dict[str, Any]) -> Block:
    match kept["kind"]:
        case "heading":
            return Heading(kept["level"], kept["text"])
        case "items":
            return Items(tuple(kept["lines"]))
        case "quote":
            return Quote(kept["text"], kept["language"])
        case _:
            return Paragraph(kept["text"])


def briefs_now(dialogue: Dialogue) -> list[Brief]:
    """The newest version of the brief, in each language it was given in; the dialogue's own language first."""
    newest = dialogue.briefs.order_by("-version").first()
    if newest is None:
        return []
    found = dialogue.briefs.filter(version=newest.version).select_related("dialogue__organisation")
    return sorted(found, key=lambda one: one.language != dialogue.language)


def given_publicly(dialogue: Dialogue) -> QuerySet[Entry]:
    """What everyone was given, the newest first: for the dialogue's feed."""
    found = dialogue.entries.filter(fields__taker="all", private__isnull=True)
    return found.exclude(kind="registered").order_by("-place")


# --- the official notice ---


def official_notice(dialogue: Dialogue) -> IndexedNotice | None:
    """The official notice by the number that was noted, when the notices of this host have it."""
    number = dialogue.notice.strip()
    if not number:
        return None
    here = IndexedNotice.objects.filter(index__holds=True)
    by_key = here.filter(key__in=[number, f"doffin-{number}", f"ted-{number}"]).first()
    groups = re.findall(r"\d+", number)
    if by_key is not None or sum(map(len, groups)) < 6:
        return by_key
    buyer = dialogue.organisation.number
    found = here.filter(
        words=SearchQuery(" & ".join(groups), search_type="raw", config="simple"), key__contains=groups[-1]
    )
    return found.filter(buyer=buyer).first() if buyer else found.first()


def likely_notices(dialogue: Dialogue) -> list[IndexedNotice]:
    """Notices of the organisation about a market dialogue from the weeks around the announcement: one of them may be this one's."""
    number = dialogue.organisation.number
    if not number or dialogue.announced_at is None:
        return []
    day = dialogue.announced_at.date()
    found = IndexedNotice.objects.filter(
        index__holds=True, buyer=number, market_dialogue=True, published_on__range=(day - AROUND[0], day + AROUND[1])
    )
    return list(found.order_by("-published_on", "key")[:PROPOSED])


# --- those who follow ---


def follower_asked(key: str, now: datetime) -> Follower | None:
    """Who is confirmed by the link of a letter; None for one that never was, is used, or over."""
    return Follower.objects.filter(confirm_hash=hash_of(key), confirmed_at=None, confirm_until__gte=now).first()


def follower_behind(token: str, salt: str) -> int | None:
    """Whose letters a link stops; None for a forged one."""
    try:
        return int(signing.loads(token, salt=salt))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def follows(pk: int) -> bool:
    """Whether an address is kept still."""
    return Follower.objects.filter(pk=pk).exists()


def wants(follower: Follower, dialogue: Dialogue) -> bool:
    """Whether a dialogue is one that somebody follows. A CPV code covers all that lie below it."""
    if not follower.cpv and not follower.words:
        return True
    codes = [code.rstrip("0").ljust(2, "0") for code in follower.cpv]
    if any(theirs.startswith(code) for theirs in dialogue.cpv for code in codes):
        return True
    said = " ".join((dialogue.title, dialogue.title_en, dialogue.why, dialogue.why_en, dialogue.wanted)).casefold()
    return any(word.casefold() in said for word in follower.words)


def to_spread(now: datetime) -> QuerySet[Dialogue]:
    """Open dialogues that those who follow have not been told of."""
    return announced().filter(state=DialogueState.OPEN, spread=None, announced_at__lte=now).order_by("announced_at")


def by_code(code: str) -> QuerySet[Dialogue]:
    """Announced dialogues, the newest first: of a CPV code and all below it, or all when it is empty."""
    found = announced().order_by("-announced_at", "-pk")
    digits = re.sub(r"\D", "", code)[:8].rstrip("0").ljust(2, "0") if code else ""
    if not digits:
        return found
    # a code and all below it: from its digits followed by zeros to its digits followed by nines
    return found.filter(Q(cpv__overlap=[digits.ljust(8, "0")]) | Q(pk__in=_below(digits)))


def _below(digits: str) -> list[int]:
    return [pk for pk, codes in announced().values_list("pk", "cpv") if any(code.startswith(digits) for code in codes)]


def invitation_waits(actor: Actor, dialogue: Dialogue, now: datetime) -> NextStep | None:
    """An open dialogue without a brief waits for one, then for the number of its official notice."""
    if dialogue.state != DialogueState.OPEN or not is_open(dialogue):
        return None
    can = may_carry_out(actor, dialogue)
    url = reverse("invitations:invitation", args=[dialogue.pk]) if can else ""
    if not dialogue.briefs.exists():
        return NextStep(_("No brief has been given yet."), _("Give everyone the brief"), url=url, reason="" if can else can.reason)  # fmt: skip
    return None
