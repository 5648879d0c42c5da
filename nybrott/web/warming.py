"""What the first reader should not wait for: the chart library, the definitions, the words of the language and the lake are loaded at start."""

import logging

from duckdb import Error as LakeFault

from nybrott.challenges.queries import reader
from nybrott.core import measures, signals
from nybrott.observatory import queries
from nybrott.ui import charts

log = logging.getLogger(__name__)


def warm() -> None:
    """Load what is slow to load. A lake that cannot be read is logged and does not keep the site from starting."""
    signals.catalogue()
    measures.catalogue()
    reader().features("behov")
    charts.lines([charts.Series("strict", "", [charts.Point(2000, 0.5, n=2)])], title="", description="")
    try:
        queries.coverage()
    except (LakeFault, OSError) as fault:
        log.error("The lake cannot be read: %s", fault)
