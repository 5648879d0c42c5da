"""The facts of a notice, its lots and its results as terms and values; what is not given is left out."""

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.lake.shapes import NoticeCriterion, NoticeLot, NoticePage, NoticeParty, NoticeResult
from nybrott.observatory.views import words
from nybrott.observatory.views.lists import organisation_url
from nybrott.ui.formats import NONE, day_year, money_exact, number

Facts = list[tuple[str, str]]


def _given(pairs: Iterable[tuple[str, str]]) -> Facts:
    return [(term, value) for term, value in pairs if value]


def notice_facts(page: NoticePage) -> Facts:
    """Who, what kind, when, which codes, and where it was read."""
    head = page.head
    return _given(
        [
            (_("Buyer"), _buyers(page)),
            (
                _("Organisation number"),
                ", ".join(dict.fromkeys(party.ref or party.ref_raw for party in page.buyers[:1])),
            ),
            (_("Country"), words.country(head.country) if head.country else ""),
            (_("Stage"), words.word(words.STAGES, head.stage)),
            (_("Procedure"), words.word(words.PROCEDURES, head.procedure)),
            (_("Form"), " · ".join(filter(None, (page.notice_type, page.subtype)))),
            (_("Published"), day_year(head.published_on) if head.published_on else ""),
            (_("Planned for"), day_year(page.planned_on) if page.planned_on else ""),
            (_("Deadline"), day_year(page.deadline_on) if page.deadline_on else ""),
            (_("Main CPV code"), head.cpv_main),
            (_("More CPV codes"), ", ".join(code for code in page.cpv_additional if code != head.cpv_main)),
            (_("Estimated value"), money_exact(page.estimated) if page.estimated else ""),
            (_("Awarded value"), money_exact(page.awarded) if page.awarded else ""),
            (
                _("Codes"),
                ", ".join(dict.fromkeys(f"{words.word(words.CODES, code.field)}: {code.value}" for code in page.codes)),
            ),
            (_("Doffin number"), head.doffin_ref),
            (_("Publication number"), head.publication_ref),
            (_("Notice identifier"), page.notice_id),
            (_("Procedure identifier"), page.procedure_id),
            (_("Earlier notices"), ", ".join(page.previous)),
            (_("Changes the notice"), ", ".join(dict.fromkeys(change.changed for change in page.changes))),
            (_("Legal basis"), page.legal_basis),
            (_("Read as"), words.word(words.FORMATS, head.format)),
            (_("Rules"), page.rules),
        ]
    )


def _buyers(page: NoticePage) -> str:
    first, rest = page.buyers[:1], page.buyers[1:]
    if not first:
        return ""
    name = page.head.buyer_name or first[0].name
    shown = (
        format_html('<a class="ds-link" href="{}">{}</a>', organisation_url(page.head.country, page.head.buyer), name)
        if page.head.buyer
        else name
    )
    if not rest:
        return shown
    more = ngettext("and %(count)d more", "and %(count)d more", len(rest)) % {"count": len(rest)}
    return format_html("{} {}", shown, more)


def lot_facts(lot: NoticeLot) -> Facts:
    """What a lot is and how long it lasts."""
    return _given(
        [
            (_("CPV codes"), ", ".join(dict.fromkeys(filter(None, (lot.cpv_main, *lot.cpv_additional))))),
            (_("Estimated value"), money_exact(lot.estimated) if lot.estimated else ""),
            (_("Duration"), _duration(lot)),
            (_("Begins"), day_year(lot.starts_on) if lot.starts_on else ""),
            (_("Ends"), day_year(lot.ends_on) if lot.ends_on else ""),
            (_("Deadline"), day_year(lot.deadline_on) if lot.deadline_on else ""),
            (_("Place"), ", ".join(lot.nuts)),
            (
                _("Variants"),
                {"allowed": _("Allowed"), "required": _("Required"), "not-allowed": _("Not allowed")}.get(
                    lot.variants, lot.variants
                ),
            ),
            (_("Framework agreement"), "" if lot.framework == "none" else words.word(words.FRAMEWORKS, lot.framework)),
            (
                _("Dynamic purchasing system"),
                "" if lot.dynamic == "none" else words.word(words.PURCHASING_SYSTEMS, lot.dynamic),
            ),
            (_("EU funds"), _("Yes") if lot.eu_funded == "eu-funds" else ""),
        ]
    )


def _duration(lot: NoticeLot) -> str:
    if lot.duration is None:
        return ""
    count = {"count": lot.duration}
    by_unit = {
        "DAY": ngettext("%(count)d day", "%(count)d days", lot.duration),
        "WEEK": ngettext("%(count)d week", "%(count)d weeks", lot.duration),
        "MONTH": ngettext("%(count)d month", "%(count)d months", lot.duration),
        "YEAR": ngettext("%(count)d year", "%(count)d years", lot.duration),
    }
    known = by_unit.get(lot.duration_unit)
    return known % count if known else f"{number(lot.duration)} {lot.duration_unit}".strip()


def criterion_fact(criterion: NoticeCriterion) -> tuple[str, str]:
    """What is looked at, and how much it counts: a percentage where the notice says that it is one."""
    kind = words.word(words.CRITERIA, criterion.kind)
    name = criterion.name or criterion.text or kind
    unit = " %" if criterion.weight_kind.startswith("per-") and criterion.weight else ""
    told = [kind if kind != name else "", f"{criterion.weight}{unit}", criterion.lot]
    return name, " · ".join(filter(None, told)) or NONE


def result_facts(result: NoticeResult) -> Facts:
    """What came of a lot."""
    return _given(
        [
            (_("Outcome"), words.word(words.OUTCOMES, result.outcome)),
            (_("Why not awarded"), words.word(words.NOT_AWARDED, result.not_awarded_reason)),
            (_("Winner"), ", ".join(_winner(winner) for winner in result.winners)),
            (_("Awarded value"), money_exact(result.awarded) if result.awarded else ""),
            (
                _("Tenders received"),
                ", ".join(
                    f"{words.word(words.TENDERS, kind)}: {number(count)}"
                    for kind, count in sorted(result.tenders, key=lambda told: told[0] != "tenders")
                ),
            ),
            (_("Contract concluded"), day_year(result.concluded_on) if result.concluded_on else ""),
            (_("Contract ends"), day_year(result.ends_on) if result.ends_on else ""),
        ]
    )


def _winner(winner: NoticeParty) -> str:
    sizes = {
        "micro": _("micro"),
        "small": _("small"),
        "medium": _("medium-sized"),
        "sme": _("small or medium-sized"),
        "large": _("large"),
    }
    return f"{winner.name} ({sizes.get(winner.size, winner.size)})" if winner.size else winner.name
