"""What `core.pairing` says in codes, as sentences people read. It takes what `core.pairing.written` gives."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nybrott.guidance.models import Pairing

Named = Callable[[str], str]
Said = Mapping[str, Any]

LANGUAGES = {
    "nb": gettext_lazy("bokmål"),
    "nn": gettext_lazy("nynorsk"),
    "en": gettext_lazy("English"),
    "se": gettext_lazy("Northern Sami"),
}
BARRED: dict[str, Promise] = {
    "oneself": gettext_lazy("It is the same person."),
    "same-unit": gettext_lazy("They are in the same unit."),
    "line-manager": gettext_lazy("The mentor is the driver’s leader."),
    "apart": gettext_lazy("One of the two has said no to this pair."),
    "no-hours": gettext_lazy("The mentor has no hours."),
    "no-common-language": gettext_lazy("They have no language in common."),
    "fixed": gettext_lazy("Another mentor is chosen by hand."),
    "no-room": gettext_lazy("All this mentor’s places have been filled by hand."),
}
_REASONS: dict[str, Promise] = {
    "kept": gettext_lazy("They are already a pair."),
    "mentor-wish": gettext_lazy("The mentor wishes for this driver."),
    "subject": gettext_lazy("In common: %(subjects)s."),
    "place": gettext_lazy("The mentor can come to %(place)s, where the driver works."),
    "language": gettext_lazy("Both speak the language the driver prefers, %(language)s."),
    "rather-not": gettext_lazy("The driver would rather have someone else."),
    "mentor-rather-not": gettext_lazy("The mentor would rather have someone else."),
}
# what the two may read of why they were proposed: nobody is told that somebody would rather not
TOLD = frozenset({"wish", "mentor-wish", "subject", "place", "language"})


def language(code: str) -> str:
    """What a language is called; its code when it is none of those we know."""
    return str(LANGUAGES.get(code, code))


def reason(said: Said) -> str:
    """Why a pair: one reason with the words people wrote (`People.told`)."""
    facts = said["facts"]
    if said["code"] == "wish":
        if facts["wish"] == 1:
            return _("The driver's first wish.")
        return _("The driver's wish number %(n)s.") % {"n": facts["wish"]}
    return str(_REASONS[said["code"]]) % {
        "subjects": ", ".join(facts.get("subjects", ())),
        "place": facts.get("place", ""),
        "language": language(facts.get("language", "")),
    }


def reasons(said: Sequence[Said]) -> list[str]:
    """All that speaks for a pair and against it; when there is nothing, that."""
    return [reason(one) for one in said] or [_("Nothing counts for it or against it. There was room.")]


def cost(less: int, left: int) -> str:
    """What something costs: the points less in all, and how many more are without a mentor."""
    if left:
        more = ngettext(
            "%(n)s more driver would be without a mentor", "%(n)s more drivers would be without a mentor", left
        )
        return more % {"n": left}
    if less <= 0:
        return _("costs nothing")
    return ngettext("%(n)s point less overall", "%(n)s points less overall", less) % {"n": less}


def moved(said: Said, named: Named) -> str:
    """Who else would get another mentor."""
    names = {"driver": named(said["driver"]), "there": named(said["to"] or ""), "here": named(said["from"] or "")}
    if not said["to"]:
        return _("%(driver)s would be without a mentor.") % names
    if not said["from"]:
        return _("%(driver)s would get %(there)s.") % names
    return _("%(driver)s would get %(there)s instead of %(here)s.") % names


def change(said: Said, named: Named) -> str:
    """What another mentor would cost, and who would move; or why it may not be."""
    who = named(said["mentor"])
    if "barred" in said:
        return _("%(mentor)s cannot be chosen. %(why)s") % {"mentor": who, "why": barred_said(said["barred"])}
    told = _("%(mentor)s: %(cost)s.") % {
        "mentor": who, "cost": cost(said["cost"]["points"], said["cost"]["left"]),
    }  # fmt: skip
    return " ".join([told, *(moved(one, named) for one in said["moved"])])


def left(said: Said, named: Named, hours_each: int | None) -> list[str]:
    """Why somebody is without a mentor, and what is missing. `hours_each`: hours a mentor has for one driver."""
    if said["code"] == "no-mentors":
        return [_("No one takes part as a mentor yet.")]
    if said["code"] == "full":
        return _full(said, named, hours_each)
    counted = Counter(codes[0] for codes in said["barred"].values())
    if counted["no-common-language"] == len(said["barred"]):
        return [_("No mentor speaks any of the driver’s languages.")]
    if counted["no-hours"] == len(said["barred"]):
        return [_("No mentor has hours.")]
    by_code: dict[str, list[str]] = {}
    for id, codes in said["barred"].items():
        by_code.setdefault(codes[0], []).append(named(id))
    return [f"{_some(names)}: {BARRED[code]}" for code, names in sorted(by_code.items())]


def _full(said: Said, named: Named, hours_each: int | None) -> list[str]:
    missing = said["drivers"] - said["places"]
    told = _("%(drivers)s drivers need the %(places)s places of %(mentors)s.") % {
        "drivers": said["drivers"], "places": said["places"], "mentors": _some([named(id) for id in said["mentors"]]),
    }  # fmt: skip
    more = ngettext("%(n)s more place is needed.", "%(n)s more places are needed.", missing) % {"n": missing}
    if hours_each:
        hours = missing * hours_each
        more = ngettext(
            "%(n)s more place is needed, about %(hours)s hours.", "%(n)s more places are needed, about %(hours)s hours.", missing
        ) % {"n": missing, "hours": hours}  # fmt: skip
    return [told, more]


def _some(names: Sequence[str], most: int = 3) -> str:
    """A handful of names, and how many more."""
    if len(names) <= most:
        return ", ".join(names)
    return _("%(names)s and %(n)s others") % {"names": ", ".join(names[:most]), "n": len(names) - most}


def parted(said: Said) -> str:
    """Why a pair that stood does not any more."""
    if said["code"] == "barred":
        return barred_said(said["barred"])
    return {
        "driver-left": _("The driver no longer takes part."),
        "mentor-left": _("The mentor no longer takes part."),
        "run-over": _("The run is over."),
        "better": _("Another plan fits better overall, or gives one more driver a mentor."),
    }[said["code"]]


def barred_said(codes: Sequence[str]) -> str:
    """Why a pair may not be, in whole sentences."""
    return " ".join(str(BARRED[code]) for code in codes)


def told_reasons(pairing: Pairing) -> list[str]:
    """Why two were proposed, as the two may read it."""
    found = [reason(one) for one in pairing.why.get("reasons", ()) if one["code"] in TOLD]
    if pairing.by_hand:
        found.insert(0, _("Those who lead the run chose the two of you for each other."))
    return found or [_("There was room, and nothing counts against it.")]


def why_over(pairing: Pairing) -> str:
    """Why a pair is over, as those who lead the run read it: what somebody wrote, or what happened."""
    if pairing.reason in ("driver-left", "mentor-left", "better", "barred", "run-over"):
        return parted({"code": pairing.reason, "barred": ()}) or _("A rule forbids it now.")
    return pairing.reason
