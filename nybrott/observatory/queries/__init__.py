"""What the pages ask of the lake, organisations side by side, and their shares in words."""

from nybrott.observatory.queries.asking import (
    CONFIRMED,
    LARGEST_PAGE,
    LISTS,
    OPEN_PARTS,
    PAGE_SIZE,
    OpenPart,
    add_open_part,
    answered,
    buyers,
    confirmed,
    confirmed_of,
    counted,
    counted_by_people,
    countries,
    coverage,
    file_words,
    known_measures,
    lake,
    latest_dialogues,
    measured,
    notice,
    notices,
    organisation,
    organisations,
    procurements,
    seen_of,
    with_confirmed,
    years,
)
from nybrott.observatory.queries.comparing import (
    MEASURES,
    Asked,
    Comparison,
    compared,
    index_of,
)
from nybrott.observatory.queries.telling import (
    HOLLOW,
    median_cell,
    share_cell,
    share_names,
)

__all__ = ["CONFIRMED", "HOLLOW", "LARGEST_PAGE", "LISTS", "MEASURES", "OPEN_PARTS", "PAGE_SIZE", "Asked", "Comparison", "OpenPart", "add_open_part", "answered", "buyers", "compared", "confirmed", "confirmed_of", "counted", "counted_by_people", "countries", "coverage", "file_words", "index_of", "known_measures", "lake", "latest_dialogues", "measured", "median_cell", "notice", "notices", "organisation", "organisations", "procurements", "seen_of", "share_cell", "share_names", "with_confirmed", "years"]  # fmt: skip
