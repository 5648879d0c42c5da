"""Notices of ten kinds, opened in the site and held field by field against the files they came from; and the same
figures on the page, on the command line and in a frozen snapshot that is counted again."""

import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site

pytestmark = pytest.mark.journey

# What each file says at these places is on its page. Read here with nothing of Nybrott's own.
UBL = {
    "title": "/*/*[local-name()='ProcurementProject']/*[local-name()='Name']",
    "lot title": "//*[local-name()='ProcurementProjectLot']/*[local-name()='ProcurementProject']/*[local-name()='Name']",
    "description": "/*/*[local-name()='ProcurementProject']/*[local-name()='Description']",
    "CPV": "//*[local-name()='ItemClassificationCode']",
    "notice": "/*/*[local-name()='ID']",
    "procedure": "/*/*[local-name()='ContractFolderID']",
    "form": "//*[local-name()='SubTypeCode']",
    "estimated": "//*[local-name()='EstimatedOverallContractAmount']",
    "awarded": "//*[local-name()='PayableAmount']",
    "place": "//*[local-name()='ProcurementProjectLot']//*[local-name()='RealizedLocation']//*[local-name()='CountrySubentityCode']",
    "weight": "//*[local-name()='SubordinateAwardingCriterion']//*[local-name()='ParameterNumeric']",
    "tenders": "//*[local-name()='ReceivedSubmissionsStatistics']/*[local-name()='StatisticsNumeric']",
    "strategic": "//*[local-name()='ProcurementTypeCode'][@listName='innovative-acquisition' or @listName='strategic-procurement']",
}
TED = {
    "title": "//*[local-name()='FORM_SECTION']/*[1]//*[local-name()='OBJECT_CONTRACT']/*[local-name()='TITLE']",
    "description": "//*[local-name()='FORM_SECTION']/*[1]//*[local-name()='SHORT_DESCR']",
    "buyer": "//*[local-name()='FORM_SECTION']/*[1]//*[local-name()='ADDRESS_CONTRACTING_BODY']/*[local-name()='OFFICIALNAME']",
    "winner": "//*[local-name()='FORM_SECTION']/*[1]//*[local-name()='ADDRESS_CONTRACTOR']/*[local-name()='OFFICIALNAME']",
}
FILES = {
    "a planning notice": ("notices/2022-000101.xml", UBL),
    "a competition": ("notices/2022-000114.xml", UBL),
    "a result": ("notices/2024-000312.xml", UBL),
    "a Norwegian form": ("notices/2024-000301.xml", UBL),
    "a consultation, E1": ("notices/2024-000326.xml", UBL),
    "a competition, E3": ("notices/2025-000409.xml", UBL),
    "TED in English, R2.0.9": ("ted/990002-2021.xml", TED),
    "TED in German": ("ted/990005-2022.xml", TED),
    "a TED result": ("ted/990003-2021.xml", TED),
}


# All that the page says, folded parts too, without the names of signs that stand between the words of a text.
WORDS = """() => {
  const copy = document.querySelector("body").cloneNode(true);
  for (const label of copy.querySelectorAll(".nb-mark-label")) label.remove();
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) if (/^(DT|DD|P|LI|H.|TD|TH|DIV|SUMMARY)$/.test(walker.currentNode.tagName)) walker.currentNode.append(" ");
  return copy.textContent;
}"""


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " ")).strip()


def digits(text: str) -> str:
    """Numbers as they are compared: without thousands' spaces, with a decimal point, without decimals that are nought."""
    return re.sub(r"\.0+(?!\d)", "", re.sub(r"(?<=\d) (?=\d)", "", text.replace(",", ".")))


@pytest.fixture(scope="module")
def keys(site: Site) -> dict[str, str]:
    """Each notice's key by its Doffin number, its publication number or its format."""
    with urllib.request.urlopen(f"{site.url}/api/v1/notices?size=200", timeout=30) as answer:
        rows = json.load(answer)["rows"]
    found: dict[str, str] = {}
    for row in rows:
        for name in (row["doffin_ref"], row["publication_ref"], row["format"]):
            if name:
                found.setdefault(name, row["key"])
    return found


def said(file: Path, places: dict[str, str]) -> Iterator[tuple[str, str]]:
    root = etree.parse(file, etree.XMLParser(remove_comments=True)).getroot()
    for name, place in places.items():
        for element in root.xpath(place):
            text = folded("".join(element.itertext()))
            if text:
                yield name, text


@pytest.mark.parametrize("kind", FILES)
def test_the_page_says_what_the_file_says(
    site: Site, page: Page, samples: Path, keys: dict[str, str], kind: str
) -> None:
    name, places = FILES[kind]
    page.goto(f"{site.url}/observatory/notices/{keys[Path(name).stem]}/")
    plain = folded(page.evaluate(WORDS))
    checked = 0
    for field, text in said(samples / name, places):
        held = digits(text) in digits(plain) or text in plain
        assert held, (kind, field, text)
        checked += 1
    assert checked >= 4, kind


def test_a_release_and_a_record_say_what_they_say(site: Site, page: Page, samples: Path, keys: dict[str, str]) -> None:
    releases = json.loads((samples / "ocds/2024-package.json").read_text())["releases"]
    page.goto(f"{site.url}/observatory/notices/{keys['ocds']}/")
    (release,) = [one for one in releases if page.get_by_text(one["id"], exact=True).count()]
    expect(page.locator("main")).to_contain_text("Granli kommune")
    expect(page.locator("body")).to_contain_text(release["ocid"])
    if title := release["tender"].get("title"):
        expect(page.get_by_role("heading", level=1)).to_have_text(title)

    lines = (samples / "records/2022-records.jsonl").read_text().splitlines()
    records = {one["id"]: one for line in lines if (one := json.loads(line)).get("id", "") in keys}
    name, record = next(iter(records.items()))
    page.goto(f"{site.url}/observatory/notices/{keys[name]}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(record["title"])
    expect(page.locator("main")).to_contain_text(folded(record["description"])[:60])
    expect(page.locator("body")).to_contain_text(name)


def typed(*words: object) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "nybrott.cli", *map(str, words)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_page_command_and_frozen_snapshot_say_the_same(site: Site, page: Page, samples: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lake"
    assert "2022-000155.xml" in typed("lake", "build", samples, "--into", folder)  # the one that cannot be read
    assert "whole" in typed("lake", "check", folder)
    (counted,) = json.loads(
        typed("measure", "innovative-procurements", "--lake", folder, "--where", "country=NO", "--format", "json")
    )["rows"]
    page.goto(f"{site.url}/observatory/?country=NO")
    asked = page.request.get(f"{site.url}/api/v1/measures/innovative-procurements/values?country=NO").json()
    (on_page,) = asked["rows"]
    assert dict(counted) == dict(on_page)
    page.goto(f"{site.url}/observatory/procurements/?country=NO")
    expect(page.locator("#procurements")).to_contain_text(str(counted["n"]))

    snapshot = tmp_path / "fjordvik.snapshot"
    typed(
        "baseline", "freeze", "--lake", folder, "--buyer", "310400009", "--from", 2020, "--to", 2025, "--out", snapshot,
        "--on", "2026-01-31",
    )  # fmt: skip
    assert "310400009" in typed("baseline", "verify", snapshot)
    altered = snapshot.read_bytes().replace(b"Fjordvik", b"Fjordvig", 1)
    snapshot.write_bytes(altered)
    verify = [sys.executable, "-m", "nybrott.cli", "baseline", "verify", str(snapshot)]
    assert subprocess.run(verify, capture_output=True, check=False).returncode != 0
