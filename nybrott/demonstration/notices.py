"""The notices of the demonstration: real ones where they lie beside the checkout, else our own samples."""

from dataclasses import dataclass
from pathlib import Path

from nybrott.lake import Report
from nybrott.notices.actions import rebuild_lake
from nybrott.notices.queries import Base
from nybrott.notices.queries import base as base_of_lake
from nybrott.observatory import queries

CHECKOUT = Path(__file__).resolve().parents[3]


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
    """Build the site's lake from the notices and all that people brought in; one that holds just these already is left."""
    base = Base((str(notices.path.absolute()),), samples=notices.samples)
    return rebuild_lake(base=base, jobs=2)


def shows_samples() -> bool:
    """Whether the lake that is shown is the one that was filled with samples, so that every page can say so."""
    known = base_of_lake()
    return known is not None and known.samples and known.generation == queries.lake().generation != ""
