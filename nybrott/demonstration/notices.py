"""The notices of the demonstration: real ones where they lie beside the checkout, else our own samples."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
from lxml import etree

from nybrott.lake import Report
from nybrott.notices.actions import rebuild_lake
from nybrott.notices.queries import Base, in_the_lake
from nybrott.notices.queries import base as base_of_lake
from nybrott.notices.queries.imported import files_of, kept_folder
from nybrott.observatory import queries
from nybrott.sources import mark

PACKAGE = Path(__file__).resolve().parents[1]
# what reads notices and writes lakes: another version of it may make another lake
_PROGRAMS = (PACKAGE / "core", PACKAGE / "sources", PACKAGE / "lake", duckdb.__file__, pa.__file__, etree.__file__)
CHECKOUT = PACKAGE.parent


@dataclass(frozen=True, slots=True)
class Notices:
    """Where the notices of the demonstration lie, and whether they are our own samples."""

    path: Path
    samples: bool


def notices_at(given: str) -> Notices:
    """The notices to show: those at `given`, else the real ones beside the checkout, else our own samples.

    Raises `FileNotFoundError` when `given` names nothing.
    """
    if given:
        if not Path(given).exists():
            raise FileNotFoundError(given)
        return Notices(Path(given), samples=Path(given).resolve() == CHECKOUT / "samples")
    real = CHECKOUT.parent / "shared" / "data" / "notices"
    return Notices(real, samples=False) if real.is_dir() else Notices(CHECKOUT / "samples", samples=True)


def fill(notices: Notices) -> Report:
    """Build the site's lake from the notices and all that people brought in; one that holds just these already is left.

    Whether it does is seen without reading a notice: nothing lies otherwise than when the lake was built, no import came
    or went, no program that reads them changed, and the lake is still that one.
    """
    base = Base((str(notices.path.absolute()),), samples=notices.samples)
    # before anything is read, so that what changes meanwhile is seen the next time
    lying = mark([*_PROGRAMS, *base.paths, *map(files_of, in_the_lake())])
    built = _built(base, lying)
    if built is None:
        built = rebuild_lake(base=base, jobs=2)
        _filled().write_text(json.dumps({"lying": lying, "report": asdict(built)}, indent=1) + "\n", encoding="utf-8")
    return built


def _filled() -> Path:
    return kept_folder() / "filled.json"


def _built(base: Base, lying: str) -> Report | None:
    """What the build of the lake that holds came to, if it was made from what lies there now."""
    try:
        said = json.loads(_filled().read_text(encoding="utf-8"))
        report = Report(**(said["report"] | {"is_new": False}))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    lake = queries.lake()
    holds = (
        said.get("lying") == lying
        and report.generation == lake.generation
        and (lake.folder / report.generation).is_dir()
        and base_of_lake() == Base(base.paths, base.samples, report.generation)
    )
    return report if holds else None


def shows_samples() -> bool:
    """Whether the lake that is shown is the one that was filled with samples, so that every page can say so."""
    known = base_of_lake()
    return known is not None and known.samples and known.generation == queries.lake().generation != ""
