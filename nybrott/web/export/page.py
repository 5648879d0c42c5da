"""The challenge for people: one page to read anywhere, without a network, in the language of whoever took it along."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.html import escape, linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nybrott.challenges.models import Challenge
from nybrott.journal.models import Entry
from nybrott.journal.queries import words
from nybrott.needs.models import NeedDescription, ProblemStatement
from nybrott.ui.formats import day_year, moment_short
from nybrott.web.export.tables import People

CHUNK = 500
_BODY = "@@body@@"  # where the parts stand in the page's template


def page_parts(challenge: Challenge, entries: "QuerySet[Entry]", people: People) -> Iterator[str]:
    """The page in parts, each written as it is read."""
    shown = {"challenge": challenge, "language": get_language(), "body": _BODY, "state": challenge.get_state_display()}
    top, _mark, bottom = render_to_string("web/export.html", shown).rpartition(_BODY)
    yield top
    for heading, parts in (
        (_("What is hard"), _story(challenge)),
        (_("A leader's yes"), _leaders(challenge)),
        (_("What people told"), _told(challenge)),
        (_("Evidence"), _evidence(challenge)),
        (_("Insights"), _insights(challenge)),
        (_("Needs"), _needs(challenge)),
        (_("Problem"), _statements(challenge)),
        (_("Need description"), _versions(challenge)),
        (_("What happened"), _happened(challenge, entries, people)),
    ):
        yield f"<h2>{escape(heading)}</h2>\n"
        empty = True
        for part in parts:
            empty = False
            yield part
        if empty:
            yield f"<p class='quiet'>{escape(_('Nothing yet.'))}</p>\n"
    yield bottom


def _piece(title: str, about: Iterable[object], *texts: str, language: str = "") -> str:
    """A thing: its title, a line about it, and its texts."""
    lang = f' lang="{escape(language)}"' if language else ""
    line = " · ".join(str(one) for one in about if one)
    head = f"<h3>{escape(title)}</h3>" if title else ""
    under = f"<p class='quiet'>{escape(line)}</p>" if line else ""
    return f"<section>{head}<div{lang}>{''.join(_text(one) for one in texts if one)}</div>{under}</section>\n"


def _text(text: str) -> str:
    return str(linebreaks(text, autoescape=True))


def _story(challenge: Challenge) -> Iterator[str]:
    for title, text in (
        ("", challenge.story),
        (_("Who it concerns"), challenge.whom),
        (_("Why now"), challenge.why_now),
    ):
        if text:
            yield _piece(title, (), text)


def _leaders(challenge: Challenge) -> Iterator[str]:
    for one in challenge.anchorings.order_by("pk"):
        said = _("Not answered yet") if one.agreed is None else _("Yes") if one.agreed else _("No")
        yield _piece(one.purpose, (said, one.answered_at and day_year(one.answered_at)), one.goal, one.answer)


def _told(challenge: Challenge) -> Iterator[str]:
    for one in challenge.contributions.order_by("received_at", "pk").iterator(CHUNK):
        about = (one.get_side_display(), day_year(one.received_at), one.get_state_display())
        yield _piece("", about, one.text, one.wish, language=one.language)
        if one.answer:
            yield f"<p class='answer'>{escape(_('Answer:'))} {escape(one.answer)}</p>\n"


def _evidence(challenge: Challenge) -> Iterator[str]:
    for one in challenge.evidence.select_related("informant").order_by("recorded_at", "pk").iterator(CHUNK):
        who = one.informant.pseudonym if one.informant else one.source
        yield _piece(one.title, (one.get_kind_display(), who, one.happened_on and day_year(one.happened_on)), one.text)


def _insights(challenge: Challenge) -> Iterator[str]:
    for one in challenge.insights.order_by("place", "pk").iterator(CHUNK):
        yield _piece("", (day_year(one.written_at),), one.text)


def _needs(challenge: Challenge) -> Iterator[str]:
    for one in challenge.needs.order_by("place", "pk").iterator(CHUNK):
        parts = (one.situation, one.need, one.because, one.consequence)
        yield _piece(one.who, (one.get_state_display(), one.how_often, one.reason), *parts)


def _statements(challenge: Challenge) -> Iterator[str]:
    for one in challenge.statements.prefetch_related("answers").order_by("-chosen", "pk"):
        yield _statement(one)


def _statement(one: ProblemStatement) -> str:
    said = [
        _("%(words)s: on purpose, because %(why)s") % {"words": f"«{a.words}»", "why": a.because}
        for a in one.answers.all()
    ]
    return _piece(
        one.question,
        (_("Chosen") if one.chosen else "", day_year(one.written_at)),
        one.problem,
        *said,
        language=one.language,
    )


def _versions(challenge: Challenge) -> Iterator[str]:
    for one in challenge.descriptions.order_by("version"):
        yield _version(one)


def _version(one: NeedDescription) -> str:
    files = ", ".join(
        f'<a href="description-v{one.version}.{kind}">{kind.upper()}</a>' for kind in ("pdf", "docx", "md")
    )
    title = _("Version %(version)s: %(title)s") % {"version": one.version, "title": one.title}
    return (
        _piece(title, (one.get_state_display(), day_year(one.changed_at)), one.purpose, language=one.language)
        + f"<p>{files}</p>\n"
    )


def _happened(challenge: Challenge, entries: "QuerySet[Entry]", people: People) -> Iterator[str]:
    """Each entry as a sentence; people by pseudonym, and whom else it names left open."""
    said = words()
    for entry in entries.iterator(CHUNK):
        thing = challenge.title if entry.thing_kind == "challenges.challenge" else _("a need")
        who = people.of(entry.actor_user_id) or _("Someone")
        template = said.get(entry.verb)
        sentence = str(template) % _Open(actor=who, thing=thing) if template else entry.verb
        yield f"<p>{escape(moment_short(entry.at))} · {escape(sentence)}</p>\n"


class _Open(dict[str, str]):
    """What a sentence names; a name that stays at home is three dots."""

    def __missing__(self, _name: str) -> str:
        return "…"
