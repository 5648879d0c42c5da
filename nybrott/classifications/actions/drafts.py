"""A draft is brought in and read, or thrown away."""

import re
import unicodedata
from dataclasses import replace
from datetime import datetime
from io import BytesIO

from django.db import transaction

from nybrott.classifications import queries, rules
from nybrott.classifications.models import Draft, Proposal
from nybrott.classifications.states import Class, DraftKind, Outcome
from nybrott.core.actor import Actor
from nybrott.core.adviser import MOST, Advice, Unreadable, advise, read_draft
from nybrott.core.adviser import Proposal as Told
from nybrott.core.notices import Notice
from nybrott.core.signals import catalogue
from nybrott.core.verdict import insist
from nybrott.journal.actions import record
from nybrott.procurements.actions import hold
from nybrott.procurements.models import Procurement
from nybrott.sources import text_of

MOST_REASONS = 5  # sentences that speak for the class of one draft
_UNKEPT = re.compile("[\x00\ud800-\udfff]")  # what the database cannot hold


@transaction.atomic
def bring_draft(*, actor: Actor, procurement: Procurement, data: bytes, name: str, now: datetime) -> Draft:
    """Read a draft and keep it with what it speaks for. `name`: of the file, empty for pasted text. Raises `core.adviser.Unreadable` and
    `sources.Unreadable` for what cannot be read (`rules.why_unreadable`). A draft that speaks for nothing is kept without its text."""
    procurement = hold(procurement)
    insist(rules.may_bring(actor, procurement, queries.kept_drafts(procurement).count()))
    kind, notice, lines = read_brought(data, name)
    advice = advise(notice, catalogue())
    draft = Draft(procurement=procurement, name=_tidy(name), kind=kind, klass=Class(advice.klass), brought_by_id=actor.user_id, brought_at=now)  # fmt: skip
    proposals = [_proposal(draft, notice, one, lines) for one in advice.proposals]
    proposals += [_proposal(draft, notice, one, lines, klass=advice.klass) for one in _because(advice)]
    if proposals:
        draft.texts = [[one.field, one.content, one.language] for one in notice.texts]
    draft.save()
    Proposal.objects.bulk_create(proposals)
    record(actor=actor, verb="classifications.draft_brought", thing=procurement, at=now, facts={"name": draft.name, "count": len(proposals), "klass": advice.klass})  # fmt: skip
    return draft


@transaction.atomic
def throw_away_draft(*, actor: Actor, draft: Draft, now: datetime) -> None:
    """Let a draft go with all that waits for an answer in it. What was answered stays as it was answered."""
    procurement = hold(draft.procurement)
    insist(rules.may_answer(actor, procurement))
    draft.proposals.filter(outcome=Outcome.OPEN).delete()
    if draft.proposals.exists():
        Draft.objects.filter(pk=draft.pk).update(texts=[])
    else:
        Draft.objects.filter(pk=draft.pk).delete()
    record(actor=actor, verb="classifications.draft_thrown_away", thing=procurement, at=now, facts={"name": draft.name})


@transaction.atomic
def let_text_go(*, actor: Actor, draft: Draft, now: datetime) -> None:
    """Let the text of a draft go that waited too long, or whose procurement is over. The sentences stay, and can still be answered."""
    procurement = hold(draft.procurement)
    insist(rules.may_let_go(actor))
    Draft.objects.filter(pk=draft.pk).update(texts=[])
    record(actor=actor, verb="classifications.text_let_go", thing=procurement, at=now, facts={"name": draft.name})


def read_brought(data: bytes, name: str) -> tuple[DraftKind, Notice, bytes]:
    """What it is, the notice in it, and the text whose lines can be counted (UTF-8), empty for a notice. Raises as `bring_draft` does."""
    if len(data) > MOST:
        raise Unreadable("The file is larger than what is read.", "large")
    if data.startswith(b"PK"):
        words = text_of(BytesIO(data), rules.LONGEST).encode("utf-8", "replace")
        return DraftKind.WORD, _whole(read_draft(words, path=name, plain=True)), words
    try:
        notice = read_draft(data, path=name)
    except Unreadable as trouble:
        # a text may begin with a bracket too; what begins like XML is meant as a notice
        if trouble.code != "notice" or data.lstrip()[:1] not in (b"[", b"{"):
            raise
        notice = read_draft(data, path=name, plain=True)
    if notice.format != "record" or notice.notice_id or data.lstrip()[:1] == b"<":
        return DraftKind.NOTICE, _whole(notice), b""
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return DraftKind.TEXT if name else DraftKind.PASTED, _whole(notice), data.decode("utf-16").encode() if is_wide else data  # fmt: skip


def _whole(notice: Notice) -> Notice:
    """The notice with texts the database can hold, of a length that is read. Raises `Unreadable`."""
    texts = tuple(replace(one, content=_UNKEPT.sub(" ", one.content)) for one in notice.texts)
    if not any(one.content.strip() for one in texts) and not notice.codes:
        raise Unreadable("There is no text in it.", "empty")
    if sum(len(one.content) for one in texts) > rules.LONGEST:
        raise Unreadable("It has more characters than are read.", "long")
    return replace(notice, texts=texts)


def _because(advice: Advice) -> list[Told]:
    """The sentences that speak for the class, each once."""
    seen: dict[tuple[int, int, str], Told] = {}
    for one in advice.because:
        seen.setdefault((one.text_index, one.begins, one.words), one)
    return list(seen.values())[:MOST_REASONS] if advice.klass != "none" else []


def _proposal(draft: Draft, notice: Notice, told: Told, lines: bytes, *, klass: str = "") -> Proposal:
    """A proposal as it is kept. Of plain text the line is the file's own; texts of a notice have no lines."""
    line, lot = None, ""
    if told.text_index >= 0:
        text = notice.texts[told.text_index]
        lot = text.lot[:40]
        if lines:
            before = max(0, lines.find(text.content.encode("utf-8", "replace")))
            line = lines.count(b"\n", 0, before) + text.content.count("\n", 0, told.begins) + 1
    return Proposal(
        procurement=draft.procurement, draft=draft, code="" if klass else told.code, klass=klass, words=_UNKEPT.sub(" ", told.words), field=told.field[:40],
        lot=lot, line=line, place=told.text_index, begins=told.begins, ends=told.ends, sign=told.sign, sure=told.sure, declared=told.declared,
    )  # fmt: skip


def _tidy(name: str) -> str:
    """The file's name without folders and signs one cannot see."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")[:200]
