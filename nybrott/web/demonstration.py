"""The demonstration: filled by the same actions people use, from real notices where they lie beside the checkout."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from nybrott.lake import Report, build

CHECKOUT = Path(__file__).resolve().parents[2]


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
    if notices.samples:
        samples_mark().write_text(
            "The lake holds sample notices written for this repository; nothing in them is real.\n"
        )
    else:
        samples_mark().unlink(missing_ok=True)
    return report


def samples_mark() -> Path:
    """The file that stands where the site shows samples, so that every page can say so."""
    return Path(settings.VAR) / "shows-samples"
