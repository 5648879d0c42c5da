"""Every OCDS document at hand, read by the reader and by plain paths into the JSON: field by field the same."""

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from nybrott.core.notices import Notice, read

Json = dict[str, Any]
Pair = tuple[Json, Notice]
WITHOUT_CENTS = {"PYG"}


def releases(document: Any) -> list[Json]:
    if isinstance(document, list):
        return [release for item in document for release in releases(item)]
    return document.get("releases") or [document]


def minor(value: Json | None) -> tuple[int, str] | None:
    if not value or value.get("amount") in {None, ""} or not value.get("currency"):
        return None
    currency = value["currency"].upper()
    return int(Decimal(str(value["amount"])) * (1 if currency in WITHOUT_CENTS else 100)), currency


def folded(text: Any) -> str:
    return re.sub(r"\s+", " ", re.sub("[\u00ad\u200b\u200c]", "", text)).strip() if isinstance(text, str) else ""


def day(text: Any) -> str:
    return text[:10] if isinstance(text, str) and re.match(r"\d{4}-\d\d-\d\d", text) else ""


def tender(release: Json) -> Json:
    return release.get("tender") or {}


@pytest.fixture(scope="module")
def pairs(real_data: Path | None, samples: Path) -> list[Pair]:
    folders = [samples / "ocds"] + ([real_data / "ocds"] if real_data else [])
    pairs: list[Pair] = []
    for file in (file for folder in folders for file in sorted(folder.rglob("*.json"))):
        data = file.read_bytes()
        wanted = releases(json.loads(data))
        found = list(read(data, path=str(file)))
        assert len(found) == len(wanted), file
        for release, notice in zip(wanted, found, strict=True):
            assert isinstance(notice, Notice), notice
            pairs.append((release, notice))
    assert len(pairs) >= (118 if real_data else 3)
    return pairs


def test_identity_dates_and_language(pairs: list[Pair]) -> None:
    for release, notice in pairs:
        assert (notice.format, notice.notice_id) == ("ocds", release["id"])
        assert notice.procedure_id == release["ocid"] or release["ocid"].endswith("placeholder")
        assert str(notice.published_on) == day(release["date"]), notice.path
        languages = {"no": "nb", "en-GB": "en"}
        written = release.get("language") or ""
        assert notice.language == languages.get(written, written), notice.path


def test_stages(pairs: list[Pair]) -> None:
    for release, notice in pairs:
        tags, status = set(release.get("tag") or ()), tender(release).get("status")
        if tags & {"award", "contract"}:
            assert notice.stage == "result", notice.path
        elif tags & {"contractUpdate"}:
            assert notice.stage == "modification", notice.path
        elif status in {"planned", "planning"} or tags == {"planning"}:
            assert notice.stage == "planning", notice.path
        elif tags == {"tender"}:
            assert notice.stage == "competition", notice.path
        assert notice.stage != "other", notice.path


def test_titles_and_descriptions(pairs: list[Pair]) -> None:
    for release, notice in pairs:
        contents = {text.content for text in notice.texts}
        found = tender(release)
        wanted = {folded(found.get("title")), folded(found.get("description")), folded(release.get("description"))}
        for lot in found.get("lots") or ():
            wanted |= {folded(lot.get("title")), folded(lot.get("description"))}
        assert wanted - {""} <= contents, notice.path
        assert len(contents) == len(notice.texts), notice.path


def test_buyers(pairs: list[Pair]) -> None:
    for release, notice in pairs:
        parties = {party.get("id"): party for party in release.get("parties") or ()}
        named = release.get("buyer") or tender(release).get("procuringEntity") or []
        for buyer in named if isinstance(named, list) else [named]:
            entry = parties.get(buyer.get("id"), {})
            name = folded(buyer.get("name") or entry.get("name"))
            assert not name or name in {party.name for party in notice.buyers}, notice.path
            identifiers = [entry.get("identifier") or {}, *(entry.get("additionalIdentifiers") or ())]
            numbers = [identifier["id"].strip() for identifier in identifiers if identifier.get("id")]
            assert not numbers or numbers[0] in {party.ref_raw for party in notice.buyers}, notice.path


def test_classes(pairs: list[Pair]) -> None:
    for release, notice in pairs:
        found = set()
        for item in tender(release).get("items") or ():
            for one in [item.get("classification"), *(item.get("additionalClassifications") or ())]:
                if one and (one.get("scheme") or "").lower() == "cpv" and one.get("id"):
                    found.add(one["id"][:8])
        told = {notice.cpv_main, *notice.cpv_additional}
        told |= {code for lot in notice.lots for code in (lot.cpv_main, *lot.cpv_additional)}
        assert not found or told - {""} == found or not tender(release).get("lots"), notice.path
        assert found <= told or len(found) > len(told), notice.path


def test_lots(pairs: list[Pair]) -> None:
    for release, notice in pairs:
        wanted = tender(release).get("lots") or []
        assert [lot.ref for lot in notice.lots] == [lot["id"] for lot in wanted], notice.path
        for lot, row in zip(notice.lots, wanted, strict=True):
            value = minor(row.get("value"))
            assert (lot.estimated and (lot.estimated.minor, lot.estimated.currency)) == value, notice.path
            period = row.get("contractPeriod") or {}
            assert str(lot.ends_on or "") == day(period.get("endDate")), notice.path
            assert lot.duration == period.get("durationInDays"), notice.path
            ends = (row.get("tenderPeriod") or tender(release).get("tenderPeriod") or {}).get("endDate")
            assert str(lot.deadline_on or "") == day(ends), notice.path


def test_values(pairs: list[Pair]) -> None:
    for release, notice in pairs:
        value = minor(tender(release).get("value"))
        if value:
            assert notice.estimated is not None, notice.path
            assert (notice.estimated.minor, notice.estimated.currency) == value, notice.path


def test_awards(pairs: list[Pair]) -> None:
    seen = 0
    for release, notice in pairs:
        awards = release.get("awards") or []
        parties = {party.get("id"): party for party in release.get("parties") or ()}
        closed = {"unsuccessful", "cancelled", "pending"}
        won = [
            a for a in awards if a.get("status") == "active" or (a.get("suppliers") and a.get("status") not in closed)
        ]
        names = {
            folded(supplier.get("name") or parties.get(supplier.get("id"), {}).get("name"))
            for award in won
            for supplier in award.get("suppliers") or ()
        } - {""}
        found = {winner.name for result in notice.results for winner in result.winners}
        assert names <= found, notice.path
        amounts = [amount for award in won if (amount := minor(award.get("value")))]
        if amounts and len(won) == len(amounts) and len({currency for _, currency in amounts}) == 1:
            assert notice.awarded is not None, notice.path
            assert notice.awarded.minor == sum(amount for amount, _ in amounts), notice.path
            seen += 1
        counted = Counter(s["measure"] for s in (release.get("bids") or {}).get("statistics") or ())
        told = Counter(kind for result in notice.results for kind, _ in result.tenders)
        assert told["tenders"] == counted["bids"] or not counted, notice.path
        assert told["t-sme"] == counted["smeBids"], notice.path
    assert seen >= 1
