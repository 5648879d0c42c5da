"""What an OCDS tender asks for: the whole and its lots, items, award criteria and sustainability goals."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from nybrott.core.notices.eforms_lots import cpv
from nybrott.core.notices.model import Code, Criterion, Lot
from nybrott.core.notices.ocds_codes import DYNAMIC_SYSTEMS, FRAMEWORKS, GOALS, STRATEGIES, VARIANTS, WEIGHTS
from nybrott.core.notices.records_json import Table, amount, count, day_of, is_true, listed, table, tables, words
from nybrott.core.notices.texts import Texts

_CPV = "cpv"
_NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{1,3}")


@dataclass(slots=True)
class Bought:
    """The classes and places of the items of one lot, or of those that belong to none."""

    cpv: list[str] = field(default_factory=list)
    nuts: list[str] = field(default_factory=list)

    def take(self, item: Table) -> None:
        """Takes up one item; a class in another scheme than CPV is left out."""
        self.cpv += _classes(item)
        for address in (*tables(item.get("deliveryAddresses")), *tables(item.get("deliveryAddress"))):
            region = words(address.get("region"))
            if _NUTS.fullmatch(region):
                self.nuts.append(region)

    def main(self) -> str:
        return self.cpv[0] if self.cpv else ""

    def others(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for code in self.cpv if code != self.main()))


def _classes(item: Table) -> list[str]:
    named = [*tables(item.get("classification")), *tables(item.get("additionalClassifications"))]
    return [cpv(words(c.get("id"))) for c in named if words(c.get("scheme")).lower() == _CPV and words(c.get("id"))]


def bought(items: Iterable[Table]) -> dict[str, Bought]:
    """The items by the lot they belong to, those of the whole under ""."""
    found: dict[str, Bought] = {"": Bought()}
    for item in items:
        found.setdefault(words(item.get("relatedLot")), Bought()).take(item)
    return found


def lot(found: Table, kind: str, items: dict[str, Bought], tender: Table, texts: Texts) -> Lot:
    """One lot; its texts go to `texts`. Terms it does not state are the tender's."""
    ref = words(found.get("id"))
    texts.add("lot-title", words(found.get("title")), lot=ref)
    texts.add("lot-description", words(found.get("description")), lot=ref)
    own = items.get(ref, Bought())
    starts_on, ends_on, days = _period(found.get("contractPeriod"))
    return Lot(
        ref=ref,
        kind=kind,
        cpv_main=own.main(),
        cpv_additional=own.others(),
        nuts=tuple(dict.fromkeys(own.nuts)),
        estimated=amount(found.get("value")),
        framework=_framework(found) or _framework(tender),
        dynamic=_dynamic(found) or _dynamic(tender),
        variants=_variants(found) or _variants(tender),
        duration=days,
        duration_unit="DAY" if days is not None else "",
        starts_on=starts_on,
        ends_on=ends_on,
        deadline_on=deadline(found) or deadline(tender),
        options=_options(found, texts),
        renewals=count(table(found.get("renewal")).get("maximumRenewals")) or None,
    )


def _options(found: Table, texts: Texts) -> str:
    said = (words(table(found.get(name)).get("description")) for name in ("options", "renewal"))
    return " ".join(filter(None, (texts.clean(one, "lot-note") for one in said)))


def deadline(found: Table) -> date | None:
    """The day by which tenders, or expressions of interest, must be there."""
    return day_of(table(found.get("tenderPeriod")).get("endDate")) or day_of(
        table(found.get("expressionOfInterestDeadline")).get("endDate")
    )


def _period(period: object) -> tuple[date | None, date | None, int | None]:
    stated = table(period)
    return day_of(stated.get("startDate")), day_of(stated.get("endDate")), count(stated.get("durationInDays"))


def _framework(found: Table) -> str:
    techniques = table(found.get("techniques"))
    method = words(table(techniques.get("frameworkAgreement")).get("method"))
    if method:
        return FRAMEWORKS.get(method.lower(), method)
    stated = techniques.get("hasFrameworkAgreement")
    return "framework" if is_true(stated) else "none" if stated is False else ""


def _dynamic(found: Table) -> str:
    techniques = table(found.get("techniques"))
    kind = words(table(techniques.get("dynamicPurchasingSystem")).get("type"))
    if kind:
        return DYNAMIC_SYSTEMS.get(kind.lower(), kind)
    stated = techniques.get("hasDynamicPurchasingSystem")
    return "dps-list" if is_true(stated) else "none" if stated is False else ""


def _variants(found: Table) -> str:
    policy = words(table(found.get("submissionTerms")).get("variantPolicy"))
    return VARIANTS.get(policy.lower().replace("-", ""), policy)


def codes(found: Table, ref: str, texts: Texts) -> list[Code]:
    """The strategic goals of a lot or a tender, as the eForms codes they were made from; their texts go to `texts`."""
    given = []
    for goal in tables(found.get("sustainability")):
        named = words(goal.get("goal"))
        if named in GOALS:
            given.append(Code(*GOALS[named], lot=ref))
        given += [Code(*STRATEGIES[s], lot=ref) for s in map(words, listed(goal.get("strategies"))) if s in STRATEGIES]
        texts.add("strategic", words(goal.get("description")), lot=ref)
    return given


def criteria(found: Table, ref: str, texts: Texts) -> list[Criterion]:
    """The award criteria of a lot or a tender: a list of them (eForms profile), or one word such as "lowestCost"."""
    stated = found.get("awardCriteria")
    texts.add("criterion", words(found.get("awardCriteriaDetails")), lot=ref)
    if not isinstance(stated, dict):
        kind = words(stated)
        return [Criterion(kind=kind, lot=ref)] if kind else []
    texts.add("criterion", words(stated.get("weightingDescription")), lot=ref)
    return [_criterion(one, ref, texts) for one in tables(stated.get("criteria"))]


def _criterion(found: Table, ref: str, texts: Texts) -> Criterion:
    name = texts.add("criterion-name", words(found.get("name")), lot=ref)
    text = texts.add("criterion", words(found.get("description")), lot=ref)
    number = next(tables(found.get("numbers")), {})
    weight_kind = words(number.get("weight"))
    return Criterion(
        kind=words(found.get("type")),
        name=name,
        text=text,
        weight=words(number.get("number")),
        weight_kind=WEIGHTS.get(weight_kind.lower(), weight_kind),
        lot=ref,
    )
