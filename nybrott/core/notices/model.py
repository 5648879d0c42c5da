"""What an official notice says, in one frozen shape for every format it may come in.

Amounts are integers in minor units (øre, cents). Dates are `datetime.date`. A value that the notice does not give is
`None` (dates, money, numbers) or an empty string or tuple; a code that no list knows is kept as it stands.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the notice in one language.

    `field` is one of: title, description, note (whole procedure) · lot-title, lot-description, lot-note ·
    criterion, criterion-name · features (BT-88) · strategic (BT-777) · justification (BT-135) · change.
    `lot` is the lot's or part's identifier, empty for the procedure. `language` is ISO 639-1 ("nb", "nn", "no",
    "en", …) or empty when the notice does not say. `content` has white space folded, soft
    hyphens and zero-width signs taken out and double encoding mended, nothing else changed.
    """

    field: str
    content: str
    language: str = ""
    lot: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (integer øre or cents) and its ISO 4217 currency."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Party:
    """A buyer or a winner. `ref` is the normalised organisation number (digits only for Norway), empty when the
    notice's own `ref_raw` holds none that can be read. `country` is ISO 3166-1 alpha-2."""

    name: str
    ref: str = ""
    ref_raw: str = ""
    country: str = ""
    nuts: str = ""
    legal_type: str = ""
    activity: str = ""
    size: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """One strategic code: `field` is BT-06, BT-774, BT-775, BT-776 or BT-805; `value` as it stands in the notice."""

    field: str
    value: str
    lot: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """An award criterion. `weight` is the number as written (percent, points or order), with `weight_kind`."""

    kind: str
    name: str = ""
    text: str = ""
    weight: str = ""
    weight_kind: str = ""
    lot: str = ""


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot (`kind` "lot") or a planning part ("part"). Groups of lots are none; their texts and criteria are kept.

    `duration` is in `duration_unit` as written: DAY, WEEK, MONTH, YEAR. A duration that is no number stands in
    `duration_unit` alone (UNLIMITED). `framework` and `dynamic` are the codes of BT-765 and BT-766 ("none" is one),
    `variants` of BT-63, `eu_funded` of BT-60. `options` is what it says of options and renewals (BT-54, BT-57) in its own
    language, `renewals` how many times it may be renewed (BT-58). `deadline_on` is the last day for tenders, else for requests to
    participate, else for expressions of interest.
    """

    ref: str
    kind: str = "lot"
    cpv_main: str = ""
    cpv_additional: tuple[str, ...] = ()
    nuts: tuple[str, ...] = ()
    estimated: Money | None = None
    framework: str = ""
    dynamic: str = ""
    variants: str = ""
    eu_funded: str = ""
    duration: int | None = None
    duration_unit: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    deadline_on: date | None = None
    options: str = ""
    renewals: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one lot. `tenders` is (kind, number) as published, e.g. ("tenders", 4), ("t-sme", 3).

    `outcome` is the code of BT-142, `not_awarded_reason` of BT-144. `awarded` is the sum of the winning tenders, None
    unless every one has a value in the same currency. `concluded_on` is the first contract's date. `ends_on` is the end
    of the contract as written, else counted on from its start (or conclusion) by its duration.
    """

    lot: str
    outcome: str = ""
    not_awarded_reason: str = ""
    tenders: tuple[tuple[str, int], ...] = ()
    winners: tuple[Party, ...] = ()
    awarded: Money | None = None
    concluded_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What this notice changes: the notice (or section) changed, the reason code and the description."""

    of: str
    reason: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """One official notice.

    `format` is eforms, ted-xml, ocds or record. `stage` is planning, competition, direct-award, result, modification
    or other; "test" is for whoever has asked `mere_test` and leaves such notices out. `procedure` is the BT-105 code (open, restricted, neg-w-call, neg-wo-call, comp-dial, innovation,
    oth-single, oth-mult, comp-tend, exp-int-rail, plus design-contest where the form says it) or what the source said.
    `procedure_features` are codes: "accelerated" and "direct-award:" with the reason's code (BT-136); what the notice
    says of its procedure in words (BT-88) is a text. `estimated` and `awarded` are the procurement's own, else the sum
    over its lots where that is complete. `previous` are earlier notices this one points to (BT-125).
    `country` is the first buyer's, ISO 3166-1 alpha-2. `doffin_ref` is the Doffin number (2024-123456).
    `published_on` is the publication date where the notice has one, else the dispatch date, else the issue date.
    `language` is the notice's own language. `texts` come own language first and each text once.
    `remarks` say what reading had to mend ("double-encoded text repaired in description").
    """

    path: str
    format: str
    notice_id: str
    version: str = ""
    publication_ref: str = ""
    doffin_ref: str = ""
    procedure_id: str = ""
    previous: tuple[str, ...] = ()
    regime: str = ""
    form_type: str = ""
    notice_type: str = ""
    subtype: str = ""
    legal_basis: str = ""
    stage: str = "other"
    procedure: str = ""
    procedure_features: tuple[str, ...] = ()
    country: str = ""
    language: str = ""
    published_on: date | None = None
    dispatched_on: date | None = None
    planned_on: date | None = None
    deadline_on: date | None = None
    url: str = ""
    texts: tuple[Text, ...] = ()
    buyers: tuple[Party, ...] = ()
    cpv_main: str = ""
    cpv_additional: tuple[str, ...] = ()
    lots: tuple[Lot, ...] = ()
    estimated: Money | None = None
    awarded: Money | None = None
    criteria: tuple[Criterion, ...] = ()
    codes: tuple[Code, ...] = ()
    results: tuple[Result, ...] = ()
    changes: tuple[Change, ...] = ()
    remarks: tuple[str, ...] = field(default=())

    @property
    def year(self) -> int | None:
        """The year the notice is counted in."""
        return self.published_on.year if self.published_on else None

    def title(self) -> str:
        """The first title: the procedure's, else a lot's, in the notice's own language where there is one."""
        for wanted in ("title", "lot-title"):
            for text in self.texts:
                if text.field == wanted:
                    return text.content
        return ""


@dataclass(frozen=True, slots=True)
class ReadError:
    """A notice that could not be read: which file, where in it, and why. The rest of the input goes on."""

    path: str
    place: str
    reason: str
