"""The notices of the demonstration: real ones where they lie beside the checkout, else our own samples."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from nybrott.lake import Report, build
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
    """Build the site's lake from the notices; a lake that already holds just these is left as it is."""
    report = build([notices.path], settings.LAKE, jobs=2)
    _mark().write_text(report.generation if notices.samples else "")
    return report


def shows_samples() -> bool:
    """Whether the lake that is shown is the one that was filled with samples, so that every page can say so."""
    try:
        return _mark().read_text() == queries.lake().generation != ""
    except FileNotFoundError:
        return False


def _mark() -> Path:
    return Path(settings.VAR) / "shows-samples"
