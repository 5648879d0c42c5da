"""How right are the signs? Precision and recall on the hand labels beside the project, and what finding costs.

Prints one JSON line per figure (`name`, `value`, `unit`, `against`, `ratio`), then one line for every notice where
the signs and the person who labelled disagree (its identifier and the signs seen, never its text). Labels `?` are
left out. Ends by itself; says so when the labels do not lie beside the project.

    python benchmarks/signals_gold.py [folder of the data]
"""

import csv
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from nybrott.core.notices import Notice, read
from nybrott.core.signals import Findings, catalogue, find

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
CLAIMS = {  # column of the labels → claim of the findings, and the precision and recall aimed at
    "market_dialogue": ("market_dialogue", 0.95, 0.95),
    "innovation": ("innovation", 0.90, 0.85),
    "partnership_pcp": ("partnership", 0.95, 0.95),
}


def main(data: Path) -> None:
    """Print every figure."""
    labels = data / "gold" / "gold_dev.csv"
    if not labels.is_file():
        print(json.dumps({"name": "signals: labels", "value": None, "unit": f"there are no labels at {labels}"}))
        return
    with labels.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    records = {notice.notice_id: notice for notice in table_notices(data / "doffin_tables")}
    judged = []
    unread = []
    for row in rows:
        notice = first_notice(data / row["where"]) if row["where"].endswith(".xml") else records.get(row["id"])
        if notice is None:
            unread.append(row["id"])
        else:
            judged.append((row, find(notice, catalogue())))
    tell("signals: labelled notices read", len(judged), "notices", len(rows))
    if unread:
        print(json.dumps({"name": "signals: not read", "ids": unread}))
    disagreements = [line for column in CLAIMS for line in compare(column, judged)]
    for line in disagreements:
        print(json.dumps(line, ensure_ascii=False))
    cost(data)


def compare(column: str, judged: list[tuple[dict[str, str], Findings]]) -> Iterator[dict[str, object]]:
    """Prints precision and recall of one claim; gives the disagreements."""
    claim, aimed_precision, aimed_recall = CLAIMS[column]
    found = wanted = both = 0
    for row, findings in judged:
        if row[column] not in ("0", "1"):
            continue
        said, so = bool(getattr(findings, claim)), row[column] == "1"
        found, wanted, both = found + said, wanted + so, both + (said and so)
        if said != so:
            yield {
                "name": f"signals: {claim} {'false' if said else 'missed'}",
                "id": row["id"],
                "signals": sorted({item.signal for item in findings.evidence}),
            }
    tell(f"signals: {claim} precision", both / found if found else None, f"of {found} found", aimed_precision)
    tell(f"signals: {claim} recall", both / wanted if wanted else None, f"of {wanted} labelled", aimed_recall)


def cost(data: Path) -> None:
    """Time to find, against the time lxml takes to parse the same eForms notices; CPU time, best of seven."""
    files = [path.read_bytes() for path in sorted((data / "notices" / "eforms").glob("*/*.xml"))]
    notices = [one for raw in files for one in read(raw, path="x.xml") if isinstance(one, Notice)]
    if not notices:
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    parsing = best(lambda: [etree.fromstring(raw, parser) for raw in files]) / len(files)
    finding = best(lambda: [find(notice, catalogue()) for notice in notices]) / len(notices)
    tell("signals: find, one eForms notice", finding * 1000, "ms CPU", parsing * 1000)


def best(work: Callable[[], object], times: int = 7) -> float:
    """Shortest CPU time of several, in seconds."""
    took = []
    for _ in range(times):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return min(took)


def first_notice(path: Path) -> Notice | None:
    """The notice in a file, or None when it cannot be read."""
    return next((one for one in read(path.read_bytes(), path=path.name) if isinstance(one, Notice)), None)


def table_notices(folder: Path) -> Iterator[Notice]:
    """Rows of the Doffin tables as plain records, read the way the command line reads them. Where a row stands in
    several tables, the one with the longest description is taken."""
    rows: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*.csv")):
        for row in table_rows(path):
            known = rows.get(row["id"])
            if known is None or len(row["description"]) > len(known["description"]):
                rows[row["id"]] = row
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows.values())
    for one in read(lines.encode(), path="doffin_tables.jsonl"):
        if isinstance(one, Notice):
            yield one


def table_rows(path: Path) -> Iterator[dict[str, str]]:
    """One table's rows under the names of a plain record. Some tables write "Doffin referanse: …" into the cell."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    semicolons = text.partition("\n")[0].count(";") > 1
    for row in csv.DictReader(text.splitlines(keepends=True), delimiter=";" if semicolons else ","):
        cells = {key: (value or "").strip() for key, value in row.items() if key}
        yield {
            "id": after_colon(cells["doffin_referanse"]),
            "title": cells["navn"],
            "description": given(cells.get("beskrivelse", "")),
            "notice_type": after_colon(cells["kunngjoring_type"]),
            "buyer_name": after_colon(cells["publisert_av"]),
            "cpv": given(cells.get("cpv", "")),
            "published_on": after_colon(cells["kunngjoring_dato"]),
            "country": "NO",
        }


def after_colon(cell: str) -> str:
    """ "Publisert av: Fjordvik kommune" → "Fjordvik kommune"."""
    label, colon, rest = cell.partition(": ")
    return rest.strip() if colon and label.split(" ")[0] in LABELS else cell


LABELS = frozenset(("Doffin", "Publisert", "Kunngjøringstype", "Kunngjøringsdato"))


def given(cell: str) -> str:
    """A cell's text; the tables write NA where there is none."""
    return "" if cell == "NA" else cell


def tell(name: str, value: float | None, unit: str, against: float) -> None:
    """One figure as a JSON line. `ratio` is value over what it is held against; both are null without a value."""
    known = value is not None and against
    figure = {
        "name": name,
        "value": round(value, 4) if value is not None else None,
        "unit": unit,
        "against": round(against, 4),
        "ratio": round(value / against, 3) if known else None,
    }
    print(json.dumps(figure))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
