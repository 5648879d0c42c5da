"""The record of processing (GDPR, article 30), made from what the rooms declare."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nybrott.core.privacy import Personal
from nybrott.people.queries.declared import Kind, kinds

BASES: dict[str, Promise] = {
    "public task": gettext_lazy("Task in the public interest (article 6, 1 e)"),
    "legal obligation": gettext_lazy("Legal obligation (article 6, 1 c)"),
    "consent": gettext_lazy("Consent (article 6, 1 a)"),
    "contract": gettext_lazy("Contract (article 6, 1 b)"),
    "legitimate interest": gettext_lazy("Legitimate interest (article 6, 1 f)"),
}


@dataclass(frozen=True, slots=True)
class Processing:
    """One line of the record, in the reader's language."""

    kind: Kind
    name: str
    purpose: str
    basis: str
    whose: str
    what: tuple[str, ...]
    recipients: str
    kept: str
    erasure: str


def record_of_processing() -> list[Processing]:
    """Every kind of personal data that is kept, as the rooms declare it; what one table says of several people on one line."""
    lines: dict[tuple[str, ...], Processing] = {}
    for kind in kinds():
        one = _line(kind)
        same = (kind.label, one.name, one.purpose, one.basis, one.whose, one.recipients, one.kept)
        if before := lines.get(same):
            erasure = before.erasure if one.erasure in before.erasure else f"{before.erasure} {one.erasure}"
            one = replace(before, what=tuple(dict.fromkeys((*before.what, *one.what))), erasure=erasure)
        lines[same] = one
    return list(lines.values())


def _line(kind: Kind) -> Processing:
    return Processing(
        kind,
        kind.name,
        str(kind.said.purpose),
        str(BASES[kind.said.basis]),
        str(kind.said.whose or _("People who work in the organisation, and others with an account")),
        tuple(str(text) for text in kind.said.fields.values()),
        str(kind.said.recipients or _("No one outside the organisation and those who run the site")),
        kept_words(kind),
        erasure_words(kind.said),
    )


def kept_words(kind: Kind) -> str:
    """How long it is kept, in one sentence."""
    said = kind.said
    if said.keep_days is None:
        return str(said.kept_because)
    # one declaration of a table may name the day, and another lean on it
    named = (
        other.said.fields[said.since]
        for other in kinds()
        if other.label == kind.label and said.since in other.said.fields
    )
    from_when = next(named, None) or kind.model._meta.get_field(said.since).verbose_name  # type: ignore[union-attr]
    if said.keep_days == 0:
        return _("Deleted the night after its day has come. Counted from: %(from)s.") % {"from": from_when}
    return ngettext(
        "%(days)s day. Counted from: %(from)s.", "%(days)s days. Counted from: %(from)s.", said.keep_days
    ) % {
        "days": said.keep_days,
        "from": from_when,
    }


def erasure_words(said: Personal) -> str:
    """What happens to it when the person is erased, in one sentence."""
    if said.on_erasure == "keep":
        return _("Stays. %(why)s") % {"why": said.kept_because}
    if said.on_erasure == "delete":
        return _("Is deleted.")
    blanked = ", ".join(str(said.fields[name]) for name in said.blank or said.fields)
    return _("Stays without: %(what)s.") % {"what": blanked}
