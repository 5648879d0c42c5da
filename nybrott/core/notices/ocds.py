"""Reads OCDS (Open Contracting Data Standard 1.0 and 1.1, with the extensions of its profile for eForms).

Each release is one notice. A release package holds several; a record holds the releases of one process, or only what
was compiled from them; a record package holds several records. Releases may also stand alone or in a plain list.
"""

from collections.abc import Iterator
from datetime import date

from nybrott.core.notices.amounts import total
from nybrott.core.notices.model import Change, Code, Criterion, Lot, Money, Notice, ReadError
from nybrott.core.notices.ocds_codes import LONGEST_LABEL, procedure, stage
from nybrott.core.notices.ocds_lots import bought, codes, criteria, deadline, lot
from nybrott.core.notices.ocds_parties import Parties
from nybrott.core.notices.ocds_results import results
from nybrott.core.notices.records_codes import FORM_TYPE_OF_STAGE
from nybrott.core.notices.records_json import Table, amount, day_of, is_true, listed, table, tables, words
from nybrott.core.notices.references import doffin_number, notice_reference
from nybrott.core.notices.texts import Texts
from nybrott.core.notices.vocabulary import PLANNING, language

_SECTIONS = ("planning", "tender", "awards", "contracts", "buyer")
_KEYS = frozenset({"ocid", "releases", "records", "compiledRelease"})
_NO_PROCESS = "placeholder"  # what a converter writes that knows no process; all such releases would be one process


def is_ocds(document: object) -> bool:
    """Whether a parsed document looks like OCDS."""
    first = document[0] if isinstance(document, list) and document else document
    return isinstance(first, dict) and not _KEYS.isdisjoint(first)


def from_json(document: object, path: str, place: str = "") -> Iterator[Notice | ReadError]:
    """The notices of a parsed OCDS document, in its order; for a release that is none, a `ReadError` that names its
    place ("releases/3"). `place` is where the document itself stands, if it is part of a file."""
    for where, release in _releases(document, place):
        if not isinstance(release, dict):
            yield ReadError(path, where or "whole file", "this is no object, as an OCDS release is")
        elif not any(release.get(section) for section in _SECTIONS):
            yield ReadError(path, where or "whole file", "the release says nothing of a procurement")
        else:
            yield _Reading(release, path, where).notice()


def _releases(document: object, place: str) -> Iterator[tuple[str, object]]:
    """Every release with its place. A list or a package without any stands for itself, to be refused."""
    if not isinstance(document, list):
        yield from _of_package(document, place)
    elif not document:
        yield place, document
    for number, item in enumerate(document if isinstance(document, list) else ()):
        yield from _of_package(item, _joined(place, number))


def _of_package(package: object, place: str) -> Iterator[tuple[str, object]]:
    records = listed(package.get("records")) if isinstance(package, dict) else []
    if not records:
        yield from _of_record(package, place)
    for number, record in enumerate(records):
        yield from _of_record(record, _joined(place, "records", number))


def _of_record(record: object, place: str) -> Iterator[tuple[str, object]]:
    """The releases of a record or a release package. Where a record only points to them, what was compiled from them
    stands for all."""
    releases = listed(record.get("releases")) if isinstance(record, dict) else []
    compiled = record.get("compiledRelease") if isinstance(record, dict) else None
    if isinstance(compiled, dict) and not any(release.get(s) for release in tables(releases) for s in _SECTIONS):
        yield _joined(place, "compiledRelease"), compiled
    elif not releases:
        yield place, record
    else:
        for number, release in enumerate(releases):
            yield _joined(place, "releases", number), release


def _joined(*places: object) -> str:
    return "/".join(str(place) for place in places if place != "")


class _Reading:
    """One release while it is read."""

    def __init__(self, release: Table, path: str, place: str) -> None:
        self.release = release
        self.path = path
        self.place = place
        self.ocid = words(release.get("ocid"))
        self.tender = table(release.get("tender"))
        self.texts = Texts(language(words(release.get("language")).partition("-")[0]))
        self.parties = Parties(release, self.ocid, self.texts)
        self.remarks: list[str] = []

    def notice(self) -> Notice:
        release, tender = self.release, self.tender
        tags = [words(tag) for tag in listed(release.get("tag"))]
        reached = stage(tags, words(tender.get("status")), [s for s in _SECTIONS if release.get(s)])
        words_of_procedure, features = self._procedure()
        bought_by = self.parties.buyers(release, tender)
        self._texts()
        lots, given, asked = self._lots("part" if reached == PLANNING else "lot")
        whole = bought([*tables(tender.get("items")), *self._awarded_items()])
        found, awarded = results(release, self.parties, lots)
        country = next((buyer.country for buyer in bought_by if buyer.country), "") or self.parties.country
        notice_id = self._identity()
        doffin_ref = doffin_number(self.path, notice_id) if country == "NO" else ""
        published = day_of(release.get("date"))
        changed = self._changes()
        return Notice(
            path=self.path,
            format="ocds",
            notice_id=notice_id,
            doffin_ref=doffin_ref,
            procedure_id="" if self.ocid.endswith(_NO_PROCESS) else self.ocid,
            previous=self._previous(),
            form_type=FORM_TYPE_OF_STAGE.get(reached, ""),
            notice_type=", ".join(filter(None, tags)),
            legal_basis=self._legal_basis(),
            stage=reached,
            procedure=words_of_procedure,
            procedure_features=features,
            country=country,
            language=self.texts.own,
            published_on=published,
            dispatched_on=published,
            planned_on=self._planned(),
            deadline_on=min((x.deadline_on for x in lots if x.deadline_on), default=None) or deadline(tender),
            url=f"https://doffin.no/notices/{doffin_ref}" if doffin_ref else "",
            texts=self.texts.gathered(),
            buyers=bought_by,
            cpv_main=whole[""].main() or next((x.cpv_main for x in lots if x.cpv_main), ""),
            cpv_additional=whole[""].others(),
            lots=lots,
            estimated=self._estimated(lots),
            awarded=awarded,
            criteria=tuple(asked),
            codes=tuple(dict.fromkeys(given)),
            results=found,
            changes=changed,
            remarks=(*self.remarks, *self.texts.remarks()),
        )

    def _identity(self) -> str:
        found = words(self.release.get("id"))
        if not found:
            self.remarks.append("no release identifier; the process or the file's name stands in its place")
            name = self.path.replace("!", "/").rpartition("/")[2].partition(".")[0]
            found = _joined(self.ocid or name, self.place)
        return found

    def _procedure(self) -> tuple[str, tuple[str, ...]]:
        """The procedure and its features. A description of it is a text, not a name."""
        tender = self.tender
        details = words(tender.get("procurementMethodDetails"))
        found = procedure(words(tender.get("procurementMethod")), details, words(tender.get("procurementMethodType")))
        if len(details) > LONGEST_LABEL:
            self.texts.add("features", details)
        reasons = tables(tender.get("procurementMethodRationaleClassifications"))
        features = [f"direct-award:{words(reason.get('id'))}" for reason in reasons]
        if is_true(table(tender.get("procedure")).get("isAccelerated")):
            features.append("accelerated")
        return found, tuple(dict.fromkeys(features))

    def _texts(self) -> None:
        release, tender, texts = self.release, self.tender, self.texts
        planning = table(release.get("planning"))
        project, budget = table(planning.get("project")), table(planning.get("budget"))
        closing = [*tables(release.get("awards")), *tables(release.get("contracts"))]
        titles = [one.get("title") for one in (tender, project, *closing)]
        texts.add("title", next(filter(None, map(words, (*titles, budget.get("description")))), ""))
        texts.add("description", words(tender.get("description")))
        texts.add("description", words(project.get("description")))
        texts.add("description", words(planning.get("rationale")))
        texts.add("description", words(budget.get("description")))
        for one in closing if not tender else ():
            texts.add("description", words(one.get("description")))
        texts.add("note", words(release.get("description")))
        texts.add("justification", words(tender.get("procurementMethodRationale")))

    def _lots(self, kind: str) -> tuple[tuple[Lot, ...], list[Code], list[Criterion]]:
        """The lots, and the goals and criteria of the tender and of each lot."""
        tender, texts = self.tender, self.texts
        items = bought(tables(tender.get("items")))
        given, asked = codes(tender, "", texts), criteria(tender, "", texts)
        lots = []
        for found in tables(tender.get("lots")):
            lots.append(lot(found, kind, items, tender, texts))
            given += codes(found, lots[-1].ref, texts)
            asked += criteria(found, lots[-1].ref, texts)
        return tuple(lots), given, asked

    def _awarded_items(self) -> Iterator[Table]:
        """What was bought, where the release does not hold what was asked for."""
        if not self.tender.get("items"):
            for one in (*tables(self.release.get("awards")), *tables(self.release.get("contracts"))):
                for item in tables(one.get("items")):
                    yield {key: item[key] for key in item if key != "relatedLot"}

    def _estimated(self, lots: tuple[Lot, ...]) -> Money | None:
        budget = table(table(self.release.get("planning")).get("budget"))
        return amount(self.tender.get("value")) or total([x.estimated for x in lots]) or amount(budget.get("amount"))

    def _legal_basis(self) -> str:
        basis = table(self.tender.get("legalBasis"))
        return words(basis.get("id")) or words(table(basis.get("wasDerivedFrom")).get("id"))

    def _planned(self) -> date | None:
        communication = table(self.tender.get("communication"))
        return day_of(communication.get("futureNoticeDate")) or day_of(communication.get("futurenoticeDate"))

    def _previous(self) -> tuple[str, ...]:
        related = (words(one.get("identifier")) for one in tables(self.release.get("relatedProcesses")))
        return tuple(dict.fromkeys(notice_reference(ref) for ref in related if ref and ref != self.ocid))

    def _changes(self) -> tuple[Change, ...]:
        """What was changed in the tender or in a contract; how it is told goes to the texts."""
        changed = [*tables(self.tender.get("amendments"))]
        for contract in tables(self.release.get("contracts")):
            changed += tables(contract.get("amendments"))
        found = []
        for one in changed:
            self.texts.add("change", words(one.get("rationale")))
            self.texts.add("change", words(one.get("description")))
            reason = next((words(c.get("id")) for c in tables(one.get("rationaleClassifications"))), "")
            of = words(one.get("amendsReleaseID"))
            if of or reason:
                found.append(Change(of=of, reason=reason))
        return tuple(dict.fromkeys(found))
