"""Sets as they stand and as they were settled, and what differs between two."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nybrott.needs.models import NeedDescription
from nybrott.procurements.models import Procurement
from nybrott.requirements.models import Criterion, Requirement, Settled, Specification
from nybrott.requirements.queries.chain import Chain

FORMAT = "nybrott-requirements-1"
Content = Mapping[str, Any]


def snapshot(chain: Chain) -> dict[str, Any]:
    """The set as plain data, without anybody's name. A purpose is quoted by its description's key and version, which an approved version never
    changes; it is not copied. Needs are named by their keys, requirements and criteria by their numbers. `belongs`: whether a need is still one of the
    procurement's. `holes`: kind, and the key or number of what it is a hole in."""
    numbers = {one.pk: one.number for one in chain.requirements} | {-one.pk: one.number for one in chain.criteria}
    own = {one.pk for one in chain.needs}
    linked = {need.pk: need for asked in chain.requirements for need in asked.needs.all()}
    linked |= {need.pk: need for awarded in chain.criteria for need in awarded.needs.all()}
    needs = [*chain.needs, *(need for key, need in sorted(linked.items()) if key not in own)]
    said = Specification.objects.filter(procurement=chain.procurement).first()
    return {
        "format": FORMAT,
        "title": chain.procurement.title,
        "language": said.language if said else "nb",
        "descriptions": [{"key": one.pk, "version": one.version} for one in chain.procurement.descriptions.order_by("pk")],
        "needs": [{"key": one.pk, "who": one.who, "need": one.need, "state": one.state, "belongs": one.pk in own} for one in needs],
        "requirements": [_requirement(one) for one in chain.requirements],
        "criteria": [_criterion(one) for one in chain.criteria],
        "holes": [{"kind": one.kind, "key": one.key if one.kind == "need" else numbers[-one.key if one.kind == "criterion" else one.key]} for one in chain.holes],
    }  # fmt: skip


def _requirement(one: Requirement) -> Content:
    return {
        "number": one.number, "text": one.text, "kind": one.kind, "strength": one.strength, "needs": sorted(need.pk for need in one.needs.all()),
        "what": one.test_what, "how": one.test_how, "when": one.test_when, "threshold": one.threshold, "law": one.law,
        "kept": [{"rule": kept.rule, "words": kept.words, "because": kept.because} for kept in one.kept.all()],
    }  # fmt: skip


def _criterion(one: Criterion) -> Content:
    return {
        "number": one.number, "name": one.name, "weight": f"{one.weight:.2f}".rstrip("0").rstrip("."), "rewards": one.rewards, "better": one.is_better,
        "scale": one.scale, "requirements": sorted(each.number for each in one.requirements.all()), "needs": sorted(need.pk for need in one.needs.all()),
    }  # fmt: skip


def digest_of(content: Content) -> str:
    """The SHA-256 of the set as canonical JSON (keys sorted, no spaces, UTF-8)."""
    told = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def newest(procurement: Procurement) -> Settled | None:
    """The version settled last."""
    return procurement.settled_requirements.order_by("-number").first()


def is_new(chain: Chain) -> bool:
    """Whether requirements or criteria differ from the version settled last. Needs that are worded or weighed anew since then do not count."""
    last = newest(chain.procurement)
    if last is None:
        return True
    now = snapshot(chain)
    return any(now[part] != last.content[part] for part in ("requirements", "criteria", "language"))


def purposes_of(content: Content) -> list[NeedDescription]:
    """The need descriptions whose purposes a set quotes, as they stand."""
    keys = [one["key"] for one in content["descriptions"]]
    found = NeedDescription.objects.in_bulk(keys)
    return [found[key] for key in keys if key in found]


@dataclass(frozen=True, slots=True)
class Differences:
    """What changed from one set to the next: requirements and criteria that came, went, or read otherwise (before, after)."""

    came: tuple[Content, ...]
    went: tuple[Content, ...]
    changed: tuple[tuple[Content, Content], ...]
    criteria_came: tuple[Content, ...]
    criteria_went: tuple[Content, ...]
    criteria_changed: tuple[tuple[Content, Content], ...]

    def __bool__(self) -> bool:
        return any((self.came, self.went, self.changed, self.criteria_came, self.criteria_went, self.criteria_changed))


def differences(before: Content, after: Content) -> Differences:
    """By number: a number is never given twice."""
    return Differences(
        *_between(before["requirements"], after["requirements"]), *_between(before["criteria"], after["criteria"])
    )


def _between(
    before: list[Content], after: list[Content]
) -> tuple[tuple[Content, ...], tuple[Content, ...], tuple[tuple[Content, Content], ...]]:
    was, now = {one["number"]: one for one in before}, {one["number"]: one for one in after}
    came = tuple(one for number, one in now.items() if number not in was)
    went = tuple(one for number, one in was.items() if number not in now)
    return came, went, tuple((was[key], one) for key, one in now.items() if key in was and was[key] != one)
