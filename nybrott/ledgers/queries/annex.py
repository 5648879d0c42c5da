"""The annex to the tender documents: what suppliers were told and said in the dialogue, so that whoever did not take part knows the same.

Nothing secret is read here at all: neither trade secrets nor confidential minutes. Suppliers are numbered in the order they came; a name
stands only where everyone has read it already, over open minutes and published input (ADR 62).
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from nybrott.conferences.queries import answered_at, conference_of, materials_of
from nybrott.conferences.states import ConferenceState
from nybrott.core.ledger import KINDS
from nybrott.dialogues.models import Dialogue
from nybrott.dialogues.queries import links
from nybrott.dialogues.states import PostKind
from nybrott.disclosures.queries import answered, shown_items
from nybrott.invitations.queries import brief_document, dates
from nybrott.ledgers.queries.equality import Seen, heads, seen_of
from nybrott.meetings.queries import approved, round_of
from nybrott.submissions.models import Attachment
from nybrott.submissions.queries import kept_back, published, published_syntheses
from nybrott.ui.documents import Block, Document, Heading, Items, Paragraph
from nybrott.ui.formats import day_year, moment, number

LANGUAGES = ("nb", "nn", "en")
LATEST_HEADS = 5
NAMES = dict(settings.LANGUAGES)


def annex(dialogue: Dialogue, language: str, now: datetime, address: str) -> Document:
    """The annex as of a time, in a language. `address`: where everyone finds the dialogue. What people wrote stays in their own words."""
    with override(language):
        found = seen_of(dialogue, now)
        called = {key: _("Supplier %(n)s") % {"n": place} for place, key in enumerate(found.suppliers, start=1)}
        blocks = [
            block
            for heading, chapter in (
                (_("What this annex is"), _about(dialogue, now, address)),
                (_("Why and what we asked"), _brief(dialogue, language, address)),
                (_("How suppliers were invited"), _invited(dialogue)),
                (_("What everyone was told"), _told(dialogue)),
                (_("Questions and answers"), _answers(dialogue)),
                (_("Dialogue conference"), _conference(dialogue)),
                (_("One-to-one meetings"), _meetings(dialogue)),
                (_("Written input"), _inputs(dialogue)),
                (_("Contacts outside the dialogue"), _contacts(dialogue, found, called)),
                (_("Equal treatment"), _equal(found, called, language)),
                (_("Conflicts of interest"), _conflicts(dialogue, found, called)),
                (_("All that was given and received"), _entries(found, called, language)),
                (_("How this can be checked"), _proof(dialogue, found, address)),
            )
            for block in _under(heading, chapter)
        ]
        under = _("Annex on the market dialogue, as of %(day)s") % {"day": day_year(now)}
        title = (dialogue.title_en or dialogue.title) if language == "en" else dialogue.title
        return Document(title, under, dialogue.organisation.name, language, tuple(blocks))


def _under(heading: str, chapter: Iterable[Block]) -> Iterator[Block]:
    """A chapter with its heading; one with nothing in it says so, so that nobody wonders whether it was left out."""
    blocks = list(chapter)
    yield Heading(1, heading)
    yield from blocks or [Paragraph(_("There is none of this."))]


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(piece.strip()) for piece in text.split("\n\n") if piece.strip()]


def _about(dialogue: Dialogue, now: datetime, address: str) -> Iterator[Block]:
    yield Paragraph(_("Before this competition we held a market dialogue. This annex holds what suppliers were told in it and what they said openly, so that everyone who takes part in the competition knows the same."))  # fmt: skip
    yield Paragraph(_("It is made from the ledger of the dialogue, as of %(day)s. It holds no trade secrets and no confidential minutes. Suppliers are numbered; a name appears only where the supplier’s own open words were published under it.") % {"day": day_year(now)})  # fmt: skip
    yield Paragraph(_("The page of the dialogue: %(address)s") % {"address": address})


def _brief(dialogue: Dialogue, language: str, address: str) -> Iterator[Block]:
    """The need with its purpose, why, what was wanted and asked: the chapters of the brief, one level further down."""
    for block in brief_document(dialogue, language, 0, address).blocks:
        if isinstance(block, Heading) and block.text == _("Dates"):
            return
        yield Heading(block.level + 1, block.text) if isinstance(block, Heading) else block


def _invited(dialogue: Dialogue) -> Iterator[Block]:
    if dialogue.announced_at is None:
        return
    told = [_("The dialogue was announced to everyone on %(day)s.") % {"day": day_year(dialogue.announced_at)}]
    if dialogue.notice:
        told.append(_("The official notice has the number %(number)s.") % {"number": dialogue.notice})
    if dialogue.cpv:
        told.append(_("CPV codes: %(codes)s") % {"codes": ", ".join(dialogue.cpv)})
    for brief in dialogue.briefs.order_by("version", "language"):
        told.append(_("The brief was given to everyone on %(day)s, version %(version)s, in %(language)s.") % {"day": day_year(brief.given_at), "version": brief.version, "language": str(NAMES[brief.language]).lower()})  # fmt: skip
    told += [f"{one.what}: {day_year(one.at)}" for one in dates(dialogue)]
    if dialogue.plan_reason:
        told.append(_("Why the plan is as it is: %(reason)s") % {"reason": dialogue.plan_reason})
    yield Items(tuple(told))


def _told(dialogue: Dialogue) -> Iterator[Block]:
    for item in shown_items(dialogue).order_by("shown_at", "pk"):
        yield Heading(2, item.title)
        when = day_year(item.shown_at) if item.shown_at else ""
        yield Paragraph(_("Shared with everyone on %(day)s.") % {"day": when})
        yield from _paragraphs(item.text)
        if item.url:
            yield Paragraph(_("A recording: %(address)s") % {"address": item.url})
        if item.file is not None:
            yield Paragraph(_("A file: %(name)s, SHA-256 %(digest)s") % {"name": item.file.name, "digest": item.file.sha256})  # fmt: skip


def _answers(dialogue: Dialogue) -> Iterator[Block]:
    for one in answered(dialogue).order_by("number"):
        yield Heading(2, _("Question %(number)s") % {"number": one.number})
        yield from _paragraphs(one.shown)
        when = day_year(one.answered_at) if one.answered_at else ""
        yield Paragraph(_("Our answer to everyone, %(day)s:") % {"day": when})
        yield from _paragraphs(one.answer)


def _conference(dialogue: Dialogue) -> Iterator[Block]:
    """When and how, its programme, how many came, and what everyone was given of it; what was said in it stands among what everyone was told."""
    found = conference_of(dialogue)
    if found is None or found.opened_at is None:
        return
    told = [_("It was announced to everyone on %(day)s, and is held on %(when)s.") % {"day": day_year(found.opened_at), "when": day_year(found.begins)}]  # fmt: skip
    told.append(_("How it is held: %(form)s") % {"form": found.get_form_display().lower()})
    if found.state == ConferenceState.CALLED_OFF:
        told.append(_("It was cancelled: %(reason)s") % {"reason": found.called_off_reason})
    if found.state == ConferenceState.HELD:
        came = found.seats.filter(present=True)
        firms = came.values("representative__supplier").distinct().count()
        said = ngettext("%(n)s supplier was there.", "%(n)s suppliers were there.", firms) % {"n": number(firms)}
        told.append(said)
    yield Items(tuple(told))
    if sessions := list(found.sessions.all()):
        yield Heading(2, _("Programme"))
        yield Items(tuple(f"{moment(one.begins)}: {one.title}" for one in sessions))
    if materials := list(materials_of(found)):
        yield Heading(2, _("Given to everyone"))
        yield Items(tuple(f"{one.get_kind_display()}: {one.item.title}" for one in materials))
    if asked := list(answered_at(found)):
        numbers = ", ".join(str(one.query.number) for one in asked)
        yield Paragraph(_("Questions asked there, with their answers above: %(numbers)s") % {"numbers": numbers})


def _meetings(dialogue: Dialogue) -> Iterator[Block]:
    round_ = round_of(dialogue)
    if round_ is None or round_.published_at is None:
        return
    held = round_.slots.filter(supplier__isnull=False).count()
    told = [
        _("Each meeting lasts %(n)s minutes, and all suppliers are asked the same.") % {"n": round_.minutes},
        _("The rules were published on %(day)s, before anyone could apply.") % {"day": day_year(round_.published_at)},
        ngettext("%(n)s meeting was agreed.", "%(n)s meetings were agreed.", held) % {"n": number(held)},
    ]
    if round_.drawn_at is not None and round_.closed_list:
        told.append(_("Times were given by a lottery on %(day)s that anyone can draw again: the list was closed before the value it is drawn by was known (%(value)s).") % {"day": day_year(round_.drawn_at), "value": round_.value_is})  # fmt: skip
    yield Items(tuple(told))
    for slot in approved(dialogue):
        who = slot.supplier.name if slot.supplier else ""
        yield Heading(2, _("Meeting with %(name)s, %(day)s") % {"name": who, "day": day_year(slot.begins)})
        yield from _paragraphs(slot.record.open)


def _inputs(dialogue: Dialogue) -> Iterator[Block]:
    for one in published_syntheses(dialogue).order_by("place", "pk"):
        yield Heading(2, one.asked or _("Synthesis of the input"))
        yield from _paragraphs(one.published_text)
    for sent in published(dialogue):
        said = {"number": sent.number, "name": sent.supplier.name}
        yield Heading(2, (_("Input %(number)s, from %(name)s") if sent.named else _("Input %(number)s")) % said)
        for answer in sent.answers.all():
            files: list[Attachment] = answer.open_files  # type: ignore[attr-defined]  # prefetched by `published`
            if not (answer.text or files):
                continue
            yield Heading(3, answer.asked or _("Something else"))
            yield from _paragraphs(answer.text)
            if files:
                yield Items(tuple(_("A file: %(name)s, SHA-256 %(digest)s") % {"name": one.name, "digest": one.sha256} for one in files))  # fmt: skip
    kept = [_("Input %(number)s is not published: %(reason)s") % {"number": one.number, "reason": one.kept_back} for one in kept_back(dialogue)]  # fmt: skip
    if kept:
        yield Items(tuple(kept))


def _contacts(dialogue: Dialogue, found: Seen, called: dict[str, str]) -> Iterator[Block]:
    """Contacts nobody asked for, without names: when, how, and whether all were told what one was told."""
    told = []
    for one in dialogue.contacts.select_related("item").order_by("held_at", "pk"):
        line = f"{day_year(one.held_at)}, {one.get_channel_display()}"
        if one.item is not None and one.item.shown_at is not None:
            line += ": " + _("what was said is shared with everyone as “%(title)s”") % {"title": one.item.title}
        elif one.not_shared:
            line += ": " + _("what was said is not shared: %(reason)s") % {
                "reason": _unnamed(one.not_shared, found, called)
            }
        elif one.given:
            line += ": " + _("what was said has not been shared yet")
        else:
            line += ": " + _("nothing was said")
        told.append(line)
    if told:
        yield Items(tuple(told))


def _equal(found: Seen, called: dict[str, str], language: str) -> Iterator[Block]:
    view = found.view
    if view.is_equal:
        yield Paragraph(_("No supplier got something that others did not."))
    for one in view.findings:
        yield Paragraph(one.said(language, called, found.titles))
    handed = {entry.taker: entry.at for entry in found.entries if entry.kind == "catch_up"}
    lines = []
    for key, supplier in found.suppliers.items():
        if key not in view.suppliers:
            lines.append(_("%(who)s left the dialogue.") % {"who": called[key]})
            continue
        seen = sum(view.seen(key, thing) is not None for thing in view.items)
        said = {"who": called[key], "day": day_year(supplier.came_at), "seen": number(seen), "all": number(len(view.items)), "minutes": number(view.minutes.get(key, 0))}  # fmt: skip
        line = _("%(who)s came on %(day)s, could see %(seen)s of %(all)s pieces of information, and had %(minutes)s minutes of meetings.") % said  # fmt: skip
        if key in handed:
            line += " " + _("It was given what it had missed on %(day)s.") % {"day": day_year(handed[key])}
        lines.append(line)
    if lines:
        yield Items(tuple(lines))


def _unnamed(text: str, found: Seen, called: dict[str, str], person: str = "") -> str:
    """What was typed, with suppliers by their numbers and the person by no name: people write names where none are asked for."""
    names = [(one.name, called.get(key, "–")) for key, one in found.suppliers.items()]
    names += [(name, _("this person")) for name in (person, *person.split())]
    for name, instead in sorted(names, key=lambda one: -len(one[0])):
        if len(name) > 2:
            text = re.sub(rf"\b{re.escape(name)}\b", instead.replace("\\", r"\\"), text, flags=re.IGNORECASE)
    return text


def _conflicts(dialogue: Dialogue, found: Seen, called: dict[str, str]) -> Iterator[Block]:
    """What those who had a part declared, by part and without names."""
    lines = []
    for post in dialogue.posts.select_related("user").order_by("kind", "pk"):
        part = PostKind(post.kind).label
        if post.conflict is None:
            said = _("has not declared yet")
        elif post.conflict:
            done = _unnamed(post.measure, found, called, post.user.name)
            said = _("reported a possible conflict of interest. What was done about it: %(measure)s") % {"measure": done or "–"}  # fmt: skip
        else:
            said = _("declared no conflict of interest")
        lines.append(f"{part}: {said}")
    if lines:
        yield Items(tuple(lines))


def _entries(found: Seen, called: dict[str, str], language: str) -> Iterator[Block]:
    """The ledger entry by entry; of what is secret only that it was there, and of who asked a question not even the number: open minutes
    under a name tell whose number it is."""
    ends = {"us": _("us"), "all": _("everyone")} | called
    lines = []
    for place, entry in enumerate(found.entries, start=1):
        what = KINDS[entry.kind].word(language)
        title = "" if entry.secret or not entry.title else f": {entry.title}"
        giver = _("a supplier") if entry.kind == "question" else ends.get(entry.giver, entry.giver)
        lines.append(f"{place}. {day_year(entry.at)}, {giver} → {ends.get(entry.taker, entry.taker)}: {what}{title}")  # fmt: skip
    if lines:
        yield Items(tuple(lines))


def _proof(dialogue: Dialogue, found: Seen, address: str) -> Iterator[Block]:
    chain = links(dialogue)
    if not chain:
        return
    yield Paragraph(_("Every entry is sealed together with the one before it, and the seal of each day is published. Download the ledger from the page of the dialogue and check it with the command below: it finds any entry that has been altered, removed or moved."))  # fmt: skip
    told = [_("Entries: %(n)s") % {"n": number(len(chain))}, _("The last seal: %(seal)s") % {"seal": chain[-1].seal}]
    told += [_("The seal of %(day)s: %(seal)s") % {"day": day_year(one.day), "seal": one.seal} for one in heads(dialogue)[-LATEST_HEADS:]]  # fmt: skip
    told += [f"{address}ledger/", f"nybrott dialogue verify {dialogue.slug}-ledger.jsonl"]
    yield Items(tuple(told))
