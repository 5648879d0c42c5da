"""Puts into words what a notice's page says of the dialogue before it, or of the competition after it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nybrott.lake.shapes import NoticeGuess
from nybrott.observatory.views import lists, words
from nybrott.ui.formats import day_short, number, percent


def linked(one: NoticeGuess) -> dict[str, object]:
    """The other notice, the days between, and, for a guess, why it is made."""
    days = ngettext(
        "%(number)s day from the dialogue to the competition.",
        "%(number)s days from the dialogue to the competition.",
        one.days,
    ) % {"number": number(one.days)}
    return {
        "url": lists.notice_url(one.notice.key),
        "title": lists.short_title(one.notice),
        "when": day_short(one.notice.published_on),
        "stage": _("Market dialogue") if one.is_dialogue else words.word(words.STAGES, one.notice.stage),
        "days": days,
        "reasons": [*_reasons(one), days] if one.known_by == "guess" else [],
    }


def _reasons(one: NoticeGuess) -> list[str]:
    reasons = [_("The buyer is the same.")]
    if one.shared_words:
        reasons.append(_("Both titles say: %(words)s.") % {"words": ", ".join(one.shared_words)})
    reasons.append(_codes(one.cpv_digits))
    if one.score is not None:
        reasons.append(_("Likeness: %(share)s.") % {"share": percent(one.score, 0)})
    return reasons


def _codes(digits: int | None) -> str:
    if digits is None:
        return _("One of them has no CPV code.")
    if digits >= 8:
        return _("The CPV code is the same.")
    if digits < 2:
        return _("The CPV codes have nothing in common.")
    return _("The CPV codes begin with the same %(number)s digits.") % {"number": number(digits)}
