"""What the form of a TED notice says, in one shape for the revisions before R2.0.9 and for R2.0.9.

The readers of the forms fill in a `Form`; nothing here knows an element's name.
"""

from dataclasses import dataclass, field
from datetime import date

from nybrott.core.notices.amounts import total
from nybrott.core.notices.dates import counted_on
from nybrott.core.notices.model import Change, Criterion, Lot, Money, Party, Result
from nybrott.core.notices.texts import Texts

WHOLE = "1"  # how the only lot of an undivided procurement is called

AWARDED, NOT_AWARDED = "selec-w", "clos-nw"


@dataclass(slots=True)
class Award:
    """One award block: a contract, or a lot that came to nothing. `lot` is empty where the notice does not say."""

    lot: str = ""
    outcome: str = AWARDED
    reason: str = ""
    tenders: dict[str, int] = field(default_factory=dict)
    winners: list[Party] = field(default_factory=list)
    amount: Money | None = None
    concluded_on: date | None = None
    ends_on: date | None = None


@dataclass(slots=True)
class Part:
    """A lot, or the whole procurement, while it is read. What eForms asks for lot by lot, TED mostly says once."""

    ref: str = ""
    cpv_main: str = ""
    cpv_additional: list[str] = field(default_factory=list)
    nuts: list[str] = field(default_factory=list)
    estimated: Money | None = None
    framework: str = ""
    dynamic: str = ""
    variants: str = ""
    eu_funded: str = ""
    duration: int | None = None
    duration_unit: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    options: str = ""

    def lot(self, whole: "Part", kind: str, deadline_on: date | None) -> Lot:
        """The lot, with what was said of the whole where it says nothing itself."""
        return Lot(
            ref=self.ref,
            kind=kind,
            cpv_main=self.cpv_main,
            cpv_additional=tuple(dict.fromkeys(self.cpv_additional)) if self.cpv_additional else (),
            nuts=tuple(dict.fromkeys(self.nuts or whole.nuts)) if self.nuts or whole.nuts else (),
            estimated=self.estimated,
            framework=self.framework or whole.framework,
            dynamic=self.dynamic or whole.dynamic,
            variants=self.variants or whole.variants,
            eu_funded=self.eu_funded or whole.eu_funded,
            duration=self.duration if self.duration is not None else whole.duration,
            duration_unit=self.duration_unit or whole.duration_unit,
            starts_on=self.starts_on or whole.starts_on,
            ends_on=self.ends_on or whole.ends_on,
            deadline_on=deadline_on,
            options=self.options or whole.options,
        )


@dataclass(slots=True)
class Form:
    """One language's form while it is read. Its texts go to `texts`, in the language `code` ("FR")."""

    texts: Texts
    code: str = ""
    number: str = ""
    notice_type: str = ""
    legal_basis: str = ""
    procedure: str = ""
    features: list[str] = field(default_factory=list)
    buyers: list[Party] = field(default_factory=list)
    legal_type: str = ""
    activity: str = ""
    cpv_main: str = ""
    estimated: Money | None = None
    awarded: Money | None = None
    whole: Part = field(default_factory=Part)
    parts: list[Part] = field(default_factory=list)
    criteria: list[Criterion] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    previous: list[str] = field(default_factory=list)
    planned_on: date | None = None
    deadline_on: date | None = None
    is_titled: bool = False
    remarks: list[str] = field(default_factory=list)

    def lots(self, kind: str) -> tuple[Lot, ...]:
        """The lots, or whatever they are called here (`kind`)."""
        return tuple(part.lot(self.whole, kind, self.deadline_on) for part in self.parts)

    def say(self, name: str, raw: str, lot: str = "") -> str:
        """Take up a text of the notice in this form's language; gives it clean."""
        said = self.texts.add(name, raw, self.code, lot)
        if said and name == "title":
            self.is_titled = True
        return said


def results(awards: list[Award], lots: tuple[Lot, ...]) -> tuple[Result, ...]:
    """One result for each lot: contracts of the same lot (a framework's suppliers) belong together.

    An award that names no lot belongs to the only lot there is. Where there are several lots, or none is described,
    it stands for itself, under its place among the awards.
    """
    if not awards:
        return ()
    by_ref = {lot.ref: lot for lot in lots}
    only = next(iter(by_ref)) if len(by_ref) == 1 else ""
    together: dict[str, list[Award]] = {}
    for place, award in enumerate(awards, start=1):
        together.setdefault(award.lot or only or f"award {place}", []).append(award)
    return tuple(_result(ref, by_ref.get(ref), group) for ref, group in together.items())


def _result(ref: str, lot: Lot | None, group: list[Award]) -> Result:
    awarded = [award for award in group if award.outcome == AWARDED]
    concluded_on = min((award.concluded_on for award in group if award.concluded_on), default=None)
    tenders: dict[str, int] = {}
    for award in group:
        for kind, number in award.tenders.items():
            tenders[kind] = max(number, tenders.get(kind, 0))  # each contract of a lot repeats the lot's figure
    return Result(
        lot=ref,
        outcome=AWARDED if awarded else NOT_AWARDED,
        not_awarded_reason="" if awarded else next((award.reason for award in group if award.reason), ""),
        tenders=tuple(tenders.items()),
        winners=tuple(dict.fromkeys(winner for award in awarded for winner in award.winners)),
        awarded=total([award.amount for award in awarded]),
        concluded_on=concluded_on,
        ends_on=max((award.ends_on for award in group if award.ends_on), default=None)
        or contract_end(lot, concluded_on),
    )


def contract_end(lot: Lot | None, concluded_on: date | None) -> date | None:
    """When the contract runs out: as written, else the duration counted on from the start or the conclusion."""
    if lot is None:
        return None
    start = lot.starts_on or concluded_on
    if lot.ends_on or lot.duration is None or start is None:
        return lot.ends_on
    return counted_on(start, lot.duration, lot.duration_unit)
