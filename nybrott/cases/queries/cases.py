"""Cases as lists and pages show them."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Func, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from nybrott.cases.models import Case, Version
from nybrott.cases.queries.names import Names, names_of
from nybrott.cases.queries.places import exchange_crumbs
from nybrott.cases.states import PARTS, CaseState, Consent
from nybrott.core.actor import VISITOR, Actor
from nybrott.people.models import Network, Organisation
from nybrott.ui.frame import Link


@dataclass(frozen=True, slots=True)
class Told:
    """A published version as a reader meets it: names put in, or taken out. `parts`: (key, heading, text) in the order they are read."""

    case: Case
    version: Version
    title: str
    summary: str
    parts: tuple[tuple[str, str, str], ...]
    named: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Where others read it."""
        return address_of(self.case)

    @property
    def kind(self) -> str:
        """What kind of story it is."""
        return str(self.version.get_kind_display())

    @property
    def text(self) -> str:
        """All its words, as likeness is reckoned from them."""
        return "\n".join(
            (self.title, self.summary, *(text for _key, _heading, text in self.parts), *self.version.words)
        )


def address_of(case: Case) -> str:
    """Where others read a case; `organisation` is to be there already."""
    return reverse("cases:told", args=[case.organisation.slug, case.slug])


def told(case: Case, version: Version | None = None, names: Names | None = None) -> Told:
    """A case as others read it, in its newest version if none is given."""
    one = version or case.newest
    if one is None:
        raise ValueError("nothing is published of this case")
    people = list(case.named.all())
    level = case.shown or case.level
    put_in = (names or names_of(people, level)).put_in
    parts = tuple((key, str(heading), put_in(one.story.get(key, ""))) for key, (heading, _ask) in PARTS.items())
    named = tuple(shown for person in people if person.consent == Consent.NAME and (shown := person.shown_as(level)))
    return Told(case, one, one.title, put_in(one.summary), parts, named)


def with_versions(found: "QuerySet[Case]") -> "QuerySet[Case]":
    """Cases with what `told` needs, however many, in two queries."""
    return found.select_related("newest", "organisation").prefetch_related("named")


def in_short(found: "Iterable[Case]") -> list[Told]:
    """Cases as a list shows them."""
    return [told(one) for one in found]


def published(actor: Actor, wanted: Mapping[str, Any]) -> "QuerySet[Case]":
    """The cases an actor may read, the newest first, narrowed by `kind`, `organisation` (its slug), `word`, `cpv` (the beginning of a code) and `class`."""
    found = Case.objects.readable_by(actor)
    if kind := wanted.get("kind"):
        found = found.filter(newest__kind=kind)
    if place := wanted.get("organisation"):
        found = found.filter(organisation__slug=place)
    if word := wanted.get("word"):
        found = found.filter(newest__words__contains=[word])
    if code := wanted.get("cpv"):
        found = found.filter(_of_code(str(code)))
    if level := wanted.get("class"):
        found = found.filter(newest__facts__class=level)
    return with_versions(found).order_by("-shown_at", "-pk")


def _of_code(code: str) -> Q:
    """What the newest version must meet to have a CPV code that begins so."""
    joined = Func(F("newest__cpv"), Value(","), function="array_to_string", output_field=CharField())
    beginning = (code.rstrip("0") or code) if len(code) == 8 else code  # a whole code speaks for those below it
    return Q(
        pk__in=Case.objects.annotate(joined=Concat(Value(","), joined))
        .filter(joined__contains=f",{beginning}")
        .values("pk")
    )


def open_cases() -> "QuerySet[Case]":
    """The cases everyone may read, the newest first, as feeds and files of open data take them."""
    return with_versions(Case.objects.visible_to(VISITOR).open()).order_by("-shown_at", "-pk")


def themes(actor: Actor) -> list[str]:
    """The words cases the actor may read are found by, the most used first, then by letter."""
    counted: dict[str, int] = {}
    for words in Case.objects.readable_by(actor).values_list("newest__words", flat=True):
        for word in words or ():
            counted[word] = counted.get(word, 0) + 1
    return sorted(counted, key=lambda word: (-counted[word], word))


def tellers(actor: Actor) -> list[Organisation]:
    """The organisations that have told something the actor may read, by name."""
    return list(
        Organisation.objects.filter(pk__in=Case.objects.readable_by(actor).values("organisation")).order_by(
            "name", "pk"
        )
    )


def own_cases(actor: Actor) -> "QuerySet[Case]":
    """The organisation's own, whatever their state, what moved last first."""
    found = Case.objects.visible_to(actor).filter(organisation_id=actor.organisation_id or 0)
    return found.select_related("author", "reviewer", "newest").order_by("-moved_at", "-pk")


def waiting_for(actor: Actor) -> int:
    """How many of the organisation's cases wait for the actor to review them."""
    return own_cases(actor).filter(state=CaseState.REVIEW, reviewer_id=actor.user_id or 0).count()


def networks_for(actor: Actor) -> "QuerySet[Network]":
    """The networks a case can be shown to: those the actor's organisation is in."""
    return Network.objects.visible_to(actor).filter(pk__in=actor.network_ids).order_by("name", "pk")


def digest_of(content: Mapping[str, Any]) -> str:
    """The SHA-256 (hex) of a version's canonical JSON."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def crumbs(case: Case | None = None, *more: Link | str) -> tuple[Link, ...]:
    """The way to a page of one's own cases."""
    way = [*exchange_crumbs(Link(_("Our cases"), reverse("cases:ours")))]
    if case is not None:
        way.append(Link(case.title, reverse("cases:case", args=[case.pk]) if more else ""))
    return (*way, *(one if isinstance(one, Link) else Link(one) for one in more))
